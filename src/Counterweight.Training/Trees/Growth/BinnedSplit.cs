using System.Runtime.InteropServices;
using Counterweight.Binning;
using Counterweight.Features;
using Counterweight.Splits;
using Counterweight.Traversal;

namespace Counterweight.Training.Trees.Growth;

/// <summary>A split as all rows take it, by their bins or by their values, also those that were not there when it was found.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Bin">The last bin that goes left, unless the feature is categorical; −1 where only missing values do.</param>
/// <param name="Threshold">The same as a value.</param>
/// <param name="MissingGoesLeft">Where missing values go.</param>
/// <param name="IsCategorical">Whether <paramref name="LeftBins"/> says what goes left.</param>
/// <param name="LeftBins">Categories that go left.</param>
/// <param name="Gain">What is gained.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BinnedSplit(int Feature, int Bin, double Threshold, bool MissingGoesLeft, bool IsCategorical, BinSet LeftBins, double Gain)
{
    /// <summary>The same for a partition of rows by their bins, which reads no more.</summary>
    public Split ToSplit() => new() { Feature = Feature, Bin = Bin, MissingGoesLeft = MissingGoesLeft, IsCategorical = IsCategorical, LeftBins = LeftBins };

    /// <summary>The split of a fitted tree's node.</summary>
    /// <param name="mapper">The bins.</param>
    /// <param name="categorySets">Where a set of categories goes.</param>
    /// <param name="leftChild">The number of the left child.</param>
    public TreeSplit ToTreeSplit(BinMapper mapper, CategorySetList categorySets, int leftChild) =>
        new(Feature, Threshold, MissingGoesLeft, leftChild, IsCategorical ? AddSet(mapper[Feature].Lowest, categorySets) : -1);

    // Categories that the node has not seen go right, as do those without a bin of their own unless their bin goes left.
    private int AddSet(ReadOnlySpan<double> categories, CategorySetList categorySets)
    {
        var known = new int[categories.Length];
        var isIn = new bool[categories.Length];
        for (var bin = 0; bin < known.Length; bin++)
        {
            known[bin] = (int)categories[bin];
            isIn[bin] = LeftBins.Contains(bin);
        }

        return categorySets.Add(known, isIn, LeftBins.Contains(known.Length));
    }
}
