using Counterweight.Neighbors;
using Counterweight.Randomness;
using Counterweight.Resampling;
using Counterweight.Resampling.Under;

namespace Counterweight.Tests.Resampling.Under;

/// <summary>What is refused: parameter, index and value are named, and nothing is written.</summary>
[Trait("Registers", "any")]
public sealed class UnderRefusalTests
{
    private static readonly float[] Points = [0, 1, 2, 3, 4, 5];
    private static readonly int[] Labels = [0, 0, 1, 0, 1, 0];
    private static readonly int[] Rows = [.. Enumerable.Repeat(7, 6)];
    private static readonly RandomStream Stream = new(1);

    private static LabeledRows Data => new(Points, 1, Labels);

    [Fact]
    public void PointsAndLabelsMustFit()
    {
        Refuses("featureCount", "featureCount is 0", () => new LabeledRows(Points, 0, Labels).RowCount);
        Refuses("features", "features has 6 elements", () => new LabeledRows(Points, 2, Labels).RowCount);
        Refuses("labels", "labels[1] is -1", () => new LabeledRows(Points, 3, [0, -1]).RowCount);
        Refuses("labels", "labels[0] is 1048576", () => new LabeledRows(Points, 3, [1 << 20, 0]).RowCount);
        Refuses("labels", "labels[1] is -1", () => RandomUnderSampling.Select([0, -1], Stream).Length);
        Refuses("labels", "labels[1] is -1", () => RandomUnderSampling.FromOrder([0, -1], [0, 1], new int[2]));
        Refuses("labels", "labels[1] is -1", () => InstanceHardness.Select([0, 1], [0, -1]).Length);
        Refuses("labels", "labels[1] is -1", () => EditedNearestNeighbors.FromNeighbors([1, 0], [0, -1], new int[2]));
    }

    [Fact]
    public void NumbersMustBeInTheirRanges()
    {
        Refuses("neighborCount", "neighborCount is 0", () => EditedNearestNeighbors.Select(Data, Rows, default, 0));
        Refuses("neighborCount", "neighborCount is 0", () => RepeatedEditedNearestNeighbors.Select(Data, Rows, default, 0));
        Refuses("neighborCount", "neighborCount is 0", () => AllKNearestNeighbors.Select(Data, Rows, default, 0));
        Refuses("neighborCount", "neighborCount is 0", () => NeighborhoodCleaning.Select(Data, Rows, default, 0));
        Refuses("neighborCount", "neighborCount is 0", () => NearMiss.Select(Data, Rows, NearMissVersion.One, default, 0));
        Refuses("candidateCount", "candidateCount is 0", () => NearMiss.Select(Data, Rows, NearMissVersion.Three, default, 1, 0));
        Refuses("version", "version is 3", () => NearMiss.Select(Data, Rows, (NearMissVersion)3));
        Refuses("maxRounds", "maxRounds is 0", () => RepeatedEditedNearestNeighbors.Select(Data, Rows, default, 3, NeighborVote.All, 0));
        Refuses("maxPasses", "maxPasses is 0", () => CondensedNearestNeighbor.Select(Data, Rows, Stream, default, 0));
        Refuses("vote", "vote is 2", () => EditedNearestNeighbors.Select(Data, Rows, default, 3, (NeighborVote)2));
        Refuses("vote", "vote is 2", () => EditedNearestNeighbors.FromNeighbors([], Labels, Rows, default, (NeighborVote)2));
        Refuses("vote", "vote is 2", () => RepeatedEditedNearestNeighbors.Select(Data, Rows, default, 3, (NeighborVote)2));
        Refuses("vote", "vote is 2", () => AllKNearestNeighbors.Select(Data, Rows, default, 3, (NeighborVote)2));
        Refuses("vote", "vote is 2", () => NeighborhoodCleaning.Select(Data, Rows, default, 3, (NeighborVote)2));
        foreach (var share in (double[])[-0.5, double.NaN, double.PositiveInfinity])
        {
            Refuses("leastShare", "leastShare is", () => NeighborhoodCleaning.Select(Data, Rows, default, 3, NeighborVote.Mode, share));
            Refuses("leastShare", "leastShare is", () => NeighborhoodCleaning.FromNeighbors([], Labels, Rows, default, NeighborVote.Mode, share));
        }

        foreach (var bad in (double[])[-0.1, 1.1, double.NaN])
        {
            Refuses("probabilities", "probabilities[2] is", () => InstanceHardness.Select([0, 1, bad, 1, 1, 1], Labels, Rows));
        }
    }

