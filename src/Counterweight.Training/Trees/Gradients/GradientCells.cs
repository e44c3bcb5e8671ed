using System.Runtime.InteropServices;
using Counterweight.Histograms;
using Counterweight.Splits;

namespace Counterweight.Training.Trees.Gradients;

/// <summary>The sums of one feature's bins in a node.</summary>
/// <param name="cells">A cell for each bin.</param>
/// <param name="bins">Bins.</param>
/// <param name="length">Numbers of a cell.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct GradientCells(ReadOnlySpan<long> cells, int bins, int length)
{
    private readonly ReadOnlySpan<long> cells = cells;

    /// <summary>Rows of a bin.</summary>
    public long Rows(int bin) => cells[bin * length];

    /// <summary>Sums of the left side of a split by the feature.</summary>
    public long[] LeftSums(in GradientSplit split, bool lastBinIsMissing)
    {
        var left = new long[length];
        if (length == 4)
        {
            (left[0], left[1], left[2], left[3]) = (split.Left.RowCount, split.Left.Weight, (long)split.Left.Gradient, (long)split.Left.Hessian);
            return left;
        }

        for (var bin = 0; bin < bins; bin++)
        {
            if (split.GoesLeft(bin, lastBinIsMissing && bin == bins - 1))
            {
                GradientHistogram.Add(left, cells.Slice(bin * length, length), left);
            }
        }

        return left;
    }
}
