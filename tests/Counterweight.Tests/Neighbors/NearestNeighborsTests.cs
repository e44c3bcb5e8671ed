using Counterweight.Neighbors;
using Counterweight.Reference.Neighbors;
using Xunit;

namespace Counterweight.Tests.Neighbors;

/// <summary>Searches against all distances in double, on numbers whose squared distances are floats.</summary>
public sealed class NearestNeighborsTests
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 2, 2, 1)]
    [InlineData(33, 47, 5, 3)]
    [InlineData(40, 600, 16, 15)]
    [InlineData(70, 1100, 17, 16)]
    [InlineData(5, 300, 300, 17)]
    [InlineData(65, 129, 100, 33)]
    [InlineData(300, 3000, 5, 28)]
    public void AreTheNearestInTheirOrder(int queryCount, int candidateCount, int k, int featureCount)
    {
        var random = new Random(candidateCount);
        var (candidates, queries) = (Grid(random, candidateCount * featureCount), Grid(random, queryCount * featureCount));
        foreach (var threads in (ReadOnlySpan<int>)[1, 3])
        {
            var (indices, squared) = (new int[queryCount * k], new float[queryCount * k]);
            NearestNeighbors.Search(candidates, queries, featureCount, k, indices, squared, default, threads);
            for (var query = 0; query < queryCount; query++)
            {
                var own = queries[(query * featureCount)..((query + 1) * featureCount)];
                var expected = NeighborReference.Nearest(candidateCount, k, -1, candidate => NeighborReference.SquaredDistance(
                    own, candidates.AsSpan(candidate * featureCount, featureCount), [], NeighborReference.OfNumbers));
                Assert.Equal(expected, Enumerable.Range(query * k, k).Select(i => (indices[i], squared[i])));
            }
        }
    }

    [Fact]
    public void APointIsNotItsOwnNeighborButItsDuplicateIs()
    {
        var (indices, squared) = (new int[6], new float[6]);
        NearestNeighbors.SearchSelf([1, 1, 1], 1, 2, indices, squared);
        Assert.Equal([1, 2, 0, 2, 0, 1], indices);
        Assert.All(squared, distance => Assert.Equal(0, distance));
    }

    [Fact]
    public void RowsOfAClassAreSearchedAmongThemselvesAndAmongAll()
    {
        var random = new Random(5);
        var points = Grid(random, 200 * 4);
        int[] own = [.. Enumerable.Range(0, 200).Where(_ => random.Next(3) == 0)];
        int[] all = [.. Enumerable.Range(0, 200)];
        foreach (var candidates in (int[][])[own, all, [.. all.Except(own)]])
        {
            var (indices, squared) = (new int[own.Length * 3], new float[own.Length * 3]);
            NearestNeighbors.SearchRows(points, 4, candidates, own, 3, indices, squared);
            for (var query = 0; query < own.Length; query++)
            {
                var expected = NeighborReference.Nearest(candidates.Length, 3, Array.IndexOf(candidates, own[query]), candidate => NeighborReference.SquaredDistance(
                    points.AsSpan(own[query] * 4, 4), points.AsSpan(candidates[candidate] * 4, 4), [], NeighborReference.OfNumbers));
                Assert.Equal(expected.Select(pair => (candidates[pair.Candidate], pair.Squared)), Enumerable.Range(query * 3, 3).Select(i => (indices[i], squared[i])));
            }
        }
    }

    private static float[] Grid(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(-20, 21) / 4f)];
}
