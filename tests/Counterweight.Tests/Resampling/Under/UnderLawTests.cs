using Counterweight.Neighbors;
using Counterweight.Randomness;
using Counterweight.Resampling;
using Counterweight.Resampling.Under;
using FsCheck;
using FsCheck.Fluent;

namespace Counterweight.Tests.Resampling.Under;

/// <summary>Laws of the methods that drop rows.</summary>
public sealed class UnderLawTests
{
    private static readonly string[] Strategies = ["auto", "all", "majority", "not majority", "not minority"];

    [Fact]
    public void EndsOfTomekLinksAreMutuallyNearestAndOfTwoClasses() => Check((cloud, random) =>
    {
        int[] all = [.. Enumerable.Range(0, cloud.Rows)];
        var gone = all.Except(TomekLinks.Select(cloud.Data, SamplingStrategy.All)).ToHashSet();
        Assert.All(gone, row => Assert.Contains(cloud.Nearest(row, all), gone));
        foreach (var row in all)
        {
            var nearest = cloud.Nearest(row, all);
            Assert.Equal(gone.Contains(row), cloud.Labels[nearest] != cloud.Labels[row] && cloud.Nearest(nearest, all) == row);
        }
    });

    [Fact]
    public void ClassesThatTheStrategyLeavesAloneLoseNothing() => Check((cloud, random) =>
    {
        foreach (var text in Strategies)
        {
            var strategy = SamplingStrategy.Parse(text);
            var chosen = new bool[3];
            strategy.Choose(Counts(cloud), SamplingDirection.Under, chosen);
            Assert.All(
                (int[][])
                [
                    TomekLinks.Select(cloud.Data, strategy),
                    EditedNearestNeighbors.Select(cloud.Data, strategy),
                    RepeatedEditedNearestNeighbors.Select(cloud.Data, strategy),
                    AllKNearestNeighbors.Select(cloud.Data, strategy),
                    NeighborhoodCleaning.Select(cloud.Data, strategy),
                    CondensedNearestNeighbor.Select(cloud.Data, new RandomStream(1), strategy),
                    OneSidedSelection.Select(cloud.Data, new RandomStream(1), strategy),
                ],
                kept => Assert.Superset(Enumerable.Range(0, cloud.Rows).Where(row => !chosen[cloud.Labels[row]]).ToHashSet(), kept.ToHashSet()));
        }
    });

    [Fact]
    public void TheCondensedSetRecognizesAllRows() => Check((cloud, random) =>
    {
        foreach (var strategy in (SamplingStrategy[])[SamplingStrategy.Auto, SamplingStrategy.All])
        {
            var kept = CondensedNearestNeighbor.Select(cloud.Data, new RandomStream((ulong)random.Next()), strategy);
            Assert.All(Enumerable.Range(0, cloud.Rows).Except(kept), row => Assert.Equal(cloud.Labels[row], cloud.Labels[cloud.Nearest(row, kept)]));
            Assert.True(kept.Length < cloud.Rows);
        }
    });

    [Fact]
    public void RepeatedEditingLeavesNothingToEditUnlessAClassGrowsScarce() => Check((cloud, random) =>
    {
        var kept = RepeatedEditedNearestNeighbors.Select(cloud.Data);
        var before = Counts(cloud);
        var left = cloud.Only(kept);
        var counts = Counts(left);
        var minority = Array.IndexOf(before, before.Min());
        if (Enumerable.Range(0, 3).All(c => counts[c] >= before[minority]))
        {
            // The minority stays the same but where another class has as few rows and a lower number.
            var again = EditedNearestNeighbors.Select(left.Data, SamplingStrategy.All);
            Assert.All(Enumerable.Range(0, left.Rows).Except(again), row => Assert.Equal(minority, left.Labels[row]));
        }
    });

    [Theory]
    [MemberData(nameof(Cloud.Methods), MemberType = typeof(Cloud))]
    public void PermutingRowsPermutesWhatStays(string method) => Check((cloud, random) =>
    {
        int[] order = [.. Enumerable.Range(0, cloud.Rows)];
        random.Shuffle(order);
        var kept = Cloud.Calls[method](cloud, default, 1);
        var permuted = Cloud.Calls[method](cloud.Permuted(order), default, 1);
        Assert.Equal(kept, permuted.Select(row => order[row]).Order());
    });

    [Theory]
    [MemberData(nameof(Cloud.Methods), MemberType = typeof(Cloud))]
    public void FeatureWeightsAreScaledFeatures(string method) => Check((cloud, random) =>
    {
        var scaled = cloud with { Points = [.. cloud.Points.Select((value, i) => i % cloud.Features == 0 ? 4 * value : value)] };
        var weights = new float[cloud.Features];
        weights.AsSpan().Fill(1);
        weights[0] = 16;
        Assert.Equal(Cloud.Calls[method](scaled, default, 1), Cloud.Calls[method](cloud, new NeighborOptions { FeatureWeights = weights }, 1));
    });

