using System.Globalization;
using System.Reflection;
using System.Text;
using Counterweight.Cli.Comparison;
using Counterweight.Cli.Evaluation;
using Counterweight.Cli.Output;

namespace Counterweight.Cli.Reporting;

/// <summary>Writes a page: one file that needs no other, no network and no script.</summary>
internal static class HtmlReport
{
    private const string Style = "report.css";

    /// <summary>Writes it.</summary>
    /// <param name="report">The evaluation.</param>
    /// <param name="other">The evaluation of other predictions of the same rows; null: there are none.</param>
    public static string Write(EvaluationReport report, EvaluationReport? other)
    {
        var data = new ReportData(report, other);
        var html = new StringBuilder();
        var title = $"{report.Predictions.LabelColumn}: {data.Name}";
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n")
            .Append("<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n<title>")
            .Append(HtmlTable.Escape(title)).Append("</title>\n<style>\n").Append(ReadStyle()).Append("</style>\n</head>\n<body>\n<main>\n");
        WriteHead(html, data);
        html.Append("<div class=\"figures\">\n");
        WriteMeasures(html, data);
        var ranking = new RankingFigures(data);
        Figure?[] figures =
        [
            MatrixFigure.Create(data), ClassFigures.Recall(data), ClassFigures.Precision(data), ranking.Roc(), ranking.PrecisionRecall(),
            CostFigure.Create(data), CalibrationFigures.Reliability(data), CalibrationFigures.Histogram(data), TimeFigure.Create(data),
        ];
        foreach (var figure in figures.OfType<Figure>())
        {
            Write(html, figure);
        }

        html.Append("</div>\n");
        WriteClasses(html, data);
        WriteFoot(html, report);
        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void WriteHead(StringBuilder html, ReportData data)
    {
        var predictions = data.Data;
        html.Append("<header><h1>").Append(HtmlTable.Escape($"'{predictions.LabelColumn}' of {data.Name}")).Append("</h1>\n");
        string[] lines =
        [
            $"{Shown.Count(predictions.RowCount, "row")} of {predictions.Source}, {Shown.Count(predictions.ClassCount, "class").Replace("classs", "classes", StringComparison.Ordinal)}{(predictions.Weights.Length > 0 ? "; rows have weights" : "")}{(data.Other is { } other ? $"; compared with {other.Predictions.Source}" : "")}.",
            $"{(predictions.Decider.Length > 0 ? predictions.Decider : $"the answer is {predictions.Decided}")}{(data.Report.Cost is null ? "; what mistakes cost is not said" : data.Report.Costs.Length > 0 ? $"; {data.Report.Costs}" : "")}.",
        ];
        foreach (var line in lines)
        {
            html.Append("<p>").Append(HtmlTable.Escape(line)).Append("</p>\n");
        }

        foreach (var note in predictions.Notes.Concat(data.Other?.Predictions.Notes ?? []))
        {
            html.Append("<p class=\"note\">").Append(HtmlTable.Escape(note)).Append("</p>\n");
        }

        html.Append("</header>\n");
    }

    private static void WriteMeasures(StringBuilder html, ReportData data)
    {
        html.Append("<section class=\"wide\"><h2>All classes together</h2>\n");
        var isOther = data.Other is not null;
        Measure[] Of(EvaluationReport report) => [.. report.Measures, .. report.Cost is null ? (Measure[])[] : [report.Cost.Decided with { Title = "mean cost" }]];
        string Cell(Measure measure) => measure.Key is "meanCost" ? Text.OfCost(measure) : measure.Key is "logLoss" or "brier" ? Text.OfCost(measure) : Text.Of(measure);
        var own = Of(data.Report);
        var others = isOther ? Of(data.Other!) : [];
        new HtmlTable(
            isOther ? ["measure", data.Data.Source, data.Other!.Predictions.Source] : ["measure", "value and interval"],
            [.. own.Select((measure, place) => isOther ? (string[])[measure.Title, Cell(measure), Cell(others[place])] : [measure.Title, Cell(measure)])]).Write(html);
        var parts = data.Report.Brier;
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">Brier score = reliability {Text.Short(parts.Reliability)} − resolution {Text.Short(parts.Resolution)} + uncertainty {Text.Short(parts.Uncertainty)} + within bins {Text.Short(parts.WithinBins)}.</p>\n");
        if (data.Other is not null && data.Data.Weights.Length == 0)
        {
            html.Append("<p>").Append(HtmlTable.Escape(Effect(data.Report.Predictions, data.Other.Predictions))).Append("</p>\n");
        }

        html.Append("</section>\n");
    }

    // Whether the models differ in how they rank rows, or in their thresholds alone.
    private static string Effect(Predictions own, Predictions other)
    {
        static TestScores Scores(Predictions predictions) => new(predictions.Labels, predictions.Decisions, predictions.Probabilities);
        var effect = new WeightEffect();
        effect.Add(Scores(other), Scores(own));
        if (double.IsNaN(effect.AucMargin))
        {
            return "How the files rank rows cannot be compared: a class has too few rows.";
        }

        var verdict = effect.Verdict switch
        {
            "threshold only" => "no difference in how rows are ranked can be measured, but other rows are taken for rare classes, by another threshold or by costs",
            "nothing" => "no difference can be measured",
            var ranks => $"the first file {ranks}",
        };
        return FormattableString.Invariant($"The mean ROC AUC differs by {effect.AucDifference:+0.000;-0.000;0.000} ±{effect.AucMargin:0.000} (DeLong's paired test), and {Text.Percent(effect.ChangedAnswers)} of the answers are others: {verdict}.");
    }

    private static void Write(StringBuilder html, Figure figure)
    {
        html.Append("<section class=\"figure\"><h2>").Append(HtmlTable.Escape(figure.Title)).Append("</h2>\n<p>").Append(HtmlTable.Escape(figure.Text)).Append("</p>\n");
        if (figure.Legend.Count > 0)
        {
            html.Append("<ul class=\"legend\">");
            foreach (var (name, series, isDashed) in figure.Legend)
            {
                html.Append("<li><i class=\"").Append(Palette.NameOfSeries(series)).Append(isDashed ? " dashed" : "").Append("\"></i>").Append(HtmlTable.Escape(Shown.Cut(name, 60))).Append("</li>");
            }

            html.Append("</ul>\n");
        }

        html.Append(figure.Svg).Append("\n<details><summary>Table</summary>\n");
        figure.Table.Write(html);
        html.Append("</details></section>\n");
    }

    private static void WriteClasses(StringBuilder html, ReportData data)
    {
        const int MostOpen = 20;
        html.Append("<section><h2>Each class</h2>\n<details").Append(data.Report.Classes.Count <= MostOpen ? " open" : "").Append("><summary>Table</summary>\n");
        new HtmlTable(
            ["class", "rows", "taken for it", "recall", "precision", "F1", "specificity", "ROC AUC", "average precision"],
            [.. data.Report.Classes.Select(one => (string[])[one.Name, Text.Rows(one.Rows), Text.Rows(one.PredictedRows), .. one.Measures.Select(Text.Of)])]).Write(html);
        html.Append("</details></section>\n");
    }

    private static void WriteFoot(StringBuilder html, EvaluationReport report) => html.Append("<footer><p>")
        .Append(HtmlTable.Escape(report.Methods))
        .Append(" Made by counterweight ").Append(HtmlTable.Escape(typeof(HtmlReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion)).Append(".</p></footer>\n");

    private static string ReadStyle()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Style)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
