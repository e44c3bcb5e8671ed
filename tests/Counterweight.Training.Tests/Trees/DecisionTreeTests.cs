using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Trees;

public class DecisionTreeTests
{
    public static TheoryData<int, Impurity> Cases
    {
        get
        {
            var cases = new TheoryData<int, Impurity>();
            for (var seed = 0; seed < 12; seed++)
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
        var options = new TreeOptions { Impurity = impurity, MaxDepth = seed % 4 == 1 ? 3 : int.MaxValue, MinRows = 1 + (seed % 5), MinWeight = seed % 4 };

        var tree = DecisionTree.Fit(data, options, weights);

        Assert.Equal(new NaiveTree(data, weights, options).Describe(), NaiveTree.Describe(tree));
    }

    [Theory]
    [InlineData(Impurity.Gini)]
    [InlineData(Impurity.Entropy)]
    public void RealDataGiveTheTreeThatTryingEverythingGives(Impurity impurity)
    {
        var data = TestData.Glass();
        for (ulong seed = 0; seed < 8; seed++)
        {
            var train = data.Subset([.. StratifiedSplit.Create(data.Labels, 0.3, seed).TrainRows]);
            double[] weights = [.. Enumerable.Repeat(1.0, train.RowCount)];
            var options = new TreeOptions { Impurity = impurity };

            var tree = DecisionTree.Fit(train, options);

            Assert.Equal(train.Labels.ToArray(), TestData.Predict(tree, train));
            Assert.Equal(new NaiveTree(train, weights, options).Describe(), NaiveTree.Describe(tree));
        }
    }

    [Fact]
    public void WeightTwoIsTheRowTwiceAndWeightZeroNoRow()
    {
        var data = TestData.Shuttle().Subset([.. Enumerable.Range(0, 20000)]);
        var counts = data.CountClasses();
        int[] times = [.. Enumerable.Range(0, data.RowCount).Select(row => counts[data.Labels[row]] < 100 ? 2 : row * 7 % 3)];
        double[] weights = [.. times.Select(count => (double)count)];
        int[] repeated = [.. Enumerable.Range(0, data.RowCount).SelectMany(row => Enumerable.Repeat(row, times[row]))];
        var options = new TreeOptions { Weighting = ClassWeighting.Balanced };

        var weighted = DecisionTree.Fit(data, options, weights);
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
        var data = TestData.Glass();
        int[] order = [.. Enumerable.Range(0, data.RowCount).Select(row => row * 101 % data.RowCount)];
        var options = new TreeOptions { Weighting = ClassWeighting.Balanced };

        Assert.Equal(Splits(DecisionTree.Fit(data, options)), Splits(DecisionTree.Fit(data.Subset(order), options)));
    }

    [Fact]
    public void WeightsScaledGiveTheSameTree()
    {
        var data = TestData.Glass();
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => 1.0 + (row % 5))];

        var tree = DecisionTree.Fit(data, sampleWeights: weights);
        var scaled = DecisionTree.Fit(data, sampleWeights: [.. weights.Select(weight => weight * 1024)]);

