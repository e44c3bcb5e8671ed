using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Columns;

/// <summary>What becomes of one column.</summary>
/// <param name="Place">Its place in the file, from 0.</param>
/// <param name="Kind">What becomes of it.</param>
/// <param name="Facts">What its values are.</param>
internal sealed record ColumnPlan(int Place, ColumnKind Kind, ColumnFacts Facts)
{
    /// <summary>Why it is left out; empty otherwise.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The problem of a refused column.</summary>
    public Problem? Problem { get; init; }

    /// <summary>What the user should know of a column that is used, as a sentence; null: nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Rows without a value; of the label those without a class.</summary>
    public long MissingCount { get; init; } = Facts.MissingCount;

    /// <summary>Its name.</summary>
    public string Name => Facts.Column.Name;

    /// <summary>Whether it gives features.</summary>
    public bool IsFeature => Kind is ColumnKind.Number or ColumnKind.Category or ColumnKind.Time;

    /// <summary>The column as read.</summary>
    public RawColumn Raw => Facts.Column;
}
