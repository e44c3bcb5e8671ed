using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Columns;

/// <summary>Finds columns that tell rows apart and say nothing about them.</summary>
internal static class ColumnIds
{
    // Fewer rows may count by chance.
    private const int LeastCountingRows = 20;

    // UCI's yeast has 1,462 names of 1,484 proteins.
    private const double NearlyDistinct = 0.95;

    private static readonly HashSet<string> IndexNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "id", "ids", "uid", "udi", "uuid", "guid", "idx", "index", "key", "no", "no.", "nr", "nr.", "num", "number", "#", "row", "rowid", "rownum", "rowname", "rownames", "rn", "serial", "seq",
    };

    /// <summary>Why the column is an id; null where it is none.</summary>
    /// <param name="facts">The column.</param>
    /// <param name="hasNames">Whether the file names its columns: then one without a name is an index.</param>
    public static string? Reason(ColumnFacts facts, bool hasNames)
    {
        var column = facts.Column;
        if (column.Unreadable is not null)
        {
            return null;
        }

        if (column.Kind == RawColumnKind.Texts)
        {
            return column.IsDistinct ? "an id: another text in every row" : null;
        }

        if (facts.PresentCount < 2 || facts.MissingCount > column.RowCount / 2 || column.Kind == RawColumnKind.Times || facts.TimeRows > 0)
        {
            return null;
        }

        return facts.TextRows > facts.NumberRows ? OfTexts(facts) : facts.TextRows == 0 ? OfNumbers(facts, hasNames) : null;
    }

    /// <summary>Whether a name is one that people give to ids: id, index, customerId, order_no, Unnamed: 0.</summary>
    public static bool IsIndexName(string name)
    {
        var trimmed = name.Trim();
        if (IndexNames.Contains(trimmed) || trimmed.StartsWith("Unnamed:", StringComparison.Ordinal))
        {
            return true;
        }

        // The last word: after a space or a sign, or a capital after a small letter.
        var start = trimmed.Length - 1;
        while (start > 0 && char.IsLetterOrDigit(trimmed[start - 1]) && !(char.IsUpper(trimmed[start]) && char.IsLower(trimmed[start - 1])))
        {
            start--;
        }

        return start > 0 && trimmed[start..].ToUpperInvariant() is "ID" or "UID" or "UUID" or "INDEX" or "IDX";
    }

    private static string? OfTexts(ColumnFacts facts)
    {
        if (facts.DistinctCount == facts.PresentCount)
        {
            return "an id: another text in every row";
        }

        return facts.PresentCount >= LeastCountingRows && facts.DistinctCount >= NearlyDistinct * facts.PresentCount && !ColumnSorter.HasPhrases(facts)
            ? "an id: another text in nearly every row"
            : null;
    }

    private static string? OfNumbers(ColumnFacts facts, bool hasNames)
    {
        var column = facts.Column;
        var isIndex = (!column.IsNamed && hasNames) || IsIndexName(column.Name);
        if (column.IsCounting && (isIndex || column.RowCount >= LeastCountingRows))
        {
            return "an id: it counts the rows";
        }

        if (!isIndex || !IsWholeAndDistinct(facts))
        {
            return null;
        }

        return column.IsNamed ? "an id by its name: another number in every row" : "an id: no name of its own, and another number in every row";
    }

    private static bool IsWholeAndDistinct(ColumnFacts facts) => facts.Column.Kind == RawColumnKind.Coded
        ? facts.AreWhole && facts.DistinctNumbers == facts.PresentCount
        : facts.Column.IsDistinct && facts.BadCount == 0 && AreWhole(facts.View());

    private static bool AreWhole(ReadOnlySpan<double> numbers)
    {
        foreach (var number in numbers)
        {
            if (!double.IsNaN(number) && !double.IsInteger(number))
            {
                return false;
            }
        }

        return true;
    }
}
