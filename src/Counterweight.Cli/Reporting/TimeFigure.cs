using OxyPlot;
using OxyPlot.Axes;

namespace Counterweight.Cli.Reporting;

/// <summary>How the shares of the classes change with time.</summary>
internal sealed class TimeFigure
{
    private const double RoomOfLabels = 34;

    private readonly ReportData data;
    private readonly TimeSteps steps;
    private readonly double[][] labelled;
    private readonly double[][] decided;
    private readonly double[] totals;

    private TimeFigure(ReportData data)
    {
        this.data = data;
        steps = new TimeSteps(data.Data.Times, data.Data.AreDates);
        totals = new double[steps.Count];
        labelled = [.. data.Report.Classes.Select(_ => new double[steps.Count])];
        decided = [.. data.Report.Classes.Select(_ => new double[steps.Count])];
        for (var row = 0; row < data.Data.RowCount; row++)
        {
            var weight = data.Data.WeightOf(row);
            if (!double.IsNaN(data.Data.Times[row]) && weight > 0)
            {
                var step = steps.Index(data.Data.Times[row]);
                totals[step] += weight;
                labelled[data.Data.Labels[row]][step] += weight;
                decided[data.Data.Decisions[row]][step] += weight;
            }
        }
    }

    /// <summary>The figure; null where no row has a time.</summary>
    public static Figure? Create(ReportData data) => data.Data.Times.Any(time => !double.IsNaN(time)) ? new TimeFigure(data).Create() : null;

    private Figure Create()
    {
        var lines = data.Drawn.Select((label, series) => (Label: label, Series: series)).ToArray();
        var isOne = lines.Length == 1;
        var shares = lines.Select(line => Shares(labelled[line.Label])).ToArray();
        var most = shares.Concat(isOne ? [Shares(decided[lines[0].Label])] : []).SelectMany(share => share).Select(point => point.Y).DefaultIfEmpty(1).Max();
        var chart = Charts.Create();
        chart.Axes.Add(Axis());
        chart.PlotMargins = new OxyThickness(double.NaN, double.NaN, double.NaN, RoomOfLabels);
        var left = Charts.Axis(AxisPosition.Left, "share of the rows", 0, most > 0 ? Math.Min(1, most * 1.1) : 1);
        left.LabelFormatter = Text.Percent;
        chart.Axes.Add(left);
        for (var line = 0; line < lines.Length; line++)
        {
            Charts.AddLine(chart, shares[line], line, isDashed: line >= Palette.SeriesCount / 2);
            Charts.AddMarkers(chart, shares[line], line);
        }

        if (isOne)
        {
            Charts.AddLine(chart, Shares(decided[lines[0].Label]), 1, isDashed: true);
        }

        var name = data.Report.Classes[lines[0].Label].Name;
        return new Figure(
            "Class ratio over time",
            $"By '{data.Data.TimeColumn}', a point a {steps.Name}{(isOne ? $": the share of rows that are '{name}', and of those taken for it." : $". {data.DrawnText}")}",
            ChartSvg.Write(chart, "time", "Share of the classes over time"),
            Table())
        {
            Legend = isOne ? [($"is {name}", 0, false), ($"taken for {name}", 1, true)] : [.. data.Legend.Select(entry => (entry.Name, entry.Series, entry.Series >= Palette.SeriesCount / 2))],
        };
    }

    private LinearAxis Axis()
    {
        var axis = Charts.Axis(AxisPosition.Bottom, steps.Name, -0.5, steps.Count - 0.5);
        axis.MajorStep = Math.Max(1, Math.Ceiling(steps.Count / 3.5));
        axis.Title = null;
        axis.LabelFormatter = place => place >= 0 && place < steps.Count && place == Math.Floor(place) ? steps.Start((int)place) : "";
        return axis;
    }

    private DataPoint[] Shares(double[] weights) => [.. Enumerable.Range(0, steps.Count).Where(step => totals[step] > 0).Select(step => new DataPoint(step, weights[step] / totals[step]))];

    private HtmlTable Table()
    {
        int[] drawn = [.. data.Drawn.Take(data.Drawn.Count == 1 ? 1 : 3)];
        return new HtmlTable(
            [steps.Name, "rows", .. drawn.SelectMany(label => drawn.Length == 1 ? (string[])[$"is {data.ShortName(label)}", $"taken for it"] : [data.ShortName(label)])],
            [.. Enumerable.Range(0, steps.Count).Where(step => totals[step] > 0).Select(step => (string[])
            [
                steps.Start(step),
                Text.Rows(totals[step]),
                .. drawn.SelectMany(label => drawn.Length == 1 ? (double[])[labelled[label][step], decided[label][step]] : [labelled[label][step]]).Select(weight => $"{Text.Rows(weight)} ({Text.Percent(weight / totals[step])})"),
            ])]);
    }
}
