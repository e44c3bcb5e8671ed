namespace Counterweight.Metrics;

/// <summary>Numbers of the confusion matrix that were chosen for speed. Sums are exact: no number here changes a bit.</summary>
internal static class ConfusionTuning
{
    /// <summary>Rows of a work item.</summary>
    /// <remarks>Chosen, not measured: some 10 µs. Benchmark: confusion-matrix.</remarks>
    public const int RowsPerItem = 8192;

    /// <summary>Rows whose cells are found before they are counted.</summary>
    /// <remarks>Measured on Zen 5, 512 bits, 7 classes: 512 is as fast as 128, and some 15 % faster than 64, within the caches. Benchmark: confusion-matrix.</remarks>
    public const int RowsAtOnce = 512;

    /// <summary>Rows that are asked for at once while others are counted; a multiple of 4.</summary>
    /// <remarks>Measured on Zen 5, 512 bits, 10,000,000 rows of 7 classes: 16 to 128 are alike, 4 takes a tenth more time. Benchmark: confusion-matrix.</remarks>
    public const int RowsPrefetched = 32;

    /// <summary>Classes up to which a thread has a table of its own: 130 KB with weights.</summary>
    /// <remarks>Chosen, not measured. Benchmark: confusion-matrix.</remarks>
    public const int MostTableClasses = 64;

    /// <summary>Classes up to which rows use four tables in turn, so that a run of one class does not wait for its own cell.</summary>
    /// <remarks>Chosen, not measured. Benchmark: confusion-matrix.</remarks>
    public const int MostTurnClasses = 16;
}
