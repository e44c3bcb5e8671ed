namespace Counterweight.Cli.Reading.Columns;

/// <summary>A column whose categories the file declares: only a missing cell is missing, and no category is a number.</summary>
internal sealed class CategoryColumnBuilder
{
    /// <summary>The most categories.</summary>
    public const int MostCategories = ushort.MaxValue;

    private readonly string name;
    private readonly bool isNamed;
    private readonly string[] categories;
    private readonly HashSet<string> missing;
    private readonly int[] codeOf;
    private readonly List<(int Category, long FirstLine)> texts = [];
    private readonly List<int> rowCounts = [];
    private readonly ChunkedList<ushort> codes = new();

    /// <param name="name">The column's name.</param>
    /// <param name="isNamed">Whether the file names it.</param>
    /// <param name="options">What the user says about the file.</param>
    /// <param name="categories">The categories in the file's order, distinct.</param>
    public CategoryColumnBuilder(string name, bool isNamed, ReadingOptions options, string[] categories)
    {
        this.name = name;
        this.isNamed = isNamed;
        this.categories = categories;
        missing = new HashSet<string>(options.Missing, StringComparer.OrdinalIgnoreCase);

        // The last place is that of missing cells.
        codeOf = new int[categories.Length + 1];
        Array.Fill(codeOf, -1);
    }

    /// <summary>Takes a cell.</summary>
    /// <param name="category">The category's place among the declared ones.</param>
    /// <param name="line">Its line, from 1; the row's number from 1 in formats without lines.</param>
    public void Add(int category, long line)
    {
        if (codeOf[category] < 0)
        {
            codeOf[category] = texts.Count;
            texts.Add((category, line));
            rowCounts.Add(0);
        }

        var code = codeOf[category];
        rowCounts[code]++;
        codes.Add((ushort)code);
    }

    /// <summary>Takes a missing value.</summary>
    public void AddMissing(long line) => Add(categories.Length, line);

    /// <summary>The column.</summary>
    public RawColumn Complete()
    {
        DistinctText[] distinct = [.. texts.Select((text, code) => Text(text.Category, rowCounts[code], text.FirstLine))];
        return new RawColumn
        {
            Name = name,
            IsNamed = isNamed,
            Kind = RawColumnKind.Coded,
            RowCount = codes.Count,
            MissingCount = distinct.Where(text => text.IsMissing).Sum(text => text.RowCount),
            Texts = distinct,
            Codes = codes,
            IsDistinct = Array.TrueForAll(distinct, text => text.RowCount == 1),
            Categories = [.. categories.Where(category => !missing.Contains(category))],
        };
    }

    private DistinctText Text(int category, int rows, long firstLine) => category == categories.Length
        ? new DistinctText("", rows, firstLine, IsMissing: true, double.NaN, double.NaN)
        : new DistinctText(categories[category], rows, firstLine, missing.Contains(categories[category]), double.NaN, double.NaN);
}
