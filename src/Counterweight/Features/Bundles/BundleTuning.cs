namespace Counterweight.Features.Bundles;

/// <summary>Numbers of feature bundles that were chosen for speed. They change which features share a column, and no result of a search.</summary>
/// <remarks>Each says what was measured and on what, or that nothing was.</remarks>
internal static class BundleTuning
{
    /// <summary>Runs of neighbouring rows that are looked at before all rows are; a run is a word of marks.</summary>
    /// <remarks>Chosen, not measured. Features without a partner in these 4096 rows have none in all.</remarks>
    public const int SampleRuns = 64;

    /// <summary>Other features that a feature is compared with in the sample at most: those nearest to it, as levels of a variable are.</summary>
    /// <remarks>Of 50,000 features of 64 rows without a partner, 9 s became 0.2 s (Zen 5, one thread). The number was chosen.</remarks>
    public const int Partners = 1024;

    /// <summary>Bundles that a feature is tried with at most, the newest ones.</summary>
    /// <remarks>Chosen, not measured: it bounds the time where thousands of features have no partner.</remarks>
    public const int OpenBundles = 1024;

    /// <summary>Rows of a block: its bins of a column lie on the stack.</summary>
    /// <remarks>Chosen, not measured. Benchmark: feature-bundles.</remarks>
    public const int BlockRows = 2048;

    /// <summary>Rows of a work item.</summary>
    /// <remarks>Chosen, not measured. Benchmark: feature-bundles, with threads.</remarks>
    public const int ItemRows = 4 * BlockRows;
}
