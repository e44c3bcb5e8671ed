using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>What changes nothing, or the same as something else.</summary>
public class GradientBoostingLawTests
{
    [Theory]
    [MemberData(nameof(Boosted.Kinds), MemberType = typeof(Boosted))]
    public void ThreadsDoNotShow(GradientTreeGrowth growth, GradientMulticlass multiclass)
    {
        var data = TestData.Random(1, 40000, 6, 3, distinct: 300, missing: 0.1);
        var bins = BinnedDataset.Create(data);
        var options = new GradientBoostingOptions
        {
            Rounds = 3,
            Weighting = ClassWeighting.Balanced,
            Multiclass = multiclass,
            RowFraction = 0.7,
            FeatureFraction = 0.6,
            Seed = 5,
            Tree = new() { Growth = growth, MaxLeaves = 40, MaxDepth = 7 },
        };
        var one = Boosted.Bytes(GradientBoostingClassifier.Fit(bins, options).Model);
        foreach (var threads in (int[])[2, 3, 8])
        {
            Assert.Equal(one, Boosted.Bytes(GradientBoostingClassifier.Fit(bins, options with { DegreeOfParallelism = threads, CellsPerThread = 1 }).Model));
        }

        Assert.NotEqual(one, Boosted.Bytes(GradientBoostingClassifier.Fit(bins, options with { Seed = 6 }).Model));
    }

    [Theory]
    [MemberData(nameof(Boosted.Kinds), MemberType = typeof(Boosted))]
    public void WeightTwoIsTheRowTwiceAndWeightZeroNoRow(GradientTreeGrowth growth, GradientMulticlass multiclass)
    {
        foreach (var classes in (int[])[2, 4])
        {
            var data = TestData.Random(2, 600, 4, classes, distinct: 40, missing: 0.1);
            double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => (double)((row * 7) % 3))];
            int[] repeated = [.. Enumerable.Range(0, data.RowCount).SelectMany(row => Enumerable.Repeat(row, (int)weights[row]))];
            var options = Boosted.Few with { Weighting = ClassWeighting.Balanced, Multiclass = multiclass, Tree = Boosted.Few.Tree with { Growth = growth } };
            var bins = BinnedDataset.Create(data, weights);

            var weighted = GradientBoostingClassifier.Fit(bins, options, new() { SampleWeights = weights }).Model;
            var duplicated = GradientBoostingClassifier.Fit(BinnedDataset.Apply(data.Subset(repeated), bins.Mapper), options).Model;

            Assert.True(weighted.Nodes.Length > weighted.TreeCount);
            Assert.Equal(duplicated.Nodes, weighted.Nodes);
            Assert.Equal(duplicated.Values, weighted.Values);
            Assert.Equal(duplicated.InitialScores, weighted.InitialScores);
        }
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(1024)]
    public void WeightsTimesAPowerOfTwoChangeNoScore(double factor)
    {
        var data = TestData.Random(3, 800, 4, 2, distinct: 50);
        var bins = BinnedDataset.Create(data);
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => 0.3 + (row % 5))];
        double[] scaled = [.. weights.Select(weight => weight * factor)];
        var options = Boosted.Few with { Tree = Boosted.Few.Tree with { L2 = 1.5 } };

        var one = GradientBoostingClassifier.Fit(bins, options, new() { SampleWeights = weights }).Model;
        var other = GradientBoostingClassifier.Fit(bins, options with { Tree = options.Tree with { L2 = 1.5 * factor } }, new() { SampleWeights = scaled }).Model;

        Assert.Equal(one.Nodes, other.Nodes);
        Assert.Equal(one.Values, other.Values);
        Assert.Equal(one.InitialScores, other.InitialScores);
    }

    [Fact]
    public void TheOrderOfRowsDoesNotShow()
    {
        var data = TestData.Random(4, 700, 4, 3, distinct: 60, missing: 0.1);
        int[] order = [.. Enumerable.Range(0, data.RowCount).Select(row => (row * 11) % 700)];

        var one = GradientBoostingClassifier.Fit(BinnedDataset.Create(data), Boosted.Few).Model;
        var other = GradientBoostingClassifier.Fit(BinnedDataset.Create(data.Subset(order)), Boosted.Few).Model;

        Assert.Equal(Boosted.Bytes(one), Boosted.Bytes(other));
    }

    [Fact]
    public void ClassWeightsAreSampleWeights()
    {
        var data = TestData.Random(5, 500, 3, 3, distinct: 30);
        var bins = BinnedDataset.Create(data);
        double[] classWeights = [1, 2.5, 4];
        double[] rows = [.. data.Labels.ToArray().Select(label => classWeights[label])];

        var byClass = GradientBoostingClassifier.Fit(bins, Boosted.Few with { Weighting = ClassWeighting.Custom(classWeights) }).Model;
        var byRow = GradientBoostingClassifier.Fit(bins, Boosted.Few, new() { SampleWeights = rows }).Model;

        Assert.Equal(Boosted.Bytes(byRow), Boosted.Bytes(byClass));
    }
}
