using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Trees;
using Counterweight.Traversal;
using Xunit;

namespace Counterweight.Training.Tests.Forests;

/// <summary>What is drawn at nodes: features and thresholds, each node and feature by itself, from the seed.</summary>
public class ForestDrawTests
{
    private static readonly Dataset Noise = MakeNoise();

    public static TheoryData<bool> Extra => [false, true];

    [Theory]
    [MemberData(nameof(Extra))]
    public void EveryTreeAndNodeDrawsFeaturesOfItsOwn(bool extra)
    {
        // One of eight features at a node: those of roots are even, and siblings' agree by chance alone, once in eight.
        var forest = Fit(Noise, extra, MaxFeatures.Number(1), trees: 60, seed: 1, depth: 5);
        var nodes = forest.Nodes.ToArray();
        int[] roots = [.. forest.Roots.ToArray().Select(root => nodes[root].Feature)];
        Assert.Equal(8, roots.Distinct().Count());
        Assert.All(roots.GroupBy(feature => feature), group => Assert.InRange(group.Count(), 1, 20));
        bool[] agree = [.. nodes.Where(node => !node.IsLeaf && !nodes[node.Left].IsLeaf && !nodes[node.Left + 1].IsLeaf).Select(node => nodes[node.Left].Feature == nodes[node.Left + 1].Feature)];
        Assert.InRange(agree.Length, 400, 1000);
        Assert.Equal(1 / 8.0, agree.Count(same => same) / (double)agree.Length, 0.05);
        Assert.NotEqual(roots, Fit(Noise, extra, MaxFeatures.Number(1), trees: 60, seed: 2, depth: 1).Nodes.ToArray().Where((_, node) => node % 3 == 0).Select(node => node.Feature));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void TheBestOfTheFeaturesDrawnIsSplit(int drawn)
    {
        // Eight features, each telling a little less than the one before: the best of m has rank r by the choices of the others.
        var data = Ranked();
        var forest = Fit(data, false, MaxFeatures.Number(drawn), trees: 400, seed: 3, depth: 1);
        int[] roots = [.. forest.Roots.ToArray().Select(root => forest.Nodes[root].Feature)];
        for (var rank = 0; rank < 8; rank++)
        {
            var expected = Choose(7 - rank, drawn - 1) / Choose(8, drawn);
            Assert.Equal(expected, roots.Count(feature => feature == rank) / 400.0, 0.08);
        }

        static double Choose(int n, int k) => k < 0 || k > n ? 0 : Enumerable.Range(0, k).Aggregate(1.0, (product, i) => product * (n - i) / (i + 1));
    }

    [Fact]
    public void OfEqualFeaturesTheLowestDrawnIsSplit()
    {
        // Three copies of a feature, two of them drawn: the last is never the lower one.
        double[] values = [.. Enumerable.Range(0, 40).Select(row => (double)(row % 10))];
        var data = TestData.Create(3, 2, [.. values, .. values, .. values], [.. values.Select(value => value > 4 ? 1 : 0)]);
        var nodes = Fit(data, false, MaxFeatures.Number(2), trees: 60, seed: 4, depth: 1).Nodes.ToArray();
        Assert.Equal([0, 1], nodes.Where(node => !node.IsLeaf).Select(node => node.Feature).Distinct().Order());
    }

    [Fact]
    public void CopiesOfAFeatureDrawThresholdsOfTheirOwn()
    {
        // Better thresholds of the copy win about as often as those of the first.
        double[] values = [.. Enumerable.Range(0, 100).Select(row => (double)row)];
        var data = TestData.Create(2, 2, [.. values, .. values], [.. values.Select(value => value > 49 ? 1 : 0)]);
        var nodes = Fit(data, true, MaxFeatures.All, trees: 100, seed: 5, depth: 1).Nodes.ToArray();
        Assert.InRange(nodes.Count(node => node.Feature == 1), 30, 70);
        Assert.True(nodes.Where(node => !node.IsLeaf).Select(node => node.Threshold).Distinct().Count() > 20);
    }

    [Fact]
    public void ThresholdsOfLargeNodesAreRandomToo()
    {
        // One feature and 2,000 rows that one threshold parts: the best would be found every time.
        double[] values = [.. Enumerable.Range(0, 2000).Select(row => (double)(row % 100))];
        var data = TestData.Create(1, 2, values, [.. values.Select(value => value > 49 ? 1 : 0)]);
        double[] thresholds = [.. Fit(data, true, MaxFeatures.All, trees: 50, seed: 6, depth: 1).Nodes.ToArray().Where(node => !node.IsLeaf).Select(node => node.Threshold)];
        Assert.True(thresholds.Distinct().Count() > 20);
        Assert.InRange(thresholds.Average(), 35, 65);
        Assert.All(Fit(data, false, MaxFeatures.All, trees: 5, seed: 6, depth: 1).Nodes.ToArray().Where(node => !node.IsLeaf), node => Assert.Equal(49.5, node.Threshold));
    }

    [Theory]
    [MemberData(nameof(Extra))]
    public void FeaturesOfFactorZeroAreNotEvenDrawn(bool extra)
    {
        // One feature is drawn at a node; were it one of factor 0, the branch would end.
        double[] factors = [0, 0, 1, 0, 0, 0, 2, 0];
        var forest = Fit(Noise, extra, MaxFeatures.Number(1), trees: 20, seed: 7, depth: 1, factors);
        Assert.Equal(60, forest.Nodes.Length);
        Assert.Equal([2, 6], forest.Nodes.ToArray().Where(node => !node.IsLeaf).Select(node => node.Feature).Distinct().Order());
    }

    [Fact]
    public void FactorsAreThoseOfTheFeaturesDrawn()
    {
        // The last two features are copies, the later one of thrice the factor: wherever both are drawn it is split.
        double[] values = [.. Enumerable.Range(0, 200).Select(row => (double)(row % 10))];
        double[] noise = [.. Enumerable.Range(0, 200).Select(row => (double)(row * 7 % 3))];
        var data = TestData.Create(4, 2, [.. noise, .. noise, .. values, .. values], [.. values.Select(value => value > 4 ? 1 : 0)]);
        TreeSplit[] nodes = Fit(data, false, MaxFeatures.Number(3), trees: 60, seed: 8, depth: 1, [1, 1, 1, 3]).Nodes.ToArray();
        Assert.Equal(60 * 3 / 4.0, nodes.Count(node => node.Feature == 3), 12.0);
        Assert.Equal(60 * 1 / 4.0, nodes.Count(node => node.Feature == 2), 12.0);
    }

    [Theory]
    [InlineData(double.NaN, 1, false)]
    [InlineData(0, 1, false)]
    [InlineData(1, 1, true)]
    [InlineData(double.NaN, double.NaN, true)]
    public void OnlyAFeatureOfOneValueIsDrawnAgain(double even, double odd, bool isDrawnAgain)
    {
        // The first feature tells nothing of the class below the root's third feature, the second all: a node that draws the first is a
        // leaf, but for where it is constant.
        int[] rows = [.. Enumerable.Range(0, 80)];
        double[] plain = [.. rows.Select(row => row >= 40 ? 5 + (row % 5) : row / 2 % 2 == 0 ? even : odd)];
        double[] telling = [.. rows.Select(row => row >= 40 ? 0.0 : row % 2)];
        double[] side = [.. rows.Select(row => row >= 40 ? 1.0 : 0)];
        var data = TestData.Create(3, 3, [.. plain, .. telling, .. side], [.. rows.Select(row => row >= 40 ? 2 : row % 2)]);
        var forest = Fit(data, false, MaxFeatures.Number(1), trees: 200, seed: 10, depth: 2);
        var nodes = forest.Nodes.ToArray();
        int[] below = [.. forest.Roots.ToArray().Where(root => nodes[root].Feature == 2).Select(root => nodes[root].Left)];
        Assert.InRange(below.Length, 40, 95);
        Assert.All(below, node => Assert.True(nodes[node].IsLeaf || nodes[node].Feature == 1));
        Assert.InRange(below.Count(node => nodes[node].IsLeaf), isDrawnAgain ? 0 : below.Length / 4, isDrawnAgain ? 0 : below.Length * 3 / 4);
    }

    [Theory]
    [MemberData(nameof(Extra))]
    public void TheSeedOfTheOptionsIsThatOfTheNodes(bool extra)
    {
        var one = TestData.Saved(Fit(Noise, extra, MaxFeatures.Sqrt, trees: 3, seed: 1, depth: 4));
        Assert.Equal(one, TestData.Saved(Fit(Noise, extra, MaxFeatures.Sqrt, trees: 3, seed: 1, depth: 4)));
        Assert.NotEqual(one, TestData.Saved(Fit(Noise, extra, MaxFeatures.Sqrt, trees: 3, seed: 1UL << 63, depth: 4)));
        var options = new DecisionTreeOptions { MaxFeatures = MaxFeatures.Number(2), MaxDepth = 4, Seed = 1 };
        Assert.NotEqual(DecisionTreeClassifier.Fit(Noise, options).Nodes.ToArray(), DecisionTreeClassifier.Fit(Noise, options with { Seed = 2 }).Nodes.ToArray());
    }

    private static Forest Fit(Dataset data, bool extra, MaxFeatures features, int trees, ulong seed, int depth, double[]? factors = null) => extra
        ? ExtraTreesClassifier.Fit(data, new ExtraTreesOptions { TreeCount = trees, MaxFeatures = features, Seed = seed, MaxDepth = depth, FeatureWeights = factors })
        : RandomForestClassifier.Fit(data, new RandomForestOptions { TreeCount = trees, MaxFeatures = features, Seed = seed, MaxDepth = depth, FeatureWeights = factors, Bootstrap = false });

    private static Dataset MakeNoise()
    {
        var random = new Random(9);
        return TestData.Create(8, 2, [.. Enumerable.Range(0, 8 * 400).Select(_ => (double)random.Next(50))], [.. Enumerable.Range(0, 400).Select(_ => random.Next(2))]);
    }

    /// <summary>Feature f tells the class but for 10·f of 400 rows.</summary>
    private static Dataset Ranked()
    {
        int[] labels = [.. Enumerable.Range(0, 400).Select(row => row % 2)];
        double[] values = [.. Enumerable.Range(0, 8).SelectMany(feature => labels.Select((label, row) => (double)(row < 10 * feature ? 1 - label : label)))];
        return TestData.Create(8, 2, values, labels);
    }
}
