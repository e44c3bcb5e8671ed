namespace Counterweight.Splits;

/// <summary>Numbers of the split searches that were chosen for speed. None changes a bit: sums are integers.</summary>
/// <remarks>
/// They lie with their family and not in one file of <c>Core</c>, which would have to know every loop. Each says what was
/// measured and on what, or that nothing was, and which row of the <c>quick</c> benchmark to look at when it is changed.
/// </remarks>
internal static class SplitTuning
{
    /// <summary>Cells of a work item, about: enough work to be worth handing out.</summary>
    /// <remarks>
    /// 20 features of 255 bins take 7 µs on one thread. With 4096 two threads share them and take 10 µs (Zen 5, nodes of boosting with 31 leaves). 16384 leaves
    /// them to the caller. Benchmark: split-search-gini, with threads.
    /// </remarks>
    public const int CellsPerItem = 16384;

    /// <summary>Thresholds of a batch of features of few bins.</summary>
    /// <remarks>Chosen, not measured: the cells of one output lie on the stack.</remarks>
    public const int BatchThresholds = 64;

    /// <summary>Bins of a feature in a batch, at most.</summary>
    /// <remarks>Chosen, not measured: a feature of more bins fills registers by itself.</remarks>
    public const int BatchBins = 8;

    /// <summary>How many numbers ahead memory is prefetched.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history tells of a measurement. Benchmark: gradient-split-search.</remarks>
    public const int PrefetchNumbers = 1024;

    /// <summary>Rows whose labels are fetched together, long before they are read again as vectors.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history tells of a measurement. Benchmark: exact-split-search.</remarks>
    public const int TileRows = 128;
}
