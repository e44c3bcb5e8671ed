using Counterweight.Core.Checks;
using Counterweight.Features;
using Counterweight.Splits;

namespace Counterweight.Histograms;

/// <summary>
/// Class-weight histograms of a node over some of the features and over those bins only that the node's rows have:
/// what small nodes and sampled features need, where clearing and searching all bins would cost more than the rows.
/// </summary>
/// <remarks>
/// <para>
/// Cell (feature i of those listed, place j, class c) lies where <see cref="HistogramShape"/> puts bin j: a
/// <see cref="SplitSearch"/> over the cells finds the split it would find over all bins, bit for bit. The bin of each
/// place is told beside it. Features with fewer occupied bins than the one that has most end in empty places.
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

    /// <summary>Cells that a destination must have room for.</summary>
    /// <param name="featureCount">Features listed at most, at least 1.</param>
    /// <param name="binCount">Bins a feature, 1 … 256.</param>
    /// <param name="classCount">Classes, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range.</exception>
    public static int Length(int featureCount, int binCount, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(binCount, MaxBinCount);
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
        var length = CompactHistogramLoop.WorkspaceLength(featureCount, classCount);
        return length <= Array.MaxLength ? (int)length
            : throw new ArgumentOutOfRangeException(nameof(featureCount), featureCount, Guard.Text($"{featureCount} features × {MaxBinCount} bins × {classCount} classes need a workspace of {length} numbers, more than an array has."));
    }

    /// <summary>Sums the rows of a node.</summary>
    /// <param name="bins">Bins of all rows and features.</param>
    /// <param name="binCount">Bins a feature, 1 … 256, the missing one included.</param>
    /// <param name="missingBin">The bin of missing values, the last, or −1 where there is none.</param>
    /// <param name="classCount">Classes, at least 1.</param>
    /// <param name="features">Features to sum, at least one, in any order.</param>
    /// <param name="draws">
    /// Empty, or a number for each feature listed: with u = draw/2⁶⁴ in [0, 1) the feature gets the two places of a
    /// threshold drawn at random, bins up to t = low + ⌊u·(high − low)⌋ and those above, low and high being the node's
    /// lowest and highest bin, the missing one aside. A draw of 0 stands for none: all bins.
    /// </param>
    /// <param name="rows">Rows of the node, in any order; a row listed twice counts twice.</param>
    /// <param name="rowWeights">What each row of the whole data adds; Σ of the weights at most 2⁶².</param>
    /// <param name="destination">The cells, at least <see cref="Length"/> of them; those beyond the shape that is returned are left as they are.</param>
    /// <param name="cellBins">The bin of place j of the feature listed i-th at 256·i + j; places of a random threshold t have t and t + 1, the latter standing for all bins above t. Empty places and that of missing values are left as they are.</param>
    /// <param name="cellCounts">Places of each feature listed, that of missing values not counted.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> numbers, all zero; zero again afterwards.</param>
    /// <returns>Bins of the shape: the most places of any feature, and one more, the last, where there is a missing bin; at least 1.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or memory that is written overlaps other memory. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count, feature, row, label, weight or bin is outside its range. Nothing has been written.</exception>
    public static unsafe int Build(
        BinMatrix<byte> bins,
        int binCount,
        int missingBin,
        int classCount,
        ReadOnlySpan<int> features,
        ReadOnlySpan<ulong> draws,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<ClassRow> rowWeights,
        Span<ClassCell> destination,
        Span<byte> cellBins,
        Span<int> cellCounts,
        Span<long> workspace)
    {
        Check(bins, binCount, missingBin, classCount, features, draws.Length, rowWeights.Length);
        AtLeast(destination.Length, Length(features.Length, binCount, classCount), nameof(destination));
        AtLeast(cellBins.Length, MaxBinCount * (long)features.Length, nameof(cellBins));
        AtLeast(cellCounts.Length, features.Length, nameof(cellCounts));
        AtLeast(workspace.Length, WorkspaceLength(features.Length, classCount), nameof(workspace));
        Apart(destination, nameof(destination), bins, features, draws, rows, rowWeights);
        Apart(cellBins, nameof(cellBins), bins, features, draws, rows, rowWeights);
        Apart(cellCounts, nameof(cellCounts), bins, features, draws, rows, rowWeights);
        Apart(workspace, nameof(workspace), bins, features, draws, rows, rowWeights);
        Guard.Disjoint<ClassCell, byte>(destination, cellBins, nameof(destination), nameof(cellBins));
        Guard.Disjoint<ClassCell, int>(destination, cellCounts, nameof(destination), nameof(cellCounts));
        Guard.Disjoint<ClassCell, long>(destination, workspace, nameof(destination), nameof(workspace));
        Guard.Disjoint<byte, int>(cellBins, cellCounts, nameof(cellBins), nameof(cellCounts));
        Guard.Disjoint<byte, long>(cellBins, workspace, nameof(cellBins), nameof(workspace));
        Guard.Disjoint<int, long>(cellCounts, workspace, nameof(cellCounts), nameof(workspace));
        fixed (byte* b = bins.Bins, numbers = cellBins)
        fixed (int* f = features, r = rows, counts = cellCounts)
        fixed (ulong* u = draws)
        fixed (ClassRow* w = rowWeights)
        fixed (ClassCell* cells = destination)
        fixed (long* scratch = workspace)
        {
            var isRowMajor = bins.Layout == FeatureLayout.RowMajor;
            var loop = new CompactHistogramLoop
            {
                Bins = b,
                RowStride = isRowMajor ? bins.FeatureCount : 1,
                FeatureStride = isRowMajor ? 1 : bins.RowCount,
                RowCount = bins.RowCount,
                BinCount = binCount,
                MissingBin = missingBin,
                ClassCount = classCount,
                Features = f,
                FeatureCount = features.Length,
                Draws = u,
                Rows = r,
                Count = rows.Length,
                RowWeights = w,
                Destination = (long*)cells,
                CellBins = numbers,
                CellCounts = counts,
                Workspace = scratch,
            };
            var shapeBins = loop.Run();
            return shapeBins > 0 ? shapeBins : throw FirstError(bins, binCount, classCount, features, rows, rowWeights);
        }
    }

    private static void Check(BinMatrix<byte> bins, int binCount, int missingBin, int classCount, ReadOnlySpan<int> features, int draws, int rowWeights)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(binCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(binCount, MaxBinCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        if (missingBin != -1 && missingBin != binCount - 1)
        {
            throw new ArgumentOutOfRangeException(nameof(missingBin), missingBin, Guard.Text($"missingBin is {missingBin}, neither −1 nor the last of {binCount} bins."));
        }

        if (features.IsEmpty)
        {
            throw new ArgumentException("There are no features.", nameof(features));
        }

        for (var i = 0; i < features.Length; i++)
        {
            if ((uint)features[i] >= (uint)bins.FeatureCount)
            {
                throw new ArgumentOutOfRangeException(nameof(features), features[i], Guard.Text($"features[{i}] is {features[i]}; a feature must be in [0, {bins.FeatureCount})."));
            }
        }

        Guard.SameLengthOrEmpty(draws, features.Length, nameof(draws), nameof(features));
        Guard.SameLength(rowWeights, bins.RowCount, nameof(rowWeights), "the number of rows");
    }

    private static void AtLeast(int length, long least, string name)
    {
        if (length < least)
        {
            throw new ArgumentException(Guard.Text($"{name} has {length} elements, fewer than {least}."), name);
        }
    }

    private static void Apart<T>(Span<T> written, string name, BinMatrix<byte> bins, ReadOnlySpan<int> features, ReadOnlySpan<ulong> draws, ReadOnlySpan<int> rows, ReadOnlySpan<ClassRow> rowWeights)
        where T : unmanaged
    {
        Guard.Disjoint<T, byte>(written, bins.Bins, name, nameof(bins));
        Guard.Disjoint(written, features, name, nameof(features));
        Guard.Disjoint(written, draws, name, nameof(draws));
        Guard.Disjoint(written, rows, name, nameof(rows));
        Guard.Disjoint(written, rowWeights, name, nameof(rowWeights));
    }

    private static ArgumentOutOfRangeException FirstError(BinMatrix<byte> bins, int binCount, int classCount, ReadOnlySpan<int> features, ReadOnlySpan<int> rows, ReadOnlySpan<ClassRow> rowWeights)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            HistogramChecks.Row(rows[i], i, bins.RowCount);
            var row = rowWeights[rows[i]];
            if ((uint)row.Label >= (uint)classCount || row.Count < 0 || row.Weight < 0)
            {
                return new(nameof(rowWeights), row, Guard.Text($"rowWeights[{rows[i]}] is of class {row.Label}, count {row.Count}, weight {row.Weight}; a class must be in [0, {classCount}), count and weight at least 0."));
            }

            foreach (var feature in features)
            {
                if (bins[rows[i], feature] >= binCount)
                {
                    return new(nameof(bins), bins[rows[i], feature], Guard.Text($"bins at row {rows[i]}, feature {feature} is {bins[rows[i], feature]}; a bin must be in [0, {binCount})."));
                }
            }
        }

        return new(nameof(rowWeights), rows.Length, Guard.Text($"The weights of {rows.Length} rows exceed 2^62 units."));
    }
}
