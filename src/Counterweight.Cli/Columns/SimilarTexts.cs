using System.Globalization;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Columns;

/// <summary>Finds texts that may be meant to be the same: 0 and 0.0, Yes and yes, a and a with another space.</summary>
internal static class SimilarTexts
{
    private const int Named = 3;

    /// <summary>Sentences about texts that are kept apart.</summary>
    /// <param name="texts">Distinct texts.</param>
    /// <param name="what">What they are: classes, or categories of a column.</param>
    public static IEnumerable<string> Notes(IReadOnlyList<DistinctText> texts, string what)
    {
        // The order of the rows must not show.
        var groups = texts.OrderBy(text => text.Text, StringComparer.Ordinal).GroupBy(Key, StringComparer.Ordinal).Where(group => group.Count() > 1).ToArray();
        if (groups.Length == 0)
        {
            yield break;
        }

        var pairs = groups.Take(Named).Select(group => string.Join(" and ", group.Select(text => $"'{FilePlace.OneLine(text.Text)}'")));
        yield return $"{what} that look alike are different: {string.Join(", ", pairs)}{(groups.Length > Named ? string.Create(CultureInfo.InvariantCulture, $" and {groups.Length - Named} more") : "")}";
    }

    private static string Key(DistinctText text) => text.IsNumber
        ? text.Number.ToString("R", CultureInfo.InvariantCulture)
        : string.Join(' ', text.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
}
