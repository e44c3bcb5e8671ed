using System.Globalization;
using Spectre.Console;

namespace Counterweight.Benchmarks.Quick;

/// <summary>The rows for people.</summary>
internal static class QuickTable
{
    private const double MostOverBuiltIn = 1.05;

    public static void Print(IReadOnlyList<QuickRow> rows)
    {
        Output.WriteLines(Machine.Lines);
        Output.Write(Create(rows));
        Output.WriteLines(Notes(rows));
    }

    public static Table Create(IReadOnlyList<QuickRow> rows)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("kernel", "shape", "dtype");
        foreach (var heading in (string[])["ns/element", "× scalar", "× TensorPrimitives", "% of copy"])
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (var row in rows)
        {
            table.AddRow(
                row.Kernel,
                row.Shape,
                row.DType,
                row.NsPerElement.ToString("F3", CultureInfo.InvariantCulture),
                Times(row.ScalarNsPerElement / row.NsPerElement),
                row.TensorPrimitivesNsPerElement is { } composed ? Times(composed / row.NsPerElement) : "–",
                row.CopyShare.ToString("P0", CultureInfo.InvariantCulture));
        }

        return table;
    }

    public static IEnumerable<string> Notes(IReadOnlyList<QuickRow> rows) =>
    [
        .. rows.Where(row => row.RatioToBuiltIn is not null).Select(row => string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Kernel} {row.Shape} takes {row.RatioToBuiltIn:F2} times the built-in {UserLossCase.BuiltInName} (at most {MostOverBuiltIn:F2} wanted).")),
        "× is how many times as fast; % of copy is bytes/s against a copy of as many bytes, read and written.",
    ];

    private static string Times(double ratio) => ratio.ToString("F1", CultureInfo.InvariantCulture);
}
