using Counterweight.Neighbors;
using Counterweight.Randomness;
using Counterweight.Resampling;
using Counterweight.Resampling.Under;

namespace Counterweight.Tests.Resampling.Under;

/// <summary>Odd rows, each with its outcome.</summary>
[Trait("Registers", "any")]
public sealed class UnderEdgeTests
{
    private static readonly RandomStream Stream = new(1);

    [Fact]
    public void NoRowsKeepNone()
    {
        Assert.All(All(default, SamplingStrategy.Auto), Assert.Empty);
        Assert.Empty(RandomUnderSampling.Select([], Stream));
        Assert.Empty(InstanceHardness.Select([], []));
        Assert.Equal(0, EditedNearestNeighbors.FromNeighbors([], [], []));
    }

    [Fact]
    public void ARowAloneStays() => Assert.All(All(new([1, 2], 2, [3]), SamplingStrategy.Auto), kept => Assert.Equal([0], kept));

    [Fact]
    public void RowsOfOneClassStay()
    {
        var cloud = Cloud.Create(1, 2, 20);
        Assert.All(All(cloud.Data, SamplingStrategy.Auto), kept => Assert.Equal(20, kept.Length));
        Assert.Equal(20, EditedNearestNeighbors.Select(cloud.Data, SamplingStrategy.All).Length);
    }

    [Fact]
    public void FewerRowsThanNeighborsHaveAllOthers()
    {
        // Row 0 is alone among two of class 1; of three rows two are neighbors, however many are asked for.
        var data = new LabeledRows([0, 1, 2], 1, [0, 1, 1]);
        Assert.Equal([], EditedNearestNeighbors.Select(data, SamplingStrategy.All, 50));
        Assert.Equal([1, 2], EditedNearestNeighbors.Select(new([0, 1, 2, 3], 1, [0, 1, 1, 1]), SamplingStrategy.All, 3, NeighborVote.Mode)[..2]);
        Assert.Equal([0], RepeatedEditedNearestNeighbors.Select(data, SamplingStrategy.Auto, 50));
        Assert.Equal([0], AllKNearestNeighbors.Select(data, SamplingStrategy.Auto, 50));
        Assert.Equal([0, 2], AllKNearestNeighbors.Select(data, SamplingStrategy.Auto, 1));
        Assert.Equal([0, 1], NearMiss.Select(data, NearMissVersion.One, SamplingStrategy.Auto, 50));
        Assert.Equal([0, 2], NearMiss.Select(data, NearMissVersion.Three, SamplingStrategy.Auto, 50, 50));
    }

    [Fact]
    public void WithoutNeighborsEveryRowStays()
    {
        int[] labels = [0, 1, 1, 2];
        foreach (var vote in (NeighborVote[])[NeighborVote.All, NeighborVote.Mode])
        {
            var rows = new int[4];
            Assert.Equal(4, EditedNearestNeighbors.FromNeighbors([], labels, rows, SamplingStrategy.All, vote));
            Assert.Equal(4, NeighborhoodCleaning.FromNeighbors([], labels, rows, SamplingStrategy.All, vote));
        }
    }

    /// <summary>Row 0 of the minority is misclassified by rows 2 and 3, which go; row 1, its neighbor too, is of its class and stays.</summary>
    [Fact]
    public void NeighborsOfTheMinorityAreNotCleaned()
    {
        int[] labels = [0, 0, 1, 1, 1, 1, 0];
        int[] neighbors = [1, 2, 3, 0, 6, 2, 3, 4, 5, 2, 4, 5, 2, 3, 5, 2, 3, 4, 0, 1, 2];
        var rows = new int[7];
        Assert.Equal(4, NeighborhoodCleaning.FromNeighbors(neighbors, labels, rows, SamplingStrategy.All));
        Assert.Equal([1, 4, 5, 6], rows[..4]);
    }

