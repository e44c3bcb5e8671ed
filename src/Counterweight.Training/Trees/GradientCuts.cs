using Counterweight.Binning;
using Counterweight.Splits;
using Counterweight.Traversal;

namespace Counterweight.Training.Trees;

/// <summary>What becomes of splits: cuts that all rows can take, and nodes of a model.</summary>
internal sealed class GradientCuts(BinMapper mapper, bool hasMissing, GradientHistograms histograms, CategorySetList categorySets)
{
    /// <summary>
    /// The cut of a split. Between bins without rows of the node it is the edge nearest to the middle of its rows on
    /// either side, so that bins and values agree for rows of any origin. Missing values that the node's rows never
    /// have go with the heavier side.
    /// </summary>
    public GradientCut Find(long[] histogram, in GradientSplit split)
    {
        var feature = split.Feature;
        if (split.IsCategorical)
        {
            return new(feature, 0, 0, split.MissingLeft, true, split.LeftBins);
        }

        var isMissing = hasMissing && histograms.Rows(histogram, feature, mapper.MissingBin) > 0;
        var missingLeft = isMissing ? split.MissingLeft : split.Left.Weight >= split.Right.Weight;
        int below = split.Bin, above = split.Bin + 1;
        while (below >= 0 && histograms.Rows(histogram, feature, below) == 0)
        {
            below--;
        }

        while (above < mapper.MissingBin && histograms.Rows(histogram, feature, above) == 0)
        {
            above++;
        }

        if (below < 0)
        {
            return new(feature, -1, double.NegativeInfinity, missingLeft, false, default);
        }

        if (above == mapper.MissingBin)
        {
            return new(feature, mapper.MissingBin - 1, double.PositiveInfinity, missingLeft, false, default);
        }

        var bins = mapper[feature];
        var middle = bins.Threshold(below, above);
        var bin = below;
        while (bin + 1 < above && Math.Abs(bins.Edges[bin + 1] - middle) < Math.Abs(bins.Edges[bin] - middle))
        {
            bin++;
        }

        return new(feature, bin, bins.Edges[bin], missingLeft, false, default);
    }

    /// <summary>A node that is split by the cut.</summary>
    public TreeSplit ToNode(in GradientCut cut, int left) =>
        new(cut.Feature, cut.Threshold, cut.MissingLeft, left, cut.IsCategorical ? AddSet(in cut) : -1);

    private int AddSet(in GradientCut cut)
    {
        var categories = mapper[cut.Feature].Lowest;
        var known = new int[categories.Length];
        var isIn = new bool[categories.Length];
        for (var bin = 0; bin < known.Length; bin++)
        {
            known[bin] = (int)categories[bin];
            isIn[bin] = cut.LeftBins.Contains(bin);
        }

        return categorySets.Add(known, isIn, cut.LeftBins.Contains(known.Length));
    }
}
