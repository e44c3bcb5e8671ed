using Counterweight.Metrics;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Counterweight.Cli.Reporting;

/// <summary>The confusion matrix.</summary>
internal static class MatrixFigure
{
    // More columns have no room for a name.
    private const int MostDrawn = 20;
    private const int MostTexts = 8;
    private const int MostCounts = 4;

    // Text stays readable upon it in light and dark.
    private const double Darkest = 150;

    public static Figure Create(ReportData data)
    {
        var matrix = data.Report.Matrix;
        var groups = Groups(data);
        var cells = Cells(matrix, groups, out var names, data);
        var isWhole = groups.Max() + 1 == matrix.ClassCount;
        var height = names.Length <= MostTexts ? 320 : 400;
        return new Figure(
            "Confusion matrix",
            "A row is a class that is right, a column what its rows were taken for. Colours and percentages are shares of the row: those of the diagonal are recalls."
            + (isWhole ? "" : FormattableString.Invariant($" The {names.Length - 1} classes with the most mistakes have rows of their own.")),
            ChartSvg.Write(Chart(cells, names), "matrix", "Confusion matrix: shares of each class by prediction", height),
            Table(data));
    }

    private static PlotModel Chart(double[,] cells, string[] names)
    {
        var chart = Charts.Create();
        var bottom = Charts.NameAxis(AxisPosition.Bottom, "taken for", names);
        bottom.Angle = names.Length > MostCounts || names.Any(name => name.Length > 8) ? -60 : 0;
        chart.Axes.Add(bottom);
        chart.Axes.Add(Charts.NameAxis(AxisPosition.Left, "is", names));
        Charts.KeepLeft(chart, names, hasTitle: true);
        var squares = new RectangleBarSeries { StrokeThickness = 0 };
        for (var truth = 0; truth < names.Length; truth++)
        {
            var rows = Enumerable.Range(0, names.Length).Sum(answer => cells[truth, answer]);
            for (var answer = 0; answer < names.Length; answer++)
            {
                var share = rows == 0 ? 0 : cells[truth, answer] / rows;
                if (share > 0)
                {
                    squares.Items.Add(new RectangleBarItem(answer - 0.48, truth - 0.48, answer + 0.48, truth + 0.48) { Color = OxyColor.FromAColor((byte)(Darkest * share), Palette.Series(truth == answer ? 0 : 1)) });
                }

                if (names.Length <= MostTexts && (share > 0 || names.Length <= MostCounts))
                {
                    chart.Annotations.Add(new TextAnnotation
                    {
                        Text = names.Length <= MostCounts ? $"{Text.Rows(cells[truth, answer])}\n{Text.Percent(share)}" : Text.Percent(share),
                        TextPosition = new DataPoint(answer, truth),
                        TextHorizontalAlignment = HorizontalAlignment.Center,
                        TextVerticalAlignment = VerticalAlignment.Middle,
                        StrokeThickness = 0,
                        TextColor = Palette.Ink,
                        FontSize = names.Length <= MostCounts ? 12 : 10,
                    });
                }
            }
        }

        chart.Series.Add(squares);
        return chart;
    }

    // Place of each class in the chart: those with the most mistakes, in their order, and one for all others.
    private static int[] Groups(ReportData data)
    {
        var matrix = data.Report.Matrix;
        if (matrix.ClassCount <= MostDrawn)
        {
            return [.. Enumerable.Range(0, matrix.ClassCount)];
        }

        int[] own = [.. Enumerable.Range(0, matrix.ClassCount).OrderByDescending(label => matrix.Support(label) + matrix.Predicted(label) - (2 * matrix[label, label])).Take(MostDrawn - 1).Order()];
        return [.. Enumerable.Range(0, matrix.ClassCount).Select(label => Array.IndexOf(own, label) is >= 0 and var place ? place : MostDrawn - 1)];
    }

    private static double[,] Cells(ConfusionMatrix matrix, int[] groups, out string[] names, ReportData data)
    {
        var count = groups.Max() + 1;
        var cells = new double[count, count];
        names = [.. Enumerable.Range(0, count).Select(group => groups.Count(own => own == group) == 1 ? data.ShortName(Array.IndexOf(groups, group)) : "others")];
        for (var truth = 0; truth < matrix.ClassCount; truth++)
        {
            for (var answer = 0; answer < matrix.ClassCount; answer++)
            {
                cells[groups[truth], groups[answer]] += matrix[truth, answer];
            }
        }

        return cells;
    }

    private static HtmlTable Table(ReportData data)
    {
        var matrix = data.Report.Matrix;
        var cells = Enumerable.Range(0, matrix.ClassCount).SelectMany(truth => Enumerable.Range(0, matrix.ClassCount).Select(answer => (truth, answer, Weight: matrix[truth, answer])));
        return new HtmlTable(
            ["is", "taken for", data.Data.Weights.Length == 0 ? "rows" : "weight", "share"],
            [.. cells.Where(cell => cell.Weight > 0).OrderBy(cell => cell.truth == cell.answer).ThenByDescending(cell => cell.Weight).Select(cell => (string[])
                [data.Report.Classes[cell.truth].Name, data.Report.Classes[cell.answer].Name, Text.Rows(cell.Weight), Text.Percent(cell.Weight / matrix.Support(cell.truth))])])
        { NameColumns = 2 };
    }
}
