using Counterweight.Resampling;
using Counterweight.Resampling.Over;
using Counterweight.Resampling.Over.Clusters;
using Xunit;

namespace Counterweight.Tests.Resampling.Over.Clusters;

/// <summary>SMOTE inside the clusters where the class is not rare, the sparser the more.</summary>
public sealed class KMeansSmoteTests
{
    /// <summary>Four far clusters of 2 features: 12 rows of class 1 close together with 3 of class 0, 8 rows wide apart, 2 rows of class 1 among 30, and class 0 alone.</summary>
    private static readonly (float[] Features, int[] Labels) Islands = Make();

    [Theory]
    [InlineData(null, 1)]
    [InlineData(0.0, 3)]
    [InlineData(1.0, 2)]
    public void SparserClustersGetMore(double? exponent, int threads)
    {
        var (features, labels) = Islands;
        var method = new KMeansSmote(4, 3) { DensityExponent = exponent };
        var made = method.Resample(new(features, 2, labels), SamplingStrategy.Counts((1, 22 + 601)), 5, threads);
        int[] dense = [.. Enumerable.Range(0, 12)];
        int[] wide = [.. Enumerable.Range(15, 8)];
        var e = exponent ?? 2;
        var (sparsity, other) = (Math.Pow(Mean(features, dense), e) / 12, Math.Pow(Mean(features, wide), e) / 8);
        var share = 601 * sparsity / (sparsity + other);
        var seen = made.Parents.ToArray().Count(parent => parent < 15);
        Assert.InRange(seen, Math.Floor(share), Math.Ceiling(share));
        for (var i = 0; i < 601; i++)
        {
            var island = i < seen ? dense : wide;
            var (parent, neighbor) = (made.Parents.Span[i], made.Neighbors.Span[i]);
            Assert.Contains(parent, island);
            Assert.Contains(neighbor, island.Where(row => row != parent).OrderBy(row => Squared(features, parent, row)).ThenBy(row => row).Take(3));
        }
    }

    [Fact]
    public void DuplicatesMakeNoClustersWithoutRows()
    {
        float[] features = [.. Enumerable.Range(0, 30).SelectMany(row => (float[])[row % 3, row % 3])];
        var clusters = new int[30];
        Assert.Equal(3, new KMeans(new(features, 2, new int[30]), 8, 1).Assign(new(1), 10, clusters));
        Assert.Equal(3, clusters.Distinct().Count());
        Assert.All(Enumerable.Range(3, 27), row => Assert.Equal(clusters[row % 3], clusters[row]));
    }

    [Fact]
    public void TheThresholdDecidesWhichClustersServe()
    {
        var (features, labels) = Islands;

        // (3 + 1)/(12 + 1) of the first, (0 + 1)/(8 + 1) of the second, (30 + 1)/(2 + 1) of the third.
        Assert.Equal((0, 50, 0), Parents(new KMeansSmote(4, 3) { ImbalanceThreshold = 4.0 / 13 }));
        Assert.True(Parents(new KMeansSmote(4, 3) { ImbalanceThreshold = 4.0 / 13 * 1.001, DensityExponent = 0 }) is { Dense: > 0, Wide: > 0, Rare: 0 });
        Assert.True(Parents(new KMeansSmote(4, 3, FewRows.UseAll) { ImbalanceThreshold = 11, DensityExponent = 0 }) is { Dense: > 0, Wide: > 0, Rare: > 0 });

        // No cluster serves: as SMOTE.
        var strategy = SamplingStrategy.Counts((1, 72));
        Assert.Equal(
            new Smote(3).Resample(new(features, 2, labels), strategy, 5).Features.ToArray(),
            new KMeansSmote(4, 3) { ImbalanceThreshold = 1e-9 }.Resample(new(features, 2, labels), strategy, 5).Features.ToArray());

        (int Dense, int Wide, int Rare) Parents(KMeansSmote method)
        {
            var parents = method.Resample(new(features, 2, labels), SamplingStrategy.Counts((1, 72)), 5).Parents.ToArray();
            return (parents.Count(row => row < 15), parents.Count(row => row is >= 15 and < 23), parents.Count(row => row >= 23));
        }
    }

