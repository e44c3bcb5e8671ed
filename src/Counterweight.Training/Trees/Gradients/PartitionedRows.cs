using Counterweight.Partitioning;
using Counterweight.Training.Data;
using Counterweight.Training.Trees.Growth;

namespace Counterweight.Training.Trees.Gradients;

/// <summary>
/// Rows that fall through a tree while it grows: the rows of every node are neighbours. Sets differ in their bins
/// (training, validation) and in whether the tree is grown on them.
/// </summary>
internal sealed class PartitionedRows
{
    private readonly ColumnBins bins;
    private readonly int missingBin;
    private readonly int[] rows;
    private readonly int[] workspace;

    /// <param name="bins">The rows' bins.</param>
    /// <param name="missingBin">The bin of missing values.</param>
    public PartitionedRows(ColumnBins bins, int missingBin)
    {
        (this.bins, this.missingBin) = (bins, missingBin);
        rows = new int[bins.RowCount];
        workspace = new int[ArraySize.Product("data", "numbers to partition rows with", RowPartition.WorkspaceLength(bins.RowCount) + (long)bins.RowCount)];
    }

    /// <summary>Rows in all.</summary>
    public int Count { get; private set; }

    /// <summary>Starts again with these rows in the root, ascending.</summary>
    public void Reset(ReadOnlySpan<int> root)
    {
        root.CopyTo(rows);
        Count = root.Length;
    }

    public ReadOnlySpan<int> Slice(int start, int end) => rows.AsSpan(start, end - start);

    /// <summary>Puts those rows of [start, end) that go left first; returns where the others begin. Disjoint ranges may be split at the same time.</summary>
    public int Split(int start, int end, in BinnedSplit split, int degreeOfParallelism)
    {
        if (start == end)
        {
            return start;
        }

        // Twice the range: what a partition needs beyond one element a row is less than that.
        var range = rows.AsSpan(start, end - start);
        var scratch = workspace.AsSpan(2 * start, RowPartition.WorkspaceLength(range.Length));
        var bySplit = bins.Bundles is null ? split.ToSplit() : bins.Bundles.ToColumn(split.ToSplit(), missingBin);
        return start + RowPartition.Split(range, bins.ColumnMatrix, bySplit, missingBin, range, scratch, degreeOfParallelism);
    }

    /// <summary>Puts the rows of [start, end) in the order that they had before they were split at <paramref name="middle"/>, which is ascending on either side.</summary>
    public void Merge(int start, int middle, int end)
    {
        var merged = workspace.AsSpan(2 * start, end - start);
        var (left, right) = (start, middle);
        for (var i = 0; i < merged.Length; i++)
        {
            var isLeft = right == end || (left < middle && rows[left] < rows[right]);
            merged[i] = rows[isLeft ? left++ : right++];
        }

        merged.CopyTo(rows.AsSpan(start));
    }
}
