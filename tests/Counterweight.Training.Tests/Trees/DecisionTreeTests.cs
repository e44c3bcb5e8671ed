using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Trees;

/// <summary>What holds of trees, however their splits are searched.</summary>
public abstract class DecisionTreeTests(SplitSearchMethod search)
{
    public static TheoryData<int, Impurity> Cases =>
        new MatrixTheoryData<int, Impurity>(Enumerable.Range(0, 24), [Impurity.Gini, Impurity.Entropy, Impurities.Cubic]);

    protected DecisionTreeOptions Options { get; } = new() { Search = search };

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheTreeIsTheOneThatTryingEverythingGives(int seed, Impurity impurity)
    {
        var random = new Random(seed);
        var data = TestData.Random(seed, 20 + random.Next(60), 1 + random.Next(4), 2 + random.Next(4), missing: seed % 3 == 0 ? 0.15 : 0);
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(_ => (double)random.Next(seed % 2 == 0 ? 1 : 0, 4))];
        var options = Options with { Impurity = impurity, MaxDepth = seed % 4 == 1 ? 3 : int.MaxValue, MinRowCount = 1 + (seed % 5), MinWeight = seed % 4 };

        var tree = DecisionTreeClassifier.Fit(data, options, new() { SampleWeights = weights });

        Assert.Equal(new NaiveTree(data, weights, options).Describe(), NaiveTree.Describe(tree));
    }

    [Fact]
    public void TenAlternatingRowsGiveNodesWithTheirShareOfTheWeightAndAModelThatLoads()
    {
        var data = TestData.Create(1, 2, [.. Enumerable.Range(0, 10).Select(row => (double)row)], [.. Enumerable.Range(0, 10).Select(row => row % 2)]);
        foreach (var options in (DecisionTreeOptions[])[Options, Options with { MaxLeaves = 7 }, Options with { MaxDepth = 2 }])
        {
            var tree = DecisionTreeClassifier.Fit(data, options);
            Assert.True(tree.Depth >= 2);
            Assert.All(tree.Nodes.ToArray(), node => Assert.Equal(node.RowCount / 10.0, node.Weight));
            Assert.Equal([1.0], tree.FeatureImportances());
            Assert.Equal(1, tree.Prune(double.PositiveInfinity).Nodes.Length);
            Assert.Equal(tree.NodeImpurity(0), tree.PruningPath().Impurities[^1], 1e-15);
            using var file = new MemoryStream(TestData.Saved(tree));
            Assert.Equal(tree.Nodes.ToArray(), ModelFile.Load<DecisionTreeClassifier>(file).Model.Nodes.ToArray());
        }
    }

    [Fact]
    public void ImportancesAreDividedByTheirSumInOrder()
    {
        // Many features, so that a sum in another order has other last bits.
        var data = TestData.Random(3, 3000, 60, 4, distinct: 40);
        var tree = DecisionTreeClassifier.Fit(data, Options);
        var gains = new double[data.FeatureCount];
        foreach (var (feature, gain) in tree.SplitGains())
        {
            gains[feature] += gain;
        }

        var sum = gains.Aggregate(0.0, (one, other) => one + other);
        Assert.Equal([.. gains.Select(gain => gain / sum)], tree.FeatureImportances());
    }

    [Theory]
    [InlineData("Gini")]
    [InlineData("Entropy")]
    [InlineData("CubicImpurity")]
    public void RealDataGiveTheTreeThatTryingEverythingGives(string impurity)
    {
        var data = TestData.Glass();
        var options = Options with { Impurity = Impurities.Named(impurity) };
        // In the training rows of seed 6 two thresholds improve equally, by fractions whose doubles differ in the last bit: the tree takes the higher one.
        for (ulong seed = 8; seed < 16; seed++)
        {
            var train = data.Subset([.. StratifiedSplit.Create(data.Labels, 0.3, seed).TrainRows]);
            Assert.Equal(train.Labels.ToArray(), TestData.Predict(AssertIsNaive(train), train));
        }

        AssertIsNaive(data);

        DecisionTreeClassifier AssertIsNaive(Dataset rows)
        {
            var tree = DecisionTreeClassifier.Fit(rows, options);
            Assert.Equal(new NaiveTree(rows, [.. Enumerable.Repeat(1.0, rows.RowCount)], options).Describe(), NaiveTree.Describe(tree));
            return tree;
        }
    }

    [Fact]
    public void WeightTwoIsTheRowTwiceAndWeightZeroNoRow()
    {
        var options = Options with { Weighting = ClassWeighting.Balanced };
        foreach (var data in (Dataset[])[TestData.Shuttle().Subset([.. Enumerable.Range(0, 20000)]), Continuous(3, 2000, 4, 3)])
        {
            var counts = data.CountClasses();
            int[] times = [.. Enumerable.Range(0, data.RowCount).Select(row => counts[data.Labels[row]] < 100 ? 2 : row * 7 % 3)];
            int[] repeated = [.. Enumerable.Range(0, data.RowCount).SelectMany(row => Enumerable.Repeat(row, times[row]))];

            var weighted = DecisionTreeClassifier.Fit(data, options, new() { SampleWeights = [.. times.Select(count => (double)count)] });
            var duplicated = DecisionTreeClassifier.Fit(data.Subset(repeated), options);

            Assert.Equal(Splits(duplicated), Splits(weighted));
            for (var node = 0; node < weighted.Nodes.Length; node++)
            {
                Assert.Equal(duplicated.ClassFractions(node).ToArray(), weighted.ClassFractions(node).ToArray());
            }
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("balanced")]
    public void TheOrderOfRowsChangesNothing(string weighting)
    {
        var options = Options with { Weighting = Weightings.Named(weighting) };
        foreach (var data in (Dataset[])[TestData.Glass(), TestData.BreastCancer(), Continuous(1, 1000, 3, 4)])
        {
            int[] order = [.. Enumerable.Range(0, data.RowCount)];
            new Random(5).Shuffle(order);
            Assert.Equal(Splits(DecisionTreeClassifier.Fit(data, options)), Splits(DecisionTreeClassifier.Fit(data.Subset(order), options)));
        }
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(37)]
    public void ThreadsChangeNothing(int maxLeaves)
    {
        var data = Continuous(7, 30000, 6, 4);
        var options = Options with { MaxLeaves = maxLeaves, MaxDepth = 9, Weighting = ClassWeighting.Balanced };
        var tree = DecisionTreeClassifier.Fit(data, options);
        foreach (var threads in (int[])[2, 3, 8])
        {
            var other = DecisionTreeClassifier.Fit(data, options with { DegreeOfParallelism = threads });
            Assert.True(tree.Nodes.SequenceEqual(other.Nodes));
        }

        Assert.True(maxLeaves > 37 || tree.Nodes.ToArray().Count(node => node.IsLeaf) == maxLeaves);
    }

    [Fact]
    public void WeightsScaledGiveTheSameTree()
    {
        var data = TestData.Glass();
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => 1.0 + (row % 5))];

        var tree = DecisionTreeClassifier.Fit(data, Options, new() { SampleWeights = weights });
        var scaled = DecisionTreeClassifier.Fit(data, Options, new() { SampleWeights = [.. weights.Select(weight => weight * 1024)] });

        Assert.Equal(Splits(tree), Splits(scaled));
    }

    [Fact]
    public void ClassWeightsAreSampleWeightsByAnotherName()
    {
        // Class counts whose balanced weights are whole.
        var data = TestData.Create(1, 2, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1]);
        double[] weights = [.. data.Labels.ToArray().Select(label => label == 1 ? 2.0 : 12.0 / 18)];

        Assert.Equal(Splits(DecisionTreeClassifier.Fit(data, Options, new() { SampleWeights = weights })), Splits(DecisionTreeClassifier.Fit(data, Options with { Weighting = ClassWeighting.Balanced })));
    }

    [Fact]
    public void MissingValuesGoWhereTheyBelong()
    {
        var data = TestData.Create(1, 2, [1, 1, 1, double.NaN, double.NaN, 9, 9, 9], [0, 0, 0, 1, 1, 1, 1, 1]);

        var tree = DecisionTreeClassifier.Fit(data, Options);

        Assert.Equal(3, tree.Nodes.Length);
        Assert.False(tree.Nodes[0].MissingGoesLeft);
        Assert.Equal(5, tree.Nodes[0].Threshold);
        Assert.Equal([0, 1, 1], TestData.Predict(tree, TestData.Create(1, 2, [4, 6, double.NaN], [0, 0, 0])));
    }

    [Fact]
    public void MissingAgainstPresentIsASplit()
    {
        var data = TestData.Create(1, 2, [1, 2, 3, double.NaN, double.NaN], [0, 0, 0, 1, 1]);

        var tree = DecisionTreeClassifier.Fit(data, Options);

        Assert.Equal(double.PositiveInfinity, tree.Nodes[0].Threshold);
        Assert.Equal([0, 0, 1], TestData.Predict(tree, TestData.Create(1, 2, [-99, 99, double.NaN], [0, 0, 0])));
    }

    [Fact]
    public void MissingAgainstPresentIsASplitBelowEmptyBinsToo()
    {
        // In the right half of feature 0, the lowest value of feature 1 does not occur.
        var data = TestData.Create(2, 3, [1, 1, 9, 9, 9, 9, 0, 0, 5, 6, double.NaN, double.NaN], [0, 0, 1, 1, 2, 2]);

        var tree = DecisionTreeClassifier.Fit(data, Options);

        Assert.Equal(data.Labels.ToArray(), TestData.Predict(tree, data));
        Assert.Contains(tree.Nodes.ToArray(), node => double.IsInfinity(node.Threshold));
    }

    [Fact]
    public void UnseenMissingValuesFollowTheHeavierSide()
    {
        var data = TestData.Create(1, 2, [1, 2, 3, 4, 9], [0, 0, 0, 0, 1]);

        Assert.Equal([0], TestData.Predict(DecisionTreeClassifier.Fit(data, Options), TestData.Create(1, 2, [double.NaN], [0])));
    }

    [Fact]
    public void RealDataWithMissingValuesAreLearnt()
    {
        var data = TestData.BreastCancer();
        var split = StratifiedSplit.Create(data.Labels, 0.3, 0);
        var test = data.Subset([.. split.TestRows]);

        var predicted = TestData.Predict(DecisionTreeClassifier.Fit(data.Subset([.. split.TrainRows]), Options), test);

        Assert.InRange(predicted.Zip(test.Labels.ToArray()).Count(pair => pair.First == pair.Second), 190, 210);
    }

    [Fact]
    public void WhatCannotBeSplitIsALeaf()
    {
        var leaf = DecisionTreeClassifier.Fit(TestData.Create(1, 2, [1, 2, 3], [0, 1, 1]), Options with { MaxDepth = 0 });
        Assert.Equal((1, 1, 0), (leaf.Nodes.Length, leaf.Nodes[0].Label, leaf.Depth));
        Assert.Equal([1.0 / 3, 2.0 / 3], leaf.ClassFractions(0).ToArray());
        Assert.Equal(1, DecisionTreeClassifier.Fit(TestData.Create(1, 2, [5, 5, 5], [0, 1, 1]), Options).Nodes.Length);
        Assert.Equal(1, DecisionTreeClassifier.Fit(TestData.Create(2, 2, [-0.0, 0.0, 0.0, 7, 7, 7], [0, 1, 1]), Options).Nodes.Length);
        Assert.Equal(1, DecisionTreeClassifier.Fit(TestData.Create(1, 2, [double.NaN, double.NaN], [0, 1]), Options).Nodes.Length);
        Assert.Equal(1, DecisionTreeClassifier.Fit(TestData.Create(1, 2, [1, 2, 3], [1, 1, 1]), Options).Nodes.Length);
        Assert.Equal(1, DecisionTreeClassifier.Fit(TestData.Create(1, 2, [1], [1]), Options).Nodes.Length);
        Assert.Equal(1, DecisionTreeClassifier.Fit(TestData.Create(1, 2, [1, 2, 3], [0, 1, 1]), Options with { MaxLeaves = 1 }).Nodes.Length);
    }

    [Fact]
    public void NeighbouringNumbersAreToldApart()
    {
        var data = TestData.Create(1, 2, [1.0, Math.BitIncrement(1.0), -0.0, 0.0], [0, 1, 1, 1]);
        var tree = DecisionTreeClassifier.Fit(data, Options);
        Assert.Equal(data.Labels.ToArray(), TestData.Predict(tree, data));
        Assert.Contains(1.0, tree.Nodes.ToArray().Select(node => node.Threshold));
    }

    // scikit-learn 1.2.1, DecisionTreeClassifier(max_depth=3, random_state=0) on all rows.
    [Theory]
    [InlineData("pima", "none", 1, 127.5, 596)]
    [InlineData("pima", "balanced", 1, 127.5, 559)]
    [InlineData("glass", "none", 7, 0.335, 154)]
    [InlineData("glass", "balanced", 2, 2.695, 157)]
    public void SmallTreesAreThoseOfScikitLearn(string name, string weighting, int feature, double threshold, int correct)
    {
        var data = string.Equals(name, "pima", StringComparison.Ordinal) ? TestData.Pima() : TestData.Glass();

        var tree = DecisionTreeClassifier.Fit(data, Options with { MaxDepth = 3, Weighting = Weightings.Named(weighting) });

        Assert.Equal(15, tree.Nodes.Length);
        Assert.Equal(3, tree.Depth);
        Assert.Equal(feature, tree.Nodes[0].Feature);
        Assert.Equal(threshold, tree.Nodes[0].Threshold, 1e-6);
        Assert.Equal(correct, TestData.Predict(tree, data).Zip(data.Labels.ToArray()).Count(pair => pair.First == pair.Second));
    }

    [Fact]
    public void ProgressRisesToOneAndCancellationEndsTheFit()
    {
        foreach (var maxLeaves in (int[])[int.MaxValue, 5])
        {
            var reports = new List<FitProgress>();
            DecisionTreeClassifier.Fit(TestData.Glass(), Options with { MaxLeaves = maxLeaves }, new() { Progress = new Recorder(reports.Add) });
            Assert.Equal(1, reports[^1].Fraction);
            Assert.Equal(reports.Select(report => report.Fraction).Order(), reports.Select(report => report.Fraction));
        }

        Assert.Throws<OperationCanceledException>(() => DecisionTreeClassifier.Fit(TestData.Glass(), Options, new() { Cancellation = new CancellationToken(canceled: true) }));
    }

    [Fact]
    public void BadInputIsRefused()
    {
        var data = TestData.Pima();
        Assert.Throws<ArgumentOutOfRangeException>("options", () => DecisionTreeClassifier.Fit(data, Options with { MaxDepth = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => DecisionTreeClassifier.Fit(data, Options with { MinRowCount = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => DecisionTreeClassifier.Fit(data, Options with { MinWeight = double.NaN }));
        Assert.Throws<ArgumentException>("options", () => DecisionTreeClassifier.Fit(data, Options with { Impurity = null! }));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => DecisionTreeClassifier.Fit(data, Options with { Search = (SplitSearchMethod)7 }));
        Assert.Throws<ArgumentException>("input", () => DecisionTreeClassifier.Fit(data, Options, new() { SampleWeights = [1] }));
        Assert.Contains("SampleWeights[3] is -1;", Assert.Throws<ArgumentOutOfRangeException>(() => DecisionTreeClassifier.Fit(data, Options, new() { SampleWeights = [.. Enumerable.Range(0, 768).Select(row => row == 3 ? -1.0 : 1)] })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("input", () => DecisionTreeClassifier.Fit(data, Options, new() { SampleWeights = new double[768] }));
        Assert.Throws<ArgumentOutOfRangeException>("input", () => DecisionTreeClassifier.Fit(data, Options, new() { SampleWeights = [.. Enumerable.Repeat(double.NaN, 768)] }));
        Assert.Throws<ArgumentException>(() => TestData.Predict(DecisionTreeClassifier.Fit(data, Options), TestData.Glass()));
    }

    protected static Dataset Continuous(int seed, int rows, int features, int classes)
    {
        var random = new Random(seed);
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => row < classes ? row : (int)(classes * Math.Pow(random.NextDouble(), 3)))];
        double[] values = [.. Enumerable.Range(0, features * rows).Select(i => random.NextDouble() + (i / rows < 2 ? 0.2 * labels[i % rows] : 0))];
        return TestData.Create(features, classes, values, labels);
    }

    private static IEnumerable<(int, double, bool, int, int)> Splits(DecisionTreeClassifier tree) =>
        tree.Nodes.ToArray().Select(node => (node.Feature, node.Threshold, node.MissingGoesLeft, node.Left, node.Label));
}
