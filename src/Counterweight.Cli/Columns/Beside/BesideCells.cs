using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Columns.Beside;

/// <summary>Where the rows of a data set are in the file, and what is written there in one column.</summary>
/// <param name="lines">The lines of all rows of the file; null: a row is a line, as in formats without lines.</param>
/// <param name="kept">The rows that are in the data set; null: all.</param>
internal sealed class BesideCells(RowLines? lines, bool[]? kept)
{
    /// <summary>The column's distinct texts, where it has codes.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>Whether they are times, and not numbers.</summary>
    public bool AreTimes { get; init; }

    /// <summary>Cells that are neither numbers nor times, where it has none; the first few.</summary>
    public IReadOnlyList<BadCell> BadCells { get; init; } = [];

    /// <summary>The line of a row of the data set.</summary>
    public long Line(int row)
    {
        var place = kept is null ? row : Enumerable.Range(0, kept.Length).Where(other => kept[other]).ElementAt(row);
        return lines?[place] ?? place + 1;
    }
}
