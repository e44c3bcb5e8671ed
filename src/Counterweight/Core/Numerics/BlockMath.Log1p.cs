using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;

namespace Counterweight.Core.Numerics;

/// <content>
/// The logarithm of <see cref="Log{TBlock, T}"/> with an exact reduction: n is the exponent of fl(1 + x), and
/// f = x·2⁻ⁿ + (2⁻ⁿ − 1) has no rounding error where it could be seen.
/// </content>
internal static partial class BlockMath
{
    /// <summary>ln(1 + x).</summary>
    /// <remarks>
    /// x ≥ −1; −∞ at −1, ∞ at ∞, NaN below −1, ±0 at ±0. Maximum error: 0.88 ulp (float, every argument),
    /// 0.9 ulp (double, sampled).
    /// </remarks>
    [MethodImpl(Inline)]
    public static TBlock Log1p<TBlock, T>(TBlock x)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var log = LogOfEdges<TBlock, T>(x + TBlock.One, Log1pFinite<TBlock, T>(x));

        // ln(1 + x) has the sign of x, which the sum above loses at −0.
        return log | (x & TBlock.Constant(-0.0));
    }

    /// <summary>ln(1 + x) for x that is finite and greater than −1, in fewer steps.</summary>
    /// <remarks>NaN gives NaN. Maximum error as <see cref="Log1p{TBlock, T}"/>.</remarks>
    [MethodImpl(Inline)]
    public static TBlock Log1pFinite<TBlock, T>(TBlock x)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var one = TBlock.One;
        TBlock.DecomposeNormal(x + one, out _, out var n);
        var scale = TBlock.ScaleB(one, -n);
        return Compose<TBlock, T>(n, TBlock.FusedMultiplyAdd(x, scale, scale - one));
    }

    [MethodImpl(Inline)]
    private static TBlock ReduceUnit<TBlock, T>(TBlock x, out TBlock n)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var half = TBlock.Constant(0.5);
        n = TBlock.LessThan(half, x) & TBlock.One;
        return TBlock.SelectLess(half, x, TBlock.FusedMultiplyAdd(x, half, -half), x);
    }
}
