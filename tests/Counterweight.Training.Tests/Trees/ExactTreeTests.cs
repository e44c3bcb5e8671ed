using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Trees;

public class ExactTreeTests() : DecisionTreeTests(SplitSearchMethod.Exact)
{
    [Theory]
    [InlineData("Gini")]
    [InlineData("Entropy")]
    [InlineData("Hellinger")]
    [InlineData("CubicImpurity")]
    public void FewDistinctValuesGiveTheTreeOfTheHistograms(string impurity)
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var data = TestData.Random(seed, 3000, 5, 2 + (seed % 3), distinct: 200);
            var options = Options with { Impurity = Impurities.Named(impurity), MinRowCount = 5, MaxLeaves = seed % 2 == 0 ? int.MaxValue : 20, Weighting = ClassWeighting.Balanced };
            Assert.Equal(
                NaiveTree.Describe(DecisionTreeClassifier.Fit(data, options with { Search = SplitSearchMethod.Histogram })),
                NaiveTree.Describe(DecisionTreeClassifier.Fit(data, options)));
        }
    }

    [Fact]
    public void EqualImprovementsAreSplitInTheSameOrderAsByHistograms()
    {
        // Few rows of many classes: many nodes gain the same, and the number of leaves decides which of them are split.
        for (var seed = 0; seed < 200; seed++)
        {
            var data = TestData.Random(seed, 40, 3, 12, distinct: 8);
            var options = Options with { MaxLeaves = 8 + (seed % 12) };
            Assert.Equal(
                NaiveTree.Describe(DecisionTreeClassifier.Fit(data, options with { Search = SplitSearchMethod.Histogram })),
                NaiveTree.Describe(DecisionTreeClassifier.Fit(data, options)));
        }
    }

    [Fact]
    public void EveryValueMayBeAThreshold()
    {
        // 20,000 values, far more than bins, whose classes alternate at places no quantile finds.
        const int Rows = 20000;
        double[] values = [.. Enumerable.Range(0, Rows).Select(row => (double)row)];
        int[] labels = [.. Enumerable.Range(0, Rows).Select(row => row is 5003 or 11007 ? 1 : 0)];
        var data = TestData.Create(1, 2, values, labels);

        var tree = DecisionTreeClassifier.Fit(data, Options);

        Assert.Equal([5002.5, 5003.5, 11006.5, 11007.5], tree.Nodes.ToArray().Where(node => !node.IsLeaf).Select(node => node.Threshold).Order());
        Assert.Equal(labels, TestData.Predict(tree, data));
    }

    [Fact]
    public void OptionsOfHistogramsAreRefused()
    {
        var data = TestData.Pima();
        Refuses(nameof(DecisionTreeOptions.RandomThresholds), Options with { RandomThresholds = true });
        Refuses(nameof(DecisionTreeOptions.MaxFeatures), Options with { MaxFeatures = MaxFeatures.Sqrt });
        Refuses(nameof(DecisionTreeOptions.FeatureWeights), Options with { FeatureWeights = [1, 1, 1, 1, 1, 1, 1, 1] });
        Assert.Throws<ArgumentException>("options", () => DecisionTreeClassifier.Fit(BinnedDataset.Create(data), Options));
        Assert.Throws<ArgumentException>("data", () => DecisionTreeClassifier.Fit(TestData.Create(1, 5000, [1, 2], [0, 4999]), Options));

        void Refuses(string option, DecisionTreeOptions options) =>
            Assert.StartsWith($"{option} is given, but Search is Exact", Assert.Throws<ArgumentException>(nameof(options), () => DecisionTreeClassifier.Fit(data, options)).Message, StringComparison.Ordinal);
    }
}
