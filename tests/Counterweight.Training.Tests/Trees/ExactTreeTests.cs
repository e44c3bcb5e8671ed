using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Trees;

public class ExactTreeTests
{
    private static readonly TreeOptions Exact = new() { Search = SplitSearchMethod.Exact };

    public static TheoryData<int, Impurity> Cases
    {
        get
        {
            var cases = new TheoryData<int, Impurity>();
            for (var seed = 0; seed < 24; seed++)
            {
                cases.Add(seed, Impurity.Gini);
                cases.Add(seed, Impurity.Entropy);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheTreeIsTheOneThatTryingEverythingGives(int seed, Impurity impurity)
    {
        var random = new Random(seed);
        var data = TestData.Random(seed, 20 + random.Next(60), 1 + random.Next(4), 2 + random.Next(4), missing: seed % 3 == 0 ? 0.15 : 0);
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(_ => (double)random.Next(seed % 2 == 0 ? 1 : 0, 4))];
        var options = Exact with { Impurity = impurity, MaxDepth = seed % 4 == 1 ? 3 : int.MaxValue, MinRows = 1 + (seed % 5), MinWeight = seed % 4 };

        var tree = DecisionTree.Fit(data, options, weights);

        Assert.Equal(new NaiveTree(data, weights, options).Describe(), NaiveTree.Describe(tree));
    }

    [Theory]
    [InlineData(Impurity.Gini)]
    [InlineData(Impurity.Entropy)]
    public void RealDataGiveTheTreeThatTryingEverythingGives(Impurity impurity)
    {
        var data = TestData.Glass();
        var options = Exact with { Impurity = impurity };
        Assert.Equal(new NaiveTree(data, [.. Enumerable.Repeat(1.0, data.RowCount)], options).Describe(), NaiveTree.Describe(DecisionTree.Fit(data, options)));
    }

    [Theory]
    [InlineData(Impurity.Gini)]
    [InlineData(Impurity.Entropy)]
    [InlineData(Impurity.Hellinger)]
    public void FewDistinctValuesGiveTheTreeOfTheHistograms(Impurity impurity)
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var data = TestData.Random(seed, 3000, 5, 2 + (seed % 3), distinct: 200);
            var options = Exact with { Impurity = impurity, MinRows = 5, MaxLeaves = seed % 2 == 0 ? int.MaxValue : 20, Weighting = ClassWeighting.Balanced };
            Assert.Equal(
                NaiveTree.Describe(DecisionTree.Fit(data, options with { Search = SplitSearchMethod.Histogram })),
                NaiveTree.Describe(DecisionTree.Fit(data, options)));
        }
    }

    [Fact]
    public void WeightTwoIsTheRowTwiceAndWeightZeroNoRow()
    {
        var data = Continuous(3, 2000, 4, 3);
        int[] times = [.. Enumerable.Range(0, data.RowCount).Select(row => row * 7 % 3)];
        int[] repeated = [.. Enumerable.Range(0, data.RowCount).SelectMany(row => Enumerable.Repeat(row, times[row]))];
        var options = Exact with { Weighting = ClassWeighting.Balanced };

        var weighted = DecisionTree.Fit(data, options, [.. times.Select(count => (double)count)]);
        var duplicated = DecisionTree.Fit(data.Subset(repeated), options);

        Assert.Equal(Splits(duplicated), Splits(weighted));
        for (var node = 0; node < weighted.Nodes.Length; node++)
        {
            Assert.Equal(duplicated.ClassShares(node).ToArray(), weighted.ClassShares(node).ToArray());
        }
    }

    [Fact]
    public void TheOrderOfRowsChangesNothing()
    {
        foreach (var data in (Dataset[])[TestData.Glass(), TestData.BreastCancer(), Continuous(1, 1000, 3, 4)])
        {
            int[] order = [.. Enumerable.Range(0, data.RowCount)];
            new Random(5).Shuffle(order);
            Assert.Equal(Splits(DecisionTree.Fit(data, Exact)), Splits(DecisionTree.Fit(data.Subset(order), Exact)));
        }
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(37)]
    public void ThreadsChangeNothing(int maxLeaves)
    {
        var data = Continuous(7, 30000, 6, 4);
        var options = Exact with { MaxLeaves = maxLeaves, MaxDepth = 9, Weighting = ClassWeighting.Balanced };
        var tree = DecisionTree.Fit(data, options);
        foreach (var threads in (int[])[2, 3, 8])
        {
            var other = DecisionTree.Fit(data, options with { DegreeOfParallelism = threads });
            Assert.True(tree.Nodes.SequenceEqual(other.Nodes));
        }

        Assert.True(maxLeaves > 37 || tree.Nodes.ToArray().Count(node => node.IsLeaf) == maxLeaves);
    }

    [Fact]
    public void EveryValueMayBeAThreshold()
    {
        // 20,000 values, far more than bins, whose classes alternate at places no quantile finds.
        const int Rows = 20000;
        double[] values = [.. Enumerable.Range(0, Rows).Select(row => (double)row)];
        int[] labels = [.. Enumerable.Range(0, Rows).Select(row => row is 5003 or 11007 ? 1 : 0)];
        var data = TestData.Create(1, 2, values, labels);

        var tree = DecisionTree.Fit(data, Exact);

        Assert.Equal([5002.5, 5003.5, 11006.5, 11007.5], tree.Nodes.ToArray().Where(node => !node.IsLeaf).Select(node => node.Threshold).Order());
        Assert.Equal(labels, TestData.Predict(tree, data));
    }

