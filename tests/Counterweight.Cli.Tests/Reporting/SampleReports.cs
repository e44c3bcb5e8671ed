using System.Globalization;
using Counterweight.Cli.Reporting;
using Counterweight.Cli.Tests.Evaluation;
using Counterweight.Decisions;

namespace Counterweight.Cli.Tests.Reporting;

/// <summary>Pages of every kind, each made once.</summary>
internal static class SampleReports
{
    private static readonly Lazy<string> LazyFraud = new(MakeFraud);
    private static readonly Lazy<string> LazyNames = new(MakeNames);
    private static readonly Lazy<string> LazyHundred = new(MakeHundred);

    /// <summary>Two classes with costs, times and other predictions to compare with.</summary>
    public static string Fraud => LazyFraud.Value;

    /// <summary>Classes with names that a page must not take for its own, or that are long.</summary>
    public static string Names => LazyNames.Value;

    /// <summary>A hundred classes.</summary>
    public static string Hundred => LazyHundred.Value;

    /// <summary>A single row, whose class was never predicted.</summary>
    public static string SingleRow => HtmlReport.Write(PredictionFile.Evaluate(PredictionFile.Read(PredictionFile.Text(["a", "b"], [("a", [0.25, 0.75])])), CostMatrix.OfMistakes(1, 1)), null);

    private static string MakeFraud()
    {
        string[] classes = ["ok", "fraud"];
        var rows = PredictionFile.Rows(classes, 4000, 1);
        var days = rows.Select((_, row) => new DateTime(2026, 1, 1).AddHours(row / 2.0).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)).ToArray();
        (string, double[])[] blind = [.. rows.Select(row => (row.Label, (double[])[Math.Pow(row.Probabilities[0], 0.3) / (Math.Pow(row.Probabilities[0], 0.3) + Math.Pow(row.Probabilities[1], 0.3)), Math.Pow(row.Probabilities[1], 0.3) / (Math.Pow(row.Probabilities[0], 0.3) + Math.Pow(row.Probabilities[1], 0.3))]))];
        var costs = CostMatrix.OfMistakes(5, 200);
        var own = PredictionFile.Read(PredictionFile.Text(classes, rows, ("when", days)), request => request with { Time = "when" });
        var other = PredictionFile.Read(PredictionFile.Text(classes, blind)) with { Source = "unweighted.csv" };
        return HtmlReport.Write(PredictionFile.Evaluate(own, costs), PredictionFile.Evaluate(other, costs));
    }

    private static string MakeNames()
    {
        string[] classes = ["plain", "<script>alert(1)</script>", "a,\"b\"\nnew line", "Donaudampfschifffahrtsgesellschaftskapitänsmütze", "\u0001\u202E", "漢字漢字漢字漢字漢字", "&amp;"];
        return HtmlReport.Write(PredictionFile.Evaluate(PredictionFile.Read(PredictionFile.Text(classes, PredictionFile.Rows(classes, 1500, 2))), new CostMatrix(7, [.. Enumerable.Range(0, 49).Select(cell => cell / 7 == cell % 7 ? 0.0 : 1 + (cell / 7))])), null);
    }

    private static string MakeHundred()
    {
        string[] classes = [.. Enumerable.Range(0, 100).Select(label => FormattableString.Invariant($"species number {label}"))];
        return HtmlReport.Write(PredictionFile.Evaluate(PredictionFile.Read(PredictionFile.Text(classes, PredictionFile.Rows(classes, 3000, 3, knowledge: 5)))), null);
    }
}
