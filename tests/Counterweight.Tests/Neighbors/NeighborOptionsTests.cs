using Counterweight.Neighbors;
using Counterweight.Reference.Neighbors;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Neighbors;

/// <summary>Weights, nominal features and missing values.</summary>
public sealed class NeighborOptionsTests
{
    /// <summary>The rule of scikit-learn's nan_euclidean_distances, whose documentation has the first of these.</summary>
    [Fact]
    public void MissingValuesAreMadeUpFor()
    {
        float[] candidates = [1, float.NaN, float.NaN, 6, 3, 2, 4, 5, float.NaN, float.NaN, float.NaN, float.NaN];
        var (indices, squared) = (new int[3], new float[3]);
        NearestNeighbors.Search(candidates, [3, float.NaN, float.NaN, 5], 4, 3, indices, squared, new() { MissingValues = MissingValues.Scale });

        // 4/2·(0 + 0); 4/2·((3 − 1)² + (6 − 5)²); no feature in common.
        Assert.Equal([1, 0, 2], indices);
        Assert.Equal([0, 10, float.PositiveInfinity], squared);
    }

    /// <summary>Of weights 2, 1, 4 the last is missing: 7/3 of the others' sum.</summary>
    [Fact]
    public void WeightsOfMissingValuesAreMadeUpFor()
    {
        var squared = new float[1];
        NearestNeighbors.Search([1, 2, float.NaN], [3, 5, 1], 3, 1, new int[1], squared, new() { FeatureWeights = new float[] { 2, 1, 4 }, MissingValues = MissingValues.Scale });
        Assert.Equal((float)(17 * 7.0 / 3), squared[0]);
    }

    /// <summary>Against the definition, where some rows lie on the grid and some do not, with 16 nominal and other features.</summary>
    [Theory]
    [InlineData(false, false, 200)]
    [InlineData(true, false, 200)]
    [InlineData(false, true, 200)]
    [InlineData(true, true, 200)]
    [InlineData(true, true, 40)]
    public void AllOptionsTogether(bool isWeighted, bool isMissing, int count)
    {
        const int Features = 35;
        const int Queries = 67;
        const int Neighbors = 6;
        var random = new Random(count);
        float[] table = [0, 1, 4, 1, 0, 9, 4, 9, 0];
        NominalFeature[] nominals = [new(3, 3, table), new(20, 3, table), new(34, 3, table)];
        int[] isNominal = [3, 20, 34];
        float[] weights = isWeighted ? [.. Enumerable.Range(0, Features).Select(feature => (feature % 4) switch { 0 => 1f, 1 => 0f, 2 => 2f, _ => 0.5f })] : [];
        float[] Draw(int rows) => [.. Enumerable.Range(0, rows * Features).Select(i => isMissing && random.Next(60) == 0 ? float.NaN : isNominal.Contains(i % Features) ? random.Next(3) : random.Next(-9, 10))];
        var (candidates, queries) = (Draw(count), Draw(Queries));
        var (indices, squared) = (new int[Queries * Neighbors], new float[Queries * Neighbors]);
        var options = new NeighborOptions { FeatureWeights = weights, NominalFeatures = nominals, MissingValues = isMissing ? MissingValues.Scale : MissingValues.Refuse };
        NearestNeighbors.Search(candidates, queries, Features, Neighbors, indices, squared, options, 2);
        for (var query = 0; query < Queries; query++)
        {
            var own = queries[(query * Features)..((query + 1) * Features)];
            var expected = NeighborReference.Nearest(count, Neighbors, -1, candidate => NeighborReference.SquaredDistance(
                own, candidates.AsSpan(candidate * Features, Features), weights, (feature, one, other) =>
                    !isNominal.Contains(feature) ? NeighborReference.OfNumbers(feature, one, other)
                    : double.IsNaN(one) || double.IsNaN(other) ? null
                    : table[((int)one * 3) + (int)other]));
            Assert.Equal(expected, Enumerable.Range(query * Neighbors, Neighbors).Select(i => (indices[i], squared[i])));
        }
    }

    /// <summary>A feature of weight 0 is none; weights all 1 are no weights; a permutation of candidates permutes indices alone; so do duplicates.</summary>
    [Fact]
    public void Laws() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var (features, count, k) = (random.Next(2, 40), random.Next(20, 200), random.Next(1, 20));
        float[] candidates = [.. Enumerable.Range(0, count * features).Select(_ => random.NextSingle())];
        float[] query = [.. Enumerable.Range(0, features).Select(_ => random.NextSingle())];
        var plain = Run(candidates, query, features, k, default);
        Assert.Equal(plain, Run(candidates, query, features, k, new() { FeatureWeights = Enumerable.Repeat(1f, features).ToArray() }));
        Assert.Equal(plain, Run(candidates, query, features, k, new() { MissingValues = MissingValues.Scale }));

        var without = random.Next(features);
        float[] weights = [.. Enumerable.Range(0, features).Select(feature => feature == without ? 0f : 1f)];
        float[] Without(float[] points) => [.. points.Where((_, i) => i % features != without)];
        Assert.Equal(Run(Without(candidates), Without(query), features - 1, k, default), Run(candidates, query, features, k, new() { FeatureWeights = weights }));

        var order = Enumerable.Range(0, count).ToArray();
        random.Shuffle(order);
        float[] shuffled = [.. order.SelectMany(row => candidates[(row * features)..((row + 1) * features)])];
        var permuted = Run(shuffled, query, features, k, default);
        Assert.Equal(plain.Select(pair => pair.Squared), permuted.Select(pair => pair.Squared));

        // Now and then two distances are equal: then the lowest index is another one, and the last may be of another row.
        (int Index, float Squared)[] nearer = [.. plain.Where(pair => pair.Squared < plain[^1].Squared)];
        Assert.Equal(
            nearer.OrderBy(pair => pair.Squared).ThenBy(pair => pair.Index),
            permuted.Where(pair => pair.Squared < plain[^1].Squared).Select(pair => (Index: order[pair.Index], pair.Squared)).OrderBy(pair => pair.Squared).ThenBy(pair => pair.Index));

        // Every candidate twice: the second one comes right after the first where no other is as near.
        var twice = Run([.. candidates, .. candidates], query, features, 2 * k, default);
        Assert.Equal(plain.SelectMany(pair => (float[])[pair.Squared, pair.Squared]), twice.Select(pair => pair.Squared));
        Assert.Equal(
            nearer.Select(pair => pair.Index).Order(),
            twice.Where(pair => pair.Index < count && pair.Squared < plain[^1].Squared).Select(pair => pair.Index).Order());
    }).QuickCheckThrowOnFailure();

    private static (int Index, float Squared)[] Run(float[] candidates, float[] query, int features, int k, NeighborOptions options)
    {
        var (indices, squared) = (new int[k], new float[k]);
        NearestNeighbors.Search(candidates, query, features, k, indices, squared, options);
        return [.. indices.Zip(squared)];
    }
}
