using Counterweight.Neighbors;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Neighbors;

/// <summary>The grid that leaves out candidates changes no bit, whatever the numbers.</summary>
public sealed class GridTests
{
    private static readonly Dictionary<string, Func<Random, int, float>> Kinds = new(StringComparer.Ordinal)
    {
        ["normal"] = (random, _) => Normal(random),
        ["far from zero"] = (random, _) => 1e6f + Normal(random),
        ["far from zero by feature"] = (random, feature) => (feature * 1e5f) + (1e-2f * Normal(random)),
        ["all equal"] = (_, _) => 3.25f,
        ["constant features"] = (random, feature) => feature % 3 == 0 ? Normal(random) : feature,
        ["near the greatest float"] = (random, _) => float.MaxValue * ((random.NextSingle() * 2) - 1),
        ["squares near the greatest float"] = (random, _) => 1e19f * Normal(random),
        ["subnormal"] = (random, _) => random.Next(-2000, 2000) * float.Epsilon,
        ["subnormal squares"] = (random, _) => 1e-21f * Normal(random),
        ["few values"] = (random, _) => random.Next(3),
        ["mostly zero"] = (random, _) => random.Next(10) == 0 ? random.Next(1, 9) : 0,
        ["heavy tails"] = (random, _) => MathF.Pow(Normal(random), 9),
        ["one in a thousand far away"] = (random, _) => random.Next(1000) == 0 ? 1e30f : Normal(random),
        ["one in fifty a code"] = (random, _) => random.Next(50) == 0 ? -999999 : Normal(random),
        ["units of any size"] = (random, feature) => MathF.ScaleB(Normal(random), (feature * 7 % 40) - 20),
        ["two far groups"] = (random, _) => random.Next(2) == 0 ? 1e7f : Normal(random),
        ["halves of a step"] = (random, _) => random.Next(-64000, 64001) / 2f,
    };

    /// <summary>Names for the theories.</summary>
    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ChangesNoBit(string name)
    {
        var random = new Random(name.Length);
        foreach (var (candidates, queries, features, k) in ((int, int, int, int)[])[(64, 5, 1, 5), (333, 70, 2, 5), (400, 66, 15, 16), (700, 67, 28, 5), (333, 9, 33, 20), (150, 6, 100, 149)])
        {
            float[] points = [.. Draw(name, random, candidates, features)];
            float[] asked = [.. Draw(name, random, queries, features)];
            points.AsSpan(0, features).CopyTo(asked);
            points.AsSpan(0, features).CopyTo(points.AsSpan((candidates - 1) * features));
            foreach (var weights in (float[]?[])[null, [.. Enumerable.Range(0, features).Select(feature => (feature % 4) switch { 0 => 1f, 1 => 1e-3f, 2 => 0f, _ => 37.5f })]])
            {
                Check(points, asked, features, k, weights);
                CheckSelf(points, features, Math.Min(k, candidates - 1), weights);
            }
        }
    }

    /// <summary>Candidates of several tiles, the last of one row, of a register and a row, and of all but one.</summary>
    [Theory]
    [InlineData(8193, 2, 5)]
    [InlineData(8209, 2, 33)]
    [InlineData(16383, 1, 5)]
    [InlineData(3000, 100, 5)]
    public void ChangesNoBitOfManyTiles(int rows, int features, int k)
    {
        var random = new Random(rows);
        float[] points = [.. Draw("normal", random, rows, features)];
        Check(points, [.. Draw("normal", random, 9, features), .. points.AsSpan((rows - 1) * features)], features, k, null);
    }

