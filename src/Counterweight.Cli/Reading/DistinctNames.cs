
namespace Counterweight.Cli.Reading;

/// <summary>Names of columns as a file has them, made distinct.</summary>
internal static class DistinctNames
{
    /// <summary>Gives each column a name of its own.</summary>
    /// <param name="names">The names in the file's order, empty where there is none.</param>
    /// <param name="problems">Told the names that occur twice.</param>
    public static (string Name, bool IsNamed)[] Of(IReadOnlyList<string> names, ProblemList problems)
    {
        var distinct = new (string Name, bool IsNamed)[names.Count];
        var placeOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var place = 0; place < names.Count; place++)
        {
            var isNew = names[place].Length > 0 && placeOf.TryAdd(names[place], place);
            distinct[place] = (isNew ? names[place] : FormattableString.Invariant($"column {place + 1}"), isNew);
            if (names[place].Length > 0 && !isNew)
            {
                problems.Add(FormattableString.Invariant($"column '{FilePlace.OneLine(names[place])}': columns {placeOf[names[place]] + 1} and {place + 1} have the same name"));
            }
        }

        return distinct;
    }
}
