using Counterweight.Peers.Measuring;
using Spectre.Console;

namespace Counterweight.Peers.Reporting;

/// <summary>Lines for people at a terminal.</summary>
internal static class TerminalReport
{
    public static Table Of(IEnumerable<Row> rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var (heading, isNumber) in Cells.Columns)
        {
            table.AddColumn(isNumber ? new TableColumn(heading).RightAligned() : new TableColumn(heading));
        }

        foreach (var row in rows)
        {
            table.AddRow(Array.ConvertAll(Cells.Of(row), Markup.Escape));
        }

        return table;
    }
}
