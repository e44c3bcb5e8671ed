using Counterweight.Cli.Evaluation;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Counterweight.Cli.Reporting;

/// <summary>Recall and precision of each class, of both files where there are two.</summary>
internal static class ClassFigures
{
    private const int AroundBars = 60;
    private const int RowHeight = 30;

    /// <summary>How many rows of each class are recognized.</summary>
    public static Figure Recall(ReportData data) => Create(data, "Recall of each class", "recall", "Of the rows of a class, the share that was taken for it.", one => one.Recall);

    /// <summary>How many of the rows that were taken for a class are of it.</summary>
    public static Figure Precision(ReportData data) => Create(data, "Precision of each class", "precision", "Of the rows taken for a class, the share that is of it: a recall alone does not tell what it costs in false alarms.", one => one.Precision);

    private static Figure Create(ReportData data, string title, string measure, string text, Func<ClassEvaluation, Measure> value)
    {
        EvaluationReport[] reports = data.Other is null ? [data.Report] : [data.Report, data.Other];
        string[] names = [.. data.Barred.Select(data.ShortName)];
        var chart = Charts.Create();
        chart.Axes.Add(Charts.NameAxis(AxisPosition.Left, "", names));
        Charts.KeepLeft(chart, names, hasTitle: false);
        chart.Axes.Add(Charts.Axis(AxisPosition.Bottom, measure, 0, 1));
        for (var report = 0; report < reports.Length; report++)
        {
            var bars = new RectangleBarSeries { StrokeThickness = 0 };
            var thickness = 0.7 / reports.Length;
            foreach (var (place, label) in data.Barred.Index())
            {
                var one = value(reports[report].Classes[label]);
                if (double.IsNaN(one.Value))
                {
                    continue;
                }

                var top = place - 0.35 + (report * thickness);
                bars.Items.Add(new RectangleBarItem(0, top, one.Value, top + (thickness * 0.9)) { Color = Palette.Series(report) });
                if (one.Interval is { } interval)
                {
                    chart.Annotations.Add(new LineAnnotation { Type = LineAnnotationType.Horizontal, Y = top + (thickness * 0.45), MinimumX = interval.Low, MaximumX = interval.High, Color = Palette.Ink, LineStyle = LineStyle.Solid, StrokeThickness = 1.2 });
                }
            }

            chart.Series.Add(bars);
        }

        var limit = data.Barred.Count < data.Report.Classes.Count(one => one.Rows > 0) ? FormattableString.Invariant($" The {data.Barred.Count} rarest are drawn.") : "";
        return new Figure(
            title,
            $"{text} Thin lines are intervals. The rarest class comes first.{limit}",
            ChartSvg.Write(chart, measure, title, AroundBars + (RowHeight * Math.Max(2, names.Length) * (reports.Length == 2 ? 4 : 3) / 3)),
            Table(data, measure, value))
        { Legend = data.Other is null ? [] : [(data.Report.Predictions.Source, 0, false), (data.Other.Predictions.Source, 1, false)] };
    }

    private static HtmlTable Table(ReportData data, string measure, Func<ClassEvaluation, Measure> value) => data.Other is null
        ? new HtmlTable(["class", "rows", measure], [.. data.Report.Classes.Select(one => (string[])[one.Name, Text.Rows(one.Rows), Text.Of(value(one))])])
        : new HtmlTable(
            ["class", "rows", measure, "of the other"],
            [.. data.Report.Classes.Select(one => (string[])[one.Name, Text.Rows(one.Rows), Text.Of(value(one)), Text.Of(value(data.Other.Classes[one.Label]))])]);
}
