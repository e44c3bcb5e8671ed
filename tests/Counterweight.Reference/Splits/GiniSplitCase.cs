using Counterweight.Reference.Catalog;
using Counterweight.Splits;

namespace Counterweight.Reference.Splits;

/// <summary>Split search by Gini impurity.</summary>
public sealed class GiniSplitCase(LossVariant variant = LossVariant.Plain) : SplitSearchCase<GiniImpurity>("split-search-gini", variant)
{
    /// <inheritdoc/>
    protected override double Definition(double[] left, double[] right) => SplitReference.Reduced(SplitReference.Gini)(left, right);

    /// <inheritdoc/>
    protected override double Term(double classWeight, double nodeClassWeight) => classWeight * classWeight;

    /// <inheritdoc/>
    protected override double Total(double termSum, double weight) => weight > 0 ? weight - (termSum / weight) : 0;
}
