using OxyPlot;

namespace Counterweight.Cli.Reporting;

/// <summary>Leaves out points that a chart does not show.</summary>
internal static class Thinning
{
    /// <summary>Columns of a chart: about its units.</summary>
    private const int Columns = 200;

    /// <summary>
    /// Of each column of the chart the first, the least, the greatest and the last point, which draw the same line (M4: Jugel, Jerzak,
    /// Hackenbroich, Markl, VLDB 2014).
    /// </summary>
    /// <param name="points">Points whose abscissas never fall, or never rise.</param>
    /// <param name="width">The abscissas are in [0, width].</param>
    public static List<DataPoint> Thin(IReadOnlyList<DataPoint> points, double width = 1)
    {
        var kept = new List<DataPoint>();
        for (var start = 0; start < points.Count;)
        {
            var column = Column(points[start], width);
            var (end, least, greatest) = (start + 1, start, start);
            for (; end < points.Count && Column(points[end], width) == column; end++)
            {
                least = points[end].Y < points[least].Y ? end : least;
                greatest = points[end].Y > points[greatest].Y ? end : greatest;
            }

            foreach (var place in (int[])[.. ((int[])[start, least, greatest, end - 1]).Distinct().Order()])
            {
                kept.Add(points[place]);
            }

            start = end;
        }

        return kept;
    }

    private static int Column(DataPoint point, double width) => (int)(point.X / width * Columns);
}
