using System.Globalization;
using System.Numerics;
using System.Text;
using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Reading.Cells;

/// <summary>Finds the one notation of a column's numbers: the one in which most of its rows are numbers.</summary>
internal sealed class NumberNotationFinder
{
    // The first wins where several have as many rows. A point is decimal unless the column says no; a comma alone is the file's matter.
    private static readonly NumberMarks[] PointFirst =
    [
        NumberMarks.Point, NumberMarks.PointWithCommas, NumberMarks.PointWithSpaces, NumberMarks.PointWithApostrophes, NumberMarks.PointWithIndianCommas,
        NumberMarks.Comma, NumberMarks.CommaWithPoints, NumberMarks.CommaWithSpaces, NumberMarks.CommaWithApostrophes,
    ];

    private static readonly NumberMarks[] CommaFirst =
    [
        NumberMarks.Comma, NumberMarks.CommaWithPoints, NumberMarks.CommaWithSpaces, NumberMarks.CommaWithApostrophes,
        NumberMarks.Point, NumberMarks.PointWithCommas, NumberMarks.PointWithSpaces, NumberMarks.PointWithApostrophes, NumberMarks.PointWithIndianCommas,
    ];

    private readonly TextCounts texts;
    private readonly NumberShape[] shapes = [];
    private readonly bool isPlain;
    private readonly bool hasPoint;
    private readonly long[] rowsOfMarks = new long[PointFirst.Length];

    public NumberNotationFinder(TextCounts texts)
    {
        this.texts = texts;
        isPlain = PlainNumbers.AreCertain(texts, out hasPoint);
        if (isPlain)
        {
            Rows = texts.PresentRows;
            return;
        }

        shapes = new NumberShape[texts.Count];
        for (var code = 0; code < shapes.Length; code++)
        {
            shapes[code] = texts.IsMissing(code) ? default : NumberShape.Read(texts.Bytes(code));
        }

        IsPercent = MostArePercent();
        Currency = MostFrequentCurrency();
        IsFortran = shapes.Any(shape => shape.IsFortran) && shapes.All(shape => shape.IsFortran || !shape.IsNumber);
        for (var code = 0; code < shapes.Length; code++)
        {
            foreach (var marks in PointFirst)
            {
                rowsOfMarks[Index(marks)] += new NumberNotation(marks, IsPercent, Currency, IsFortran).Accepts(shapes[code]) ? texts.Rows(code) : 0;
            }
        }

        Rows = rowsOfMarks.Max();
    }

    /// <summary>Rows that are numbers in the notation found.</summary>
    public long Rows { get; }

    private bool IsPercent { get; }

    private int Currency { get; }

    // Of the whole column: among other numbers 1.5D+03 is a name.
    private bool IsFortran { get; }

    /// <summary>All marks, those that are to be preferred first.</summary>
    public static NumberMarks[] Order(FileNotation file) => file.PrefersComma ? CommaFirst : PointFirst;

    /// <summary>Says what a text is read as.</summary>
    public static string IsReadAs(ReadOnlySpan<byte> text, double value) => $"'{FilePlace.OneLine(Encoding.UTF8.GetString(text))}' is read as {Shown(value)}";

    /// <summary>Tells the file which decimal mark the column has, where that is certain and nearly all of the column are numbers.</summary>
    public void Tell(FileNotation file)
    {
        if (isPlain)
        {
            if (hasPoint)
            {
                file.Saw('.');
            }
        }
        else if (Rows > 0 && Rows >= texts.PresentRows * RawColumnBuilder.NearlyAll)
        {
            var isPoint = PointFirst.Any(marks => IsBest(marks) && (marks & NumberMarks.AnyPoint) != NumberMarks.None);
            var isComma = PointFirst.Any(marks => IsBest(marks) && (marks & NumberMarks.AnyComma) != NumberMarks.None);
            if (isPoint != isComma)
            {
                file.Saw(isPoint ? '.' : ',');
            }
        }
    }

    /// <summary>The notation, and what of it the user should know.</summary>
    public (NumberNotation Notation, string? Note) Find(FileNotation file)
    {
        if (isPlain)
        {
            return (NumberNotation.Plain, null);
        }

        var marks = Order(file).First(IsBest);
        var notation = new NumberNotation(marks, IsPercent, Currency, IsFortran);
        return (notation, 2 * Rows > texts.PresentRows ? Note(notation, file) : null);
    }

    private static int Index(NumberMarks marks) => BitOperations.TrailingZeroCount((int)marks);

    private static string Shown(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private bool IsBest(NumberMarks marks) => rowsOfMarks[Index(marks)] == Rows;

    // An example of what is not plain, and where another notation fits as well and reads it otherwise, that too.
    private string? Note(NumberNotation notation, FileNotation file)
    {
        for (var code = 0; code < shapes.Length; code++)
        {
            if (!notation.Accepts(shapes[code]) || !notation.TryParse(texts.Bytes(code), out var value))
            {
                continue;
            }

            var other = OtherValue(notation, code, value);
            var isUsual = texts.Bytes(code)[0] != '(' && NumberNotation.Plain.TryParse(texts.Bytes(code), out var plain) && plain == value;
            if (!isUsual || (other != null && file.PrefersComma))
            {
                return IsReadAs(texts.Bytes(code), value)
                    + (other == null || file.IsKnown ? "" : $": nothing in the file tells it from {Shown(other.Value)}");
            }
        }

        return null;
    }

    private double? OtherValue(NumberNotation notation, int code, double value)
    {
        foreach (var marks in PointFirst.Where(IsBest))
        {
            if ((notation with { Marks = marks }).TryParse(texts.Bytes(code), out var other) && other != value)
            {
                return other;
            }
        }

        return null;
    }

    private bool MostArePercent()
    {
        long percent = 0;
        long others = 0;
        for (var code = 0; code < shapes.Length; code++)
        {
            percent += shapes[code].IsPercent ? texts.Rows(code) : 0;
            others += shapes[code] is { IsNumber: true, IsPercent: false } && !(NumberNotation.Plain.TryParse(texts.Bytes(code), out var value) && value == 0) ? texts.Rows(code) : 0;
        }

        return percent > others;
    }

    private int MostFrequentCurrency()
    {
        var rows = new Dictionary<int, long>();
        for (var code = 0; code < shapes.Length; code++)
        {
            if (shapes[code].Currency > 0)
            {
                rows[shapes[code].Currency] = rows.GetValueOrDefault(shapes[code].Currency) + texts.Rows(code);
            }
        }

        return rows.Count == 0 ? 0 : rows.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).First().Key;
    }
}
