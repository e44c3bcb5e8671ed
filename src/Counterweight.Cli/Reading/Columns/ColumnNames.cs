namespace Counterweight.Cli.Reading.Columns;

/// <summary>The distinct names of the columns of a file.</summary>
internal sealed class ColumnNames
{
    private readonly List<(string Name, bool IsNamed)> columns = [];
    private readonly List<DuplicateName> duplicates = [];

    private ColumnNames()
    {
    }

    /// <summary>The names, and whether the file gives them.</summary>
    public IReadOnlyList<(string Name, bool IsNamed)> Columns => columns;

    /// <summary>Columns that have the name of another.</summary>
    public IReadOnlyList<DuplicateName> Duplicates => duplicates;

    /// <summary>Names columns.</summary>
    /// <param name="header">The names, without space around them; an empty one is no name.</param>
    /// <param name="comparer">How names are looked up; null: letter by letter.</param>
    public static ColumnNames Of(IReadOnlyList<string> header, IEqualityComparer<string>? comparer = null)
    {
        var result = new ColumnNames();
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

        if (name.Length > 0)
        {
            duplicates.Add(new DuplicateName(name, columnOfName[name], column));
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
