using Counterweight.Reference.Catalog;
using Counterweight.Splits;

namespace Counterweight.Reference.Splits;

/// <summary>Split search by Hellinger distance.</summary>
public sealed class HellingerSplitCase(LossVariant variant = LossVariant.Plain) : SplitSearchCase<HellingerDistance>("split-search-hellinger", variant)
{
    /// <inheritdoc/>
    protected override double Definition(double[] left, double[] right) => SplitReference.Hellinger(left, right);

    /// <inheritdoc/>
    protected override double Term(double classWeight, double nodeClassWeight) => nodeClassWeight > 0 ? Math.Sqrt(classWeight / nodeClassWeight) : 0;

    /// <inheritdoc/>
    protected override double Total(double termSum, double weight) => termSum * termSum;

    /// <summary>
    /// To first order, with u = ε/2. Ours: S_c and S_c(node) are exact sums rounded once, so a root has an error of
    /// (3u)/2 + u, a side's sum of three 4.5u, its square 10u, both squares added 11u of their sum 9 − 3d²; the node's 9 is
    /// exact, the difference 3d² is rounded once more. Dividing by 6d, then rounding d²'s quotient and d's root:
    /// (16.5/d − 3.5d)u. The reference's roots have an error of 4u each: by Cauchy and Schwarz, over pairs
    /// and sides with Σ(r_a + r_b)² ≤ 12 and Σ(r_a − r_b)² = 3d², that is 8u of d; its other roundings are 6u·d. As
    /// d ≤ √2 all of it is less than (8.25/d + 6)ε.
    /// </summary>
    protected override double ScaleOf(double improvement) => improvement > 0 ? ((8.25 / improvement) + 6) / Epsilons : 1;

    /// <inheritdoc/>
    protected override double Gain(double gain, double nodeTotal, double nodeWeight)
    {
        var classes = Math.Sqrt(nodeTotal);
        return Math.Sqrt(gain / (classes * (classes - 1) / 2));
    }
}
