using Counterweight.Binning;
using Counterweight.Histograms;
using Counterweight.Splits;
using Counterweight.Training.Data;
using Counterweight.Training.Trees.Growth;

namespace Counterweight.Training.Trees.Gradients;

/// <summary>Finds splits of boosting under a fit's limits and penalties; any number of threads at a time.</summary>
internal sealed class GradientSearch
{
    private readonly GradientTreeOptions options;
    private readonly GradientSplitOptions splitOptions;
    private readonly SplitPlacement placement;
    private readonly bool[] isCategorical;

    public GradientSearch(BinnedDataset data, int outputCount, GradientTreeOptions options, KernelTimer? timer = null)
    {
        this.options = options;
        Histograms = new GradientHistograms(data.GrowthBins, data.BinCount, outputCount, timer);
        placement = new SplitPlacement(data.Mapper, data.HasMissing);
        isCategorical = [.. Enumerable.Range(0, data.FeatureCount).Select(feature => data.Mapper[feature].Kind == FeatureKind.Categorical)];
        splitOptions = new GradientSplitOptions
        {
            MinRowCount = options.MinRowCount,
            MinWeight = options.MinWeight,
            MinHessian = options.MinHessian,
            LastBinIsMissing = data.HasMissing,
            Categories = options.Categories,
        };
    }

    public GradientHistograms Histograms { get; }

    /// <summary>Whether two leaves can have the least of all that is asked of one.</summary>
    public bool AllowsSplit(ReadOnlySpan<long> sums, GradientHistogramScale scale) =>
        GradientNodeSums.Rows(sums) / 2 >= options.MinRowCount
        && scale.ToWeight(GradientNodeSums.Weight(sums)) >= 2 * options.MinWeight
        && scale.ToHessian(GradientNodeSums.Hessian(sums)) >= 2 * options.MinHessian;

    /// <summary>The best split of a histogram and the sums of its left side; null where none gains.</summary>
    public BinnedSplit? Find(long[] histogram, in GradientOperands operands, int degreeOfParallelism, out long[] leftSums)
    {
        var features = new SplitFeatures { GainWeights = operands.GainWeights, IsCategorical = isCategorical, Bundles = Histograms.Bundles };
        var split = Histograms.FindSplit(histogram, operands.Scale, options.Gain, splitOptions, features, degreeOfParallelism);
        if (!split.IsValid)
        {
            leftSums = [];
            return null;
        }

        var cells = Histograms.Cells(histogram, split.Feature, operands.Scale);
        leftSums = cells.LeftSums(split, splitOptions.LastBinIsMissing);
        return placement.Place(cells, in split);
    }
}
