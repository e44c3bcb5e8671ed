namespace Counterweight.Cli.Csv;

/// <summary>Which column holds the label and which are features.</summary>
internal sealed class CsvColumns
{
    private CsvColumns(string[] names, int label, int[] features)
    {
        Names = names;
        Label = label;
        Features = features;
    }

    public string[] Names { get; }

    public int Label { get; }

    public int[] Features { get; }

    public string LabelName => Names[Label];

    public static CsvColumns FromHeader(string[] header, string source, long line, string label, IReadOnlyCollection<string> ignored)
    {
        var names = new string[header.Length];
        for (var column = 0; column < header.Length; column++)
        {
            var name = header[column];
            names[column] = name.Length > 0 ? name : FormattableString.Invariant($"column {column + 1}");
            var same = Array.IndexOf(names, names[column], 0, column);
            if (same >= 0)
            {
                throw CsvPlace.Error(source, line, names[column], FormattableString.Invariant($"columns {same + 1} and {column + 1} have the same name"));
            }
        }

        var labelColumn = IndexOf(names, label, source, line);
        var left = ignored.Select(name => IndexOf(names, name, source, line)).Append(labelColumn).ToHashSet();
        if (ignored.Contains(names[labelColumn], StringComparer.Ordinal))
        {
            throw CsvPlace.Error(source, line, names[labelColumn], "the label cannot be ignored");
        }

        int[] features = [.. Enumerable.Range(0, names.Length).Where(column => !left.Contains(column))];
        return features.Length > 0 ? new CsvColumns(names, labelColumn, features) : throw CsvPlace.Error(source, line, "no column is left as a feature");
    }

    private static int IndexOf(string[] names, string name, string source, long line)
    {
        var index = Array.IndexOf(names, name);
        return index >= 0 ? index : throw CsvPlace.Error(source, line, $"no column '{CsvPlace.OneLine(name)}'; the columns are {CsvPlace.OneLine(string.Join(", ", names))}");
    }
}
