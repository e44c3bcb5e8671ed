using Counterweight.Cli.Evaluation;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Counterweight.Cli.Reporting;

/// <summary>What decisions cost: over thresholds of two classes, and of other decisions.</summary>
internal static class CostFigure
{
    public static Figure? Create(ReportData data) => data.Report.Cost is not { } cost ? null
        : cost.Threshold is { } threshold ? OverThresholds(data, cost, threshold)
        : new Figure("Cost", "Mean cost of a row.", Bars(cost), Table(data, cost));

    private static Figure OverThresholds(ReportData data, CostEvaluation cost, CostThreshold best)
    {
        var positive = data.Data.Positive;
        var points = Points(cost.Costs);
        var chart = Charts.Create();
        chart.Axes.Add(Charts.Axis(AxisPosition.Bottom, "threshold of the probability", 0, 1));
        var most = points.Concat([new(0, cost.Decided.Value)]).Max(point => point.Y);
        var least = Math.Min(0, points.Min(point => point.Y));
        chart.Axes.Add(Charts.Axis(AxisPosition.Left, "mean cost", least, most > least ? most + ((most - least) / 20) : least + 1));
        Charts.AddReference(chart, LineAnnotationType.Horizontal, cost.Decided.Value);
        Charts.AddLine(chart, points, 0);
        if (best.Threshold <= 1)
        {
            Charts.AddMarkers(chart, [new(best.Threshold, best.MeanCost)], 0);
        }

        return new Figure(
            "Cost over thresholds",
            $"A row is taken for '{data.Report.Classes[positive].Name}' where its probability is at least the threshold. The dashed line is what {data.Data.Decided} cost{(data.Data.Decided.StartsWith("the decisions", StringComparison.Ordinal) ? "" : "s")}, the point the least cost, of a threshold chosen by these rows: other rows cost more.",
            ChartSvg.Write(chart, "cost", "Mean cost over thresholds"),
            Table(data, cost));
    }

    private static List<DataPoint> Points(AnswerCosts costs)
    {
        var curve = costs.Rank();
        var points = new List<DataPoint>(2 * (curve.Count + 1));
        var below = 0.0;
        for (var point = curve.Count - 1; point >= -1; point--)
        {
            // All thresholds above one score, up to the next, decide alike.
            var threshold = point >= 0 ? curve.Thresholds[point] : 1;
            var cost = costs.MeanOf(curve.At(point));
            points.Add(new DataPoint(below, cost));
            points.Add(new DataPoint(threshold, cost));
            below = threshold;
        }

        return Thinning.Thin(points);
    }

    private static string Bars(CostEvaluation cost)
    {
        Measure[] all = [cost.Decided, .. cost.Alternatives];
        string[] names = ["decided", "least expected", "greatest prob.", "always one"];
        var chart = Charts.Create();
        chart.Axes.Add(Charts.NameAxis(AxisPosition.Left, "", names));
        Charts.KeepLeft(chart, names, hasTitle: false);
        var (least, most) = (Math.Min(0, all.Min(one => one.Value)), Math.Max(0, all.Max(one => one.Value)));
        chart.Axes.Add(Charts.Axis(AxisPosition.Bottom, "mean cost", least, most > least ? most * 1.05 : least + 1));
        var bars = new RectangleBarSeries { StrokeThickness = 0 };
        foreach (var (place, one) in all.Index())
        {
            bars.Items.Add(new RectangleBarItem(0, place - 0.3, one.Value, place + 0.3) { Color = Palette.Series(place == 0 ? 1 : 0) });
        }

        chart.Series.Add(bars);
        return ChartSvg.Write(chart, "cost", "Mean cost of decisions", 200);
    }

    private static HtmlTable Table(ReportData data, CostEvaluation cost)
    {
        var total = data.Report.Matrix.Total;
        string[] Row(Measure one) => [one.Title, Text.OfCost(one), Text.Short(one.Value * total)];
        List<string[]> rows = [Row(cost.Decided), .. cost.Alternatives.Select(Row)];
        if (data.Other?.Cost is { } other)
        {
            rows.Insert(1, ["the decisions of the other file", Text.OfCost(other.Decided), Text.Short(other.Decided.Value * total)]);
        }

        if (cost.Threshold is { } best)
        {
            rows.Add([best.Threshold <= 1 ? $"threshold {Text.Short(best.Threshold)}, the best of these rows" : "no alert, the best of these rows", Text.Short(best.MeanCost), Text.Short(best.MeanCost * total)]);
        }

        return new HtmlTable(["decisions", "mean cost", "of all rows"], rows);
    }
}