    [Fact]
    public void LengthsAndMemoryMustFit()
    {
        var points = new float[6];
        var labels = Labels.ToArray();
        foreach (var select in (Func<int[], int>[])
        [
            rows => TomekLinks.Select(Data, rows),
            rows => EditedNearestNeighbors.Select(Data, rows),
            rows => RepeatedEditedNearestNeighbors.Select(Data, rows),
            rows => AllKNearestNeighbors.Select(Data, rows),
            rows => NeighborhoodCleaning.Select(Data, rows),
            rows => NearMiss.Select(Data, rows),
            rows => CondensedNearestNeighbor.Select(Data, rows, Stream),
            rows => CondensedNearestNeighbor.FromSeeds(Data, [0], rows),
            rows => OneSidedSelection.Select(Data, rows, Stream),
            rows => OneSidedSelection.FromSeeds(Data, [0], rows),
            rows => RandomUnderSampling.Select(Labels, rows, Stream),
            rows => RandomUnderSampling.FromOrder(Labels, [0, 1, 2, 3, 4, 5], rows),
            rows => InstanceHardness.Select(new double[6], Labels, rows),
            rows => TomekLinks.FromNeighbors(new int[6], Labels, rows),
            rows => EditedNearestNeighbors.FromNeighbors(new int[12], Labels, rows),
            rows => NeighborhoodCleaning.FromNeighbors(new int[12], Labels, rows),
        ])
        {
            Refuses("destination", "destination has 5 elements", () => select(new int[5]));
            Refuses("destination", "destination has 7 elements", () => select(new int[7]));
        }

        Refuses("order", "order has 5 elements", () => RandomUnderSampling.FromOrder(Labels, [0, 1, 2, 3, 4], Rows));
        Refuses("probabilities", "probabilities has 5 elements", () => InstanceHardness.Select(new double[5], Labels, Rows));
        Refuses("nearest", "nearest has 12 elements", () => TomekLinks.FromNeighbors(new int[12], Labels, Rows));
        Refuses("nearest", "nearest has 0 elements", () => TomekLinks.FromNeighbors([], Labels, Rows));
        Refuses("neighbors", "neighbors has 7 elements", () => EditedNearestNeighbors.FromNeighbors(new int[7], Labels, Rows));
        Refuses("neighbors", "neighbors has 1 elements", () => NeighborhoodCleaning.FromNeighbors([0], [], []));
        Refuses("destination", "destination overlaps labels", () => TomekLinks.Select(new(points, 1, labels), labels));
    }

    /// <summary>Whatever parts of the rows a method searches, and in whatever order.</summary>
    [Fact]
    public void ABadValueIsNamedByItsPlace()
    {
        foreach (var bad in (int[])[1, 4])
        {
            float[] points = [.. Points];
            points[bad] = float.NaN;
            foreach (var select in (Func<float[], NeighborOptions, int>[])
            [
                (values, metric) => TomekLinks.Select(Of(values, metric), Rows),
                (values, metric) => EditedNearestNeighbors.Select(Of(values, metric), Rows),
                (values, metric) => RepeatedEditedNearestNeighbors.Select(Of(values, metric), Rows),
                (values, metric) => AllKNearestNeighbors.Select(Of(values, metric), Rows),
                (values, metric) => NeighborhoodCleaning.Select(Of(values, metric), Rows),
                (values, metric) => NearMiss.Select(Of(values, metric), Rows),
                (values, metric) => NearMiss.Select(Of(values, metric), Rows, NearMissVersion.Three),
                (values, metric) => CondensedNearestNeighbor.Select(Of(values, metric), Rows, Stream),
                (values, metric) => CondensedNearestNeighbor.FromSeeds(Of(values, metric), [], Rows),
                (values, metric) => OneSidedSelection.Select(Of(values, metric), Rows, Stream),
                (values, metric) => OneSidedSelection.FromSeeds(Of(values, metric), [0], Rows),
            ])
            {
                Refuses("features", $"features[{bad}] is NaN; it must be finite (a missing value needs MissingValues.Scale).", () => select(points, default));
                Refuses("options.FeatureWeights", "options.FeatureWeights[0] is -1", () => select(Points, new() { FeatureWeights = new float[] { -1 } }));
            }
        }

        static LabeledRows Of(float[] values, NeighborOptions metric) => new(values, 1, Labels) { Metric = metric };
    }

