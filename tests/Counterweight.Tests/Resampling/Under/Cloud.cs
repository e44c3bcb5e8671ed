using Counterweight.Neighbors;
using Counterweight.Resampling;
using Counterweight.Resampling.Under;

namespace Counterweight.Tests.Resampling.Under;

/// <summary>Rows of overlapping classes.</summary>
internal sealed record Cloud(float[] Points, int Features, int[] Labels)
{
    public int Rows => Labels.Length;

    public LabeledRows Data => new(Points, Features, Labels);

    /// <summary>Real values, none twice, classes of the sizes given in any order.</summary>
    public static Cloud Create(int seed, int features, params int[] sizes)
    {
        var random = new Random(seed);
        int[] labels = [.. sizes.SelectMany((size, c) => Enumerable.Repeat(c, size))];
        random.Shuffle(labels);
        float[] points = [.. labels.SelectMany(label => Enumerable.Range(0, features).Select(_ => (random.NextSingle() * 4) + (0.7f * label)))];
        return new(points, features, labels);
    }

    public float[] Row(int row) => Points[(row * Features)..((row + 1) * Features)];

    /// <summary>Row i is row order[i] of these.</summary>
    public Cloud Permuted(int[] order) => new([.. order.SelectMany(Row)], Features, [.. order.Select(row => Labels[row])]);

    /// <summary>The same rows without all others.</summary>
    public Cloud Only(int[] rows) => Permuted(rows);

    public double Squared(int row, int other)
    {
        var sum = 0.0;
        for (var i = 0; i < Features; i++)
        {
            var difference = (double)Points[(row * Features) + i] - Points[(other * Features) + i];
            sum += difference * difference;
        }

        return sum;
    }

    public int Nearest(int row, IEnumerable<int> among) => among.Where(other => other != row).MinBy(other => Squared(row, other));

    /// <summary>All methods that draw nothing.</summary>
    public static TheoryData<string> Methods => [.. Calls.Keys];

    /// <summary>What each keeps.</summary>
    public static Dictionary<string, Func<Cloud, NeighborOptions, int, int[]>> Calls { get; } = new(StringComparer.Ordinal)
    {
        ["tomek"] = (cloud, metric, threads) => TomekLinks.Select(cloud.Data with { Metric = metric }, default, threads),
        ["enn all"] = (cloud, metric, threads) => EditedNearestNeighbors.Select(cloud.Data with { Metric = metric }, default, 3, NeighborVote.All, threads),
        ["enn mode"] = (cloud, metric, threads) => EditedNearestNeighbors.Select(cloud.Data with { Metric = metric }, default, 5, NeighborVote.Mode, threads),
        ["renn"] = (cloud, metric, threads) => RepeatedEditedNearestNeighbors.Select(cloud.Data with { Metric = metric }, default, 3, NeighborVote.Mode, 100, threads),
        ["allknn"] = (cloud, metric, threads) => AllKNearestNeighbors.Select(cloud.Data with { Metric = metric }, default, 4, NeighborVote.Mode, false, threads),
        ["ncr"] = (cloud, metric, threads) => NeighborhoodCleaning.Select(cloud.Data with { Metric = metric }, default, 3, NeighborVote.Mode, 0.5, threads),
        ["near miss 1"] = (cloud, metric, threads) => NearMiss.Select(cloud.Data with { Metric = metric }, NearMissVersion.One, default, 3, 3, threads),
        ["near miss 2"] = (cloud, metric, threads) => NearMiss.Select(cloud.Data with { Metric = metric }, NearMissVersion.Two, default, 3, 3, threads),
        ["near miss 3"] = (cloud, metric, threads) => NearMiss.Select(cloud.Data with { Metric = metric }, NearMissVersion.Three, default, 3, 3, threads),
    };
}