    /// <summary>Hart's passes by definition: a row joins where its nearest row of the set is of another class.</summary>
    [Fact]
    public void CondensingEndsWithThePassesAllowed()
    {
        int[] ended = [0, 0, 0, 0];
        for (var seed = 0; seed < 30; seed++)
        {
            // Rows of one class alone would never drive out their own: later passes would add none.
            var cloud = Cloud.Create(seed, 2, 60, 50, 20);
            int[] seeds = [Array.IndexOf(cloud.Labels, 0), Array.IndexOf(cloud.Labels, 1)];
            var set = Enumerable.Range(0, cloud.Rows).Where(row => seeds.Contains(row) || cloud.Labels[row] == 2).ToHashSet();
            for (var passes = 1; passes < ended.Length; passes++)
            {
                var before = set.Count;
                foreach (var row in Enumerable.Range(0, cloud.Rows).Where(row => !set.Contains(row)).ToArray())
                {
                    if (cloud.Labels[cloud.Nearest(row, set)] != cloud.Labels[row])
                    {
                        set.Add(row);
                    }
                }

                ended[passes] += set.Count > before ? 1 : 0;
                var rows = new int[cloud.Rows];
                Assert.Equal(set.Order(), rows[..CondensedNearestNeighbor.FromSeeds(cloud.Data, seeds, rows, default, passes)]);
            }
        }

        Assert.All(ended[1..3], count => Assert.True(count > 0));
    }

    [Fact]
    public void OneRowOfAClassIsEnough()
    {
        var cloud = Cloud.Create(5, 2, 40, 1);
        var alone = Array.IndexOf(cloud.Labels, 1);
        Assert.All(All(cloud.Data, SamplingStrategy.Auto), kept => Assert.Contains(alone, kept));
        Assert.Equal(2, NearMiss.Select(cloud.Data).Length);
        Assert.DoesNotContain(alone, EditedNearestNeighbors.Select(cloud.Data, SamplingStrategy.All));
    }

    /// <summary>A row is left out of its neighbors by its number, and its duplicates are not; imbalanced-learn leaves out the first of the list.</summary>
    [Fact]
    public void DuplicatesAreNeighbors()
    {
        // Rows 0, 1 and 2 are the same, row 1 of another class.
        var data = new LabeledRows([5, 5, 5, 9, 9.5f, 10], 1, [0, 1, 0, 0, 0, 0]);
        Assert.Equal([1, 2, 3, 4, 5], TomekLinks.Select(data, SamplingStrategy.NotMinority));
        Assert.Equal([2, 3, 4, 5], TomekLinks.Select(data, SamplingStrategy.All));
        Assert.Equal([2, 3, 4, 5], EditedNearestNeighbors.Select(data, SamplingStrategy.All, 1));
        Assert.Equal([3, 4, 5], EditedNearestNeighbors.Select(data, SamplingStrategy.All, 2));
    }

    [Fact]
    public void ConstantFeaturesAreOrderedByRow()
    {
        // All are equally near: the neighbors are the lowest other rows.
        var data = new LabeledRows(new float[8], 1, [0, 1, 0, 0, 1, 0, 0, 0]);
        Assert.Equal([1, 4], EditedNearestNeighbors.Select(data, SamplingStrategy.Auto, 2));
        Assert.Equal([0, 1, 2, 4], NearMiss.Select(data)[..4]);
        Assert.Equal(4, NearMiss.Select(data).Length);

        // The rows of the minority joined first: by them no other row is recognized.
        Assert.Equal(8, CondensedNearestNeighbor.FromSeeds(data, [2], new int[8]));
    }

