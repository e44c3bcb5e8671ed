using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Trees;
using Counterweight.Training.Trees.Classification;
using Xunit;

namespace Counterweight.Training.Tests.Forests;

public class ForestLawTests
{
    public static TheoryData<bool, bool, ClassWeighting> Kinds
    {
        get
        {
            var kinds = new TheoryData<bool, bool, ClassWeighting>();
            foreach (var extra in new[] { false, true })
            {
                foreach (var bootstrap in new[] { false, true })
                {
                    kinds.Add(extra, bootstrap, ClassWeighting.None);
                    kinds.Add(extra, bootstrap, ClassWeighting.Balanced);
                    kinds.Add(extra, bootstrap, ClassWeighting.BalancedPerBootstrap);
                }
            }

            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ThreadsChangeNoBit(bool extra, bool bootstrap, ClassWeighting weighting)
    {
        var data = TestData.Random(1, 1500, 6, 3, distinct: 40, missing: 0.1);
        var one = Fit(data, extra, bootstrap, weighting);
        foreach (var threads in new[] { 2, 3, 8 })
        {
            AssertSame(one, Fit(data, extra, bootstrap, weighting, threads: threads));
        }

        // Fewer trees than threads: they share the trees.
        AssertSame(Fit(data, extra, bootstrap, weighting, trees: 2), Fit(data, extra, bootstrap, weighting, trees: 2, threads: 3));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void WeightZeroIsNoRow(bool extra, bool bootstrap, ClassWeighting weighting)
    {
        var data = TestData.Random(2, 400, 5, 3, distinct: 30);
        double[] weights = [.. Enumerable.Range(0, 400).Select(row => row % 7 == 3 ? 0 : 1.0 + (row % 3))];
        int[] kept = [.. Enumerable.Range(0, 400).Where(row => weights[row] > 0)];

        AssertSame(
            Fit(data, extra, bootstrap, weighting, weights),
            Fit(data.Subset(kept), extra, bootstrap, weighting, [.. kept.Select(row => weights[row])]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void WeightsScaledByAPowerOfTwoChangeNothing(bool extra, bool bootstrap, ClassWeighting weighting)
    {
        var data = TestData.Random(3, 400, 5, 3, distinct: 30);
        double[] weights = [.. Enumerable.Range(0, 400).Select(row => 0.1 + (row % 13))];

        AssertSame(
            Fit(data, extra, bootstrap, weighting, weights),
            Fit(data, extra, bootstrap, weighting, [.. weights.Select(weight => weight * Math.ScaleB(1, -20))]));
    }

    [Theory]
    [InlineData(false, "none")]
    [InlineData(true, "none")]
    [InlineData(false, "balanced")]
    [InlineData(true, "balanced")]
    public void WithoutBootstrapWeightTwoIsTheRowTwiceInAnyOrder(bool extra, string weighting)
    {
        var data = TestData.Random(4, 300, 5, 3, distinct: 30, missing: 0.1);
        int[] times = [.. Enumerable.Range(0, 300).Select(row => row * 7 % 3)];
        int[] repeated = [.. Enumerable.Range(0, 300).SelectMany(row => Enumerable.Repeat(row, times[row]))];
        new Random(4).Shuffle(repeated);

        AssertSame(
            Fit(data, extra, false, Weightings.Named(weighting), [.. times.Select(count => (double)count)]),
            Fit(data.Subset(repeated), extra, false, Weightings.Named(weighting)));
    }

    [Theory]
    [InlineData("Gini", false)]
    [InlineData("Entropy", true)]
    [InlineData("Hellinger", false)]
    [InlineData("CubicImpurity", true)]
    public void ARowDrawnSeveralTimesIsThatManyRows(string impurity, bool randomThresholds)
    {
        var data = TestData.Random(5, 500, 4, 3, distinct: 50, missing: 0.1);
        int[] counts = [.. Enumerable.Range(0, 500).Select(row => row * 11 % 4)];
        int[] repeated = [.. Enumerable.Range(0, 500).SelectMany(row => Enumerable.Repeat(row, counts[row]))];
        var bins = BinnedDataset.Create(data, []);
        var options = new DecisionTreeOptions { Impurity = Impurities.Named(impurity), MinRowCount = 5, MaxFeatures = MaxFeatures.Number(2), RandomThresholds = randomThresholds, Seed = 9 };

        var drawn = Grow(bins, options, counts);
        var listed = Grow(BinnedDataset.Apply(data.Subset(repeated), bins.Mapper), options, []);

        Assert.True(drawn.NodeCount > 20);
        Assert.Equal(listed.Splits, drawn.Splits);
        Assert.Equal(listed.Totals(3).ToArray(), drawn.Totals(3).ToArray());
    }

    [Theory]
    [InlineData("Gini")]
    [InlineData("Entropy")]
    [InlineData("Hellinger")]
    [InlineData("CubicImpurity")]
    public void HistogramsOfAllBinsAndOfANodesOwnGiveTheSameTree(string impurity)
    {
        var data = TestData.Random(6, 12000, 4, 3, distinct: 400, missing: 0.05);
        var bins = BinnedDataset.Create(data, [], isCategorical: [false, false, true, false]);
        var options = new DecisionTreeOptions { Impurity = Impurities.Named(impurity), MinRowCount = 20 };

        // Counts of one, but told as counts: then no histograms are subtracted.
        var direct = Grow(bins, options, [.. Enumerable.Repeat(1, data.RowCount)]);

        Assert.Equal(direct.Splits, Grow(bins, options, []).Splits);
        Assert.Equal(direct.Splits, Grow(bins, options, [], 3).Splits);
        Assert.Contains(direct.Splits, split => split.CategorySet >= 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ATreeAloneIsTheSameOnAnyNumberOfThreads(bool sampled)
    {
        var data = TestData.Random(7, 9000, 6, 3, distinct: 200);
        var options = new DecisionTreeOptions { MaxFeatures = sampled ? MaxFeatures.Sqrt : MaxFeatures.All, Seed = 3 };
        var one = DecisionTreeClassifier.Fit(data, options);
        foreach (var threads in new[] { 2, 3, 8 })
        {
            var tree = DecisionTreeClassifier.Fit(data, options with { DegreeOfParallelism = threads });
            Assert.Equal(one.Nodes.ToArray(), tree.Nodes.ToArray());
        }
    }

    [Fact]
    public void AForestOfOneTreeOnAllIsATree()
    {
        var data = TestData.Glass();
        var forest = RandomForestClassifier.Fit(data, new RandomForestOptions { TreeCount = 1, Bootstrap = false, MaxFeatures = MaxFeatures.All });
        var tree = DecisionTreeClassifier.Fit(data);

        Assert.Equal(tree.Nodes.ToArray().Select(node => (node.Feature, node.Threshold, node.Left)), forest.Nodes.ToArray().Select(node => (node.Feature, node.Threshold, node.Left)));
        Assert.Equal(TestData.Predict(tree, data), TestData.Predict(forest, data));
    }

    [Fact]
    public void OptionsOfTreesReachThem()
    {
        var data = TestData.Pima();
        var forest = new RandomForestOptions { TreeCount = 1, Bootstrap = false, MaxFeatures = MaxFeatures.All };
        var all = RandomForestClassifier.Fit(data, forest).Nodes.Length;
        Same(forest with { Impurity = Impurity.Hellinger });
        Same(forest with { MinWeight = 40 });
        Same(forest with { MinGain = 0.005 });
        Same(forest with { MinRowCount = 30 });
        Same(forest with { MaxLeaves = 9 });

        void Same(RandomForestOptions options)
        {
            var tree = DecisionTreeClassifier.Fit(data, options.ToTreeOptions() with { Impurity = options.Impurity, MinWeight = options.MinWeight, MinGain = options.MinGain, MinRowCount = options.MinRowCount, MaxLeaves = options.MaxLeaves });
            Assert.NotEqual(all, tree.Nodes.Length);
            Assert.Equal(tree.Nodes.ToArray().Select(node => node.ToSplit()), RandomForestClassifier.Fit(data, options).Nodes.ToArray());
        }
    }

    internal static Forest Fit(Dataset data, bool extra, bool bootstrap, ClassWeighting weighting, double[]? weights = null, int trees = 7, int threads = 1) => extra
        ? ExtraTreesClassifier.Fit(data, new ExtraTreesOptions { TreeCount = trees, Bootstrap = bootstrap, OutOfBag = bootstrap, Weighting = weighting, Seed = 5, DegreeOfParallelism = threads }, new() { SampleWeights = weights })
        : RandomForestClassifier.Fit(data, new RandomForestOptions { TreeCount = trees, Bootstrap = bootstrap, OutOfBag = bootstrap, Weighting = weighting, Seed = 5, DegreeOfParallelism = threads }, new() { SampleWeights = weights });

    private static ClassTree Grow(BinnedDataset bins, DecisionTreeOptions options, int[] counts, int threads = 1)
    {
        var data = new GrowthData(bins, options);
        var rows = new SampledRows(data);
        rows.Set([], [], counts);
        return new HistogramTreeGrower(data).Grow(rows, 0, threads, FitMonitor.None);
    }

    private static void AssertSame(Forest expected, Forest actual)
    {
        Assert.True(expected.Nodes.Length > 10 * expected.Roots.Length);
        Assert.Equal(expected.Nodes.ToArray(), actual.Nodes.ToArray());
        Assert.Equal(expected.Roots.ToArray(), actual.Roots.ToArray());
        Assert.Equal(expected.FeatureImportances(), actual.FeatureImportances());
        for (var node = 0; node < expected.Nodes.Length; node++)
        {
            Assert.Equal(expected.ClassFractions(node).ToArray(), actual.ClassFractions(node).ToArray());
            Assert.All(expected.ClassFractions(node).ToArray(), fraction => Assert.InRange(fraction, 0, 1));
        }

        Assert.Equal(expected.OutOfBag?.Accuracy, actual.OutOfBag?.Accuracy);
    }
}
