namespace Counterweight.Resampling.Over;

/// <summary>Numbers of over-sampling that were chosen for speed. None changes a bit.</summary>
internal static class OverTuning
{
    /// <summary>New rows of a work item: their choices lie on the stack.</summary>
    /// <remarks>Chosen, not measured. Benchmark: smote.</remarks>
    public const int RowsPerItem = 256;
}
