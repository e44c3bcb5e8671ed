using Counterweight.Cli.Comparison;

namespace Counterweight.Cli.Output;

/// <summary>Writes a comparison for people: a model a row, measures first, then what weights did, and recall and precision of classes in as many tables as fit.</summary>
internal static class TableOutput
{
    private const int MostClasses = 20;
    private const int Rarest = 10;
    private const int MostFrequent = 5;

    public static void Write(Session session, ComparisonReport report)
    {
        HeaderOutput.Write(session, report.Source.Source, Describe(report), report.Source.Columns, report.Source.Notes);
        Write(session, MeasureTable(report));
        EffectOutput.Write(session, report);
        if (report.Options.Costs is not null)
        {
            WriteCosts(session, report);
        }

        if (report.Options.Calibration)
        {
            WriteCalibration(session, report);
        }

        var classes = ShownClasses(report);
        if (classes.Count < report.Classes.Count)
        {
            session.Output.WriteLine();
            session.Output.WriteLine(Invariant($"the {MostFrequent} most frequent and the {Rarest} rarest of {report.Classes.Count:N0} classes; --json has all"));
        }

        while (classes.Count > 0)
        {
            var table = ClassTable.Create(report, classes, HeaderOutput.Width(session), out var count);
            Write(session, table);
            classes = [.. classes.Skip(count)];
        }
    }

    /// <summary>Writes a table below an empty line.</summary>
    public static void Write(Session session, TextTable table)
    {
        session.Output.WriteLine();
        foreach (var line in table.Lines(HeaderOutput.Width(session)))
        {
            session.Output.WriteLine(line);
        }
    }

    /// <summary>A model with what is done about rare classes.</summary>
    public static string Name(ModelResult result) => $"{result.Model.Name}, {result.Model.WeightingName}";

    /// <summary>A number, the same in every culture.</summary>
    public static string Number(double value, string format) => NumberText.Of(value, format);

    private static void WriteCalibration(Session session, ComparisonReport report)
    {
        session.Output.WriteLine();
        session.Output.WriteLine("how good the probabilities of the test rows are (less is better), as they are");
        session.Output.WriteLine("and after prior correction where training gave classes other weights; the");
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
            var isShifted = result.Model.IsShifted;
            table.AddRow(
                Name(result),
                Number(result.Calibration.LogLoss, "0.0000"),
                isShifted ? Number(result.Corrected.LogLoss, "0.0000") : "",
                Number(result.Calibration.Brier, "0.0000"),
                isShifted ? Number(result.Corrected.Brier, "0.0000") : "");
        }

        Write(session, table);
    }

    private static void WriteCosts(Session session, ComparisonReport report)
    {
        session.Output.WriteLine();
        session.Output.WriteLine("mean cost of a test row: where the most probable class is answered; where the");
        session.Output.WriteLine("answer of least expected cost is, by the probabilities as they are; and by");
        session.Output.WriteLine("probabilities after prior correction. What the last two differ by is the cost");
        session.Output.WriteLine("of probabilities that weights have moved");
        var table = new TextTable();
        table.AddColumn(isRight: false, "cost of");
        table.AddColumn(isRight: true, "most", "probable");
        table.AddColumn(isRight: true, "least", "cost");
        table.AddColumn(isRight: true, "", "corrected");
        var format = NumberText.FormatOf(report.Results.SelectMany(result => (double[])[result.Costs.Answered.Mean, result.Costs.Decided.Mean, result.Model.IsShifted ? result.Costs.Corrected.Mean : 0]));
        foreach (var result in report.Results)
        {
            table.AddRow(
                Name(result),
                Number(result.Costs.Answered.Mean, format),
                Number(result.Costs.Decided.Mean, format),
                result.Model.IsShifted ? Number(result.Costs.Corrected.Mean, format) : "");
        }

        Write(session, table);
    }

    private static string Describe(ComparisonReport report)
    {
        var data = report.Source.Data;
        return Invariant($"{Shown.Count(data.RowCount, "row")}, {Shown.Count(data.FeatureCount, "feature")}, {data.ClassCount:N0} classes of '{report.Source.LabelColumn}'; {report.TestRows:N0} test rows, {report.Options.DescribeSplit()}");
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
            table.AddRow(Name(result), Measure(result.BalancedAccuracy), Measure(result.MacroF1), Number(result.FitSeconds, "0.000"), Number(result.KernelRowsPerSecond / 1e6, "0.0"));
        }

        return table;
    }

    private static string Measure(Spread spread) => Number(spread.Mean, "0.000") + (double.IsNaN(spread.Deviation) ? "" : Number(spread.Deviation, " ±0.000"));

    // The most frequent classes first, as in the report.
    private static IReadOnlyList<(int Label, string Name, int Rows)> ShownClasses(ComparisonReport report) => report.Classes.Count <= MostClasses
        ? report.Classes
        : [.. report.Classes.Take(MostFrequent), .. report.Classes.Skip(report.Classes.Count - Rarest)];

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
