using Counterweight.Core.Checks;
using Counterweight.Features;
using Counterweight.Splits;

namespace Counterweight.Histograms.Compact;

/// <summary>
/// Class-weight histograms of a node over some of the features and over those bins only that the node's rows have:
/// what small nodes and sampled features need, where clearing and searching all bins would cost more than the rows.
/// </summary>
/// <remarks>
/// <para>
/// Cell (feature i of those listed, place j, class c) lies where <see cref="HistogramShape"/> puts bin j: a
/// <see cref="SplitSearch"/> over the cells finds the split it would find over all bins, bit for bit. The bin of each
/// place stands beside it. Features with fewer occupied bins than the one that has most end in empty places.
/// </para>
/// <para>
/// A feature with rows in the missing bin has them in the last place, and a place for bin 0 even where it is empty,
/// since a split of the missing rows from all others is first met there.
/// </para>
/// </remarks>
public static class CompactHistogram
{
    /// <summary>Bins a feature at most, the missing one included.</summary>
    public const int MaxBinCount = 256;

    /// <summary>Cells that a destination must have.</summary>
    /// <param name="featureCount">Features listed at most, at least 1.</param>
    /// <param name="binCount">Bins a feature, 1 … 256.</param>
    /// <param name="classCount">Classes, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range.</exception>
    public static int Length(int featureCount, int binCount, int classCount)
    {
        Guard.AtMost(binCount, MaxBinCount);
        _ = new HistogramShape(featureCount, binCount, classCount);
        return checked(featureCount * ((binCount * classCount) + 4));
    }

    /// <summary>Numbers that a workspace must have.</summary>
    /// <param name="featureCount">Features listed at most, at least 1.</param>
    /// <param name="classCount">Classes, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range.</exception>
    public static int WorkspaceLength(int featureCount, int classCount)
    {
        _ = new HistogramShape(featureCount, MaxBinCount, classCount);
        var length = LengthOfWorkspace(featureCount, classCount);
        return length <= Array.MaxLength ? (int)length
            : throw new ArgumentOutOfRangeException(nameof(featureCount), featureCount, Guard.Text($"{featureCount} features × {MaxBinCount} bins × {classCount} classes need a workspace of {length} numbers, more than an array has."));
    }

    /// <summary>Sums the rows of a node.</summary>
    /// <param name="bins">Bins of all rows and features.</param>
    /// <param name="shape">Features listed, bins a feature, 1 … 256, the missing one included, and classes.</param>
    /// <param name="lastBinIsMissing">The last bin of every feature holds missing values.</param>
    /// <param name="features">Features to sum, as many as the shape has, in any order.</param>
    /// <param name="rows">Rows of the node, in any order; a row listed twice counts twice.</param>
    /// <param name="rowWeights">What each row of the whole data adds; Σ of the weights at most 2⁶².</param>
    /// <param name="destination">Memory for cells, the bins of their places and the number of places, and a workspace.</param>
    /// <param name="draws">
    /// Empty, or a number for each feature listed: with u = draw/2⁶⁴ in [0, 1) the feature gets the two places of a
    /// threshold drawn at random, bins up to t = low + ⌊u·(high − low)⌋ and those above, low and high being the node's
    /// lowest and highest bin, the missing one aside. A draw of 0 stands for none: all bins.
    /// </param>
    /// <returns>The shape of the cells: as many bins as the feature of most places has, and one more, the last, where there is a missing bin; at least 1.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or memory that is written overlaps other memory. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count, feature, row, label, weight or bin is outside its range. Nothing has been written.</exception>
    public static unsafe HistogramShape Build(
        BinMatrix<byte> bins,
        HistogramShape shape,
        bool lastBinIsMissing,
        ReadOnlySpan<int> features,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<ClassRow> rowWeights,
        CompactHistogramBuffers destination,
        ReadOnlySpan<ulong> draws = default)
    {
        CompactHistogramChecks.Operands(bins, shape, features, rowWeights.Length, draws.Length);
        CompactHistogramChecks.Buffers(destination, shape);
        CompactHistogramChecks.Overlaps(destination, bins, features, rows, rowWeights, draws);
        fixed (byte* b = bins.Bins, numbers = destination.CellBins)
        fixed (int* f = features, r = rows, counts = destination.CellCounts)
        fixed (ulong* u = draws)
        fixed (ClassRow* w = rowWeights)
        fixed (ClassCell* cells = destination.Cells)
        fixed (long* scratch = destination.Workspace)
        {
            var data = new CompactHistogramOperands
            {
                Bins = b,
                RowStride = bins.RowStride,
                FeatureStride = bins.Layout == FeatureLayout.RowMajor ? 1 : bins.RowCount,
                RowCount = bins.RowCount,
                BinCount = shape.BinCount,
                MissingBin = lastBinIsMissing ? shape.BinCount - 1 : -1,
                ClassCount = shape.ClassCount,
                Features = f,
                FeatureCount = features.Length,
                Draws = u,
                Rows = r,
                Count = rows.Length,
                RowWeights = w,
                Destination = (long*)cells,
                CellBins = numbers,
                CellCounts = counts,
            };
            var workspace = new CompactWorkspace(scratch, features.Length, shape.ClassCount);
            var good = new CompactHistogramLoop(data, workspace).Run();
            var shapeBins = new CompactPlaces(data, workspace).Run(good);
            return good
                ? new(features.Length, shapeBins, shape.ClassCount)
                : throw CompactHistogramChecks.FirstError(bins, shape, features, rows, rowWeights);
        }
    }

    private static unsafe long LengthOfWorkspace(int featureCount, int classCount) => new CompactWorkspace(null, featureCount, classCount).Length;
}
