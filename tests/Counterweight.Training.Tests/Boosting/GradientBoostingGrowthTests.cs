using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>The trees of boosting: leaf values, the order of growth, limits.</summary>
public class GradientBoostingGrowthTests
{
    [Theory]
    [MemberData(nameof(Boosted.Kinds), MemberType = typeof(Boosted))]
    public void AnyNumberOfRowsIsLearnt(GradientTreeGrowth growth, GradientMulticlass multiclass)
    {
        // One output's sums may come near 2⁶³, as they do for some of these numbers of rows; those of all outputs are beyond.
        foreach (var rows in (ReadOnlySpan<int>)[30, 60, 64, 100, 200, 255, 1000])
        {
            double[] values = [.. Enumerable.Range(0, rows).Select(row => (double)row)];
            int[] labels = [.. Enumerable.Range(0, rows).Select(row => 3 * row / rows)];
            var data = TestData.Create(1, 3, values, labels);
            var options = new GradientBoostingOptions { Rounds = 5, Multiclass = multiclass, Tree = new() { Growth = growth, MaxDepth = 2, MaxLeaves = 4 } };
            var model = GradientBoostingClassifier.Fit(BinnedDataset.Create(data), options);
            Assert.InRange(TestData.Predict(model, data).Zip(labels).Count(pair => pair.First == pair.Second), 0.97 * rows, rows);
        }
    }

    [Theory]
    [MemberData(nameof(Boosted.Kinds), MemberType = typeof(Boosted))]
    public void TheLastTreeIsANewtonStep(GradientTreeGrowth growth, GradientMulticlass multiclass)
    {
        // The last round's leaf values, from scores of the rounds before by the plain formula.
        var data = TestData.Random(6, 900, 3, 3, distinct: 40, missing: 0.2);
        var options = new GradientBoostingOptions { Rounds = 4, LearningRate = 0.5, Multiclass = multiclass, Tree = new() { Growth = growth, MaxLeaves = 9, L2 = 0.7, MinRowCount = 10, MinHessian = 0 } };
        var model = GradientBoostingClassifier.Fit(BinnedDataset.Create(data), options).Model;
        var before = new double[data.RowCount * 3];
        var after = new double[data.RowCount * 3];
        model.PredictScores(data, before, 3);
        model.PredictScores(data, after);
        for (var output = 0; output < 3; output++)
        {
            var sums = new Dictionary<double, (double G, double H)>();
            for (var row = 0; row < data.RowCount; row++)
            {
                var exponentials = Enumerable.Range(0, 3).Select(k => Math.Exp(before[(row * 3) + k])).ToArray();
                var p = exponentials[output] / exponentials.Sum();
                var step = Math.Round(after[(row * 3) + output] - before[(row * 3) + output], 12);
                var (g, h) = sums.GetValueOrDefault(step);
                sums[step] = (g + p - (data.Labels[row] == output ? 1 : 0), h + (p * (1 - p)));
            }

            Assert.InRange(sums.Count, 2, 9);
            foreach (var (step, (g, h)) in sums)
            {
                Assert.Equal(-0.5 * g / (h + 0.7), step, 2e-5);
            }
        }
    }

