using System.Globalization;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Columns;

/// <summary>Finds texts that may be meant to be the same: 0 and 0.0, Yes and yes, a and a with another space, é as one letter and as two.</summary>
internal static class SimilarTexts
{
    private const int Named = 3;

    /// <summary>Sentences about texts that are kept apart.</summary>
    /// <param name="texts">Distinct texts.</param>
    /// <param name="what">What they are: classes, or categories of a column.</param>
    public static IEnumerable<string> Notes(IReadOnlyList<DistinctText> texts, string what) => Notes(texts, text => text.Text, Key, what);

    /// <summary>Sentences about names of columns that look the same, letter by letter.</summary>
    public static IEnumerable<string> Notes(IReadOnlyList<string> names) => Notes(names, name => name, DecomposedText.Of, "columns");

    private static IEnumerable<string> Notes<T>(IReadOnlyList<T> all, Func<T, string> text, Func<T, string> key, string what)
    {
        // The order of the rows must not show.
        var groups = all.OrderBy(text, StringComparer.Ordinal).GroupBy(key, text, StringComparer.Ordinal).Select(group => group.ToArray()).Where(group => group.Length > 1).ToArray();
        if (groups.Length == 0)
        {
            yield break;
        }

        var pairs = groups.Take(Named).Select(group => string.Join(" and ", group.Select(text => $"'{FilePlace.OneLine(text)}'")) + HowTheyDiffer(group));
        yield return $"{what} that look alike are different: {string.Join(", ", pairs)}{(groups.Length > Named ? string.Create(CultureInfo.InvariantCulture, $" and {groups.Length - Named} more") : "")}";
    }

    // Where nobody can see it.
    private static string HowTheyDiffer(string[] group) =>
        group.Select(DecomposedText.Of).Distinct(StringComparer.Ordinal).Count() == 1 ? " (the same letters in other Unicode forms)" : "";

    private static string Key(DistinctText text) => text.IsNumber
        ? text.Number.ToString("R", CultureInfo.InvariantCulture)
        : string.Join(' ', DecomposedText.Of(text.Text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
}
