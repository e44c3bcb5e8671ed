using System.Globalization;
using Counterweight.Cli.Evaluation;

namespace Counterweight.Cli.Output;

/// <summary>Writes an evaluation for people.</summary>
internal static class EvaluationOutput
{
    private const int MostClasses = 20;
    private const int NameColumns = 24;
    private const int LeastCellColumns = 6;

    public static void Write(Session session, EvaluationReport report)
    {
        var data = report.Predictions;
        HeaderOutput.Write(session, data.Source, Describe(report), [], data.Notes);
        TableOutput.Write(session, MeasureTable(report));
        TableOutput.Write(session, ClassTable(report, session, isSecond: false));
        TableOutput.Write(session, ClassTable(report, session, isSecond: true));
        WriteMatrix(session, report);
        if (report.Cost is { } cost)
        {
            var table = CostTable(cost, report.Matrix.Total);
            table.WrapFirst(HeaderOutput.Width(session));
            TableOutput.Write(session, table);
        }

        session.Output.WriteLine();
        foreach (var line in Shown.Wrap(report.Methods, HeaderOutput.Width(session), ""))
        {
            session.Output.WriteLine(line);
        }
    }

    private static string Describe(EvaluationReport report) => FormattableString.Invariant(
        $"{Shown.Count(report.Predictions.RowCount, "row")}, {report.Classes.Count:N0} classes, the label is '{report.Predictions.LabelColumn}'{(report.Predictions.Weights.Length > 0 ? "; rows have weights" : "")}{Sentence(report.Predictions.Decider)}{Sentence(report.Costs)}");

    private static string Sentence(string text) => text.Length == 0 ? "" : $"; {text}";

    private static TextTable MeasureTable(EvaluationReport report)
    {
        var table = new TextTable();
        table.AddColumn(isRight: false, "measure");
        table.AddColumn(isRight: true, "value");
        table.AddColumn(isRight: true, "interval");
        foreach (var measure in report.Measures)
        {
            table.AddRow(measure.Title, Fixed(measure.Value), Interval(measure, Fixed));
        }

        foreach (var (name, value) in ((string, double)[])[("reliability", report.Brier.Reliability), ("resolution", report.Brier.Resolution), ("uncertainty", report.Brier.Uncertainty), ("within bins", report.Brier.WithinBins)])
        {
            table.AddRow($"Brier score, {name}", Fixed(value), "");
        }

        return table;
    }

    // Six measures with their intervals are two tables of a terminal's width.
    private static TextTable ClassTable(EvaluationReport report, Session session, bool isSecond)
    {
        var table = new TextTable();
        table.AddColumn(isRight: false, "class");
        table.AddColumn(isRight: true, isSecond ? ["taken", "for it"] : ["rows"]);
        var (first, count) = isSecond ? (3, 3) : (0, 3);
        foreach (var measure in report.Classes[0].Measures.Skip(first).Take(count))
        {
            table.AddColumn(isRight: true, measure.Title);
        }

        foreach (var one in report.Classes)
        {
            table.AddRow([
                Shown.Cut(one.Name, Math.Min(NameColumns, Math.Max(LeastCellColumns, HeaderOutput.Width(session) / 4))),
                (isSecond ? one.PredictedRows : one.Rows).ToString("N0", CultureInfo.InvariantCulture),
                .. one.Measures.Skip(first).Take(count).Select(measure => $"{Fixed(measure.Value)} {Interval(measure, Fixed)}".TrimEnd()),
            ]);
        }

        return table;
    }

