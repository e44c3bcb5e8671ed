namespace Counterweight.Partitioning;

/// <summary>Numbers of the partition loop that were chosen for speed. None changes a bit.</summary>
/// <remarks>
/// They lie with their family and not in one file of <c>Core</c>, which would have to know every loop. Each says what was
/// measured and on what, or that nothing was, and which row of the <c>quick</c> benchmark to look at when it is changed.
/// </remarks>
internal static class PartitionTuning
{
    /// <summary>Rows of a work item.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history tells of a measurement. Benchmark: row-partition, with threads.</remarks>
    public const int ItemRows = 16384;

    /// <summary>Rows whose lines are more than the second-level cache holds.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history tells of a measurement. Benchmark: row-partition.</remarks>
    public const int ManyRows = 16384;

    /// <summary>Bytes from a row to the next from which on each row has a line of its own, more or less.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history tells of a measurement. Benchmark: row-partition.</remarks>
    public const int OwnLine = 16;

    /// <summary>How many rows ahead bins are prefetched: gathers wait for one line after the other.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history tells of a measurement. Benchmark: row-partition.</remarks>
    public const int PrefetchRows = 64;
}
