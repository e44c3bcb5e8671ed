using Counterweight.Histograms;

namespace Counterweight.Training.Trees.Gradients;

/// <summary>What a boosting tree is grown on.</summary>
/// <param name="weights">One weight a row, or empty: all 1.</param>
/// <param name="gradients">K gradients a row, not weighted.</param>
/// <param name="hessians">K Hessians a row, not weighted, at least 0.</param>
/// <param name="scale">Their scale.</param>
/// <param name="gainWeights">A factor for each feature's gains, 0 where it may not be split; empty: all 1.</param>
/// <param name="refinesLeaves">Whether scores have a unit of their own, as logarithms have, against which rounding is seen.</param>
internal readonly struct GradientOperands(float[] weights, Memory<float> gradients, Memory<float> hessians, GradientHistogramScale scale, double[] gainWeights, bool refinesLeaves)
{
    public ReadOnlySpan<float> Weights => weights;

    public ReadOnlySpan<float> Gradients => gradients.Span;

    public ReadOnlySpan<float> Hessians => hessians.Span;

    public GradientHistogramScale Scale => scale;

    public double[] GainWeights => gainWeights;

    public bool RefinesLeaves => refinesLeaves;
}
