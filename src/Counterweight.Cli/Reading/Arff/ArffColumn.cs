using System.Globalization;
using System.Text;
using Counterweight.Cli.Reading.Cells;
using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Reading.Arff;

/// <summary>The cells of one attribute.</summary>
internal sealed class ArffColumn
{
    private readonly ArffAttribute attribute;
    private readonly ProblemList problems;
    private readonly RawColumnBuilder? builder;
    private readonly ICellSink? cells;
    private readonly CategoryColumnBuilder? categories;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> declared;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> places;
    private readonly MissingMarkers missing;

    /// <param name="attribute">The attribute.</param>
    /// <param name="name">Its name, and whether the file has it.</param>
    /// <param name="options">What the user says about the file.</param>
    /// <param name="file">What the columns share.</param>
    /// <param name="problems">Told the cells that do not fit the attribute.</param>
    public ArffColumn(ArffAttribute attribute, (string Name, bool IsNamed) name, ReadingOptions options, FileNotation file, ProblemList problems)
    {
        this.attribute = attribute;
        this.problems = problems;
        missing = file.Missing;
        if (attribute.Type == ArffType.Nominal)
        {
            categories = new CategoryColumnBuilder(name.Name, name.IsNamed, options);
            Array.ForEach(attribute.Values, value => categories.Declare(value));
            places = categories.Places;
        }
        else
        {
            builder = new RawColumnBuilder(name.Name, name.IsNamed, options, file);
            cells = new BuilderSink(builder);
        }
    }

    /// <summary>A column whose cells are passed on.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="cells">Where to; null: nobody wants them.</param>
    /// <param name="file">What the columns share.</param>
    /// <param name="problems">Told the cells that do not fit the attribute.</param>
    public ArffColumn(ArffAttribute attribute, ICellSink? cells, FileNotation file, ProblemList problems)
    {
        this.attribute = attribute;
        this.problems = problems;
        this.cells = cells;
        missing = file.Missing;
        declared = new HashSet<string>(attribute.Values, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Takes a cell.</summary>
    public void Add(ReadOnlySpan<byte> value, bool isQuoted, long line)
    {
        if (!isQuoted && value is [] or [(byte)'?'])
        {
            AddMissing(line);
            return;
        }

        switch (attribute.Type)
        {
            case ArffType.Nominal:
                AddCategory(value, line);
                break;
            case ArffType.Number:
                AddNumber(value, line);
                break;
            case ArffType.Date:
                AddDate(value, line);
                break;
            default:
                cells?.AddText(value, line);
                break;
        }
    }

    /// <summary>Takes the cell of a sparse row that does not mention it: the number 0, or the first value.</summary>
    public void AddAbsent(long line)
    {
        switch (attribute.Type)
        {
            case ArffType.Nominal:
                categories?.Add(0, line);
                cells?.AddText(Encoding.UTF8.GetBytes(attribute.Values[0]), line);
                break;
            case ArffType.Number:
                cells?.AddNumber(0, line);
                break;
            default:
                AddMissing(line);
                break;
        }
    }

    /// <summary>The column.</summary>
    public RawColumn Complete() => categories?.Complete() ?? builder!.Complete();

    private void AddMissing(long line)
    {
        categories?.AddMissing(line);
        cells?.AddMissing(line);
    }

    private void AddCategory(ReadOnlySpan<byte> value, long line)
    {
        const int ShortText = 256;
        Span<char> room = stackalloc char[ShortText];
        ReadOnlySpan<char> text = value.Length <= ShortText ? room[..Encoding.UTF8.GetChars(value, room)] : Encoding.UTF8.GetString(value);
        if (categories is null ? declared.Contains(text) : places.ContainsKey(text))
        {
            categories?.Add(places[text], line);
            cells?.AddText(value, line);
        }
        else
        {
            Refuse(value, "is none of the attribute's values", line);
        }
    }

    private void AddNumber(ReadOnlySpan<byte> value, long line)
    {
        if (NumberNotation.Plain.TryParse(value, out var number))
        {
            cells?.AddNumber(missing.Contains(number) ? double.NaN : number, line);
        }
        else if (missing.Contains(value))
        {
            AddMissing(line);
        }
        else
        {
            Refuse(value, "is not a number, and the attribute is numeric", line);
        }
    }

    private void AddDate(ReadOnlySpan<byte> value, long line)
    {
        if (DateTime.TryParseExact(Encoding.UTF8.GetString(value), attribute.DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces, out var time))
        {
            cells?.AddTime((time - DateTime.UnixEpoch).TotalSeconds, line);
        }
        else
        {
            Refuse(value, $"is no date of the format {attribute.DateFormat}", line);
        }
    }

    private void Refuse(ReadOnlySpan<byte> value, string why, long line)
    {
        problems.Add(line, $"column '{FilePlace.OneLine(attribute.Name)}': '{FilePlace.OneLine(Encoding.UTF8.GetString(value))}' {why}");
        AddMissing(line);
    }
}
