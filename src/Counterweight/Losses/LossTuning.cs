namespace Counterweight.Losses;

/// <summary>Numbers of the loss loops that were chosen for speed.</summary>
/// <remarks>
/// They lie with their family and not in one file of <c>Core</c>, which would have to know every loop. Each says what was
/// measured and on what, or that nothing was, and which row of the <c>quick</c> benchmark to look at when it is changed.
/// </remarks>
internal static class LossTuning
{
    /// <summary>Rows of a work item of losses of one score.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history records a measurement. Sums are cut here: another number changes checksums. Benchmark: binary-cross-entropy.</remarks>
    public const int RowsPerItem = 4096;

    /// <summary>Blocks of rows whose losses are summed together.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history records a measurement. Sums are cut here: another number changes checksums. Benchmark: binary-cross-entropy.</remarks>
    public const int BlocksAtOnce = 32;

    /// <summary>Logits of a work item, about: it takes whole sets of 16 rows.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history records a measurement. Sums are cut here: another number changes checksums. Benchmark: softmax-cross-entropy.</remarks>
    public const int LogitsPerItem = 8192;

    /// <summary>Most classes of rows that go one a lane.</summary>
    /// <remarks>From 64 on a row across the lanes was faster, on 512-bit registers; the processor was not noted. Sums are cut here: another number changes checksums. Benchmark: softmax-cross-entropy 16384x100.</remarks>
    public const int MaxRowPerLaneClasses = 63;

    /// <summary>Logits of the long rows worked on together: they stay in the first-level cache.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history records a measurement. Sums are cut here: another number changes checksums. Benchmark: softmax-cross-entropy 4096x1000.</remarks>
    public const int LogitsAtOnce = 4096;

    /// <summary>The same with soft targets, which stay in the first-level cache too.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history records a measurement. Sums are cut here: another number changes checksums. Benchmark: soft-target-cross-entropy 4096x1000.</remarks>
    public const int SoftLogitsAtOnce = 2048;

    /// <summary>Most classes of rows with soft targets that go one a lane.</summary>
    /// <remarks>Twice as many blocks fill the 8 KiB of stack that a kernel takes. There a row across the lanes is still slower; the processor was not noted. Sums are cut here: another number changes checksums. Benchmark: soft-target-cross-entropy 65536x10.</remarks>
    public const int MaxRowPerLaneSoftClasses = 54;

    /// <summary>Most blocks of rows that go through each step together: one logarithm is a long chain of dependent steps.</summary>
    /// <remarks>Chosen, not measured: neither the code nor its history records a measurement. Sums are cut here: another number changes checksums. Benchmark: softmax-cross-entropy 65536x10.</remarks>
    public const int MaxSets = 8;
}