        Assert.Equal(Splits(tree), Splits(scaled));
    }

    [Fact]
    public void ClassWeightsAreSampleWeightsByAnotherName()
    {
        // Class counts whose balanced weights are whole.
        var data = TestData.Create(1, 2, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1]);
        double[] weights = [.. data.Labels.ToArray().Select(label => label == 1 ? 2.0 : 12.0 / 18)];

        Assert.Equal(Splits(DecisionTree.Fit(data, sampleWeights: weights)), Splits(DecisionTree.Fit(data, new TreeOptions { Weighting = ClassWeighting.Balanced })));
    }

    [Fact]
    public void RareClassesOfWeightKeepTheirBins()
    {
        // 20,000 values, far more than bins; class 1 holds 40 neighbours among them.
        const int Rows = 20000;
        double[] values = [.. Enumerable.Range(0, Rows).Select(row => (double)row)];
        int[] labels = [.. Enumerable.Range(0, Rows).Select(row => row is >= 5000 and < 5040 ? 1 : 0)];
        var data = TestData.Create(1, 2, values, labels);

        var tree = DecisionTree.Fit(data, new TreeOptions { Weighting = ClassWeighting.Balanced });

        Assert.Equal(labels, TestData.Predict(tree, data));
        Assert.Equal([4999.5, 5039.5], tree.Nodes.ToArray().Where(node => !node.IsLeaf).Select(node => node.Threshold).Order());
    }

    [Fact]
    public void MissingValuesGoWhereTheyBelong()
    {
        var data = TestData.Create(1, 2, [1, 1, 1, double.NaN, double.NaN, 9, 9, 9], [0, 0, 0, 1, 1, 1, 1, 1]);

        var tree = DecisionTree.Fit(data);

        Assert.Equal(3, tree.Nodes.Length);
        Assert.False(tree.Nodes[0].MissingGoesLeft);
        Assert.Equal(5, tree.Nodes[0].Threshold);
        Assert.Equal([0, 1, 1], TestData.Predict(tree, TestData.Create(1, 2, [4, 6, double.NaN], [0, 0, 0])));
    }

    [Fact]
    public void MissingAgainstPresentIsASplit()
    {
        var data = TestData.Create(1, 2, [1, 2, 3, double.NaN, double.NaN], [0, 0, 0, 1, 1]);

        var tree = DecisionTree.Fit(data);

        Assert.Equal(double.PositiveInfinity, tree.Nodes[0].Threshold);
        Assert.Equal([0, 0, 1], TestData.Predict(tree, TestData.Create(1, 2, [-99, 99, double.NaN], [0, 0, 0])));
    }

    [Fact]
    public void MissingAgainstPresentIsASplitBelowEmptyBinsToo()
    {
        // In the right half of feature 0, the lowest value of feature 1 does not occur.
        var data = TestData.Create(2, 3, [1, 1, 9, 9, 9, 9, 0, 0, 5, 6, double.NaN, double.NaN], [0, 0, 1, 1, 2, 2]);

        var tree = DecisionTree.Fit(data);

        Assert.Equal(data.Labels.ToArray(), TestData.Predict(tree, data));
        Assert.Contains(tree.Nodes.ToArray(), node => double.IsInfinity(node.Threshold));
    }

    [Fact]
    public void UnseenMissingValuesFollowTheHeavierSide()
    {
        var data = TestData.Create(1, 2, [1, 2, 3, 4, 9], [0, 0, 0, 0, 1]);

        Assert.Equal([0], TestData.Predict(DecisionTree.Fit(data), TestData.Create(1, 2, [double.NaN], [0])));
    }

    [Fact]
    public void RealDataWithMissingValuesAreLearnt()
    {
        var data = TestData.BreastCancer();
        var split = StratifiedSplit.Create(data.Labels, 0.3, 0);
        var test = data.Subset([.. split.TestRows]);

        var predicted = TestData.Predict(DecisionTree.Fit(data.Subset([.. split.TrainRows])), test);

        Assert.InRange(predicted.Zip(test.Labels.ToArray()).Count(pair => pair.First == pair.Second), 190, 210);
    }

    [Fact]
    public void WhatCannotBeSplitIsALeaf()
    {
        Assert.Equal(1, DecisionTree.Fit(TestData.Create(1, 2, [5, 5, 5], [0, 1, 1])).Nodes.Length);
        Assert.Equal(1, DecisionTree.Fit(TestData.Create(1, 2, [double.NaN, double.NaN], [0, 1])).Nodes.Length);
        Assert.Equal(1, DecisionTree.Fit(TestData.Create(1, 2, [1, 2, 3], [1, 1, 1])).Nodes.Length);
        var leaf = DecisionTree.Fit(TestData.Create(1, 2, [1, 2, 3], [0, 1, 1]), new TreeOptions { MaxDepth = 0 });
        Assert.Equal(1, leaf.Nodes[0].Label);
        Assert.Equal([1.0 / 3, 2.0 / 3], leaf.ClassShares(0).ToArray());
        Assert.Equal(0, leaf.Depth);
    }

    [Fact]
    public void NeighbouringNumbersAreToldApart()
    {
        var next = Math.BitIncrement(1.0);
        var data = TestData.Create(1, 2, [1.0, next, -0.0, 0.0], [0, 1, 1, 1]);

        Assert.Equal(data.Labels.ToArray(), TestData.Predict(DecisionTree.Fit(data), data));
    }

    // scikit-learn 1.2.1, DecisionTreeClassifier(max_depth=3, random_state=0) on all rows.
    [Theory]
    [InlineData("pima", ClassWeighting.None, 1, 127.5, 596)]
    [InlineData("pima", ClassWeighting.Balanced, 1, 127.5, 559)]
    [InlineData("glass", ClassWeighting.None, 7, 0.335, 154)]
    [InlineData("glass", ClassWeighting.Balanced, 2, 2.695, 157)]
    public void SmallTreesAreThoseOfScikitLearn(string name, ClassWeighting weighting, int feature, double threshold, int correct)
    {
        var data = string.Equals(name, "pima", StringComparison.Ordinal) ? TestData.Pima() : TestData.Glass();

        var tree = DecisionTree.Fit(data, new TreeOptions { MaxDepth = 3, Weighting = weighting });

        Assert.Equal(15, tree.Nodes.Length);
        Assert.Equal(3, tree.Depth);
        Assert.Equal(feature, tree.Nodes[0].Feature);
        Assert.Equal(threshold, tree.Nodes[0].Threshold, 1e-6);
        Assert.Equal(correct, TestData.Predict(tree, data).Zip(data.Labels.ToArray()).Count(pair => pair.First == pair.Second));
    }

    [Fact]
    public void ProgressRisesToOne()
    {
        var reports = new List<FitProgress>();
        DecisionTree.Fit(TestData.Glass(), progress: new Recorder(reports.Add));

        Assert.Equal(1, reports[^1].Fraction);
        Assert.Equal(reports.Select(report => report.Fraction).Order(), reports.Select(report => report.Fraction));
    }

    [Fact]
    public void CancellationEndsTheFit() =>
        Assert.Throws<OperationCanceledException>(() => DecisionTree.Fit(TestData.Glass(), cancellation: new CancellationToken(canceled: true)));

    [Fact]
    public void BadInputIsRefused()
    {
        var data = TestData.Pima();
        Assert.Throws<ArgumentException>(() => DecisionTree.Fit(data, new TreeOptions { MaxDepth = -1 }));
        Assert.Throws<ArgumentException>(() => DecisionTree.Fit(data, new TreeOptions { MinRows = 0 }));
        Assert.Throws<ArgumentException>(() => DecisionTree.Fit(data, new TreeOptions { MinWeight = double.NaN }));
        Assert.Throws<ArgumentException>(() => DecisionTree.Fit(data, new TreeOptions { Impurity = (Impurity)7 }));
        Assert.Throws<ArgumentException>(() => DecisionTree.Fit(data, sampleWeights: [1]));
        Assert.Contains("row 3", Assert.Throws<ArgumentException>(() => DecisionTree.Fit(data, sampleWeights: [.. Enumerable.Range(0, 768).Select(row => row == 3 ? -1.0 : 1)])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => DecisionTree.Fit(data, sampleWeights: new double[768]));
        Assert.Throws<ArgumentException>(() => TestData.Predict(DecisionTree.Fit(data), TestData.Glass()));
    }

    private static IEnumerable<(int, double, bool, int, int)> Splits(DecisionTree tree) =>
        tree.Nodes.ToArray().Select(node => (node.Feature, node.Threshold, node.MissingGoesLeft, node.Left, node.Label));
}
