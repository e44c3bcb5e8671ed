using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Features;
using Counterweight.Features.Bundles;

namespace Counterweight.Splits;

/// <summary>What a split search knows of the features. The default: all are ordered and count the same.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly ref struct SplitFeatures
{
    /// <summary>
    /// A factor for each feature, finite and at least 0, or empty: all 1. A feature's gains are compared with others'
    /// after being multiplied by it, and reported without it. Features of factor 0 are not read at all. For several
    /// nodes, also one after the other the factors of each node.
    /// </summary>
    public ReadOnlySpan<double> GainWeights { get; init; }

    /// <summary>
    /// Whether each feature is categorical, or empty: none. Its bins have no order and the last one is a category like
    /// others, whether it holds missing values or not. At most 256 bins.
    /// </summary>
    public ReadOnlySpan<bool> IsCategorical { get; init; }

    /// <summary>
    /// Which features share a column of the histogram, or null: none. A histogram of columns needs them: without them a search takes its
    /// columns for features. The split that is found is of a feature and its bins; <see cref="FeatureBundles.ToColumn(GradientSplit, int)"/>
    /// makes it one of a column. <see cref="GainWeights"/> and <see cref="IsCategorical"/> have an element for each feature, not for each column.
    /// </summary>
    public FeatureBundles? Bundles { get; init; }

    internal ReadOnlySpan<BundledFeature> Bundled => Bundles is null ? [] : Bundles.Features;

    internal ReadOnlySpan<byte> PlaceBins => Bundles is null ? [] : Bundles.PlaceBins;

    internal ReadOnlySpan<short> PlaceCells => Bundles is null ? [] : Bundles.PlaceCells;

    internal int MostPlaces => Bundles is null ? 0 : Bundles.MostPlaces;

    /// <summary>Checks all, and returns the numbers of features and of their bins.</summary>
    /// <param name="columnCount">Columns of the histogram.</param>
    /// <param name="columnBinCount">Bins of a column.</param>
    /// <param name="nodeCount">Nodes.</param>
    /// <param name="parameter">What these are called.</param>
    internal (int FeatureCount, int BinCount) Check(int columnCount, int columnBinCount, int nodeCount, string parameter)
    {
        var (featureCount, binCount) = Bundles is null ? (columnCount, columnBinCount) : (Bundles.FeatureCount, Bundles.BinCount);
        Bundles?.CheckHistogram(columnCount, columnBinCount, parameter);
        if (!GainWeights.IsEmpty && GainWeights.Length != featureCount && GainWeights.Length != (long)featureCount * nodeCount)
        {
            var ofNodes = nodeCount == 1 ? "" : Guard.Text($", nor one for each feature of each of {nodeCount} nodes");
            throw new ArgumentException(Guard.Text($"features.GainWeights has {GainWeights.Length} elements, neither none nor one for each of {featureCount} features{ofNodes}."), parameter);
        }

        Guard.Weights(GainWeights, "features.GainWeights");
        if (!IsCategorical.IsEmpty && IsCategorical.Length != featureCount)
        {
            throw new ArgumentException(Guard.Text($"features.IsCategorical has {IsCategorical.Length} elements, neither none nor one for each of {featureCount} features."), parameter);
        }

        if (binCount > BinSet.Capacity && IsCategorical.Contains(true))
        {
            throw new ArgumentException(Guard.Text($"features.IsCategorical[{IsCategorical.IndexOf(true)}] is true; categorical features have at most {BinSet.Capacity} bins, not {binCount}."), parameter);
        }

        return (featureCount, binCount);
    }
}
