namespace Counterweight.Core.Sums;

/// <summary>Numbers of the loop over squares that were chosen for speed.</summary>
/// <remarks>
/// They lie with their family and not in one file of <c>Core</c>, which would have to know every loop. Each says what was
/// measured and on what, or that nothing was, and which row of the <c>quick</c> benchmark to look at when it is changed.
/// </remarks>
internal static class SquareTuning
{
    /// <summary>Elements of a work item.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history tells of a measurement. Sums are cut here: another number changes checksums. Benchmark: gradient-norm.</remarks>
    public const int ElementsPerItem = 4096;

    /// <summary>Elements widened or scaled at a time, on the stack.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history tells of a measurement. Benchmark: gradient-norm.</remarks>
    public const int Chunk = 512;
}
