using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;

namespace Counterweight.Core.Numerics;

/// <content>
/// x^y = 2^(y·log₂x) with log₂x in two parts. x = 2ⁿ·m, m in [¾, 1½); s = (m − 1)/(m + 1), w = s²;
/// log₂m = s(a₁ + w(a₃ + w(a₅ + w·q(w)))), aₖ = 2/(k·ln 2), q of degree 2 (float) or 6 (double): a₁ and a₃ in two
/// parts, a₅ on in one. The power of two as in <see cref="Exp{TBlock, T}"/>.
/// </content>
internal static partial class BlockMath
{
    /// <summary>x^y for x ≥ 0.</summary>
    /// <remarks>
    /// As C99 for x ≥ 0: x⁰ = 1^y = 1 even for NaN; 0^y = 0 or ∞, ∞^y = ∞ or 0 by the sign of y; x^±∞ = 0 or ∞. The
    /// sign of a zero x is ignored. NaN for x &lt; 0, y ≠ 0. Maximum error: 0.93 ulp (float, every
    /// x for seven y between −17.25 and 77), 1.01 ulp (double, sampled).
    /// </remarks>
    [MethodImpl(Inline)]
    public static TBlock Pow<TBlock, T>(TBlock x, TBlock y)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TBlock high, low;
        if (BlockDispatch.HasSeveralRegisters<TBlock, T>() && (typeof(T) == typeof(double) || Vector<byte>.Count == 16))
        {
            // Several registers a block: in one piece this is more than the JIT inlines.
            Log2InTwoCalled<TBlock, T>(x, out high, out low);
        }
        else
        {
            Log2InTwo<TBlock, T>(x, out high, out low);
        }

        high = LogOfEdges<TBlock, T>(x, high);
        var product = high * y;
        var rest = TBlock.FusedMultiplyAdd(low, y, TBlock.FusedMultiplyAdd(high, y, -product));

        // Past the limit all that counts is the side, and the rest may be ∞ − ∞.
        var limit = TBlock.Constant(typeof(T) == typeof(float) ? 160 : 1100);
        rest &= TBlock.LessThan(TBlock.Abs(product), limit);
        product = TBlock.Max(-limit, TBlock.Min(limit, product));
        var power = Exp2InTwo<TBlock, T>(product, rest);
        power = TBlock.SelectEqual(x, TBlock.One, TBlock.One, power);
        return TBlock.SelectEqual(y, TBlock.Zero, TBlock.One, power);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Log2InTwoCalled<TBlock, T>(TBlock x, out TBlock high, out TBlock low)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Log2InTwo<TBlock, T>(x, out high, out low);

    [MethodImpl(Inline)]
    private static void Log2InTwo<TBlock, T>(TBlock x, out TBlock high, out TBlock low)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var one = TBlock.One;
        TBlock.Decompose(x, out var m, out var n);

        // s + sLow = (m − 1)/(m + 1), w + wLow its square.
        var f = m - one;
        var g = m + one;
        var inverse = one / g;
        var s = f * inverse;
        var rest = TBlock.FusedMultiplyAdd(-s, g, f) - (s * (m - (g - one)));
        var sLow = rest * inverse;
        var w = s * s;
        var wLow = TBlock.FusedMultiplyAdd(s + s, sLow, TBlock.FusedMultiplyAdd(s, s, -w));

        // u + uLow = a₃ + w·t
        var t = AtanhSeries<TBlock, T>(w);
        var product = w * t;
        var productLow = TBlock.FusedMultiplyAdd(wLow, t, TBlock.FusedMultiplyAdd(w, t, -product));
        var a3 = TBlock.Constant(typeof(T) == typeof(float) ? 0.9617967009544373 : 0.9617966939259756);
        var u = a3 + product;
        var uLow = (product - (u - a3)) + (productLow + TBlock.Constant(typeof(T) == typeof(float) ? -7.028461812552678e-09 : 5.0577616648125907e-17));

        // z + zLow = a₁ + w·u
        product = w * u;
        productLow = TBlock.FusedMultiplyAdd(w, uLow, TBlock.FusedMultiplyAdd(wLow, u, TBlock.FusedMultiplyAdd(w, u, -product)));
        var a1 = TBlock.Constant(typeof(T) == typeof(float) ? 2.885390043258667 : 2.8853900817779268);
        var z = a1 + product;
        var zLow = (product - (z - a1)) + (productLow + TBlock.Constant(typeof(T) == typeof(float) ? 3.851926067000022e-08 : 4.0710547481862066e-17));

        // n + s·z
        product = s * z;
        productLow = TBlock.FusedMultiplyAdd(s, zLow, TBlock.FusedMultiplyAdd(sLow, z, TBlock.FusedMultiplyAdd(s, z, -product)));
        high = n + product;
        low = (product - (high - n)) + productLow;
    }

    /// <summary>a₅ + w·q(w) for w in [0, 0.0401].</summary>
    [MethodImpl(Inline)]
    private static TBlock AtanhSeries<TBlock, T>(TBlock w)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            var p = TBlock.FusedMultiplyAdd(TBlock.Constant(0.28398144245147705), w, TBlock.Constant(0.3199407160282135));
            p = TBlock.FusedMultiplyAdd(p, w, TBlock.Constant(0.41220492124557495));
            return TBlock.FusedMultiplyAdd(p, w, TBlock.Constant(0.5770780444145203));
        }
        else
        {
            var p = TBlock.FusedMultiplyAdd(TBlock.Constant(0.1798308808651194), w, TBlock.Constant(0.16751777854524658));
            p = TBlock.FusedMultiplyAdd(p, w, TBlock.Constant(0.1924516014845762));
            p = TBlock.FusedMultiplyAdd(p, w, TBlock.Constant(0.22195087987320192));
            p = TBlock.FusedMultiplyAdd(p, w, TBlock.Constant(0.26230821923280806));
            p = TBlock.FusedMultiplyAdd(p, w, TBlock.Constant(0.32059889776200834));
            p = TBlock.FusedMultiplyAdd(p, w, TBlock.Constant(0.4121985831117365));
            return TBlock.FusedMultiplyAdd(p, w, TBlock.Constant(0.5770780163555853));
        }
    }

    /// <summary>2^(p + rest), rest far below p or p within ±½.</summary>
    [MethodImpl(Inline)]
    private static TBlock Exp2InTwo<TBlock, T>(TBlock p, TBlock rest)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var n = TBlock.Round(p);
        var exact = p - n;
        var r = exact + rest;
        rest -= r - exact;

        // a + aLow = (r + rest)·ln 2
        var ln2 = TBlock.Constant(Ln2);
        var a = r * ln2;
        var aLow = TBlock.FusedMultiplyAdd(rest, ln2, TBlock.FusedMultiplyAdd(r, ln2, -a));
        aLow = TBlock.FusedMultiplyAdd(r, TBlock.Constant(typeof(T) == typeof(float) ? Ln2SingleRest : Ln2DoubleRest), aLow);
        var power = TBlock.FusedMultiplyAdd(a * a, ExpSeries<TBlock, T>(a), aLow) + a;
        return TBlock.ScaleB(power + TBlock.One, n);
    }

    // ln 2 and what its rounding to each format leaves.
    private const double Ln2 = 0.6931471805599453;
    private const double Ln2SingleRest = -1.9046542121259336e-09;
    private const double Ln2DoubleRest = 2.3190468138462996e-17;
}
