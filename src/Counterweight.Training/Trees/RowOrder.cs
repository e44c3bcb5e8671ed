using Counterweight.Binning;

namespace Counterweight.Training.Trees;

/// <summary>Rows in an order in which every node of the tree is one run; within a node the order of the data remains.</summary>
internal sealed class RowOrder(byte[] bins, int featureCount, int missingBin, int[] rows)
{
    private readonly int[] workspace = new int[RowPartition.WorkspaceLength(rows.Length)];

    public int Count => rows.Length;

    public ReadOnlySpan<int> Slice(int start, int end) => rows.AsSpan(start, end - start);

    /// <summary>Moves the rows of a node that go left before those that go right; returns where the latter begin.</summary>
    public int Split(int start, int end, int feature, int bin, bool missingLeft)
    {
        var run = rows.AsSpan(start, end - start);
        return start + RowPartition.Split(run, bins.AsSpan(feature), featureCount, bin, missingBin, missingLeft, run, workspace);
    }
}
