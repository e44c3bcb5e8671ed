using Counterweight.Neighbors;
using Xunit;

namespace Counterweight.Tests.Neighbors;

/// <summary>What searches of neighbors refuse, before anything is written.</summary>
public sealed class NeighborRefusalTests
{
    private static readonly float[] Points = [0, 1, 2, 3, 4, 5, 6, 7];

    [Fact]
    public void Shapes()
    {
        Refused<ArgumentOutOfRangeException>("featureCount is 0; it must be at least 1.", (i, d) => NearestNeighbors.Search(Points, Points, 0, 1, i, d));
        Refused<ArgumentException>("candidates has 7 elements, no multiple of the 2 features.", (i, d) => NearestNeighbors.Search(Points.AsSpan(1), Points, 2, 1, i, d));
        Refused<ArgumentException>("queries has 7 elements, no multiple of the 2 features.", (i, d) => NearestNeighbors.Search(Points, Points.AsSpan(1), 2, 1, i, d));
        Refused<ArgumentException>("points has 8 elements, no multiple of the 3 features.", (i, d) => NearestNeighbors.SearchSelf(Points, 3, 1, i, d));
        Refused<ArgumentException>("points has 8 elements, no multiple of the 3 features.", (i, d) => NearestNeighbors.SearchRows(Points, 3, [0], [1], 1, i, d));
        Refused<ArgumentOutOfRangeException>("k is 0; it must be at least 1.", (i, d) => NearestNeighbors.Search(Points, Points, 2, 0, i, d));
        Refused<ArgumentOutOfRangeException>("k is 5; it must be at most 4.", (i, d) => NearestNeighbors.Search(Points, Points, 2, 5, i, d));
        Refused<ArgumentOutOfRangeException>("k is 4; it must be at most 3.", (i, d) => NearestNeighbors.SearchSelf(Points, 2, 4, i, d));
        Refused<ArgumentOutOfRangeException>("k is 2; it must be at most 1.", (i, d) => NearestNeighbors.SearchRows(Points, 2, [1, 3], [0, 3], 2, i, d));
        Refused<ArgumentOutOfRangeException>("k is 3; it must be at most 2.", (i, d) => NearestNeighbors.SearchRows(Points, 2, [1, 3], [0, 2], 3, i, d));
        Refused<ArgumentOutOfRangeException>("degreeOfParallelism is 0; it must be at least 1.", (i, d) => NearestNeighbors.Search(Points, Points, 2, 1, i, d, default, 0));
        Refused<ArgumentOutOfRangeException>("degreeOfParallelism is 0; it must be at least 1.", (i, d) => NearestNeighbors.SearchSelf(Points, 2, 1, i, d, default, 0));
        Refused<ArgumentOutOfRangeException>("degreeOfParallelism is 0; it must be at least 1.", (i, d) => NearestNeighbors.SearchRows(Points, 2, [0], [1], 1, i, d, default, 0));
        Refused<ArgumentException>("indices has 3 elements, queries · k asks for 4.", (i, d) => NearestNeighbors.Search(Points, Points, 2, 1, i.AsSpan(1), d));
        Refused<ArgumentException>("squaredDistances has 3 elements, queries · k asks for 4.", (i, d) => NearestNeighbors.SearchSelf(Points, 2, 1, i, d.AsSpan(1)));
        Refused<ArgumentException>("indices has 4 elements, queries · k asks for 1.", (i, d) => NearestNeighbors.SearchRows(Points, 2, [0], [1], 1, i, d));
    }

