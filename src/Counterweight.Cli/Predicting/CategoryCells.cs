using System.Globalization;
using System.Text;
using Counterweight.Cli.Models;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Cells;
using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Predicting;

/// <summary>A feature of categories. One that the model does not know is a missing value.</summary>
internal sealed class CategoryCells : FeatureCells
{
    /// <summary>Rows after which it is clear that numbers are no categories.</summary>
    private const int JudgedRows = 1000;

    private const int NamedCategories = 3;
    private const int ShortText = 256;

    private readonly IReadOnlyList<string> categories;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> places;
    private readonly MissingMarkers missing;
    private readonly HashSet<string> ownMissing;
    private readonly bool areNumbers;
    private long rows;
    private long present;
    private long unknown;
    private long unknownNumbers;
    private (string Text, long Line) firstUnknown;

    /// <param name="source">The file's name, for messages.</param>
    /// <param name="column">How the column becomes the feature.</param>
    /// <param name="categories">The model's categories.</param>
    /// <param name="missing">What is a missing value.</param>
    /// <param name="ownMissing">Those of them that the user has named.</param>
    public CategoryCells(string source, InputColumn column, IReadOnlyList<string> categories, MissingMarkers missing, IEnumerable<string> ownMissing)
        : base(source, column)
    {
        this.categories = categories;
        this.missing = missing;
        this.ownMissing = new HashSet<string>(ownMissing, StringComparer.OrdinalIgnoreCase);
        places = categories.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        areNumbers = categories.Any(category => NumberShape.Read(Encoding.UTF8.GetBytes(category)).IsNumber);
    }

    public override void AddText(ReadOnlySpan<byte> text, long line)
    {
        text = CellText.Trim(text);
        Span<char> room = stackalloc char[ShortText];
        ReadOnlySpan<char> letters = text.Length <= ShortText ? room[..Encoding.UTF8.GetChars(text, room)] : Encoding.UTF8.GetString(text);
        if (places.TryGetValue(letters, out var place))
        {
            present++;
            Add(place, line);
        }
        else
        {
            AddUnknown(text, line);
            Add(double.NaN, line);
        }

        if (++rows == JudgedRows)
        {
            Judge();
        }
    }

    public override void AddNumber(double value, long line)
    {
        if (double.IsNaN(value))
        {
            AddMissing(line);
            return;
        }

        const int LongestNumber = 32;
        Span<byte> text = stackalloc byte[LongestNumber];
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        AddText(text[..length], line);
    }

    public override void AddTime(double seconds, long line) => AddText(Encoding.UTF8.GetBytes(TimeText.Show(seconds)), line);

    public override void Complete()
    {
        if (rows < JudgedRows)
        {
            Judge();
        }
    }

    public override IEnumerable<string> Notes()
    {
        if (unknown > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"column '{FilePlace.OneLine(Column.Name)}': {unknown:N0} {(unknown == 1 ? "cell holds a category" : "cells hold categories")} that the model does not know, as '{FilePlace.OneLine(firstUnknown.Text)}' on line {firstUnknown.Line}: read as missing");
        }
    }

    private void AddUnknown(ReadOnlySpan<byte> text, long line)
    {
        if (missing.ContainsExactly(text) || (ownMissing.Count > 0 && ownMissing.Contains(Encoding.UTF8.GetString(text))))
        {
            return;
        }

        if (unknown++ == 0)
        {
            firstUnknown = (Shortened.Text(text), line);
        }

        present++;
        unknownNumbers += rows < JudgedRows && NumberShape.Read(text).IsNumber ? 1 : 0;
    }

    // A column of nothing but numbers is another column, not one of new categories.
    private void Judge()
    {
        if (!areNumbers && present > 0 && unknownNumbers == present)
        {
            var named = string.Join(", ", categories.Take(NamedCategories).Select(category => $"'{FilePlace.OneLine(category)}'"));
            throw Refuse(firstUnknown.Line, firstUnknown.Text, $"is a number, as all others of the column are, and the model has categories here: {named}{(categories.Count > NamedCategories ? ", …" : "")}");
        }
    }
}
