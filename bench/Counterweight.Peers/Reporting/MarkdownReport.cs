using System.Text;
using Counterweight.Peers.Measuring;

namespace Counterweight.Peers.Reporting;

/// <summary>Lines for people, with what they were measured on and how.</summary>
internal static class MarkdownReport
{
    /// <param name="rows">The lines.</param>
    /// <param name="skipped">The lines that are not there.</param>
    /// <param name="works">What the lines are of.</param>
    /// <param name="circumstances">Machine, versions and so on, one line each.</param>
    public static string Of(IReadOnlyList<Row> rows, IEnumerable<Skipped> skipped, IEnumerable<Work> works, IEnumerable<string> circumstances)
    {
        var text = new StringBuilder("""
            # Beside its peers

            Made by `dotnet run -c Release --project bench/Counterweight.Peers -- --markdown FILE`. Both sides are timed in turn in one
            process. With one thread the time is that of processors (all threads of the process together), with several that of the
            day; «by the other clock» is the same ratio by the other of the two. Times are medians, qualities means over the seeds.


            """.ReplaceLineEndings("\n"));
        AppendList(text, circumstances);
        text.Append('\n');
        AppendCells(text, Cells.Columns.Select(column => column.Heading));
        AppendCells(text, Cells.Columns.Select(column => column.IsNumber ? "---:" : "---"));
        foreach (var row in rows)
        {
            AppendCells(text, Cells.Of(row));
        }

        string[] missing = [.. skipped.Select(line => $"{line.Work} {line.Shape} beside {line.Peer}: {line.Reason}")];
        if (missing.Length > 0)
        {
            text.Append("\nNot measured:\n\n");
            AppendList(text, missing);
        }

        text.Append("\n## What is timed\n\n");
        AppendList(text, works.DistinctBy(work => work.Name, StringComparer.Ordinal).Select(work => $"**{work.Name}**: {work.Description}"));
        return text.ToString();
    }

    private static void AppendList(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            text.Append("- ").Append(line).Append('\n');
        }
    }

    private static void AppendCells(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
}
