using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Forests;

/// <summary>Two categorical features among numbers.</summary>
public class ForestCategoryTests
{
    private static readonly Dataset Data = Make();
    private static readonly BinnedDataset Bins = BinnedDataset.Create(Data, isCategorical: [false, true, false, true]);

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public void OnlyCategoriesAreSplitAsSetsAndEveryNodeHoldsItsRows(bool extra, bool isLoaded)
    {
        Forest forest = extra
            ? ExtraTreesClassifier.Fit(Bins, new ExtraTreesOptions { TreeCount = 6, MaxFeatures = MaxFeatures.Number(2), Seed = 3, MinRowCount = 3 })
            : RandomForestClassifier.Fit(Bins, new RandomForestOptions { TreeCount = 6, Bootstrap = false, MaxFeatures = MaxFeatures.Number(2), Seed = 3, MinRowCount = 3 });
        forest = isLoaded ? ModelFile.Load<Forest>(new MemoryStream(TestData.Saved(forest))).Model : forest;
        var (nodes, words) = (forest.Nodes.ToArray(), forest.CategorySets.ToArray());
        Assert.All(Enumerable.Range(0, 4), feature => Assert.Contains(nodes, node => node.Feature == feature));
        Assert.All(nodes.Where(node => !node.IsLeaf), node => Assert.Equal(node.Feature is 1 or 3, node.CategorySet >= 0));
        var probabilities = new double[Data.RowCount * 2];
        forest.PredictProbabilities(Data, probabilities, 2);
        var means = new double[Data.RowCount];
        foreach (var root in forest.Roots)
        {
            foreach (var (node, rows) in PlainFall.RowsOfNodes(nodes, words, root, Data, [.. Enumerable.Range(0, Data.RowCount)]))
            {
                Assert.True(rows.Length >= 3);
                var fraction = rows.Count(row => Data.Labels[row] == 1) / (double)rows.Length;
                Assert.Equal(fraction, forest.ClassFractions(node)[1], 1e-9);
                foreach (var row in nodes[node].IsLeaf ? rows : [])
                {
                    means[row] += fraction / forest.Roots.Length;
                }
            }
        }

        Assert.All(Enumerable.Range(0, Data.RowCount), row => Assert.Equal(means[row], probabilities[(2 * row) + 1], 1e-9));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CategoriesWithoutABinOfTheirOwnFallTogether(bool extra)
    {
        // Four bins of many categories: the rows of rare ones share the last, wherever it goes.
        var bins = BinnedDataset.Create(Data, maxBins: 4, isCategorical: [false, true, false, true]);
        Forest forest = extra
            ? ExtraTreesClassifier.Fit(bins, new ExtraTreesOptions { TreeCount = 8, Seed = 4, MaxDepth = 6 })
            : RandomForestClassifier.Fit(bins, new RandomForestOptions { TreeCount = 8, Bootstrap = false, Seed = 4, MaxDepth = 6 });
        var (nodes, words) = (forest.Nodes.ToArray(), forest.CategorySets.ToArray());
        Assert.Contains(nodes, node => node.CategorySet >= 0 && words[node.CategorySet] >> 63 != 0);
        Assert.Contains(nodes, node => node.CategorySet >= 0 && words[node.CategorySet] >> 63 == 0);
        foreach (var root in forest.Roots)
        {
            foreach (var (node, rows) in PlainFall.RowsOfNodes(nodes, words, root, Data, [.. Enumerable.Range(0, Data.RowCount)]))
            {
                Assert.Equal(rows.Count(row => Data.Labels[row] == 1) / (double)rows.Length, forest.ClassFractions(node)[1], 1e-9);
            }
        }
    }

    [Fact]
    public void ASingleTreeOfTwoCategoricalFeaturesHoldsItsRows()
    {
        var tree = DecisionTreeClassifier.Fit(Bins, new DecisionTreeOptions { MinRowCount = 3 });
        var loaded = ModelFile.Load<DecisionTreeClassifier>(new MemoryStream(TestData.Saved(tree))).Model;
        foreach (var model in (DecisionTreeClassifier[])[tree, loaded, tree.Prune(0.002)])
        {
            var nodes = Trainers.Splits(model);
            Assert.Contains(nodes, node => node.Feature == 1);
            Assert.Contains(nodes, node => node.Feature == 3);
            var leaves = new int[Data.RowCount];
            model.FindLeaves(Data, leaves);
            foreach (var (node, rows) in PlainFall.RowsOfNodes(nodes, model.CategorySets.ToArray(), 0, Data, [.. Enumerable.Range(0, Data.RowCount)]))
            {
                Assert.Equal(rows.Length, model.Nodes[node].RowCount);
                Assert.Equal(rows.Length / (double)Data.RowCount, model.Nodes[node].Weight, 1e-12);
                Assert.Equal(rows.Count(row => Data.Labels[row] == 1) / (double)rows.Length, model.ClassFractions(node)[1], 1e-9);
                Assert.True(!nodes[node].IsLeaf || rows.All(row => leaves[row] == node));
            }
        }
    }

    // Missing values in one of them, and categories beyond the first word of a set.
    private static Dataset Make()
    {
        const int Rows = 900;
        var random = new Random(5);
        var values = new double[4 * Rows];
        var labels = new int[Rows];
        for (var row = 0; row < Rows; row++)
        {
            values[row] = random.Next(30);
            values[Rows + row] = random.Next(9);
            values[(2 * Rows) + row] = random.Next(30);
            values[(3 * Rows) + row] = random.Next(12) == 0 ? double.NaN : random.Next(25) * 6;
            var chance = (values[Rows + row] is 1 or 4 or 7 ? 0.35 : 0.05) + (values[(3 * Rows) + row] % 18 == 6 ? 0.4 : 0) + (values[row] > 20 ? 0.15 : 0);
            labels[row] = random.NextDouble() < chance ? 1 : 0;
        }

        return TestData.Create(4, 2, values, labels);
    }
}
