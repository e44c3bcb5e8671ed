namespace Counterweight.Cli.Reading.Columns;

/// <summary>A column whose categories the file declares: only a missing cell is missing, and no category is a number.</summary>
internal sealed class CategoryColumnBuilder
{
    /// <summary>The most categories; the code after them is that of missing cells.</summary>
    public const int MostCategories = ushort.MaxValue;

    private readonly string name;
    private readonly bool isNamed;
    private readonly HashSet<string> missing;
    private readonly List<string> categories = [];
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly List<int> codeOf = [];
    private readonly List<DistinctText> texts = [];
    private readonly ChunkedList<ushort> codes = new();
    private int missingCode = -1;

    /// <param name="name">The column's name.</param>
    /// <param name="isNamed">Whether the file names it.</param>
    /// <param name="options">What the user says about the file.</param>
    public CategoryColumnBuilder(string name, bool isNamed, ReadingOptions options)
    {
        this.name = name;
        this.isNamed = isNamed;
        missing = new HashSet<string>(options.Missing, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Places of the categories by their names.</summary>
    public Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Places => places.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Declares a category after those before, if it is none of them.</summary>
    /// <returns>Its place.</returns>
    /// <exception cref="InvalidOperationException">There are too many.</exception>
    public int Declare(string category)
    {
        if (!places.TryGetValue(category, out var place))
        {
            place = categories.Count < MostCategories ? categories.Count : throw new InvalidOperationException(FormattableString.Invariant($"column '{name}' has more than {MostCategories:N0} categories"));
            places.Add(category, place);
            categories.Add(category);
            codeOf.Add(-1);
        }

        return place;
    }

    /// <summary>Takes a cell.</summary>
    /// <param name="place">The category's place among the declared ones.</param>
    /// <param name="line">Its line, from 1; the row's number from 1 in formats without lines.</param>
    public void Add(int place, long line)
    {
        if (codeOf[place] < 0)
        {
            codeOf[place] = NewCode(categories[place], missing.Contains(categories[place]), line);
        }

        AddCode(codeOf[place]);
    }

    /// <summary>Takes a missing value.</summary>
    public void AddMissing(long line)
    {
        missingCode = missingCode < 0 ? NewCode("", isMissing: true, line) : missingCode;
        AddCode(missingCode);
    }

    /// <summary>The column.</summary>
    public RawColumn Complete() => new()
    {
        Name = name,
        IsNamed = isNamed,
        Kind = RawColumnKind.Coded,
        RowCount = codes.Count,
        MissingCount = texts.Where(text => text.IsMissing).Sum(text => text.RowCount),
        Texts = texts,
        Codes = codes,
        IsDistinct = texts.TrueForAll(text => text.RowCount == 1),
        Categories = [.. categories.Where(category => !missing.Contains(category))],
    };

    private int NewCode(string text, bool isMissing, long line)
    {
        texts.Add(new DistinctText(text, 0, line, isMissing, double.NaN, double.NaN));
        return texts.Count - 1;
    }

    private void AddCode(int code)
    {
        texts[code] = texts[code] with { RowCount = texts[code].RowCount + 1 };
        codes.Add((ushort)code);
    }
}