    [Fact]
    public void Rows()
    {
        Refused<ArgumentOutOfRangeException>("candidates[1] is 4; a row must lie in [0, 4) and be above the one before it.", (i, d) => NearestNeighbors.SearchRows(Points, 2, [0, 4], [0, 1, 2, 3], 1, i, d));
        Refused<ArgumentOutOfRangeException>("candidates[0] is -1; a row must lie in [0, 4)", (i, d) => NearestNeighbors.SearchRows(Points, 2, [-1, 2], [0, 1, 2, 3], 1, i, d));
        Refused<ArgumentOutOfRangeException>("queries[3] is 2; a row must lie in [0, 4) and be above the one before it.", (i, d) => NearestNeighbors.SearchRows(Points, 2, [0, 3], [0, 1, 2, 2], 1, i, d));
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void NumbersThatAreNotFinite(float value, string text)
    {
        var bad = new float[400];
        bad[333] = value;
        var good = new float[8];
        Refused<ArgumentOutOfRangeException>($"candidates[333] is {text}; it must be finite (a missing value needs MissingValues.Scale).", (i, d) => NearestNeighbors.Search(bad, good, 2, 1, i, d));
        Refused<ArgumentOutOfRangeException>($"queries[333] is {text}; it must be finite (a missing value needs MissingValues.Scale).", (_, _) => NearestNeighbors.Search(good, bad, 2, 1, new int[200], new float[200]));
        Refused<ArgumentOutOfRangeException>($"points[333] is {text}; it must be finite (a missing value needs MissingValues.Scale).", (_, _) => NearestNeighbors.SearchSelf(bad, 2, 1, new int[200], new float[200]));
        Refused<ArgumentOutOfRangeException>($"points[333] is {text}; it must be finite (a missing value needs MissingValues.Scale).", (i, d) => NearestNeighbors.SearchRows(bad, 2, [1, 2], [3, 4, 5, 6], 1, i, d));
        if (!float.IsNaN(value))
        {
            Refused<ArgumentOutOfRangeException>(
                $"candidates[333] is {text}; it must be finite, or NaN where it is missing.",
                (i, d) => NearestNeighbors.Search(bad, good, 2, 1, i, d, new() { MissingValues = MissingValues.Scale }));
        }
    }

    [Fact]
    public void Options()
    {
        void Refuse<T>(string message, NeighborOptions options)
            where T : ArgumentException
        {
            Refused<T>(message, (i, d) => NearestNeighbors.Search(Points, Points, 2, 1, i, d, options));
            Refused<T>(message, (i, d) => NearestNeighbors.SearchSelf(Points, 2, 1, i, d, options));
            Refused<T>(message, (i, d) => NearestNeighbors.SearchRows(Points, 2, [0, 1], [0, 1, 2, 3], 1, i, d, options));
        }

        Refuse<ArgumentException>("options.FeatureWeights has 3 elements, featureCount asks for 2.", new() { FeatureWeights = new float[3] });
        Refuse<ArgumentOutOfRangeException>("options.FeatureWeights[1] is -1; a weight must be finite and not negative.", new() { FeatureWeights = new float[] { 1, -1 } });
        Refuse<ArgumentException>("options.FeatureWeights sum to 6", new() { FeatureWeights = Enumerable.Repeat(3e38f, 2).ToArray(), MissingValues = MissingValues.Scale });
        Refuse<ArgumentOutOfRangeException>("options.MissingValues is 2; it must be a value of MissingValues.", new() { MissingValues = (MissingValues)2 });
        Refuse<ArgumentOutOfRangeException>("options.NominalFeatures[0].Feature is 2; it must be in [0, 2).", new() { NominalFeatures = new[] { NominalFeature.Mismatch(2, 9, 1) } });
        Refuse<ArgumentException>("options.NominalFeatures[1] is of feature 1, which is listed before.", new() { NominalFeatures = new[] { NominalFeature.Mismatch(1, 9, 1), NominalFeature.Mismatch(1, 8, 1) } });
        Refuse<ArgumentNullException>("Value cannot be null. (Parameter 'options.NominalFeatures[0]')", new() { NominalFeatures = new NominalFeature[1] });
    }

    [Theory]
    [InlineData(7, "7")]
    [InlineData(-1, "-1")]
    [InlineData(0.5f, "0.5")]
    public void CodesThatAreNone(float code, string text)
    {
        float[] bad = [1, 2, 3, 4, 5, code, 7, 0];
        var options = new NeighborOptions { NominalFeatures = new[] { NominalFeature.Mismatch(1, 7, 1) } };
        Refused<ArgumentOutOfRangeException>(
            $"points[5] is {text}; feature 1 is nominal, and a code must be an integer in [0, 7).", (i, d) => NearestNeighbors.SearchSelf(bad, 2, 1, i, d, options));
    }

    [Fact]
    public void MemoryThatOverlapsWeights()
    {
        var memory = new float[8];
        var exception = Assert.Throws<ArgumentException>(() => NearestNeighbors.SearchSelf(Points, 2, 1, new int[4], memory.AsSpan(0, 4), new() { FeatureWeights = memory.AsMemory(3, 2) }));
        Assert.StartsWith("squaredDistances overlaps options.FeatureWeights.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingAskedIsNothingDone()
    {
        NearestNeighbors.Search([], [], 2, 3, [], []);
        NearestNeighbors.SearchSelf([], 2, 3, [], []);
        NearestNeighbors.SearchRows(Points, 2, [], [], 3, [], []);
    }

    /// <summary>A distance without features is 0, so that the first candidates are the nearest.</summary>
    [Fact]
    public void NoFeatureLeavesAllEquallyNear()
    {
        var (indices, squared) = (new int[200], new float[200]);
        NearestNeighbors.SearchSelf(new float[200], 2, 2, indices, squared, new() { FeatureWeights = new float[2] });
        Assert.Equal([1, 2, 0, 2, 0, 1, 0, 1], indices[..8]);
        Assert.All(squared, distance => Assert.Equal(0, distance));
    }

    private static void Refused<T>(string message, Action<int[], float[]> run)
        where T : ArgumentException
    {
        int[] indices = [-7, -7, -7, -7];
        float[] squared = [-7, -7, -7, -7];
        Assert.StartsWith(message, Assert.Throws<T>(() => run(indices, squared)).Message, StringComparison.Ordinal);
        Assert.All(indices, index => Assert.Equal(-7, index));
        Assert.All(squared, distance => Assert.Equal(-7, distance));
    }
}
