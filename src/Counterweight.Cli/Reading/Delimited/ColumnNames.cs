namespace Counterweight.Cli.Reading.Delimited;

/// <summary>The distinct names of the columns of a file.</summary>
internal sealed class ColumnNames
{
    private const int MostProblems = 3;

    private readonly List<(string Name, bool IsNamed)> columns = [];
    private readonly List<string> problems = [];
    private readonly string place;
    private int duplicates;

    private ColumnNames(string place) => this.place = place;

    /// <summary>The names, and whether the file gives them.</summary>
    public IReadOnlyList<(string Name, bool IsNamed)> Columns => columns;

    /// <summary>Columns that have the name of another, a sentence each.</summary>
    public IReadOnlyList<string> Problems => duplicates <= MostProblems ? problems : [.. problems, FormattableString.Invariant($"{place}: {duplicates} columns in all have the name of another")];

    /// <summary>Names columns.</summary>
    /// <param name="header">The names, without space around them; an empty one is no name.</param>
    /// <param name="place">The header's place in the file, for problems.</param>
    /// <param name="comparer">How names are looked up; null: letter by letter.</param>
    public static ColumnNames Of(IReadOnlyList<string> header, string place, IEqualityComparer<string>? comparer = null)
    {
        var result = new ColumnNames(place);
        var columnOfName = new Dictionary<string, int>(header.Count, comparer ?? StringComparer.Ordinal);
        for (var column = 0; column < header.Count; column++)
        {
            result.Add(header[column], column, columnOfName);
        }

        return result;
    }

    private static string NameOf(int column) => FormattableString.Invariant($"column {column + 1}");

    private void Add(string name, int column, Dictionary<string, int> columnOfName)
    {
        var isNamed = name.Length > 0 && columnOfName.TryAdd(name, column);
        if (isNamed)
        {
            columns.Add((name, true));
            return;
        }

        if (name.Length > 0 && ++duplicates <= MostProblems)
        {
            problems.Add(FormattableString.Invariant($"{place}: column '{FilePlace.OneLine(name)}': columns {columnOfName[name] + 1} and {column + 1} have the same name"));
        }

        // Some column may well be named "column 3".
        var own = NameOf(column);
        while (!columnOfName.TryAdd(own, column))
        {
            own += " (unnamed)";
        }

        columns.Add((own, false));
    }
}
