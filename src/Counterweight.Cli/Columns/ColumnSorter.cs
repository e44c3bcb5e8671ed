using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Columns;

/// <summary>Tells what a column's values are: numbers, times, categories, or texts that are none.</summary>
internal static class ColumnSorter
{
    /// <summary>Distinct texts that categories may be at most, unless the user names the column.</summary>
    public const int MostCategories = 1000;

    // Fewer are categories even where most rows have their own.
    private const int FewCategories = 50;

    // Whole numbers that may be steps of a scale beside texts with digits, as 3 beside «4 or more».
    private const int MostSteps = 12;
    private const int LongestStep = 20;

    /// <summary>The kind of a column for which the user has said nothing.</summary>
    public static ColumnKind Kind(ColumnFacts facts) => facts.Column.Kind switch
    {
        RawColumnKind.Numbers => facts.BadCount > 0 ? ColumnKind.Refused : ColumnKind.Number,
        RawColumnKind.Times => facts.BadCount > 0 ? ColumnKind.Refused : ColumnKind.Time,
        RawColumnKind.Texts => ColumnKind.Refused,
        _ => facts.Column.Categories is null ? KindOfCoded(facts) : ColumnKind.Category,
    };

    /// <summary>Whether a column is one of numbers, or would be without its bad cells.</summary>
    public static bool IsNumeric(ColumnFacts facts) => facts.Column.Kind == RawColumnKind.Numbers
        || (facts.Column.Kind == RawColumnKind.Coded && facts.TimeRows <= facts.NumberRows && facts.NumberRows >= facts.TextRows && facts.DistinctTexts <= facts.DistinctNumbers && !IsScale(facts))
        || (facts.Column.Kind == RawColumnKind.Coded && facts.InfiniteRows > 0 && facts.InfiniteRows == facts.TextRows && facts.NumberRows > 0 && facts.TimeRows == 0);

    /// <summary>Whether a column is one of times, or would be without its bad cells.</summary>
    public static bool IsTime(ColumnFacts facts) => facts.Column.Kind == RawColumnKind.Times
        || (facts.Column.Kind == RawColumnKind.Coded && facts.TimeRows > facts.NumberRows && facts.TimeRows >= facts.TextRows);

    /// <summary>Whether the texts have several words each, as sentences have.</summary>
    public static bool HasPhrases(ColumnFacts facts)
    {
        const double Most = 0.5;
        if (facts.Column.Kind == RawColumnKind.Texts)
        {
            return facts.Column.FractionOfPhrases >= Most;
        }

        var (phrases, texts) = (0, 0);
        foreach (var text in facts.Present)
        {
            texts++;
            phrases += text.Text.Contains(' ', StringComparison.Ordinal) ? 1 : 0;
        }

        return phrases >= Most * texts;
    }

    private static ColumnKind KindOfCoded(ColumnFacts facts)
    {
        if (facts.NumberRows == facts.PresentCount)
        {
            return ColumnKind.Number;
        }

        if (facts.TimeRows == facts.PresentCount)
        {
            return ColumnKind.Time;
        }

        if (IsNumeric(facts) || IsTime(facts))
        {
            return ColumnKind.Refused;
        }

        return facts.DistinctCount <= MostCategories && (facts.DistinctCount <= FewCategories || facts.DistinctCount <= facts.PresentCount / 2)
            ? ColumnKind.Category
            : ColumnKind.Refused;
    }

    // 0, 1, 2, 3+ are steps of a scale, and so are 1, 2, 5 or more.
    private static bool IsScale(ColumnFacts facts) =>
        facts.DistinctTexts > 0 && facts.InfiniteRows == 0 && facts.DistinctNumbers > 1 && facts.DistinctCount <= facts.PresentCount / 2 && facts.TimeRows == 0 && facts.AreWhole && facts.DistinctNumbers <= MostSteps && facts.DistinctTexts <= MostSteps
        && facts.Present.All(text => text.IsNumber || (text.Text.Length <= LongestStep && text.Text.Any(char.IsAsciiDigit)));
}
