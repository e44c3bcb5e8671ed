using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;

namespace Counterweight.Core.Numerics;

/// <content>
/// e^x − 1 = 2ⁿ(r + r²·q(r)) + (2ⁿ − 1), reduction and q of <see cref="Exp{TBlock, T}"/>. The roundings of r, of
/// 2ⁿ − 1 and of their sum are kept and added to the small part. All at half scale, so that 2ⁿ cannot overflow.
/// </content>
internal static partial class BlockMath
{
    /// <summary>e^x − 1.</summary>
    /// <remarks>
    /// All x; −1 at −∞, +∞ past the greatest value, ±0 at ±0. Maximum error: 1.01 ulp (float, every argument),
    /// 1.12 ulp (double, sampled).
    /// </remarks>
    [MethodImpl(Inline)]
    public static TBlock Expm1<TBlock, T>(TBlock x)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var clamped = TBlock.Min(TBlock.Constant(typeof(T) == typeof(float) ? 89 : 710), x);
        clamped = TBlock.Max(TBlock.Constant(-40), clamped);
        var n = TBlock.Round(clamped * TBlock.Constant(Log2E));
        var low = TBlock.Constant(typeof(T) == typeof(float) ? -Ln2SingleLow : -Ln2DoubleLow);
        var exact = TBlock.FusedMultiplyAdd(n, TBlock.Constant(typeof(T) == typeof(float) ? -Ln2SingleHigh : -Ln2DoubleHigh), clamped);
        var r = TBlock.FusedMultiplyAdd(n, low, exact);
        var small = TBlock.FusedMultiplyAdd(r * r, ExpSeries<TBlock, T>(r), TBlock.FusedMultiplyAdd(n, low, exact - r));

        var half = TBlock.Constant(0.5);
        var scale = TBlock.ScaleB(half, n);
        var top = scale - half;
        var lost = (scale - top) - half;
        var sum = TBlock.FusedMultiplyAdd(scale, r, top);
        lost += TBlock.FusedMultiplyAdd(scale, r, top - sum);
        var result = sum + TBlock.FusedMultiplyAdd(scale, small, lost);

        // Halving a subnormal would lose a bit, and the sums lose the sign of −0.
        return TBlock.SelectLess(TBlock.Abs(x), TBlock.Constant(Tiny), x, result + result);
    }

    /// <summary>2⁻⁶⁴, below which x, ln(1 + x) and e^x − 1 are one number.</summary>
    private const double Tiny = 5.421010862427522e-20;
}
