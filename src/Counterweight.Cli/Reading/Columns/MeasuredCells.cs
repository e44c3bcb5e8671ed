using Counterweight.Cli.Reading.Cells;

namespace Counterweight.Cli.Reading.Columns;

/// <summary>The cells of a column of many numbers or times: a number a row.</summary>
internal sealed class MeasuredCells
{
    private const int MostBadCells = 5;

    private readonly DateOrder order;
    private readonly FileNotation file;
    private readonly MissingMarkers missing;
    private readonly ChunkedList<double> values = new();
    private readonly List<BadCell> badCells = [];
    private NumberNotation notation;
    private string? note;
    private bool mayBeWhole = true;
    private bool mayBeIndian = true;
    private long badCellCount;
    private int missingCount;

    private MeasuredCells(NumberNotation notation, DateOrder order, string? note, FileNotation file)
    {
        this.notation = notation;
        this.order = order;
        this.note = note;
        this.file = file;
        missing = file.Missing;
    }

    /// <summary>The cells so far, as numbers.</summary>
    public static MeasuredCells OfNumbers(NumberNotation notation, string? note, FileNotation file, TextCounts texts, ChunkedList<ushort> codes) =>
        new MeasuredCells(notation, DateOrder.None, note, file).WithRows(texts, codes);

    /// <summary>The cells so far, as times.</summary>
    public static MeasuredCells OfTimes(DateOrder order, string? note, FileNotation file, TextCounts texts, ChunkedList<ushort> codes) =>
        new MeasuredCells(NumberNotation.Plain, order, note, file).WithRows(texts, codes);

    /// <summary>Takes a value.</summary>
    public void Add(double value) => values.Add(value);

    /// <summary>Takes a cell.</summary>
    public void Add(ReadOnlySpan<byte> cell, long line)
    {
        if (order == DateOrder.None && !missing.HasNumbers && notation.TryParseBare(cell, out var number))
        {
            values.Add(number);
            return;
        }

        cell = CellText.Trim(cell);
        var value = Value(cell, out var isMissing);
        if (double.IsNaN(value) && !isMissing && order == DateOrder.None && TryWiden(cell))
        {
            value = Value(cell, out isMissing);
        }

        values.Add(value);
        if (isMissing)
        {
            missingCount++;
        }
        else if (double.IsNaN(value))
        {
            AddBad(cell, line, 1);
        }
        else if (order == DateOrder.None && cell[0] == '(')
        {
            note ??= NumberNotationFinder.IsReadAs(cell, value);
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
        Notation = notation,
        Order = order,
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

    private double Value(ReadOnlySpan<byte> text, out bool isMissing) => MeasuredText.Value(text, notation, order, missing, out isMissing);

    // Amounts of thousands may come after a thousand smaller ones: marks in which all numbers so far are the same are taken.
    private bool TryWiden(ReadOnlySpan<byte> text)
    {
        var shape = NumberShape.Read(text);
        var isOtherCurrency = shape.Currency != 0 && notation.Currency != 0 && shape.Currency != notation.Currency;
        if (!shape.IsNumber || shape.IsPercent != notation.IsPercent || isOtherCurrency)
        {
            return false;
        }

        var allowed = notation.Marks switch
        {
            NumberMarks.Point or NumberMarks.Comma when AreWhole() => NumberMarks.AnyPoint | NumberMarks.AnyComma,
            NumberMarks.Point => NumberMarks.AnyPoint,
            NumberMarks.Comma => NumberMarks.AnyComma,
            NumberMarks.PointWithCommas when AreBelowLakh() => NumberMarks.PointWithCommas | NumberMarks.PointWithIndianCommas,
            var marks => marks,
        };
        var wider = Array.Find(NumberNotationFinder.Order(file), marks => (marks & allowed & shape.Marks) != NumberMarks.None);
        if (wider == NumberMarks.None)
        {
            return false;
        }

        notation = notation with { Marks = wider, Currency = Math.Max(notation.Currency, shape.Currency) };
        if (notation.TryParse(text, out var value))
        {
            note ??= NumberNotationFinder.IsReadAs(text, value);
        }

        return true;
    }

    // Asked once at most where they are not.
    private bool AreWhole()
    {
        for (var row = 0; row < values.Count && mayBeWhole; row++)
        {
            mayBeWhole = double.IsNaN(values[row]) || double.IsInteger(values[row]);
        }

        return mayBeWhole;
    }

    // Up to 99,999 commas are where they are elsewhere too. Asked once at most where they are not.
    private bool AreBelowLakh()
    {
        const double Lakh = 100_000;
        for (var row = 0; row < values.Count && mayBeIndian; row++)
        {
            mayBeIndian = double.IsNaN(values[row]) || Math.Abs(values[row]) < Lakh;
        }

        return mayBeIndian;
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