    [Theory]
    [MemberData(nameof(Cloud.Methods), MemberType = typeof(Cloud))]
    public void ThreadsChangeNothing(string method)
    {
        var cloud = Cloud.Create(3, 5, 900, 500, 200);
        var kept = Cloud.Calls[method](cloud, default, 1);
        Assert.InRange(kept.Length, 1, cloud.Rows - 1);
        Assert.Equal(kept, Cloud.Calls[method](cloud, default, 3));
    }

    [Fact]
    public void DrawnRowsAreAsManyAsAskedAndEachAsLikely()
    {
        // 40 of 100 rows, 4,000 times: each row is drawn 1,600 times, give or take five standard deviations of 31.
        const int Draws = 4000;
        int[] labels = [.. Enumerable.Range(0, 140).Select(row => row % 7 < 2 ? 1 : 0)];
        var (times, together) = (new int[labels.Length], 0);
        for (var draw = 0; draw < Draws; draw++)
        {
            var kept = RandomUnderSampling.Select(labels, new RandomStream(9, (ulong)draw));
            Assert.Equal(40, kept.Count(row => labels[row] == 0));
            Assert.Equal(40, kept.Count(row => labels[row] == 1));
            Assert.Equal(kept.Order().Distinct(), kept);
            foreach (var row in kept)
            {
                times[row]++;
            }

            together += kept.Contains(2) && kept.Contains(3) ? 1 : 0;
        }

        Assert.All(Enumerable.Range(0, labels.Length), row => Assert.InRange(times[row], labels[row] == 1 ? Draws : 1600 - 155, labels[row] == 1 ? Draws : 1600 + 155));

        // χ² of 100 rows that add up, with the variance of draws without replacement: 99 ± five standard deviations of 14.
        var squares = times.Where((_, row) => labels[row] == 0).Sum(count => (count - 1600.0) * (count - 1600) / (Draws * 0.4 * 0.6));
        Assert.InRange(squares, 99 - 70, 99 + 70);

        // Two rows together: 40·39/(100·99).
        Assert.InRange(together, (Draws * 0.1576) - 115, (Draws * 0.1576) + 115);
    }

    [Fact]
    public void DrawsDependOnNothingButTheStreamAndTheRow()
    {
        var labels = Cloud.Create(1, 1, 2000, 300).Labels;
        var kept = RandomUnderSampling.Select(labels, new RandomStream(4, 2), SamplingStrategy.Counts((0, 700), (1, 300)));
        var (needed, left) = (700.0, 2000.0);
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] == 0)
            {
                var isDrawn = new RandomStream(4, 2).Uniform(row) * left-- < needed;
                needed -= isDrawn ? 1 : 0;
                Assert.Equal(isDrawn, kept.Contains(row));
            }
        }

        Assert.NotEqual(kept, RandomUnderSampling.Select(labels, new RandomStream(5, 2), SamplingStrategy.Counts((0, 700), (1, 300))));
    }

    [Fact]
    public void SeedsOfEachClassComeFromTheStream()
    {
        var cloud = Cloud.Create(8, 3, 60, 50, 20);
        foreach (var seed in (ulong[])[1, 2, 3])
        {
            int[] seeds = [.. ((int[])[0, 1]).Select(c => Enumerable.Range(0, cloud.Rows).Where(row => cloud.Labels[row] == c).ElementAt((int)new RandomStream(seed).Below(c, (uint)Counts(cloud)[c])))];
            var rows = new int[cloud.Rows];
            Assert.Equal(rows[..CondensedNearestNeighbor.FromSeeds(cloud.Data, seeds, rows)], CondensedNearestNeighbor.Select(cloud.Data, new RandomStream(seed)));
            Assert.Equal(rows[..OneSidedSelection.FromSeeds(cloud.Data, seeds, rows)], OneSidedSelection.Select(cloud.Data, new RandomStream(seed)));
            Assert.Subset(CondensedNearestNeighbor.Select(cloud.Data, new RandomStream(seed)).ToHashSet(), seeds.ToHashSet());
        }
    }

    [Fact]
    public void NeighborsThatAreGivenKeepWhatASearchKeeps() => Check((cloud, random) =>
    {
        var (indices, distances, rows) = (new int[3 * cloud.Rows], new float[3 * cloud.Rows], new int[cloud.Rows]);
        NearestNeighbors.SearchSelf(cloud.Points, cloud.Features, 3, indices, distances);
        Assert.Equal(EditedNearestNeighbors.Select(cloud.Data), rows[..EditedNearestNeighbors.FromNeighbors(indices, cloud.Labels, rows)]);
        Assert.Equal(NeighborhoodCleaning.Select(cloud.Data), rows[..NeighborhoodCleaning.FromNeighbors(indices, cloud.Labels, rows)]);
        int[] nearest = [.. indices.Where((_, i) => i % 3 == 0)];
        Assert.Equal(TomekLinks.Select(cloud.Data), rows[..TomekLinks.FromNeighbors(nearest, cloud.Labels, rows)]);
    });

    private static long[] Counts(Cloud cloud) => [.. Enumerable.Range(0, 3).Select(c => (long)cloud.Labels.Count(label => label == c))];

    private static void Check(Action<Cloud, Random> law) => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new Random(seed);
        law(Cloud.Create(seed, random.Next(1, 5), random.Next(30, 50), random.Next(15, 30), random.Next(5, 15)), random);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));
}
