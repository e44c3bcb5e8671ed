using Apache.Arrow;
using Counterweight.Cli.Reading.Cells;
using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Reading.Columnar;

/// <summary>A column that comes batch by batch.</summary>
internal sealed class ArrowColumn
{
    private const string NoText = "holds bytes that are no text";

    private readonly string name;
    private readonly bool isNamed;
    private readonly ReadingOptions options;
    private readonly FileNotation file;
    private RawColumnBuilder? cells;
    private CategoryColumnBuilder? categories;
    private string? unreadable;
    private int rowCount;
    private int missingCount;

    /// <param name="field">The file's field.</param>
    /// <param name="name">Its name, and whether the file has it.</param>
    /// <param name="options">What the user says about the file.</param>
    /// <param name="file">What the columns share.</param>
    public ArrowColumn(Field field, (string Name, bool IsNamed) name, ReadingOptions options, FileNotation file)
    {
        (this.name, isNamed) = name;
        this.options = options;
        this.file = file;
        unreadable = ArrowCells.WhyUnreadable(field.DataType);
    }

    /// <summary>Takes an array.</summary>
    /// <param name="array">The array.</param>
    /// <param name="firstRow">The row, from 1, of its first cell.</param>
    public void Add(IArrowArray array, long firstRow)
    {
        rowCount += array.Length;
        Prepare(array);
        if (unreadable is not null)
        {
            missingCount += array.NullCount;
        }
        else if (categories is not null)
        {
            AddCategories((DictionaryArray)array, categories, firstRow);
        }
        else if (!ArrowCells.Copy(array, new BuilderSink(cells!), firstRow))
        {
            unreadable = NoText;
        }
    }

    /// <summary>Passes the cells of an array on, in place of keeping them.</summary>
    /// <exception cref="InputException">They cannot be read.</exception>
    public void Pass(IArrowArray array, ICellSink sink, long firstRow, string source)
    {
        if (unreadable is not null || !ArrowCells.Copy(array, sink, firstRow))
        {
            throw FilePlace.Error(source, $"column '{FilePlace.OneLine(name)}' {unreadable ?? NoText}");
        }
    }

    /// <summary>The column.</summary>
    public RawColumn Complete() => unreadable is null
        ? categories?.Complete() ?? (cells ?? new RawColumnBuilder(name, isNamed, options, file)).Complete()
        : new RawColumn { Name = name, IsNamed = isNamed, Kind = RawColumnKind.Texts, RowCount = rowCount, MissingCount = missingCount, Unreadable = unreadable, Note = unreadable };

    // Texts of a dictionary are categories, unless there are too many of them.
    private void Prepare(IArrowArray array)
    {
        if (categories is not null || cells is not null || unreadable is not null)
        {
            return;
        }

        if (array is DictionaryArray { Dictionary: StringArray or LargeStringArray or StringViewArray } dictionary && dictionary.Dictionary.Length <= CategoryColumnBuilder.MostCategories)
        {
            categories = new CategoryColumnBuilder(name, isNamed, options);
        }
        else
        {
            cells = new RawColumnBuilder(name, isNamed, options, file);
        }
    }

    private static void AddCategories(DictionaryArray array, CategoryColumnBuilder categories, long firstRow)
    {
        var texts = new CategoryNames(categories);
        if (!ArrowCells.Copy(array.Dictionary, texts, 0))
        {
            throw new InvalidDataException("a category that is no text");
        }

        foreach (var place in ArrowCells.Places(array))
        {
            var category = place < 0 ? -1 : texts.Places[place];
            if (category < 0)
            {
                categories.AddMissing(firstRow++);
            }
            else
            {
                categories.Add(category, firstRow++);
            }
        }
    }

    // The places among all categories of those of one batch.
    private sealed class CategoryNames(CategoryColumnBuilder categories) : ICellSink
    {
        public List<int> Places { get; } = [];

        public void AddMissing(long row) => Places.Add(-1);

        public void AddNumber(double value, long row) => throw new NotSupportedException();

        public void AddTime(double seconds, long row) => throw new NotSupportedException();

        public void AddText(ReadOnlySpan<byte> text, long row) => Places.Add(categories.Declare(System.Text.Encoding.UTF8.GetString(text)));
    }
}