    private static void WriteMatrix(Session session, EvaluationReport report)
    {
        session.Output.WriteLine();
        if (MatrixTable(report, session) is { } table && report.Classes.Count <= MostClasses && table.Lines().Max(Shown.Width) <= HeaderOutput.Width(session))
        {
            session.Output.WriteLine("Rows are classes that are right, columns what they were taken for:");
            TableOutput.Write(session, table);
            return;
        }

        var mistakes = Mistakes(report).ToArray();
        session.Output.WriteLine(FormattableString.Invariant($"The most frequent of {Shown.Count(mistakes.Length, "kind")} of mistakes (--json has the whole matrix):"));
        var list = new TextTable();
        list.AddColumn(isRight: false, "class");
        list.AddColumn(isRight: false, "taken for");
        list.AddColumn(isRight: true, "rows");
        list.AddColumn(isRight: true, "share");
        foreach (var (truth, answer, weight) in mistakes.Take(MostClasses))
        {
            list.AddRow(Shown.Cut(report.Classes[truth].Name, NameColumns), Shown.Cut(report.Classes[answer].Name, NameColumns), NumberText.Rows(weight), Fixed(weight / report.Matrix.Support(truth)));
        }

        TableOutput.Write(session, list);
    }

    private static TextTable MatrixTable(EvaluationReport report, Session session)
    {
        const int MostOfAName = 12;
        var table = new TextTable();
        var names = report.Classes.Select(one => Shown.Cut(one.Name, Math.Max(LeastCellColumns, Math.Min(MostOfAName, (HeaderOutput.Width(session) / (report.Classes.Count + 1)) - TextTable.Gap)))).ToArray();
        table.AddColumn(isRight: false, "class");
        foreach (var name in names)
        {
            table.AddColumn(isRight: true, name);
        }

        for (var truth = 0; truth < names.Length; truth++)
        {
            table.AddRow([names[truth], .. Enumerable.Range(0, names.Length).Select(answer => NumberText.Rows(report.Matrix[truth, answer]))]);
        }

        return table;
    }

    private static IEnumerable<(int Truth, int Answer, double Weight)> Mistakes(EvaluationReport report) =>
        from truth in Enumerable.Range(0, report.Classes.Count)
        from answer in Enumerable.Range(0, report.Classes.Count)
        where truth != answer && report.Matrix[truth, answer] > 0
        orderby report.Matrix[truth, answer] descending
        select (truth, answer, report.Matrix[truth, answer]);

    private static TextTable CostTable(CostEvaluation cost, double weight)
    {
        var table = new TextTable();
        table.AddColumn(isRight: false, "mean cost of a row");
        table.AddColumn(isRight: true, "value");
        table.AddColumn(isRight: true, "interval");
        table.AddColumn(isRight: true, "of all rows");
        Measure[] measures = [.. ((Measure[])[cost.Decided, .. cost.Alternatives]).DistinctBy(measure => measure.Title, StringComparer.Ordinal)];
        double[] best = cost.Threshold is { } least ? [least.MeanCost] : [];
        var format = NumberText.FormatOf([.. measures.Select(measure => measure.Value), .. best]);
        var total = NumberText.FormatOf([.. measures.Select(measure => measure.Value * weight), .. best.Select(value => value * weight)]);
        string Cost(double value) => double.IsNaN(value) ? "–" : NumberText.Of(value, format);
        string Total(double value) => double.IsFinite(value * weight) ? NumberText.Of(value * weight, total) : "–";
        foreach (var measure in measures)
        {
            table.AddRow(measure.Title, Cost(measure.Value), Interval(measure, Cost), Total(measure.Value));
        }

        if (cost.Threshold is { } threshold)
        {
            table.AddRow(threshold.Threshold <= 1 ? $"threshold {NumberText.Of(threshold.Threshold, "G4")}, best of these rows" : "no alert, best of these rows", Cost(threshold.MeanCost), "", Total(threshold.MeanCost));
        }

        return table;
    }

    private static string Interval(Measure measure, Func<double, string> format) => measure.Interval is { } interval ? $"{format(interval.Low)}–{format(interval.High)}" : "";

    private static string Fixed(double value) => double.IsNaN(value) ? "–" : NumberText.Of(value, "0.000");
}
