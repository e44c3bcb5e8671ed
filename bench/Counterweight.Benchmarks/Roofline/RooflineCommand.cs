using System.CommandLine;
using System.Globalization;
using Counterweight.Benchmarks.Timing;
using Spectre.Console;

namespace Counterweight.Benchmarks.Roofline;

/// <summary><c>roofline</c>: what the hardware allows, and how much of it each kernel reaches.</summary>
internal static class RooflineCommand
{
    private static readonly TimeSpan Total = TimeSpan.FromSeconds(20);

    /// <summary>Bytes that a copy touches in all, chosen to lie well within each level.</summary>
    private static readonly (string Level, double Bytes)[] Levels =
    [
        ("L1", 16 << 10), ("L2", 256 << 10), ("L3", 4 << 20), ("DRAM", 512 << 20),
    ];

    public static Command Create()
    {
        var filter = CommonOptions.Filter();
        var command = new Command("roofline", """
            What one core allows (bytes/s of a copy, fused multiply-adds/s in registers, exponentials/s in a few blocks of the
            first-level cache) and the fraction of it that each kernel reaches. A kernel's bound is the longer of a copy of its bytes and its
            transcendental functions at the rate of exp.
            """) { filter };
        command.SetAction(parsed => Run(parsed.GetValue(filter)));
        return command;
    }

    private static int Run(string? filter)
    {
        var entries = Selection.Of(filter);
        Output.WriteLines(Machine.Lines);
        var (singles, doubles) = (Ceilings.Exponentials<float>(), Ceilings.Exponentials<double>());
        PrintCeilings(singles, doubles);
        Output.Write(Kernels(Measure(entries, singles, doubles)));
        return 0;
    }

    /// <summary>Times each of the entries, which share the time.</summary>
    /// <param name="entries">Kernels and shapes.</param>
    /// <param name="singles">Billions of exponentials a second in single precision.</param>
    /// <param name="doubles">And in double.</param>
    /// <param name="timer">Seconds a call of each variant; <see cref="InterleavedTimer"/> unless told.</param>
    public static IEnumerable<RooflineRow> Measure(IReadOnlyList<CatalogueEntry> entries, double singles, double doubles, Func<IReadOnlyList<Action>, TimeSpan, double[]>? timer = null)
    {
        var budget = new TimeBudget(Total, entries.Count);
        return entries.Select(entry => RooflineRow.Measure(entry, entry.Case.ElementType == typeof(float) ? singles : doubles, budget.Next(), timer));
    }

    private static void PrintCeilings(double singles, double doubles)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("ceiling of one core", "rate", "unit");
        foreach (var (level, bytes) in Levels)
        {
            table.AddRow(string.Create(CultureInfo.InvariantCulture, $"copy in {level}, {bytes / 1024:F0} KiB"), Format(Ceilings.CopyGigabytes(bytes)), "GB/s");
        }

        table.AddRow("fused multiply-add float32", Format(Ceilings.FusedMultiplyAdds<float>()), "G/s");
        table.AddRow("fused multiply-add float64", Format(Ceilings.FusedMultiplyAdds<double>()), "G/s");
        table.AddRow("exp float32", Format(singles), "G/s");
        table.AddRow("exp float64", Format(doubles), "G/s");
        Output.Write(table);
    }

    public static Table Kernels(IEnumerable<RooflineRow> rows)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("kernel", "shape", "dtype");
        foreach (var heading in (string[])["copy ns/element", "exp ns/element", "measured ns/element", "% of bound"])
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        table.AddColumn("bound by");
        foreach (var row in rows)
        {
            table.AddRow(
                row.Entry.Case.Name,
                row.Entry.Shape.ToString(),
                row.Entry.Case.DType,
                Format(row.Bytes),
                Format(row.Transcendentals),
                Format(row.Measured),
                row.Share.ToString("P0", CultureInfo.InvariantCulture),
                row.BoundBy);
        }

        return table;
    }

    private static string Format(double value) => value.ToString(value < 10 ? "F3" : "F1", CultureInfo.InvariantCulture);
}
