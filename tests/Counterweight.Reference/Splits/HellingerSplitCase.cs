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

    /// <summary>The square's error is that of K² = 9 over three pairs; the root multiplies it by 1/(2d).</summary>
    protected override double ScaleOf(double improvement) => improvement > 0 ? Math.Max(1, 1.5 / improvement) : 1;

    /// <inheritdoc/>
    protected override double Improvement(double gain, double nodeTotal, double nodeWeight)
    {
        var classes = Math.Sqrt(nodeTotal);
        return Math.Sqrt(gain / (classes * (classes - 1) / 2));
    }
}
