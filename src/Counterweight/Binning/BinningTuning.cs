namespace Counterweight.Binning;

/// <summary>Numbers of the bin loop that were chosen for speed. None changes a bit.</summary>
/// <remarks>
/// They lie with their family and not in one file of <c>Core</c>, which would have to know every loop. Each says what was
/// measured and on what, or that nothing was, and which row of the <c>quick</c> benchmark to look at when it is changed.
/// </remarks>
internal static class BinningTuning
{
    /// <summary>Rows of a block: a column of it, values and bins, lies on the stack.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history tells of a measurement. Benchmark: bin-mapper.</remarks>
    public const int BlockRows = 512;

    /// <summary>Rows of a work item.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history tells of a measurement. Benchmark: bin-mapper, with threads.</remarks>
    public const int ItemRows = 16 * BlockRows;
}
