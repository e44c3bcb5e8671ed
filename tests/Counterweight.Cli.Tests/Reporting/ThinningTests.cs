using Counterweight.Cli.Reporting;
using OxyPlot;
using Xunit;

namespace Counterweight.Cli.Tests.Reporting;

/// <summary>Points of a curve that are left out.</summary>
public sealed class ThinningTests
{
    [Fact]
    public void FewPointsStay()
    {
        DataPoint[] points = [.. Enumerable.Range(0, 100).Select(place => new DataPoint(place / 100.0, place))];
        Assert.Equal(points, Thinning.Thin(points));
        Assert.Empty(Thinning.Thin([]));
    }

    [Fact]
    public void OfManyTheEndsAndTheExtremesOfEachColumnStay()
    {
        var random = new Random(1);
        DataPoint[] points = [.. Enumerable.Range(0, 100_001).Select(place => new DataPoint(place / 100_000.0, random.NextDouble()))];
        (points[777], points[778]) = (new DataPoint(points[777].X, -5), new DataPoint(points[778].X, 7));
        var kept = Thinning.Thin(points);

        Assert.InRange(kept.Count, 200, 804);
        Assert.Equal((points[0], points[^1]), (kept[0], kept[^1]));
        Assert.Contains(points[777], kept);
        Assert.Contains(points[778], kept);
        Assert.Equal(kept.OrderBy(point => point.X), kept);
    }

    [Fact]
    public void AVerticalPieceKeepsBothEnds()
    {
        DataPoint[] points = [.. Enumerable.Range(0, 1001).Select(place => new DataPoint(0.5, place / 1000.0))];
        Assert.Equal([points[0], points[^1]], Thinning.Thin(points));
    }
}
