namespace Counterweight.Training.Trees;

/// <summary>Rows in an order in which every node of the tree is one run; within a node the order of the data remains.</summary>
internal sealed class RowPartition(byte[] bins, int featureCount, int missingBin, int[] rows)
{
    private readonly int[] scratch = new int[rows.Length];

    public int Count => rows.Length;

    public ReadOnlySpan<int> Slice(int start, int end) => rows.AsSpan(start, end - start);

    /// <summary>Moves the rows of a node that go left before those that go right; returns where the latter begin.</summary>
    public int Split(int start, int end, int feature, int bin, bool missingLeft)
    {
        var run = rows.AsSpan(start, end - start);
        var left = 0;
        var right = 0;
        foreach (var row in run)
        {
            var value = bins[(row * featureCount) + feature];
            var goesLeft = value == missingBin ? missingLeft : value <= bin;

            // Both are written, one of them counts: no branch to mispredict.
            run[left] = row;
            scratch[right] = row;
            left += goesLeft ? 1 : 0;
            right += goesLeft ? 0 : 1;
        }

        scratch.AsSpan(0, right).CopyTo(run[left..]);
        return start + left;
    }
}
