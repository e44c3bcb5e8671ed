using Counterweight.Cli.Comparison;

namespace Counterweight.Cli.Output;

/// <summary>A table of the recall and precision of classes, as many as fit.</summary>
internal static class ClassTable
{
    private const int ClassColumns = 14;
    private const string Measures = "recall prec.";

    /// <summary>Makes one.</summary>
    /// <param name="report">The comparison.</param>
    /// <param name="classes">The classes that are left.</param>
    /// <param name="width">Columns of the output.</param>
    /// <param name="count">Number of the classes that are in it, at least 1.</param>
    public static TextTable Create(ComparisonReport report, IReadOnlyList<(int Label, string Name, int Rows)> classes, int width, out int count)
    {
        var names = report.Results.Select(TableOutput.Name).ToArray();
        var used = names.Max(name => name.Length);
        List<(int Label, string[] Header)> columns = [];
        foreach (var (label, name, rows) in classes)
        {
            string[] header = [Shown.Cut(name, ClassColumns), FormattableString.Invariant($"{rows:N0}"), FormattableString.Invariant($"{report.TestRowsOfClass[label]:N0}"), Measures];
            used += TextTable.Gap + header.Max(Shown.Width);
            if (columns.Count > 0 && used > width)
            {
                break;
            }

            columns.Add((label, header));
        }

        var table = new TextTable();
        table.AddColumn(isRight: false, "class", "rows", "test rows", "");
        foreach (var (_, header) in columns)
        {
            table.AddColumn(isRight: true, header);
        }

        for (var i = 0; i < names.Length; i++)
        {
            var result = report.Results[i];
            table.AddRow([names[i], .. columns.Select(column => $" {TableOutput.Number(result.Recall(column.Label), "0.000")} {TableOutput.Number(result.Precision(column.Label), "0.000")}")]);
        }

        count = columns.Count;
        return table;
    }
}
