using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Reading;

/// <summary>A file as read, before any column is taken for the label, a number, a category or nothing.</summary>
/// <param name="Source">The file as the user named it, control characters made visible; «standard input» for it.</param>
/// <param name="Format">What it is: CSV, ARFF, …</param>
/// <param name="Columns">The columns in the file's order, names distinct.</param>
/// <param name="RowCount">Number of rows.</param>
/// <param name="Notes">What was found or assumed and the user should know, a sentence each.</param>
/// <param name="Problems">What is wrong with the file as a whole, a sentence each: the table must not be used where there are any, but is, to tell all that is wrong at once.</param>
internal sealed record RawTable(
    string Source,
    string Format,
    IReadOnlyList<RawColumn> Columns,
    int RowCount,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Problems)
{
    /// <summary>Whether something separates its fields, which might be something else.</summary>
    public bool IsDelimited { get; init; }

    /// <summary>The line of each row; null: rows are counted from 1, as in formats without lines.</summary>
    public RowLines? Lines { get; init; }

    /// <summary>The line of the header; 0 where none is known.</summary>
    public long HeaderLine { get; init; }

    /// <summary>Columns that have the name of another.</summary>
    public IReadOnlyList<DuplicateName> Duplicates { get; init; } = [];

    /// <summary>The column the format itself calls the label (LibSVM); −1 where it has none.</summary>
    public int LabelColumn { get; init; } = -1;

    /// <summary>The line of a row, or its number from 1 in formats without lines.</summary>
    public long LineOf(int row) => Lines?[row] ?? row + 1;
}
