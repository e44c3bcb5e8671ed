using System.Globalization;
using System.Text;
using Counterweight.Cli.Reading.Cells;

namespace Counterweight.Cli.Reading.Columns;

/// <summary>Takes the cells of one column in the order of rows, in one pass, and keeps them in little memory.</summary>
/// <remarks>
/// Texts get codes until there are more than 1,000 of them and nearly all cells are numbers, or times: from there on a row is a
/// number. Of texts that are too many to be categories nothing is kept but examples.
/// </remarks>
internal sealed class RawColumnBuilder
{
    /// <summary>Fraction of the cells that must be numbers, or times, for a column of many distinct texts to be one of numbers.</summary>
    public const double NearlyAll = 0.99;

    // The look at the thousand-and-first text, then at twice as many, and so on.
    private const int FirstLook = 1000;
    private const int MostTexts = 1 << 16;
    private const int MostTextBytes = 4 << 20;

    private readonly string name;
    private readonly bool isNamed;
    private readonly FileNotation file;

    private RawColumnKind kind = RawColumnKind.Coded;
    private TextTable texts = new();
    private ChunkedList<ushort> codes = new();
    private int nextLook = FirstLook;
    private bool isTyped;
    private MeasuredCells? measured;
    private TextCells? unkept;
    private TextCounts? counts;
    private NumberNotationFinder? numbers;

    /// <summary>An empty column.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isNamed">Whether the file names it.</param>
    /// <param name="options">What the user says about the file.</param>
    /// <param name="file">What the columns of the file share; null: the column stands alone.</param>
    public RawColumnBuilder(string name, bool isNamed, ReadingOptions options, FileNotation? file = null)
    {
        this.name = name;
        this.isNamed = isNamed;
        this.file = file ?? new FileNotation(options.Missing);
    }

    /// <summary>Takes a cell, as UTF-8, with or without space around it.</summary>
    public void Add(ReadOnlySpan<byte> cell, long line)
    {
        if (measured != null)
        {
            measured.Add(cell, line);
        }
        else if (unkept != null)
        {
            unkept.Add(CellText.Trim(cell), line);
        }
        else
        {
            AddText(CellText.Trim(cell), line);
        }
    }

    /// <summary>Takes a number of a format that has numbers; NaN is missing.</summary>
    public void AddNumber(double value, long line)
    {
        const int LongestNumber = 32;
        isTyped = true;
        if (measured != null && kind == RawColumnKind.Numbers && double.IsFinite(value))
        {
            measured.Add(value);
            return;
        }

        Span<byte> text = stackalloc byte[LongestNumber];
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        Add(double.IsNaN(value) ? [] : text[..length], line);
    }

    /// <summary>Takes a time of a format that has times, in seconds since 1970; NaN is missing.</summary>
    public void AddTime(double seconds, long line)
    {
        isTyped = true;
        if (measured != null && kind == RawColumnKind.Times && double.IsFinite(seconds))
        {
            measured.Add(seconds);
            return;
        }

        Add(Encoding.UTF8.GetBytes(TimeText.Show(seconds)), line);
    }

    /// <summary>Takes a missing value.</summary>
    public void AddMissing(long line) => Add([], line);

    /// <summary>Tells the other columns of the file what this one says of the decimal mark; before any of them is completed.</summary>
    public void TellFile()
    {
        if (kind == RawColumnKind.Coded && !isTyped)
        {
            numbers = new NumberNotationFinder(counts = Counts());
            numbers.Tell(file);
        }
    }

    /// <summary>The column. Nothing can be added after it.</summary>
    public RawColumn Complete()
    {
        if (kind != RawColumnKind.Coded)
        {
            return kind == RawColumnKind.Texts ? unkept!.Complete(name, isNamed) : measured!.Complete(name, isNamed, kind);
        }

        counts ??= Counts();
        var (notation, note) = isTyped ? (NumberNotation.Plain, null) : (numbers ?? new NumberNotationFinder(counts)).Find(file);
        return CodedColumn.Create(name, isNamed, counts, codes, file, notation, note);
    }

    private TextCounts Counts() => new(texts, codes, file.Missing);

    private void AddText(ReadOnlySpan<byte> text, long line)
    {
        // A text of megabytes is no category, and must not be kept.
        if (text.Length > MostTextBytes - texts.ByteCount)
        {
            Switch(mustSwitch: true);
            Add(text, line);
            return;
        }

        var code = texts.GetOrAdd(text, line);
        if (code == MostTexts)
        {
            Switch(mustSwitch: true);
            Add(text, line);
            return;
        }

        codes.Add((ushort)code);
        if (code == nextLook)
        {
            nextLook *= 2;
            Switch(mustSwitch: false);
        }
    }

    // Where it must switch, most is enough: a column of numbers with many bad cells is better told as that than as text.
    private void Switch(bool mustSwitch)
    {
        var seen = Counts();
        var needed = Math.Max(1, seen.PresentRows * (mustSwitch ? 0.5 : NearlyAll));
        var finder = new NumberNotationFinder(seen);
        if (finder.Rows >= needed)
        {
            if (!isTyped)
            {
                finder.Tell(file);
            }

            var (notation, note) = isTyped ? (NumberNotation.Plain, null) : finder.Find(file);
            kind = RawColumnKind.Numbers;
            measured = MeasuredCells.OfNumbers(notation, note, file, seen, codes);
        }
        else if (TimeNotationFinder.Find(seen, file) is var times && times.Rows >= needed)
        {
            kind = RawColumnKind.Times;
            measured = MeasuredCells.OfTimes(times.Order, times.Note, file, seen, codes);
        }
        else if (mustSwitch)
        {
            kind = RawColumnKind.Texts;
            unkept = new TextCells(seen, file.Missing);
        }

        if (kind != RawColumnKind.Coded)
        {
            texts = new TextTable();
            codes = new ChunkedList<ushort>();
        }
    }
}