    [Fact]
    public void DuplicatesMakeFewerClustersAndEqualShares()
    {
        float[] features = [.. Enumerable.Repeat(1f, 6), .. Enumerable.Repeat(9f, 4), .. Enumerable.Repeat(20f, 3)];
        int[] labels = [.. Enumerable.Repeat(1, 10), .. Enumerable.Repeat(0, 3)];
        var made = new KMeansSmote(8, 2).Resample(new(features, 1, labels), SamplingStrategy.Counts((1, 31)), 1);
        Assert.Equal(11, made.Parents.ToArray().Count(parent => parent < 6));
        Assert.Equal([1f, 9f], made.Features.Span[13..].ToArray().Distinct().Order());
    }

    [Fact]
    public void ThreadsChangeNothing()
    {
        var rows = new Rows(4000, 3, 6, 0.5, 0.5);
        var strategy = $"1:{rows.OfClass(1).Length + 3000}";
        var method = new KMeansSmote(20);
        Assert.Equal(rows.Make(method, strategy).Features.ToArray(), rows.Make(method, strategy, threads: 3).Features.ToArray());
        Assert.NotEqual(rows.Make(method, strategy).Features.ToArray(), rows.Make(method, strategy, seed: 8).Features.ToArray());
    }

    [Fact]
    public void CentersMoveUntilNothingChanges()
    {
        // Five groups around 0, 100, …: wherever they begin, moved centers leave no row that is nearer to another cluster's mean.
        var random = new Random(1);
        float[] features = [.. Enumerable.Range(0, 500).Select(i => (i % 5 * 100) + (random.NextSingle() * 80))];
        var clusters = new int[500];
        var count = new KMeans(new LabeledRows(features, 1, new int[500]), 5, 1).Assign(new(3), 100, clusters);
        Assert.Equal(5, count);
        var means = Enumerable.Range(0, 5).Select(c => features.Where((_, row) => clusters[row] == c).Average(x => (double)x)).ToArray();
        for (var row = 0; row < 500; row++)
        {
            Assert.Equal(means.Min(mean => Math.Abs(mean - features[row])), Math.Abs(means[clusters[row]] - features[row]), 1e-4);
        }
    }

    [Fact]
    public void BadOptionsAndRows()
    {
        Assert.Throws<ArgumentOutOfRangeException>("clusterCount", () => new KMeansSmote(0));
        Assert.Throws<ArgumentOutOfRangeException>("neighborCount", () => new KMeansSmote(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("few", () => new KMeansSmote(1, 1, (FewRows)5));
        Assert.Throws<ArgumentOutOfRangeException>("ImbalanceThreshold", () => new KMeansSmote { ImbalanceThreshold = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("DensityExponent", () => new KMeansSmote { DensityExponent = -1 });
        Assert.Throws<ArgumentOutOfRangeException>("MaxIterations", () => new KMeansSmote { MaxIterations = -1 });
        var rows = new Rows(50, 2, 6, 0.6, 0.4);
        Assert.Throws<ArgumentException>("rows", () => new KMeansSmote().Resample(new LabeledRows(rows.Features, 2, rows.Labels) { Metric = new() { MissingValues = Counterweight.Neighbors.MissingValues.Scale } }, SamplingStrategy.Auto, 1));
        var destination = new Outputs(1, 2);
        var exception = Assert.Throws<ArgumentException>("draws", () => new KMeansSmote().Generate(rows.Original, SamplingStrategy.Counts((1, rows.OfClass(1).Length + 1)), new(1) { Parents = [0] }, destination.Rows));
        Assert.Contains("of the seed", exception.Message, StringComparison.Ordinal);
        destination.AssertUntouched();
        Assert.Equal(1, new KMeansSmote().ImbalanceThreshold);
    }

    private static (float[] Features, int[] Labels) Make()
    {
        var random = new Random(3);
        var features = new List<float>();
        var labels = new List<int>();
        foreach (var (x, width, own, others) in ((float, float, int, int)[])[(0, 1, 12, 3), (1000, 40, 8, 0), (5000, 1, 2, 30), (9000, 1, 0, 20)])
        {
            for (var i = 0; i < own + others; i++)
            {
                features.Add(x + (random.NextSingle() * width));
                features.Add(random.NextSingle() * width);
                labels.Add(i < own ? 1 : 0);
            }
        }

        return ([.. features], [.. labels]);
    }

    private static double Squared(float[] features, int a, int b) =>
        Math.Pow((double)features[2 * a] - features[2 * b], 2) + Math.Pow((double)features[(2 * a) + 1] - features[(2 * b) + 1], 2);

    private static double Mean(float[] features, int[] rows) =>
        rows.SelectMany(a => rows.Where(b => b > a).Select(b => Math.Sqrt(Squared(features, a, b)))).Average();
}
