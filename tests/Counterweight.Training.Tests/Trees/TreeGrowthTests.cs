using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Trees;

public class TreeGrowthTests
{
    // scikit-learn 1.2.1, DecisionTreeClassifier(max_leaf_nodes=12, criterion=…, random_state=0) on all rows.
    [Theory]
    [InlineData("pima", "Gini", 626, 5, 9, 593)]
    [InlineData("pima", "Entropy", 612, 6, 21, 612)]
    [InlineData("glass", "Gini", 171, 6, 31, 177)]
    [InlineData("glass", "Entropy", 172, 7, 75, 211)]
    public void BestFirstTreesAreThoseOfScikitLearn(string name, string impurity, int correct, int depth, int nodesOfLeastImprovement, int correctOfLeastImprovement)
    {
        var data = string.Equals(name, "pima", StringComparison.Ordinal) ? TestData.Pima() : TestData.Glass();

        var tree = DecisionTreeClassifier.Fit(data, new DecisionTreeOptions { MaxLeaves = 12, Impurity = Impurities.Named(impurity) });
        Assert.Equal(23, tree.Nodes.Length);
        Assert.Equal(depth, tree.Depth);
        Assert.Equal(correct, Correct(tree, data));

        // The same with min_impurity_decrease=0.01 instead; of glass by entropy random_state=1, since ties matter there.
        var stopped = DecisionTreeClassifier.Fit(data, new DecisionTreeOptions { MinGain = 0.01, Impurity = Impurities.Named(impurity) });
        Assert.Equal(nodesOfLeastImprovement, stopped.Nodes.Length);
        Assert.Equal(correctOfLeastImprovement, Correct(stopped, data));
    }

    [Theory]
    [InlineData("Gini")]
    [InlineData("Hellinger")]
    [InlineData("CubicImpurity")]
    public void BestFirstWithoutALimitThatBindsIsDepthFirst(string impurity)
    {
        var data = TestData.Random(3, 4000, 4, 3, distinct: 50, missing: 0.1);
        var options = new DecisionTreeOptions { MinRowCount = 10, Impurity = Impurities.Named(impurity) };

        Assert.Equal(DecisionTreeClassifier.Fit(data, options).Nodes.ToArray(), DecisionTreeClassifier.Fit(data, options with { MaxLeaves = 100000 }).Nodes.ToArray());
        Assert.Equal(1, DecisionTreeClassifier.Fit(data, options with { MaxLeaves = 1 }).Nodes.Length);
        Assert.Equal((2 * 37) - 1, DecisionTreeClassifier.Fit(data, options with { MaxLeaves = 37, DegreeOfParallelism = 2 }).Nodes.Length);
    }

    [Fact]
    public void HellingerTreesDoNotCareForClassWeights()
    {
        var data = TestData.Random(4, 500, 4, 2, distinct: 30);
        double[] weights = [.. data.Labels.ToArray().Select(label => label == 1 ? 1024.0 : 1)];
        var options = new DecisionTreeOptions { Impurity = Impurity.Hellinger, MaxDepth = 3 };

        Assert.Equal(
            DecisionTreeClassifier.Fit(BinnedDataset.Create(data, []), options).Nodes.ToArray().Select(node => (node.Feature, node.Threshold)),
            DecisionTreeClassifier.Fit(BinnedDataset.Create(data, []), options, new() { SampleWeights = weights }).Nodes.ToArray().Select(node => (node.Feature, node.Threshold)));
    }

    [Fact]
    public void HellingerSplitsWhereTheSharesDifferMost()
    {
        var data = TestData.Random(5, 200, 3, 2, distinct: 12);
        var labels = data.Labels.ToArray();
        var best = (Distance: -1.0, Feature: 0, Threshold: 0.0);
        for (var feature = 0; feature < 3; feature++)
        {
            var values = data.Column(feature).ToArray();
            double[] distinct = [.. values.Distinct().Order()];
            for (var i = 0; i + 1 < distinct.Length; i++)
            {
                double[] fractions = [.. Enumerable.Range(0, 2).Select(label => values.Where((value, row) => labels[row] == label && value <= distinct[i]).Count() / (double)labels.Count(other => other == label))];
                var distance = Math.Sqrt(Math.Pow(Math.Sqrt(fractions[0]) - Math.Sqrt(fractions[1]), 2) + Math.Pow(Math.Sqrt(1 - fractions[0]) - Math.Sqrt(1 - fractions[1]), 2));
                best = distance > best.Distance + 1e-12 ? (distance, feature, (distinct[i] + distinct[i + 1]) / 2) : best;
            }
        }

        var root = DecisionTreeClassifier.Fit(data, new DecisionTreeOptions { Impurity = Impurity.Hellinger, MaxDepth = 1 }).Nodes[0];
        Assert.Equal((best.Feature, best.Threshold), (root.Feature, root.Threshold));
    }

    [Fact]
    public void RandomThresholdsDifferBySeedAndLearnAllTheSame()
    {
        var data = TestData.Glass();
        var thresholds = new HashSet<double>();
        for (ulong seed = 0; seed < 20; seed++)
        {
            var tree = DecisionTreeClassifier.Fit(data, new DecisionTreeOptions { RandomThresholds = true, Seed = seed });
            Assert.Equal(data.Labels.ToArray(), TestData.Predict(tree, data));
            thresholds.Add(tree.Nodes[0].Threshold);
        }

        Assert.True(thresholds.Count > 5);
    }

    [Fact]
    public void MissingValuesThatTheBinsDoNotKnowAreSplitToo()
    {
        var known = TestData.Create(1, 2, [1, 2, 3, 4], [0, 0, 1, 1]);
        var data = TestData.Create(1, 2, [1, 2, double.NaN, double.NaN], [0, 0, 1, 1]);
        var tree = DecisionTreeClassifier.Fit(BinnedDataset.Apply(data, BinnedDataset.Create(known).Mapper));
        Assert.Equal(data.Labels.ToArray(), TestData.Predict(tree, data));
    }

    private static int Correct(DecisionTreeClassifier tree, Dataset data) => TestData.Predict(tree, data).Zip(data.Labels.ToArray()).Count(pair => pair.First == pair.Second);
}
