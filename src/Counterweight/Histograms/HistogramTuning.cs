namespace Counterweight.Histograms;

/// <summary>Numbers of the histogram loops that were chosen for speed. None changes a bit: sums are integers.</summary>
/// <remarks>
/// They lie with their family and not in one file of <c>Core</c>, which would have to know every loop. Each says what was
/// measured and on what, or that nothing was, and which row of the <c>quick</c> benchmark to look at when it is changed.
/// </remarks>
internal static class HistogramTuning
{
    /// <summary>Rows of a work item.</summary>
    /// <remarks>
    /// Two threads sum 19,000 rows of 20 features of 255 bins in 0.62 of one thread's time with 2048 and with 4096, in 0.87 with 16384;
    /// 4,700 rows in 0.9 with 2048 alone (Zen 5). On one thread they could not be told apart. Benchmark: class-histogram, with threads.
    /// </remarks>
    public const int ItemRows = 2048;

    /// <summary>A child's rows are taken from its parent one by one where they add to at most so many numbers for each number of a histogram.</summary>
    /// <remarks>
    /// Boosting of 576 rows of 8 features takes 0.90 of the time with 0.25, 0.87 to 0.88 with 0.5 to 4; of 3,000 rows of 20 features 0.91 with 0.5, 0.94
    /// with 2; of 20,000 rows 0.95 with 0.5, 1.05 with 4 (Emerald Rapids, 512 bits). Benchmark: gradient-histogram-divide.
    /// </remarks>
    public const double TakenShare = 0.5;

    /// <summary>Rows are summed in memory of the loop's own where they add to at least so many cells for each number of a histogram.</summary>
    /// <remarks>
    /// Boosting of 1,000, 3,000 and 20,000 rows of 20 features takes 0.97 to 0.98 of the time with 0.5 as with 1 (Emerald Rapids, 512 bits; cells
    /// are packed). Benchmark: gradient-histogram-divide.
    /// </remarks>
    public const double ApartShare = 0.5;

    /// <summary>Rows of two weights are summed in packed cells where they add to at least so many cells for each number of a histogram.</summary>
    /// <remarks>
    /// Boosting of 576 rows of 8 features with class weights takes 1.03 of the time with 0.5 as where no rows are summed so, of 10,000 and 20,000 rows of 20
    /// features 1.02 to 1.04; with 2 and 4 of 200,000 rows of 20 features 0.96 and 0.94 (Emerald Rapids, 512 bits). Benchmark: gradient-histogram-divide.
    /// </remarks>
    public const double TwoWeightsShare = 4;

    /// <summary>Rows whose weights are looked at before it is tried whether all have one of two.</summary>
    /// <remarks>Chosen, not measured: where the rows looked at have more, which takes three looks at best, nothing is tried. Benchmark: gradient-histogram.</remarks>
    public const int WeightLooks = 64;

    /// <summary>How many rows ahead memory is prefetched, and how many increments are made at a time.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history tells of a measurement. Benchmark: gradient-histogram.</remarks>
    public const int PrefetchRows = 160;

    /// <summary>The same in the histogram of a small node.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history tells of a measurement. Benchmark: compact-histogram.</remarks>
    public const int CompactPrefetchRows = 24;

    /// <summary>Rows of a block of a small node.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history tells of a measurement. Benchmark: compact-histogram.</remarks>
    public const int CompactBlockRows = 512;

    /// <summary>Bytes of the increments of a block.</summary>
    /// <remarks>16384 and 32768 could not be told apart (boosting of 500,000 rows of 28 features, Emerald Rapids). Benchmark: gradient-histogram.</remarks>
    public const int BlockBytes = 16384;

    /// <summary>Places of cells that are made at a time, of 2 bytes each.</summary>
    /// <remarks>16384 and 32768 could not be told apart (boosting of 500,000 rows of 28 features, Emerald Rapids). Benchmark: gradient-histogram.</remarks>
    public const int PlacesLength = 16384;

    /// <summary>Bytes of the cells of a strip: some of the features, which are added to row after row once places are made.</summary>
    /// <remarks>
    /// Boosting of 500,000 rows of 28 features of 255 bins takes 0.90 of the time that it takes without strips and with blocks of half the length; 32768, 49152 and 65536 could not be told apart. Where
    /// rows have weights, and cells twice the memory, 32768 takes 0.99 to 1.07 of the time with 65536 (Emerald Rapids). Benchmark: class-histogram, gradient-histogram.
    /// </remarks>
    public const int StripBytes = 65536;

    /// <summary>Bytes of the cells that are added to in one pass: what the second-level cache holds, and 16 bits number.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history tells of a measurement. Benchmark: gradient-histogram-wide.</remarks>
    public const int PanelBytes = (ushort.MaxValue + 1) * sizeof(long);
}