    [Fact]
    public void GrowthOrdersAgreeWhereNothingLimitsTheLeaves()
    {
        var bins = BinnedDataset.Create(TestData.Random(7, 500, 4, 2, distinct: 50));
        var tree = Boosted.Few.Tree with { MaxDepth = 5, MaxLeaves = 1000 };
        var best = GradientBoostingClassifier.Fit(bins, Boosted.Few with { Tree = tree }).Model;
        var levels = GradientBoostingClassifier.Fit(bins, Boosted.Few with { Tree = tree with { Growth = GradientTreeGrowth.DepthWise } }).Model;
        Assert.Equal(Boosted.Bytes(best), Boosted.Bytes(levels));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void LevelsFillFromLeftToRight(int threads)
    {
        // Depth and leaves choose in which order nodes are split, level by level or subtree by subtree; it does not show.
        var bins = BinnedDataset.Create(GradientBoostingQualityTests.Skewed(8000));
        float[] targets = [.. Enumerable.Range(0, bins.RowCount).Select(row => (float)(bins.Source.Column(0)[row] + bins.Source.Column(1)[row]))];
        foreach (var (leaves, depth) in ((int, int)[])[(32, 6), (45, 6), (50, 6), (10, 7), (31, 7), (50, 7)])
        {
            var tree = new GradientTreeOptions { Growth = GradientTreeGrowth.DepthWise, MaxDepth = depth, MinHessian = 0 };
            var options = new GradientBoostingOptions { Rounds = 1, DegreeOfParallelism = threads, CellsPerThread = 1 };
            var all = GradientBoostingRegressor.Fit(bins.WithTargets(targets), options with { Tree = tree with { MaxLeaves = 1 << depth } }).Model;
            var some = GradientBoostingRegressor.Fit(bins.WithTargets(targets), options with { Tree = tree with { MaxLeaves = leaves } }).Model;
            Assert.True(all.Nodes.Length > (2 * leaves) - 1);
            Assert.Equal((2 * leaves) - 1, some.Nodes.Length);
            Assert.Equal(Splits(all).Take(leaves - 1), Splits(some));
        }

        static IEnumerable<(int, double)> Splits(GradientBoostingModel model) =>
            model.Nodes.ToArray().Where(node => !node.IsLeaf).Select(node => (node.Feature, node.Threshold));
    }

    [Theory]
    [InlineData(GradientTreeGrowth.BestFirst)]
    [InlineData(GradientTreeGrowth.DepthWise)]
    public void LimitsHold(GradientTreeGrowth growth)
    {
        var data = TestData.Random(8, 2000, 5, 2, distinct: 100);
        var tree = new GradientTreeOptions { Growth = growth, MaxLeaves = 11, MaxDepth = 5, MinRowCount = 30, MinWeight = 70, MinHessian = 9, MaxStep = 0.8, L2 = 0 };
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => 1.0 + (row % 3))];
        var model = GradientBoostingClassifier.Fit(BinnedDataset.Create(data), Boosted.Few with { LearningRate = 1, Tree = tree }, new() { SampleWeights = weights }).Model;
        var (weight, rounding) = (weights.Sum(), 1e-9);
        for (var t = 0; t < model.TreeCount; t++)
        {
            var root = model.Roots[t];
            Assert.Equal(1, model.Statistics[root].Weight);
            var end = t + 1 < model.TreeCount ? model.Roots[t + 1] : model.Nodes.Length;
            Assert.InRange(end - root, 3, 21);
            Assert.InRange(Depth(model, root), 1, 5);
            for (var node = root; node < end; node++)
            {
                var said = model.Statistics[node];
                Assert.True(said.RowCount >= 30 && said.Weight * weight >= 70 - rounding && said.Hessian * weight >= 9 - rounding && Math.Abs(model.Values[node]) <= 0.8f);
                Assert.True(model.Nodes[node].IsLeaf || said.Gain > 0);
            }
        }
    }

    [Fact]
    public void PenaltiesReachTheTrees()
    {
        // Ten targets of −1 and ten of 1 about their mean 0: leaves of −1 and 1, each of weight 10; the gain is a half a row.
        var data = TestData.Create(1, 2, [.. Enumerable.Range(0, 20).Select(row => row < 10 ? 0.0 : 1)], new int[20]);
        float[] targets = [.. Enumerable.Range(0, 20).Select(row => row < 10 ? -1f : 1)];
        Grown(new() { L2 = 0 }, 0.5, 1);
        Grown(new() { L2 = 10 }, 0.25, 0.5);
        Grown(new() { L2 = 0, L1 = 2 }, 0.32, 0.8);
        Grown(new() { L2 = 0, Gamma = 4 }, 0.3, 1);
        Grown(new() { L2 = 0, MaxStep = 0.5 }, 0.375, 0.5);
        Assert.Equal(1, Fit(new() { L2 = 0, Gamma = 10.5 }).Nodes.Length);

        void Grown(GradientTreeOptions tree, double gain, double value)
        {
            var model = Fit(tree);
            Assert.Equal(3, model.Nodes.Length);
            Assert.Equal(gain, model.Statistics[0].Gain, 1e-6);
            Assert.Equal([-value, value], model.Values[1..].ToArray().Select(leaf => Math.Round(leaf, 6)));
        }

        GradientBoostingModel Fit(GradientTreeOptions tree) =>
            GradientBoostingRegressor.Fit(BinnedDataset.Create(data).WithTargets(targets), new GradientBoostingOptions { Rounds = 1, LearningRate = 1, Tree = tree }).Model;
    }

    [Fact]
    public void UnitHessiansAreTheWeights()
    {
        var model = GradientBoostingClassifier.Fit(BinnedDataset.Create(TestData.Pima()), Boosted.Few with { UnitHessians = true }).Model;
        Assert.All(model.Statistics.ToArray(), node => Assert.Equal(node.Weight, node.Hessian, 1e-9));
    }

    [Fact]
    public void GainsSumToTheLossSaved()
    {
        // A tree of squared losses, not shrunk, saves what its splits gain, a unit of weight.
        var data = TestData.Pima();
        float[] targets = [.. data.Column(5).ToArray().Select(value => (float)value)];
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => 1.5 + (row % 3))];
        var options = new GradientBoostingOptions { Rounds = 1, LearningRate = 1, Tree = new() { MaxLeaves = 9, L2 = 0 } };
        var model = GradientBoostingRegressor.Fit(BinnedDataset.Create(data).WithTargets(targets), options, new() { SampleWeights = weights }).Model;
        Assert.Equal(17, model.Nodes.Length);
        Assert.Equal(Loss(0) - Loss(1), model.Statistics.ToArray().Sum(node => node.Gain), 1e-4);
        Assert.All(model.Statistics.ToArray(), node => Assert.Equal(node.Weight, node.Hessian, 1e-9));

        double Loss(int rounds)
        {
            var scores = new double[data.RowCount];
            model.PredictScores(data, scores, rounds);
            return scores.Select((score, row) => weights[row] * Math.Pow(score - targets[row], 2) / 2).Sum() / weights.Sum();
        }
    }

    [Fact]
    public void OnlyDrawnFeaturesAreSplitAndImportancesSumToOne()
    {
        var data = TestData.Random(11, 500, 6, 2, distinct: 40);
        var model = GradientBoostingClassifier.Fit(BinnedDataset.Create(data), Boosted.Few with { FeatureFraction = 0.1 }).Model;
        for (var t = 0; t < model.TreeCount; t++)
        {
            var end = t + 1 < model.TreeCount ? model.Roots[t + 1] : model.Nodes.Length;
            Assert.True(model.Nodes[model.Roots[t]..end].ToArray().Where(node => !node.IsLeaf).Select(node => node.Feature).Distinct().Count() <= 1);
        }

        foreach (var kind in Enum.GetValues<GradientImportance>())
        {
            Assert.Equal(1, model.FeatureImportances(kind).Sum(), 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Boosted.Kinds), MemberType = typeof(Boosted))]
    public void FeatureWeightsMultiplyGains(GradientTreeGrowth growth, GradientMulticlass multiclass)
    {
        var bins = BinnedDataset.Create(TestData.Glass());
        var options = Boosted.Few with { Multiclass = multiclass, Tree = new() { Growth = growth, MaxLeaves = 8 } };
        var plain = GradientBoostingClassifier.Fit(bins, options);
        Assert.Equal(TestData.Saved(plain), TestData.Saved(GradientBoostingClassifier.Fit(bins, options with { FeatureWeights = [.. Enumerable.Repeat(1.0, bins.FeatureCount)] })));

        // The root of the first tree takes the feature whose gain, times its factor, is greatest.
        var first = plain.Model.Nodes[plain.Model.Roots[0]].Feature;
        double[] without = [.. Enumerable.Range(0, bins.FeatureCount).Select(feature => feature == first ? 0.0 : 1)];
        foreach (var fraction in (double[])[1, 0.5])
        {
            var others = GradientBoostingClassifier.Fit(bins, options with { FeatureWeights = without, FeatureFraction = fraction }).Model;
            Assert.DoesNotContain(first, others.Nodes.ToArray().Select(node => node.Feature));
            Assert.Contains(others.Nodes.ToArray(), node => !node.IsLeaf);
        }

        var rest = GradientBoostingClassifier.Fit(bins, options with { FeatureWeights = without }).Model;
        var second = rest.Nodes[rest.Roots[0]].Feature;
        var ratio = rest.Statistics[rest.Roots[0]].Gain / plain.Model.Statistics[plain.Model.Roots[0]].Gain;
        Assert.InRange(ratio, 0, 1);
        foreach (var (factor, expected) in new[] { (1.01 * ratio, first), (0.99 * ratio, second) })
        {
            double[] factors = [.. without.Select(weight => weight == 0 ? factor : 1)];
            var model = GradientBoostingClassifier.Fit(bins, options with { FeatureWeights = factors }).Model;
            Assert.Equal(expected, model.Nodes[model.Roots[0]].Feature);
        }

        var none = GradientBoostingClassifier.Fit(bins, options with { FeatureWeights = new double[bins.FeatureCount], FeatureFraction = 0.3 }).Model;
        Assert.All(none.Nodes.ToArray(), node => Assert.True(node.IsLeaf));
    }

    private static int Depth(GradientBoostingModel model, int node) =>
        model.Nodes[node].IsLeaf ? 0 : 1 + Math.Max(Depth(model, model.Nodes[node].Left), Depth(model, model.Nodes[node].Left + 1));
}
