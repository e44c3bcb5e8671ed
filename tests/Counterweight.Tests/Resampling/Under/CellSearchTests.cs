using Counterweight.Neighbors;
using Counterweight.Resampling;
using Counterweight.Resampling.Under;
using Counterweight.Resampling.Under.Cells;

namespace Counterweight.Tests.Resampling.Under;

/// <summary>Neighbors found cell by cell are those of one search of all rows, to the bit and to the tie.</summary>
public sealed class CellSearchTests
{
    [Theory]
    [InlineData(1, 3000, 12, 1)]
    [InlineData(3, 4001, 9, 2)]
    [InlineData(7, 2500, 20, 3)]
    public void FindsWhatASearchOfAllFinds(int k, int rows, int features, int threads)
    {
        var random = new Random(k);
        Same(Mixtures(rows, features, random, value => value), features, k, threads);

        // Far from the origin, rounded so that many rows are equal, or equally far away.
        Same(Mixtures(rows, features, random, value => 1000 + MathF.Round(value)), features, k, threads);
        Same(Mixtures(rows, features, random, value => 1e-12f * value), features, k, threads);

        // Squared distances of a few of the least floats, some of them rounded to 0.
        Same(Mixtures(rows, features, random, value => 1e-22f * value), features, k, threads);
        Same(Mixtures(rows, features, random, value => 4e-22f * value), features, k, threads);
        Same(Mixtures(rows, features, random, value => 1e12f * value), features, k, threads);
    }

    [Fact]
    public void RowsWithoutDirectionsAreLeftToASearchOfAll()
    {
        var random = new Random(5);
        float[] noise = [.. Enumerable.Range(0, 3000 * 30).Select(_ => random.NextSingle())];
        Assert.False(Try(noise, 30, 3, 1));
        Assert.False(Try(new float[3000 * 12], 12, 3, 1));
        Assert.False(Try(Mixtures(3000, 7, random, value => value), 7, 3, 1));
        Assert.False(Try(Mixtures(3000, 12, random, value => value), 12, 20, 1));
        Assert.False(Try(Mixtures(200, CellSearch.MostFeatures + 1, random, value => value), CellSearch.MostFeatures + 1, 3, 1));
        Assert.False(Try([.. Mixtures(3000, 12, random, value => value).Select(value => value * 1e36f)], 12, 3, 1));
    }

    [Fact]
    public void OtherMetricsAreLeftToASearchOfAll()
    {
        var points = Mixtures(3000, 12, new Random(6), value => value);
        var data = new LabeledRows(points, 12, new int[3000]);
        foreach (var metric in (NeighborOptions[])[new() { FeatureWeights = new float[12] }, new() { MissingValues = MissingValues.Scale }, new() { NominalFeatures = new[] { NominalFeature.Mismatch(0, 2, 1) } }])
        {
            Assert.False(CellSearch.TrySearch(data with { Metric = metric }, 3, new int[9000], new float[9000], 1, 100, 64));
        }

        Assert.False(CellSearch.TrySearch(in data, 3, new int[9000], new float[9000], 1));
    }

    /// <summary>Mixtures of two numbers a row, and a little noise.</summary>
    private static float[] Mixtures(int rows, int features, Random random, Func<float, float> change)
    {
        float[] mixture = [.. Enumerable.Range(0, 2 * features).Select(_ => (random.NextSingle() * 40) - 20)];
        var points = new float[rows * features];
        for (var row = 0; row < rows; row++)
        {
            var (a, b) = (random.NextSingle(), random.NextSingle());
            for (var i = 0; i < features; i++)
            {
                points[(row * features) + i] = change((a * mixture[i]) + (b * mixture[features + i]) + (0.02f * random.NextSingle()));
            }
        }

        return points;
    }

    private static bool Try(float[] points, int features, int k, int threads)
    {
        var rows = points.Length / features;
        return CellSearch.TrySearch(new(points, features, new int[rows]), k, new int[rows * k], new float[rows * k], threads, 100, 64);
    }

    private static void Same(float[] points, int features, int k, int threads)
    {
        var rows = points.Length / features;
        var (expected, distances) = (new int[rows * k], new float[rows * k]);
        NearestNeighbors.SearchSelf(points, features, k, expected, distances);
        var (found, squared) = (new int[rows * k], new float[rows * k]);
        Assert.True(CellSearch.TrySearch(new(points, features, new int[rows]), k, found, squared, threads, 100, 64));
        Assert.Equal(expected, found);
        Assert.Equal(distances, squared);
    }
}
