using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Blocks;

namespace Counterweight.Engine;

/// <summary>
/// Twice the loss reduction of the best step of a side, Σ_k m(2|T| − (H + λ)m) with T = max(|G_k| − α, 0) and
/// m = min(T/(H_k + λ), most), all in the units of the histogram's integers.
/// </summary>
/// <param name="l1">α.</param>
/// <param name="l2">λ.</param>
/// <param name="mostStep">Greatest step, infinite for none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly struct GradientCriterion(double l1, double l2, double mostStep) : ISplitCriterion
{
    public static bool IsGradient => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Term<TBlock>(TBlock first, TBlock second, TBlock whole)
        where TBlock : struct, IBlock<TBlock, double>
    {
        var most = TBlock.Create(mostStep);
        var bend = second + TBlock.Create(l2);
        var slope = TBlock.Max(TBlock.Abs(first) - TBlock.Create(l1), TBlock.Zero);
        var step = slope / bend;

        // A clipped step is shorter than the best one; an infinite limit is never passed.
        var clipped = most * (slope + slope - (bend * most));
        var gain = TBlock.SelectLess(most, step, clipped, slope * step);
        return TBlock.SelectLess(TBlock.Zero, bend, gain, TBlock.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Score<TBlock>(TBlock terms, TBlock weight)
        where TBlock : struct, IBlock<TBlock, double> => terms;

    public double Magnitude(double nodeScore, double nodeWeight) => nodeScore;
}
