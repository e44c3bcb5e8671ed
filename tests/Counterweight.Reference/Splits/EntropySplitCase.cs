using Counterweight.Reference.Catalog;
using Counterweight.Splits;

namespace Counterweight.Reference.Splits;

/// <summary>Split search by Entropy impurity.</summary>
public sealed class EntropySplitCase(LossVariant variant = LossVariant.Plain) : SplitSearchCase<EntropyImpurity>("split-search-entropy", variant)
{
    /// <inheritdoc/>
    protected override double Definition(double[] left, double[] right) => SplitReference.Reduced(SplitReference.Entropy)(left, right);

    /// <inheritdoc/>
    protected override double Term(double classWeight, double nodeClassWeight) => TimesLog(classWeight);

    /// <inheritdoc/>
    protected override double Total(double termSum, double weight) => TimesLog(weight) - termSum;

    private static double TimesLog(double x) => x == 0 ? 0 : x * Math.Log2(x);
}