    /// <summary>Any finite floats at all, and weights too.</summary>
    [Fact]
    public void ChangesNoBitOfAnyNumbers() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var (features, k) = (random.Next(1, 40), random.Next(1, 30));
        var (exponent, spread) = (random.Next(-140, 120), random.Next(1, 40));
        float[] points = [.. Enumerable.Range(0, features * random.Next(64, 300)).Select(_ => Any(random, exponent, spread))];
        float[] asked = [.. Enumerable.Range(0, features * random.Next(1, 20)).Select(_ => Any(random, exponent, spread))];
        float[]? weights = random.Next(2) == 0 ? null : [.. Enumerable.Range(0, features).Select(_ => MathF.Abs(Any(random, random.Next(-100, 60), 30)))];
        Check(points, asked, features, k, weights);
    }).QuickCheckThrowOnFailure();

    /// <summary>Where many candidates are nearly as near as the last neighbor, rounding to the grid must not decide.</summary>
    [Fact]
    public void CandidatesOnASphereAreToldApart()
    {
        const int Features = 24;
        var random = new Random(8);
        var points = new float[2000 * Features];
        for (var row = 0; row < 2000; row++)
        {
            var direction = Enumerable.Range(0, Features).Select(_ => Normal(random)).ToArray();
            var length = MathF.Sqrt(direction.Sum(x => x * x)) / (1 + (1e-6f * random.NextSingle()));
            direction.Select(x => x / length).ToArray().CopyTo(points, row * Features);
        }

        Check(points, new float[Features], Features, 7, null);
    }

    /// <summary>The first rows, by which the grid begins, are just as many as there are neighbors to find, and the query is one of them.</summary>
    [Fact]
    public void NeighborsAmongTheFirstRowsAreFound()
    {
        const int Rows = 700;
        const int K = 5;
        float[] points = [.. Enumerable.Range(0, Rows).SelectMany(row => (float[])[row <= K ? row * row : 1000 + row, 0])];
        CheckSelf(points, 2, K, null);
        Check(points, [0, 0, 3, 0, 25, 0], 2, K + 1, null);
    }

    /// <summary>The first rows are near by their numbers and far by a code, the others the other way round.</summary>
    [Fact]
    public void ACodeMayKeepTheFirstRowsAway()
    {
        float[] points = [.. Enumerable.Range(0, 700).SelectMany(row => (float[])[row < 40 ? 0 : 100 + row, row < 40 ? 1 : 0])];
        var (indices, squared) = (new int[2], new float[2]);
        NearestNeighbors.Search(points, [0, 0], 2, 2, indices, squared, new() { NominalFeatures = new[] { NominalFeature.Mismatch(1, 2, 1e6f) } });
        Assert.Equal([40, 41], indices);
        Assert.Equal([140 * 140, 141 * 141], squared);
    }

    private static IEnumerable<float> Draw(string name, Random random, int rows, int features) =>
        Enumerable.Range(0, rows * features).Select(i => Math.Clamp(Kinds[name](random, i % features), -float.MaxValue, float.MaxValue));

    private static void Check(float[] points, float[] asked, int features, int k, float[]? weights)
    {
        var queries = asked.Length / features;
        var (indices, squared) = (new int[queries * k], new float[queries * k]);
        NearestNeighbors.Search(points, asked, features, k, indices, squared, new() { FeatureWeights = weights });
        for (var query = 0; query < queries; query++)
        {
            Assert.Equal(
                ExactDistance.Nearest(points, asked[(query * features)..((query + 1) * features)], k, weights),
                Enumerable.Range(query * k, k).Select(i => (indices[i], squared[i])));
        }
    }

    private static void CheckSelf(float[] points, int features, int k, float[]? weights)
    {
        var rows = points.Length / features;
        var (indices, squared) = (new int[rows * k], new float[rows * k]);
        NearestNeighbors.SearchSelf(points, features, k, indices, squared, new() { FeatureWeights = weights });
        for (var query = 0; query < rows; query += 11)
        {
            Assert.Equal(
                ExactDistance.Nearest(points, points[(query * features)..((query + 1) * features)], k, weights, query),
                Enumerable.Range(query * k, k).Select(i => (indices[i], squared[i])));
        }
    }

    private static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    private static float Any(Random random, int exponent, int spread) =>
        Math.Clamp(MathF.ScaleB((random.NextSingle() * 2) - 1, exponent + random.Next(spread)), -float.MaxValue, float.MaxValue);
}
