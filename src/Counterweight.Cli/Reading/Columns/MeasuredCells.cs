using Counterweight.Cli.Reading.Cells;

namespace Counterweight.Cli.Reading.Columns;

/// <summary>The cells of a column of many numbers or times: a number a row.</summary>
internal sealed class MeasuredCells
{
    private const int MostBadCells = 5;

    private readonly NumberNotation notation;
    private readonly DateOrder order;
    private readonly string? note;
    private readonly MissingMarkers missing;
    private readonly ChunkedList<double> values = new();
    private readonly List<BadCell> badCells = [];
    private long badCellCount;
    private int missingCount;

    private MeasuredCells(NumberNotation notation, DateOrder order, string? note, MissingMarkers missing)
    {
        this.notation = notation;
        this.order = order;
        this.note = note;
        this.missing = missing;
    }

    /// <summary>The cells so far, as numbers.</summary>
    public static MeasuredCells OfNumbers(NumberNotation notation, string? note, MissingMarkers missing, TextCounts texts, ChunkedList<ushort> codes) =>
        new MeasuredCells(notation, DateOrder.None, note, missing).WithRows(texts, codes);

    /// <summary>The cells so far, as times.</summary>
    public static MeasuredCells OfTimes(DateOrder order, string? note, MissingMarkers missing, TextCounts texts, ChunkedList<ushort> codes) =>
        new MeasuredCells(NumberNotation.Plain, order, note, missing).WithRows(texts, codes);

    /// <summary>Takes a value.</summary>
    public void Add(double value) => values.Add(value);

    /// <summary>Takes a cell.</summary>
    public void Add(ReadOnlySpan<byte> cell, long line)
    {
        if (order == DateOrder.None && !missing.HasNumbers && notation.TryParse(cell, out var number))
        {
            values.Add(number);
            return;
        }

        cell = CellText.Trim(cell);
        var value = Value(cell, out var isMissing);
        values.Add(value);
        if (isMissing)
        {
            missingCount++;
        }
        else if (double.IsNaN(value))
        {
            AddBad(cell, line, 1);
        }
    }

    /// <summary>The column.</summary>
    public RawColumn Complete(string name, bool isNamed, RawColumnKind kind) => new()
    {
        Name = name,
        IsNamed = isNamed,
        Kind = kind,
        RowCount = values.Count,
        MissingCount = missingCount,
        Note = note,
        Values = values,
        BadCells = badCells,
        BadCellCount = badCellCount,
        IsCounting = Distinctness.IsCounting(values),
        IsDistinct = Distinctness.IsDistinct(values),
    };

    private MeasuredCells WithRows(TextCounts texts, ChunkedList<ushort> codes)
    {
        var valueOfCode = new double[texts.Count];
        for (var code = 0; code < valueOfCode.Length; code++)
        {
            valueOfCode[code] = Value(texts.Bytes(code), out var isMissing);
            if (isMissing)
            {
                missingCount += texts.Rows(code);
            }
            else if (double.IsNaN(valueOfCode[code]))
            {
                AddBad(texts.Bytes(code), texts.FirstLine(code), texts.Rows(code));
            }
        }

        for (var row = 0; row < codes.Count; row++)
        {
            values.Add(valueOfCode[codes[row]]);
        }

        return this;
    }

    private double Value(ReadOnlySpan<byte> text, out bool isMissing)
    {
        var value = order != DateOrder.None ? TimeText.Seconds(text, order) : notation.TryParse(text, out var number) ? number : double.NaN;
        isMissing = missing.Contains(text) || (order == DateOrder.None && missing.Contains(value));
        return isMissing ? double.NaN : value;
    }

    private void AddBad(ReadOnlySpan<byte> text, long line, int rows)
    {
        badCellCount += rows;
        if (badCells.Count < MostBadCells && rows > 0)
        {
            badCells.Add(new BadCell(line, Shortened.Text(text)));
        }
    }
}
