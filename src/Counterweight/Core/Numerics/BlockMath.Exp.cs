using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;

namespace Counterweight.Core.Numerics;

/// <content>
/// e^x = 2ⁿ·e^r, n = round(x·log₂e), r = x − n·ln 2 in two fused steps, |r| ≤ ½ ln 2;
/// e^r = 1 + r·(1 + r·q(r)), q of degree 4 (float) or 9 (double), minimax for the relative error of e^r.
/// </content>
internal static partial class BlockMath
{
    /// <summary>e^x.</summary>
    /// <remarks>
    /// All x. Overflows to +∞, underflows gradually to zero; e^−∞ = 0. Maximum error: 0.90 ulp (float, every
    /// argument), 0.86 ulp (double, sampled).
    /// </remarks>
    [MethodImpl(Inline)]
    public static TBlock Exp<TBlock, T>(TBlock x)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ExpNonPositive<TBlock, T>(TBlock.Min(TBlock.Constant(typeof(T) == typeof(float) ? 89 : 710), x));

    /// <summary>e^x for x ≤ 0, some 7 % faster than <see cref="Exp{TBlock, T}"/> and equal to it.</summary>
    /// <remarks>x ≤ 0 or NaN. Errors as <see cref="Exp{TBlock, T}"/>.</remarks>
    [MethodImpl(Inline)]
    public static TBlock ExpNonPositive<TBlock, T>(TBlock x)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var r = ReduceExp<TBlock, T>(x, out var n);
        var p = TBlock.FusedMultiplyAdd(ExpSeries<TBlock, T>(r), r, TBlock.One);
        return TBlock.ScaleB(TBlock.FusedMultiplyAdd(p, r, TBlock.One), n);
    }

    /// <summary>e^x = (high + low)·scale for x ≤ 0.</summary>
    [MethodImpl(Inline)]
    private static TBlock ExpInTwo<TBlock, T>(TBlock x, out TBlock low, out TBlock scale)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var r = ReduceExp<TBlock, T>(x, out var n);
        var p = TBlock.FusedMultiplyAdd(r * r, ExpSeries<TBlock, T>(r), r);
        var high = TBlock.One + p;
        low = p - (high - TBlock.One);
        scale = TBlock.ScaleB(TBlock.One, n);
        return high;
    }

    /// <summary>x = n·ln 2 + r, x raised to the least that matters; NaN passes, by the order of the arguments.</summary>
    [MethodImpl(Inline)]
    private static TBlock ReduceExp<TBlock, T>(TBlock x, out TBlock n)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        x = TBlock.Max(TBlock.Constant(typeof(T) == typeof(float) ? -104 : -746), x);
        n = TBlock.Round(x * TBlock.Constant(Log2E));
        var r = TBlock.FusedMultiplyAdd(n, TBlock.Constant(typeof(T) == typeof(float) ? -Ln2SingleHigh : -Ln2DoubleHigh), x);
        return TBlock.FusedMultiplyAdd(n, TBlock.Constant(typeof(T) == typeof(float) ? -Ln2SingleLow : -Ln2DoubleLow), r);
    }

    /// <summary>(e^r − 1 − r)/r² for |r| ≤ ½ ln 2.</summary>
    [MethodImpl(Inline)]
    private static TBlock ExpSeries<TBlock, T>(TBlock r)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            var p = TBlock.FusedMultiplyAdd(TBlock.Constant(0.0013863753993064165), r, TBlock.Constant(0.00836750864982605));
            p = TBlock.FusedMultiplyAdd(p, r, TBlock.Constant(0.041667237877845764));
            p = TBlock.FusedMultiplyAdd(p, r, TBlock.Constant(0.16666534543037415));
            return TBlock.FusedMultiplyAdd(p, r, TBlock.Constant(0.5));
        }
        else
        {
            var p = TBlock.FusedMultiplyAdd(TBlock.Constant(2.497833175117091e-08), r, TBlock.Constant(2.762524409228658e-07));
            p = TBlock.FusedMultiplyAdd(p, r, TBlock.Constant(2.7557641361936684e-06));
            p = TBlock.FusedMultiplyAdd(p, r, TBlock.Constant(2.480150855018316e-05));
            p = TBlock.FusedMultiplyAdd(p, r, TBlock.Constant(0.00019841269465324638));
            p = TBlock.FusedMultiplyAdd(p, r, TBlock.Constant(0.0013888888926891785));
            p = TBlock.FusedMultiplyAdd(p, r, TBlock.Constant(0.008333333333500574));
            p = TBlock.FusedMultiplyAdd(p, r, TBlock.Constant(0.04166666666660375));
            p = TBlock.FusedMultiplyAdd(p, r, TBlock.Constant(0.16666666666666433));
            return TBlock.FusedMultiplyAdd(p, r, TBlock.Constant(0.5));
        }
    }

    private const double Log2E = 1.4426950408889634;

    // ln 2 = high + low. The product of an exponent and high is exact, for those that need it so.
    private const double Ln2SingleHigh = 0.693145751953125;
    private const double Ln2SingleLow = 1.428606765330187e-06;
    private const double Ln2DoubleHigh = 0.6931471805598903;
    private const double Ln2DoubleLow = 5.497923018708371e-14;
}
