namespace Counterweight.Gradients;

/// <summary>Numbers of the clipping loops that were chosen for speed.</summary>
/// <remarks>
/// They lie with their family and not in one file of <c>Core</c>, which would have to know every loop. Each says what was
/// measured and on what, or that nothing was, and which row of the <c>quick</c> benchmark to look at when it is changed.
/// </remarks>
internal static class GradientTuning
{
    /// <summary>Elements of a work item that are scaled. No bit depends on it.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history records a measurement. Benchmark: clip-by-global-norm.</remarks>
    public const int ElementsPerItem = 16384;

    /// <summary>Rows up to this length are converted to doubles several at a time: one call a row would take longer than the row.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history records a measurement. Benchmark: clip-by-row-norm.</remarks>
    public const int MaxShortRowLength = 512;
}