    [Fact]
    public void RowsMustBeThere()
    {
        Refuses("neighbors", "neighbors[3] is 6", () => EditedNearestNeighbors.FromNeighbors([0, 0, 0, 6, 0, 0], Labels, Rows));
        Refuses("neighbors", "neighbors[0] is -1", () => NeighborhoodCleaning.FromNeighbors([-1, 0, 0, 6, 0, 0], Labels, Rows));
        Refuses("nearest", "nearest[5] is 6", () => TomekLinks.FromNeighbors([0, 0, 0, 0, 0, 6], Labels, Rows));
        Refuses("order", "order[1] is 6", () => RandomUnderSampling.FromOrder(Labels, [0, 6, 1, 2, 3, 4], Rows));
        Refuses("order", "order[2] is 0, which it names before", () => RandomUnderSampling.FromOrder(Labels, [0, 1, 0, 2, 3, 4], Rows));
        Refuses("seeds", "seeds[1] is 6", () => CondensedNearestNeighbor.FromSeeds(Data, [0, 6], Rows));
        Refuses("seeds", "seeds[0] is -1", () => OneSidedSelection.FromSeeds(Data, [-1], Rows));
        Refuses("seeds", "seeds[1] is row 2 of class 1", () => CondensedNearestNeighbor.FromSeeds(Data, [0, 2], Rows));
        Refuses("seeds", "seeds[0] is row 4 of class 1", () => OneSidedSelection.FromSeeds(Data, [4], Rows));
    }

    /// <summary>Methods that keep to numbers take all strategies but those that grow; cleaners take names of classes.</summary>
    [Fact]
    public void StrategiesMustFit()
    {
        foreach (var select in (Func<SamplingStrategy, int>[])
        [
            strategy => RandomUnderSampling.Select(Labels, Rows, Stream, strategy),
            strategy => RandomUnderSampling.FromOrder(Labels, [0, 1, 2, 3, 4, 5], Rows, strategy),
            strategy => InstanceHardness.Select(new double[6], Labels, Rows, strategy),
            strategy => NearMiss.Select(Data, Rows, NearMissVersion.One, strategy),
        ])
        {
            Refuses("strategy", "class 1, which has 2", () => select(SamplingStrategy.Counts((1, 3))));
            Refuses("strategy", "class 5, which has no rows", () => select(SamplingStrategy.Counts((5, 0))));
            Refuses("strategy", "0.25", () => select(SamplingStrategy.Ratio(0.25)));
            Refuses("strategy", "minority", () => select(SamplingStrategy.Minority));
        }

        foreach (var select in (Func<SamplingStrategy, int>[])
        [
            strategy => TomekLinks.Select(Data, Rows, strategy),
            strategy => TomekLinks.FromNeighbors(new int[6], Labels, Rows, strategy),
            strategy => EditedNearestNeighbors.Select(Data, Rows, strategy),
            strategy => EditedNearestNeighbors.FromNeighbors(new int[6], Labels, Rows, strategy),
            strategy => RepeatedEditedNearestNeighbors.Select(Data, Rows, strategy),
            strategy => AllKNearestNeighbors.Select(Data, Rows, strategy),
            strategy => NeighborhoodCleaning.Select(Data, Rows, strategy),
            strategy => NeighborhoodCleaning.FromNeighbors(new int[6], Labels, Rows, strategy),
            strategy => CondensedNearestNeighbor.Select(Data, Rows, Stream, strategy),
            strategy => CondensedNearestNeighbor.FromSeeds(Data, [], Rows, strategy),
            strategy => OneSidedSelection.Select(Data, Rows, Stream, strategy),
            strategy => OneSidedSelection.FromSeeds(Data, [], Rows, strategy),
        ])
        {
            Refuses("strategy", "0.5", () => select(SamplingStrategy.Ratio(0.5)));
            Refuses("strategy", "0:2", () => select(SamplingStrategy.Counts((0, 2))));
            Refuses("strategy", "minority", () => select(SamplingStrategy.Minority));
        }
    }

    private static void Refuses(string parameter, string message, Func<int> call)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => call());
        Assert.Equal(parameter, error.ParamName);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.All(Rows, row => Assert.Equal(7, row));
    }
}
