using System.Globalization;
using Counterweight.Cli.Comparison;

namespace Counterweight.Cli.Output;

/// <summary>Writes a comparison for people: a model a row, measures first, then the recall of classes in as many tables as fit.</summary>
internal static class TableOutput
{
    private const int MostClasses = 20;
    private const int Rarest = 10;
    private const int MostFrequent = 5;
    private const int ClassColumns = 14;

    public static void Write(Session session, ComparisonReport report)
    {
        HeaderOutput.Write(session, report.Source.Source, Describe(report), report.Source.Columns, report.Source.Notes);
        Write(session, MeasureTable(report));
        if (report.Options.Calibration)
        {
            WriteCalibration(session, report);
        }

        var classes = ShownClasses(report);
        if (classes.Count < report.Classes.Count)
        {
            session.Output.WriteLine();
            session.Output.WriteLine(Invariant($"recall of the {MostFrequent} most frequent and the {Rarest} rarest of {report.Classes.Count:N0} classes; --json has all"));
        }

        while (classes.Count > 0)
        {
            var table = RecallTable(session, report, classes, out var count);
            Write(session, table);
            classes = [.. classes.Skip(count)];
        }
    }

    private static void WriteCalibration(Session session, ComparisonReport report)
    {
        session.Output.WriteLine();
        session.Output.WriteLine("how good the probabilities of the test rows are (less is better), as they are");
        session.Output.WriteLine("and after prior correction where training gave all classes equal weight; the");
        session.Output.WriteLine("Brier score is summed over the classes");
        if (report.SmoteFault is { } fault)
        {
            session.Output.WriteLine(Invariant($"without SMOTE: {fault}"));
        }

        var table = new TextTable();
        table.AddColumn(isRight: false, "probabilities of");
        table.AddColumn(isRight: true, "log loss");
        table.AddColumn(isRight: true, "corrected");
        table.AddColumn(isRight: true, "Brier");
        table.AddColumn(isRight: true, "corrected");
        foreach (var result in report.Results.Where(result => result.Model.IsCalibrated))
        {
            var isEven = result.Model.IsEven;
            table.AddRow(
                Name(result),
                Number(result.Calibration.LogLoss, "0.0000"),
                isEven ? Number(result.Corrected.LogLoss, "0.0000") : "",
                Number(result.Calibration.Brier, "0.0000"),
                isEven ? Number(result.Corrected.Brier, "0.0000") : "");
        }

        Write(session, table);
    }

    private static void Write(Session session, TextTable table)
    {
        session.Output.WriteLine();
        foreach (var line in table.Lines())
        {
            session.Output.WriteLine(line);
        }
    }

    private static string Describe(ComparisonReport report)
    {
        var data = report.Source.Data;
        return Invariant($"{Shown.Count(data.RowCount, "row")}, {Shown.Count(data.FeatureCount, "feature")}, {data.ClassCount:N0} classes of '{report.Source.LabelColumn}'; {report.TestRows:N0} test rows, stratified, {report.Options.DescribeSeeds()}");
    }

    private static TextTable MeasureTable(ComparisonReport report)
    {
        var table = new TextTable();
        table.AddColumn(isRight: false, "model");
        table.AddColumn(isRight: true, "balanced", "accuracy");
        table.AddColumn(isRight: true, "macro", "F1");
        table.AddColumn(isRight: true, "fit,", "seconds");
        table.AddColumn(isRight: true, "million", "rows/s");
        foreach (var result in report.Results)
        {
            table.AddRow(Name(result), Number(result.BalancedAccuracy, "0.000"), Number(result.MacroF1, "0.000"), Number(result.FitSeconds, "0.000"), Number(result.KernelRowsPerSecond / 1e6, "0.0"));
        }

        return table;
    }

    // The most frequent classes first, as in the report.
    private static IReadOnlyList<(int Label, string Name, int Rows)> ShownClasses(ComparisonReport report) => report.Classes.Count <= MostClasses
        ? report.Classes
        : [.. report.Classes.Take(MostFrequent), .. report.Classes.Skip(report.Classes.Count - Rarest)];

    private static TextTable RecallTable(Session session, ComparisonReport report, IReadOnlyList<(int Label, string Name, int Rows)> classes, out int count)
    {
        var names = report.Results.Select(Name).ToArray();
        var used = names.Max(name => name.Length);
        List<(int Label, string[] Header)> columns = [];
        foreach (var (label, name, rows) in classes)
        {
            string[] header = [Shown.Cut(name, ClassColumns), Invariant($"{rows:N0}")];
            used += TextTable.Gap + Math.Max("0.000".Length, header.Max(Shown.Width));
            if (columns.Count > 0 && used > HeaderOutput.Width(session))
            {
                break;
            }

            columns.Add((label, header));
        }

        var table = new TextTable();
        table.AddColumn(isRight: false, "recall of class", "rows");
        foreach (var (_, header) in columns)
        {
            table.AddColumn(isRight: true, header);
        }

        for (var i = 0; i < names.Length; i++)
        {
            table.AddRow([names[i], .. columns.Select(column => Number(report.Results[i].Recall(column.Label), "0.000"))]);
        }

        count = columns.Count;
        return table;
    }

    private static string Name(ModelResult result) => $"{result.Model.Name}, {result.Model.WeightingName}";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
