using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Trees;

public class HistogramTreeTests() : DecisionTreeTests(SplitSearchMethod.Histogram)
{
    [Fact]
    public void RareClassesOfWeightKeepTheirBins()
    {
        // 20,000 values, far more than bins; class 1 holds 40 neighbours among them.
        const int Rows = 20000;
        double[] values = [.. Enumerable.Range(0, Rows).Select(row => (double)row)];
        int[] labels = [.. Enumerable.Range(0, Rows).Select(row => row is >= 5000 and < 5040 ? 1 : 0)];
        var data = TestData.Create(1, 2, values, labels);

        var tree = DecisionTreeClassifier.Fit(data, Options with { Weighting = ClassWeighting.Balanced });

        Assert.Equal(labels, TestData.Predict(tree, data));
        Assert.Equal([4999.5, 5039.5], tree.Nodes.ToArray().Where(node => !node.IsLeaf).Select(node => node.Threshold).Order());
    }
}
