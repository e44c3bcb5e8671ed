using Counterweight.Metrics.Bins;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Counterweight.Cli.Reporting;

/// <summary>Whether probabilities are right: frequencies of bins, and how many rows have which probability.</summary>
internal static class CalibrationFigures
{
    private const int Intervals = 20;

    /// <summary>Frequency over mean probability.</summary>
    public static Figure Reliability(ReportData data)
    {
        var bins = data.Drawn.Select(label => Bins(data.Report.Classes[label].Calibration)).ToArray();
        var most = bins.SelectMany(one => one).Select(bin => Math.Max(bin.MeanProbability, bin.Frequency)).DefaultIfEmpty(1).Max();

        // Rare classes have small probabilities: the chart goes as far as they do.
        var limit = most > 0.5 || most <= 0 ? 1 : most * 1.1;
        var chart = Charts.Create("mean probability", "frequency", limit, limit);
        Charts.AddReference(chart, LineAnnotationType.LinearEquation, 0, slope: 1);
        foreach (var (series, one) in bins.Index())
        {
            DataPoint[] points = [.. one.Select(bin => new DataPoint(bin.MeanProbability, bin.Frequency))];
            Charts.AddLine(chart, points, series, isDashed: series >= Palette.SeriesCount / 2);
            Charts.AddMarkers(chart, points, series);
        }

        return new Figure(
            "Calibration",
            $"{data.DrawnText} A point is a bin of rows of about the same probability. Right probabilities are on the dashed line, but for chance; below it they are too high.",
            ChartSvg.Write(chart, "calibration", "Calibration: frequency over mean probability"),
            Table(data, bins))
        { Legend = bins.Length == 1 ? [] : [.. data.Legend.Select(entry => (entry.Name, entry.Series, entry.Series >= Palette.SeriesCount / 2))] };
    }

    /// <summary>Rows by probability: of the positive class against the others, or of more classes right ones against wrong ones.</summary>
    public static Figure Histogram(ReportData data)
    {
        var (counts, names, axis) = data.Report.Classes.Count == 2 ? OfPositive(data) : OfGreatest(data);
        var chart = Charts.Create();
        chart.Axes.Add(Charts.Axis(AxisPosition.Bottom, axis, 0, 1));
        var most = counts.Max(one => one.Max());
        var left = new LogarithmicAxis { Position = AxisPosition.Left, Title = "rows", Minimum = 0.7, Maximum = Math.Max(10, most * 1.5), MajorGridlineStyle = LineStyle.Solid, MajorGridlineColor = Palette.Grid, TicklineColor = Palette.Muted, MinorTickSize = 0, AxisTitleDistance = 6 };
        left.LabelFormatter = value => value < 1 ? "" : Text.Rows(value);
        chart.Axes.Add(left);
        for (var group = 0; group < counts.Length; group++)
        {
            var bars = new RectangleBarSeries { StrokeThickness = 0 };
            for (var interval = 0; interval < Intervals; interval++)
            {
                var start = (interval + 0.08 + (group * 0.42)) / Intervals;
                if (counts[group][interval] > 0)
                {
                    bars.Items.Add(new RectangleBarItem(start, 0.7, start + (0.4 / Intervals), counts[group][interval]) { Color = Palette.Series(group) });
                }
            }

            chart.Series.Add(bars);
        }

        return new Figure(
            "Rows by probability",
            "How many rows have which probability; the scale is logarithmic.",
            ChartSvg.Write(chart, "histogram", "Rows by probability"),
            new HtmlTable(["up to", .. names], [.. Enumerable.Range(0, Intervals).Select(interval => (string[])[Text.Short((interval + 1.0) / Intervals), .. counts.Select(group => Text.Rows(group[interval]))])]))
        { Legend = [.. names.Select((name, series) => (name, series, false))] };
    }

    private static (double[][] Counts, string[] Names, string Axis) OfPositive(ReportData data)
    {
        var positive = data.Data.Positive;
        double[][] counts = [new double[Intervals], new double[Intervals]];
        for (var row = 0; row < data.Data.RowCount; row++)
        {
            counts[data.Data.Labels[row] == positive ? 0 : 1][Interval(data.Data.Probabilities[(2 * row) + positive])]++;
        }

        return (counts, [data.Report.Classes[positive].Name, data.Report.Classes[1 - positive].Name], "probability of the positive class");
    }

    private static (double[][] Counts, string[] Names, string Axis) OfGreatest(ReportData data)
    {
        double[][] counts = [new double[Intervals], new double[Intervals]];
        var classes = data.Report.Classes.Count;
        for (var row = 0; row < data.Data.RowCount; row++)
        {
            var probability = data.Data.Probabilities[(row * classes) + data.Data.Decisions[row]];
            counts[data.Data.Labels[row] == data.Data.Decisions[row] ? 0 : 1][Interval(probability)]++;
        }

        return (counts, ["right", "wrong"], "probability of the decision");
    }

    private static int Interval(double probability) => Math.Min((int)(probability * Intervals), Intervals - 1);

    private static CalibrationBin[] Bins(CalibrationBins bins) => [.. Enumerable.Range(0, bins.BinCount).Select(bin => bins[bin]).Where(bin => bin.Weight > 0)];

    private static HtmlTable Table(ReportData data, CalibrationBin[][] bins) => bins.Length == 1
        ? new HtmlTable(["rows", "mean probability", "frequency", "difference"], [.. bins[0].Select(bin => (string[])[Text.Rows(bin.Weight), Text.Short(bin.MeanProbability), Text.Short(bin.Frequency), Text.Short(bin.Frequency - bin.MeanProbability)])])
        : new HtmlTable(
            ["class", "calibration error", "greatest error", "bins"],
            [.. data.Report.Classes.Select(one => (string[])[one.Name, Text.Short(one.Calibration.ExpectedCalibrationError), Text.Short(one.Calibration.MaximumCalibrationError), Text.Rows(one.Calibration.BinCount)])]);
}
