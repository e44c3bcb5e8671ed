using Counterweight.Cli.Reading.Cells;

namespace Counterweight.Cli.Reading.Columns;

/// <summary>A column as read. Which members hold something depends on <see cref="Kind"/>.</summary>
internal sealed class RawColumn
{
    /// <summary>Its name; «column 3» where it has none.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the file names it.</summary>
    public required bool IsNamed { get; init; }

    /// <summary>How its cells are kept.</summary>
    public required RawColumnKind Kind { get; init; }

    /// <summary>Number of rows.</summary>
    public required int RowCount { get; init; }

    /// <summary>Rows whose cell is missing.</summary>
    public required int MissingCount { get; init; }

    /// <summary>What was assumed of its notation and the user should know («1.234 is read as 1234»), or null.</summary>
    public string? Note { get; init; }

    /// <summary>How its numbers are written.</summary>
    public NumberNotation Notation { get; init; } = NumberNotation.Plain;

    /// <summary>The order of its dates; none where it has none.</summary>
    public DateOrder Order { get; init; }

    /// <summary>The distinct texts of a coded column, in order of first row.</summary>
    public IReadOnlyList<DistinctText> Texts { get; init; } = [];

    /// <summary>Place in <see cref="Texts"/> of each row's cell, of a coded column.</summary>
    public ChunkedList<ushort> Codes { get; init; } = new();

    /// <summary>The categories that the file declares for a coded column, in its order, whether they occur or not; null: it declares none.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>Why nothing can be made of the column, as the end of «column 'a' …» («holds lists, which are not read»); null: something can. It is then of kind <see cref="RawColumnKind.Texts"/>.</summary>
    public string? Unreadable { get; init; }

    /// <summary>Each row's value, of a column of numbers or times; NaN where it is missing or bad.</summary>
    public ChunkedList<double> Values { get; init; } = new();

    /// <summary>Cells of a column of numbers or times that are neither; the first few.</summary>
    public IReadOnlyList<BadCell> BadCells { get; init; } = [];

    /// <summary>How many there are.</summary>
    public long BadCellCount { get; init; }

    /// <summary>Whether the numbers are whole and each is the one before plus 1: a counting id.</summary>
    public bool IsCounting { get; init; }

    /// <summary>Whether no two cells seen are the same: of a column of texts those seen before it had too many, of a coded one all.</summary>
    /// <remarks>Of numbers and times: exactly where all are whole, and otherwise whether they rise or fall from row to row. One missing cell is a value, two are the same.</remarks>
    public bool IsDistinct { get; init; }

    /// <summary>The first texts of a column of texts.</summary>
    public IReadOnlyList<BadCell> Examples { get; init; } = [];

    /// <summary>Fraction of the texts of a column of texts with a space between words: free text has them, ids do not.</summary>
    public double FractionOfPhrases { get; init; }
}
