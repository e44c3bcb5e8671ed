namespace Counterweight.Resampling.Over;

/// <summary>The new rows of one class, and what they are made of.</summary>
/// <param name="original">All original rows.</param>
/// <param name="rows">Those of the class, ascending.</param>
/// <param name="label">The class.</param>
/// <param name="draws">The choices of its new rows.</param>
/// <param name="destination">Its new rows, at least one.</param>
/// <param name="degreeOfParallelism">Threads at most.</param>
internal readonly ref struct ClassTask(OriginalRows original, ReadOnlySpan<int> rows, int label, RowDraws draws, NewRows destination, int degreeOfParallelism)
{
    public OriginalRows Original { get; } = original;

    public ReadOnlySpan<int> Rows { get; } = rows;

    public int Label { get; } = label;

    public RowDraws Draws { get; } = draws;

    public NewRows Destination { get; } = destination;

    public int DegreeOfParallelism { get; } = degreeOfParallelism;

    public int NewCount => Destination.Labels.Length;

    public int FeatureCount => Original.FeatureCount;
}
