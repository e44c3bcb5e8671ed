using Counterweight.Binning;
using Counterweight.Splits;
using Counterweight.Training.Trees.Growth;

namespace Counterweight.Training.Trees.Gradients;

/// <summary>Where a split of boosting cuts, so that rows of any origin can take it.</summary>
internal sealed class SplitPlacement(BinMapper mapper, bool hasMissing)
{
    /// <summary>
    /// Between bins without rows of the node a split cuts at the edge nearest to the middle of its rows on
    /// either side, so that bins and values agree for rows of any origin. Missing values that the node's rows never
    /// have go with the heavier side.
    /// </summary>
    public BinnedSplit Place(GradientCells cells, in GradientSplit split)
    {
        if (split.IsCategorical)
        {
            return new(split.Feature, 0, 0, split.MissingGoesLeft, true, split.LeftBins, split.Gain);
        }

        var feature = split.Feature;
        var isMissing = hasMissing && cells.Rows(mapper.MissingBin) > 0;
        var missingGoesLeft = isMissing ? split.MissingGoesLeft : split.Left.Weight >= split.Right.Weight;
        var (bin, threshold) = Cut(cells, feature, split.Bin);
        return new(feature, bin, threshold, missingGoesLeft, false, default, split.Gain);
    }

    // The last bin that goes left, and the value that cuts after it.
    private (int Bin, double Threshold) Cut(GradientCells cells, int feature, int lastLeft)
    {
        int below = lastLeft, above = lastLeft + 1;
        while (below >= 0 && cells.Rows(below) == 0)
        {
            below--;
        }

        while (above < mapper.MissingBin && cells.Rows(above) == 0)
        {
            above++;
        }

        if (below < 0)
        {
            return (-1, double.NegativeInfinity);
        }

        if (above == mapper.MissingBin)
        {
            return (mapper.MissingBin - 1, double.PositiveInfinity);
        }

        var bins = mapper[feature];
        var middle = bins.Threshold(below, above);
        var bin = below;
        while (bin + 1 < above && Math.Abs(bins.Edges[bin + 1] - middle) < Math.Abs(bins.Edges[bin] - middle))
        {
            bin++;
        }

        return (bin, bins.Edges[bin]);
    }
}
