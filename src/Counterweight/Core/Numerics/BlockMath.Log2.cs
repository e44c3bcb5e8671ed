using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;

namespace Counterweight.Core.Numerics;

/// <content>
/// log₂ x = n + ln(1 + f)·log₂e, reduction and polynomial of <see cref="Log{TBlock, T}"/>; f − f²/2, its product with
/// log₂e and the sum with n are carried in two parts.
/// </content>
internal static partial class BlockMath
{
    /// <summary>log₂ x.</summary>
    /// <remarks>
    /// x ≥ 0, subnormal included; exact at powers of two; log₂ 0 = −∞, log₂ ∞ = ∞, NaN below zero. Maximum error:
    /// 0.77 ulp (float, every argument), 0.84 ulp (double, sampled).
    /// </remarks>
    [MethodImpl(Inline)]
    public static TBlock Log2<TBlock, T>(TBlock x)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TBlock.Decompose(x, out var m, out var n);
        var f = m - TBlock.One;
        var square = f * f;
        var halfSquare = square * TBlock.Constant(0.5);
        var start = f - halfSquare;
        var rest = TBlock.FusedMultiplyAdd(square * f, LogSeriesFromCube<TBlock, T>(f), (f - start) - halfSquare);
        rest -= TBlock.FusedMultiplyAdd(f, f, -square) * TBlock.Constant(0.5);

        var log2E = TBlock.Constant(Log2E);
        var product = start * log2E;
        var lost = TBlock.FusedMultiplyAdd(start, log2E, -product);
        lost = TBlock.FusedMultiplyAdd(start, TBlock.Constant(typeof(T) == typeof(float) ? Log2ESingleLow : Log2EDoubleLow), lost);
        lost = TBlock.FusedMultiplyAdd(rest, log2E, lost);
        var sum = n + product;
        return LogOfEdges<TBlock, T>(x, sum + (lost + (product - (sum - n))));
    }

    // log₂e less its rounding to each format.
    private const double Log2ESingleLow = 1.925963033500011e-08;
    private const double Log2EDoubleLow = 2.0355273740931033e-17;
}
