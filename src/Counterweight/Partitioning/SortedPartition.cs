using Counterweight.Core.Checks;
using Counterweight.Core.Work;
using Counterweight.Histograms;
using Counterweight.Sorting;

namespace Counterweight.Partitioning;

/// <summary>Splits the sorted rows of a node between its children: a stable partition of every feature's order.</summary>
/// <remarks>The result is the same at any register width and number of threads, as there is but one.</remarks>
public static class SortedPartition
{
    /// <summary>Puts the rows that go left before the others in the order of every feature; within either part the order remains.</summary>
    /// <param name="rows">The node's rows in the order of each feature.</param>
    /// <param name="feature">The feature that is split, in [0, features).</param>
    /// <param name="leftValueCount">Rows that go left from the beginning of this feature's order.</param>
    /// <param name="valueCount">Rows that have a value: those from here on are the feature's missing ones.</param>
    /// <param name="missingGoesLeft">Whether those go left too.</param>
    /// <param name="destination">The orders of all nodes, of which only this node's are written; may be the memory of <paramref name="rows"/>.</param>
    /// <param name="workspace">A byte for each row there is, so beyond the greatest row number, whatever they hold.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. Allocates nothing where it is 1.</param>
    /// <returns>How many rows go left.</returns>
    /// <exception cref="ArgumentException">The destination is not as long as the orders, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row has no byte of workspace (the message names index and row), or a count, the feature or the degree of parallelism is outside its range. Nothing has been written.</exception>
    public static unsafe int Split(SortedRows rows, int feature, int leftValueCount, int valueCount, bool missingGoesLeft, Span<int> destination, Span<byte> workspace, int degreeOfParallelism = 1)
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)feature, (uint)rows.FeatureCount, nameof(feature));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)valueCount, (uint)rows.Count, nameof(valueCount));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)leftValueCount, (uint)valueCount, nameof(leftValueCount));
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
            job.Mark(feature, leftValueCount, valueCount, missingGoesLeft);
            WorkItems.Run(ref job, rows.FeatureCount, degreeOfParallelism);
        }

        return leftValueCount + (missingGoesLeft ? rows.Count - valueCount : 0);
    }
}
