using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Counterweight.Cli.Reporting;

/// <summary>What all charts have in common.</summary>
internal static class Charts
{
    private const double FontSize = 12;

    // Points at the ends of an axis are seen whole.
    private const double Rim = 0.02;

    /// <summary>An empty chart.</summary>
    public static PlotModel Create() => new()
    {
        DefaultFontSize = FontSize,
        TextColor = Palette.Ink,
        PlotAreaBorderColor = Palette.Muted,
        PlotAreaBorderThickness = new OxyThickness(1, 0, 0, 1),
        Padding = new OxyThickness(2, 8, 12, 2),
    };

    /// <summary>An axis of numbers.</summary>
    public static LinearAxis Axis(AxisPosition position, string title, double least, double most) => Styled(new LinearAxis
    {
        Minimum = least,
        Maximum = most,
        MinimumPadding = 0,
        MaximumPadding = 0,
        IntervalLength = position == AxisPosition.Left ? 40 : 55,
    }, position, title);

    /// <summary>An axis of names, the first at the top or on the left.</summary>
    public static LinearAxis NameAxis(AxisPosition position, string title, IReadOnlyList<string> names)
    {
        var axis = Axis(position, title, -0.5, names.Count - 0.5);
        (axis.MajorStep, axis.MajorGridlineStyle, axis.TickStyle) = (1, LineStyle.None, TickStyle.None);
        axis.LabelFormatter = place => Math.Round(place) is var whole && whole >= 0 && whole < names.Count && Math.Abs(whole - place) < 1e-6 ? names[(int)whole] : "";
        (axis.StartPosition, axis.EndPosition) = position == AxisPosition.Left ? (1, 0) : (0, 1);
        return axis;
    }

    /// <summary>Keeps room for the names on the left.</summary>
    public static void KeepLeft(PlotModel chart, IReadOnlyList<string> names, bool hasTitle)
    {
        const double Ticks = 10;
        const double Title = 28;
        var text = new WideText(0, 0).MeasureText(string.Join('\n', names), "", FontSize, FontWeights.Normal);
        chart.PlotMargins = new OxyThickness(text.Width + Ticks + (hasTitle ? Title : 0), double.NaN, double.NaN, double.NaN);
    }

    /// <summary>A chart with axes from 0 to a number.</summary>
    public static PlotModel Create(string horizontal, string vertical, double width = 1, double height = 1)
    {
        var chart = Create();
        chart.Axes.Add(Axis(AxisPosition.Bottom, horizontal, -Rim * width, (1 + Rim) * width));
        chart.Axes.Add(Axis(AxisPosition.Left, vertical, -Rim * height, (1 + Rim) * height));
        return chart;
    }

    /// <summary>Adds a line.</summary>
    public static void AddLine(PlotModel chart, IEnumerable<DataPoint> points, int series, bool isDashed = false)
    {
        var line = new LineSeries { Color = Palette.Series(series), StrokeThickness = 1.8, LineStyle = isDashed ? LineStyle.Dash : LineStyle.Solid, MinimumSegmentLength = 0 };
        line.Points.AddRange(points);
        chart.Series.Add(line);
    }

    /// <summary>Adds points.</summary>
    public static void AddMarkers(PlotModel chart, IEnumerable<DataPoint> points, int series, MarkerType type = MarkerType.Circle)
    {
        var markers = new ScatterSeries { MarkerFill = Palette.Series(series), MarkerStroke = Palette.Ink, MarkerStrokeThickness = type == MarkerType.Circle ? 1 : 2, MarkerType = type, MarkerSize = 4 };
        markers.Points.AddRange(points.Select(point => new ScatterPoint(point.X, point.Y)));
        chart.Series.Add(markers);
    }

    /// <summary>Adds a line to compare with.</summary>
    public static void AddReference(PlotModel chart, LineAnnotationType type, double intercept, double slope = 0, bool isVertical = false)
    {
        var line = new LineAnnotation { Type = type, Intercept = intercept, Slope = slope, Color = Palette.Muted, LineStyle = LineStyle.Dash, StrokeThickness = 1 };
        if (isVertical)
        {
            line.X = intercept;
        }
        else
        {
            line.Y = intercept;
        }

        chart.Annotations.Add(line);
    }

    private static T Styled<T>(T axis, AxisPosition position, string title)
        where T : Axis
    {
        axis.Position = position;
        axis.Title = title;
        axis.MajorGridlineStyle = LineStyle.Solid;
        axis.MajorGridlineColor = Palette.Grid;
        axis.MajorGridlineThickness = 1;
        axis.TicklineColor = Palette.Muted;
        axis.AxislineColor = Palette.Muted;
        axis.ExtraGridlineColor = Palette.Muted;
        axis.MinorTickSize = 0;
        axis.AxisTitleDistance = 6;
        axis.TextColor = Palette.Ink;
        axis.TitleColor = Palette.Ink;
        return axis;
    }
}
