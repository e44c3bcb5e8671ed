using Counterweight.Core.Checks;
using Counterweight.Core.Work;
using Counterweight.Sorting;
using Counterweight.Splits.Exact;

namespace Counterweight.Partitioning;

/// <summary>Splits the sorted rows of a node between its children: a stable partition of every feature's order.</summary>
/// <remarks>There is only one right result: it is the same for any register width and number of threads.</remarks>
public static class SortedPartition
{
    /// <summary>Puts the rows that go left before the others in the order of every feature; within either part the order remains.</summary>
    /// <param name="rows">The node's rows in the order of each feature.</param>
    /// <param name="split">The split: its feature, and which rows of that feature's order go left. What it says of thresholds, weights and gains is not read. What a search returns where it finds none sends all rows right.</param>
    /// <param name="destination">The orders of all nodes, of which only this node's are written; may be the memory of <paramref name="rows"/>.</param>
    /// <param name="workspace">A byte for each row there is, so beyond the greatest row number, whatever they hold.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. Allocates nothing where it is 1.</param>
    /// <returns>How many rows go left.</returns>
    /// <exception cref="ArgumentException">The destination is not as long as the orders, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row has no byte of workspace (the message names index and row), or the feature or a count of the split or the degree of parallelism is outside its range. Nothing has been written.</exception>
    public static unsafe int Split(SortedRows rows, ExactSplit split, Span<int> destination, Span<byte> workspace, int degreeOfParallelism = 1)
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        var (feature, leftValueCount, valueCount) = (split.Feature, split.LeftValueCount, split.ValueCount);
        if ((uint)feature >= (uint)rows.FeatureCount)
        {
            throw new ArgumentOutOfRangeException(nameof(split), feature, Guard.Text($"split is of feature {feature}; rows has the orders of {rows.FeatureCount} features."));
        }

        if ((uint)valueCount > (uint)rows.Count || (uint)leftValueCount > (uint)valueCount)
        {
            throw new ArgumentOutOfRangeException(nameof(split), leftValueCount, Guard.Text($"split sends {leftValueCount} of {valueCount} rows with a value left; the node has {rows.Count} rows."));
        }

        Guard.SameLength(destination.Length, rows.Orders.Length, nameof(destination), nameof(rows));
        Guard.NoPartialOverlap<int>(destination, rows.Orders, nameof(destination), nameof(rows));
        Guard.Disjoint<byte, int>(workspace, rows.Orders, nameof(workspace), nameof(rows));
        Guard.Disjoint<byte, int>(workspace, destination, nameof(workspace), nameof(destination));
        for (var f = 0; f < rows.FeatureCount; f++)
        {
            WeightedLabels.CheckRows(rows.Rows(f), workspace.Length, nameof(rows));
        }

        fixed (int* orders = rows.Orders, to = destination)
        fixed (byte* goes = workspace)
        {
            var job = new SortedPartitionJob(orders + rows.Start, to + rows.Start, rows.Stride, rows.Count, goes, workspace.Length);
            job.Mark(feature, leftValueCount, valueCount, split.MissingGoesLeft);
            WorkItems.Run(ref job, rows.FeatureCount, degreeOfParallelism);
        }

        return leftValueCount + (split.MissingGoesLeft ? rows.Count - valueCount : 0);
    }
}
