using Counterweight.Losses;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <content>Features that are drawn.</content>
public partial class GradientBoostingFormulaTests
{
    [Fact]
    public void TheSeedDrawsTheFeaturesOfEveryTree()
    {
        var bins = BinnedDataset.Create(TestData.Random(35, 500, 8, 2, distinct: 30));
        var options = Boosted.Few with { Rounds = 12, FeatureFraction = 0.2, Tree = Boosted.Few.Tree with { MaxLeaves = 2 } };
        var used = Features(options);
        Assert.InRange(used.Distinct().Count(), 3, 8);
        Assert.NotEqual(used, Features(options with { Seed = 1 }));

        int[] Features(GradientBoostingOptions how) => [.. GradientBoostingClassifier.Fit(bins, how).Model.Nodes.ToArray().Where(node => !node.IsLeaf).Select(node => node.Feature)];
    }

    [Fact]
    public void AShareOfTheFeaturesIsRoundedUpAndNoMoreAreSplit()
    {
        // 0.3 of five features are two.
        var data = TestData.Random(36, 800, 5, 2, distinct: 40);
        var model = GradientBoostingClassifier.Fit(BinnedDataset.Create(data), Boosted.Few with { Rounds = 20, FeatureFraction = 0.3 }).Model;
        var most = 0;
        for (var t = 0; t < model.TreeCount; t++)
        {
            var end = t + 1 < model.TreeCount ? model.Roots[t + 1] : model.Nodes.Length;
            var features = model.Nodes[model.Roots[t]..end].ToArray().Where(node => !node.IsLeaf).Select(node => node.Feature).Distinct().Count();
            Assert.InRange(features, 1, 2);
            most = Math.Max(most, features);
        }

        Assert.Equal(2, most);
    }

    [Fact]
    public void DrawnFeaturesKeepTheirFactors()
    {
        // Two copies of a feature, both drawn: the later one has thrice the factor.
        double[] values = [.. Enumerable.Range(0, 60).Select(row => (double)(row % 6))];
        var bins = BinnedDataset.Create(TestData.Create(2, 2, [.. values, .. values], [.. values.Select(value => value > 3 ? 1 : 0)]));
        foreach (var fraction in (double[])[1, 0.99])
        {
            var nodes = GradientBoostingClassifier.Fit(bins, Boosted.Few with { FeatureFraction = fraction, FeatureWeights = [1, 3] }).Model.Nodes.ToArray();
            Assert.All(nodes.Where(node => !node.IsLeaf), node => Assert.Equal(1, node.Feature));
            Assert.Contains(nodes, node => !node.IsLeaf);
        }
    }
}