    [Fact]
    public void MissingValuesGoWhereTheyBelong()
    {
        var tree = DecisionTree.Fit(TestData.Create(1, 2, [1, 1, 1, double.NaN, double.NaN, 9, 9, 9], [0, 0, 0, 1, 1, 1, 1, 1]), Exact);
        Assert.Equal((3, false, 5.0), (tree.Nodes.Length, tree.Nodes[0].MissingGoesLeft, tree.Nodes[0].Threshold));

        tree = DecisionTree.Fit(TestData.Create(1, 2, [1, 2, 3, double.NaN, double.NaN], [0, 0, 0, 1, 1]), Exact);
        Assert.Equal(double.PositiveInfinity, tree.Nodes[0].Threshold);
        Assert.Equal([0, 0, 1], TestData.Predict(tree, TestData.Create(1, 2, [-99, 99, double.NaN], [0, 0, 0])));

        Assert.Equal([0], TestData.Predict(DecisionTree.Fit(TestData.Create(1, 2, [1, 2, 3, 4, 9], [0, 0, 0, 0, 1]), Exact), TestData.Create(1, 2, [double.NaN], [0])));
    }

    [Fact]
    public void WhatCannotBeSplitIsALeaf()
    {
        Assert.Equal(1, DecisionTree.Fit(TestData.Create(1, 2, [5, 5, 5], [0, 1, 1]), Exact).Nodes.Length);
        Assert.Equal(1, DecisionTree.Fit(TestData.Create(2, 2, [-0.0, 0.0, 0.0, 7, 7, 7], [0, 1, 1]), Exact).Nodes.Length);
        Assert.Equal(1, DecisionTree.Fit(TestData.Create(1, 2, [double.NaN, double.NaN], [0, 1]), Exact).Nodes.Length);
        Assert.Equal(1, DecisionTree.Fit(TestData.Create(1, 2, [1, 2, 3], [1, 1, 1]), Exact).Nodes.Length);
        Assert.Equal(1, DecisionTree.Fit(TestData.Create(1, 2, [1], [1]), Exact).Nodes.Length);
        Assert.Equal(1, DecisionTree.Fit(TestData.Create(1, 2, [1, 2, 3], [0, 1, 1]), Exact with { MaxDepth = 0 }).Nodes.Length);
        Assert.Equal(1, DecisionTree.Fit(TestData.Create(1, 2, [1, 2, 3], [0, 1, 1]), Exact with { MaxLeaves = 1 }).Nodes.Length);
    }

    [Fact]
    public void NeighbouringNumbersAreToldApart()
    {
        var data = TestData.Create(1, 2, [1.0, Math.BitIncrement(1.0), -0.0, 0.0], [0, 1, 1, 1]);
        var tree = DecisionTree.Fit(data, Exact);
        Assert.Equal(data.Labels.ToArray(), TestData.Predict(tree, data));
        Assert.Contains(1.0, tree.Nodes.ToArray().Select(node => node.Threshold));
    }

    [Fact]
    public void ProgressRisesToOneAndCancellationEndsTheFit()
    {
        foreach (var maxLeaves in (int[])[int.MaxValue, 5])
        {
            var reports = new List<FitProgress>();
            DecisionTree.Fit(TestData.Glass(), Exact with { MaxLeaves = maxLeaves }, progress: new Recorder(reports.Add));
            Assert.Equal(1, reports[^1].Fraction);
            Assert.Equal(reports.Select(report => report.Fraction).Order(), reports.Select(report => report.Fraction));
        }

        Assert.Throws<OperationCanceledException>(() => DecisionTree.Fit(TestData.Glass(), Exact, cancellation: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void BadInputIsRefused()
    {
        var data = TestData.Pima();
        Assert.Throws<ArgumentException>("sampleWeights", () => DecisionTree.Fit(data, Exact, new double[768]));
        Assert.Throws<ArgumentException>("sampleWeights", () => DecisionTree.Fit(data, Exact, [.. Enumerable.Repeat(double.NaN, 768)]));
        Assert.Throws<ArgumentException>("options", () => DecisionTree.Fit(data, new TreeOptions { Search = (SplitSearchMethod)7 }));
        Refuses(nameof(TreeOptions.RandomThresholds), Exact with { RandomThresholds = true });
        Refuses(nameof(TreeOptions.MaxFeatures), Exact with { MaxFeatures = MaxFeatures.Sqrt });
        Refuses(nameof(TreeOptions.FeatureWeights), Exact with { FeatureWeights = [1, 1, 1, 1, 1, 1, 1, 1] });
        Assert.Throws<ArgumentException>("options", () => DecisionTree.Fit(BinnedDataset.Create(data), Exact));
        Assert.Throws<ArgumentException>("data", () => DecisionTree.Fit(TestData.Create(1, 5000, [1, 2], [0, 4999]), Exact));

        void Refuses(string option, TreeOptions options) =>
            Assert.EndsWith($"does not take {option}. (Parameter 'options')", Assert.Throws<ArgumentException>(nameof(options), () => DecisionTree.Fit(data, options)).Message, StringComparison.Ordinal);
    }

    private static Dataset Continuous(int seed, int rows, int features, int classes)
    {
        var random = new Random(seed);
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => row < classes ? row : (int)(classes * Math.Pow(random.NextDouble(), 3)))];
        double[] values = [.. Enumerable.Range(0, features * rows).Select(i => random.NextDouble() + (i / rows < 2 ? 0.2 * labels[i % rows] : 0))];
        return TestData.Create(features, classes, values, labels);
    }

    private static IEnumerable<(int, double, bool, int, int)> Splits(DecisionTree tree) =>
        tree.Nodes.ToArray().Select(node => (node.Feature, node.Threshold, node.MissingGoesLeft, node.Left, node.Label));
}
