using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;

namespace Counterweight.Core.Numerics;

/// <content>
/// max(x, 0) + ln(1 + e^−|x|), the exponential in two parts e + eLow, of which the second adds eLow/(1 + e) ≈ eLow·(1 − e/2).
/// </content>
internal static partial class BlockMath
{
    /// <summary>ln(1 + e^x).</summary>
    /// <remarks>
    /// All x; 0 at −∞, ∞ at ∞. Maximum error: 1.23 ulp (float, every argument), 1.04 ulp (double, sampled).
    /// </remarks>
    [MethodImpl(Inline)]
    public static TBlock Softplus<TBlock, T>(TBlock x)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var high = ExpInTwo<TBlock, T>(x | TBlock.Constant(-0.0), out var low, out var scale);
        var e = high * scale;
        var f = ReduceUnit<TBlock, T>(e, out var n);
        var sum = AddLn2<TBlock, T>(n, f, out var lost);
        lost = TBlock.FusedMultiplyAdd(low * scale, TBlock.FusedMultiplyAdd(e, TBlock.Constant(-0.5), TBlock.One), lost);
        return TBlock.Max(TBlock.Zero, x) + (sum + TBlock.FusedMultiplyAdd(f * f, LogSeries<TBlock, T>(f), lost));
    }
}