    [Fact]
    public void MissingFeaturesAreRefusedUnlessTheMetricScales()
    {
        var cloud = Cloud.Create(2, 3, 30, 12);
        cloud.Points[7] = float.NaN;
        foreach (var method in Cloud.Calls.Values)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => method(cloud, default, 1));
            Assert.InRange(method(cloud, new NeighborOptions { MissingValues = MissingValues.Scale }, 1).Length, 12, 42);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => CondensedNearestNeighbor.Select(cloud.Data, Stream));
        Assert.Throws<ArgumentOutOfRangeException>(() => OneSidedSelection.Select(cloud.Data, Stream));
    }

    [Fact]
    public void ABadValueIsNamedByItsPlaceBeforeAnythingIsWritten()
    {
        // The last row is the bad one, and some methods search rows in another order.
        var cloud = Cloud.Create(2, 1, 300, 12);
        cloud.Points[^1] = float.PositiveInfinity;
        var rows = new int[cloud.Rows];
        Array.Fill(rows, 7);
        foreach (var select in (Func<int>[])
        [
            () => TomekLinks.Select(cloud.Data, rows),
            () => EditedNearestNeighbors.Select(cloud.Data, rows),
            () => RepeatedEditedNearestNeighbors.Select(cloud.Data, rows),
            () => AllKNearestNeighbors.Select(cloud.Data, rows),
            () => NeighborhoodCleaning.Select(cloud.Data, rows),
            () => NearMiss.Select(cloud.Data, rows),
            () => NearMiss.Select(cloud.Data, rows, NearMissVersion.Three),
            () => CondensedNearestNeighbor.Select(cloud.Data, rows, Stream),
            () => OneSidedSelection.Select(cloud.Data, rows, Stream),
        ])
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>("features", () => select());
            Assert.Contains("features[311] is Infinity", error.Message, StringComparison.Ordinal);
            Assert.All(rows, row => Assert.Equal(7, row));
        }
    }

    [Fact]
    public void VersionThreeKeepsFewerWhereFewAreNear()
    {
        // Both rows of the minority have the same nearest row.
        var data = new LabeledRows([0, 0.5f, 1, 2, 3, 4], 1, [1, 1, 0, 0, 0, 0]);
        Assert.Equal([0, 1, 2], NearMiss.Select(data, NearMissVersion.Three, SamplingStrategy.Auto, 1, 1));
        Assert.Equal([0, 1, 2, 3], NearMiss.Select(data, NearMissVersion.Three, SamplingStrategy.Auto, 1, 2));
        Assert.Equal([0, 1, 4, 5], NearMiss.Select(data, NearMissVersion.Three, SamplingStrategy.Auto, 1, 4));
    }

    [Fact]
    public void AClassMayKeepNothing()
    {
        var strategy = SamplingStrategy.Counts((0, 0));
        Assert.Equal([1, 3], RandomUnderSampling.Select([0, 1, 0, 1], Stream, strategy));
        Assert.Equal([1, 3], InstanceHardness.Select([1, 0, 1, 0], [0, 1, 0, 1], strategy));
        Assert.Equal([1, 3], NearMiss.Select(new([1, 2, 3, 4], 1, [0, 1, 0, 1]), NearMissVersion.One, strategy));
    }

    [Fact]
    public void EqualProbabilitiesKeepTheLowerRows() => Assert.Equal([0, 1, 3, 6], InstanceHardness.Select([0.5, 0.9, 0.5, 0, 0.5, 0.1, 0], [0, 0, 0, 1, 0, 0, 1]));

    [Fact]
    public void RoundsStopBeforeMoreIsLost()
    {
        // The first round leaves two rows of class 0, fewer than the minority's three had at first: there is no second.
        var data = new LabeledRows([0, 0.1f, 1, 1.1f, 1.2f, 1.3f, 1.4f], 1, [0, 0, 0, 1, 0, 1, 1]);
        Assert.Equal([0, 1, 3, 5, 6], RepeatedEditedNearestNeighbors.Select(data, SamplingStrategy.Auto, 1));
        Assert.Equal([0, 1, 3, 5, 6], AllKNearestNeighbors.Select(data, SamplingStrategy.Auto, 3));
        Assert.Equal([3, 5, 6], AllKNearestNeighbors.Select(data, SamplingStrategy.Auto, 3, NeighborVote.All, mayFallBelow: true));
    }

    private static int[][] All(LabeledRows data, SamplingStrategy strategy) =>
    [
        TomekLinks.Select(data, strategy),
        EditedNearestNeighbors.Select(data, strategy),
        RepeatedEditedNearestNeighbors.Select(data, strategy),
        AllKNearestNeighbors.Select(data, strategy),
        NeighborhoodCleaning.Select(data, strategy),
        NearMiss.Select(data, NearMissVersion.One, strategy),
        NearMiss.Select(data, NearMissVersion.Two, strategy),
        NearMiss.Select(data, NearMissVersion.Three, strategy),
        CondensedNearestNeighbor.Select(data, Stream, strategy),
        OneSidedSelection.Select(data, Stream, strategy),
    ];
}
