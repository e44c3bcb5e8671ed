using Counterweight.Cli.Evaluation;
using OxyPlot;
using OxyPlot.Annotations;

namespace Counterweight.Cli.Reporting;

/// <summary>How well probabilities rank: ROC and precision–recall curves.</summary>
internal sealed class RankingFigures
{
    private readonly ReportData data;
    private readonly ClassCurve[] curves;

    public RankingFigures(ReportData data)
    {
        this.data = data;
        curves = [.. data.Drawn.Select(label => ClassCurve.Of(data.Data, label))];
    }

    /// <summary>The ROC curve.</summary>
    public Figure Roc()
    {
        var chart = Charts.Create("false positive rate", "recall");
        Charts.AddReference(chart, LineAnnotationType.LinearEquation, 0, slope: 1);
        foreach (var (series, curve) in curves.Index())
        {
            Charts.AddLine(chart, curve.Roc, series, isDashed: series >= Palette.SeriesCount / 2);
            var one = data.Report.Classes[data.Drawn[series]];
            Charts.AddMarkers(chart, [new DataPoint(1 - one.Specificity.Value, one.Recall.Value)], series);
        }

        return new Figure(
            "ROC curve",
            $"{data.DrawnText} {data.PointText} The dashed line is chance.",
            ChartSvg.Write(chart, "roc", "ROC curve: recall over false positive rate"),
            Table("ROC AUC", one => one.RocAuc, ["threshold", "false positive rate", "recall"], point => [Text.Of(point.FalsePositiveRate), Text.Of(point.Recall)], one => [Text.Of(1 - one.Specificity.Value), Text.Of(one.Recall.Value)]))
        { Legend = Legend() };
    }

    /// <summary>The precision–recall curve.</summary>
    public Figure PrecisionRecall()
    {
        var chart = Charts.Create("recall", "precision");
        foreach (var (series, curve) in curves.Index())
        {
            Charts.AddLine(chart, curve.PrecisionRecall, series, isDashed: series >= Palette.SeriesCount / 2);
            var one = data.Report.Classes[data.Drawn[series]];
            Charts.AddMarkers(chart, [new DataPoint(one.Recall.Value, one.Precision.Value)], series);
        }

        var share = data.Report.Matrix.Support(data.Drawn[0]) / data.Report.Matrix.Total;
        if (curves.Length == 1)
        {
            Charts.AddReference(chart, LineAnnotationType.Horizontal, share);
        }

        return new Figure(
            "Precision and recall",
            $"{data.DrawnText} {data.PointText}{(curves.Length == 1 ? $" The dashed line is chance: the share of the class, {Text.Percent(share)}." : "")}",
            ChartSvg.Write(chart, "pr", "Precision over recall"),
            Table("average precision", one => one.AveragePrecision, ["threshold", "recall", "precision"], point => [Text.Of(point.Recall), Text.Of(point.Precision)], one => [Text.Of(one.Recall.Value), Text.Of(one.Precision.Value)]))
        { Legend = Legend() };
    }

    private (string Name, int Series, bool IsDashed)[] Legend() => curves.Length == 1 ? [] : [.. data.Legend.Select(entry => (entry.Name, entry.Series, entry.Series >= Palette.SeriesCount / 2))];

    // Of two classes points of the curve; of more the areas of all classes.
    private HtmlTable Table(string title, Func<ClassEvaluation, Measure> area, string[] headers, Func<Metrics.Ranking.OperatingPoint<double>, string[]> cells, Func<ClassEvaluation, string[]> decided)
    {
        if (curves.Length == 1 && data.Report.Classes.Count == 2)
        {
            var one = data.Report.Classes[data.Drawn[0]];
            return new HtmlTable(headers, [
                ["the decisions", .. decided(one)],
                .. curves[0].Listed.Select(point => (string[])[Text.Short(point.Threshold), .. cells(point)]),
            ]);
        }

        return new HtmlTable(
            ["class", title, .. headers.Skip(1)],
            [.. data.Report.Classes.Select(one => (string[])[one.Name, Text.Of(area(one)), .. decided(one)])]);
    }
}
