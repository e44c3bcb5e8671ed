using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Trees;

/// <summary>What trees tell of themselves, by its definition, from the rows that fall into their nodes.</summary>
public class TreeFormulaTests
{
    public static TheoryData<Impurity, SplitSearchMethod, ClassWeighting> Kinds =>
        new MatrixTheoryData<Impurity, SplitSearchMethod, ClassWeighting>([.. Impurities.All, Impurities.Cubic], Enum.GetValues<SplitSearchMethod>(), [ClassWeighting.None, ClassWeighting.Balanced]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void NodesAndImportancesFollowFromTheirRowsAndWeights(Impurity impurity, SplitSearchMethod search, ClassWeighting weighting)
    {
        // Enough rows for histograms at the root, too few below.
        var data = TestData.Random(61, 700, 4, 3, distinct: 12, missing: 0.1);
        double[] sampleWeights = [.. Enumerable.Range(0, 700).Select(row => row % 8 == 5 ? 0 : 0.5 + (row % 5))];
        int[] rows = [.. Enumerable.Range(0, 700).Where(row => sampleWeights[row] > 0)];
        double[] ofClass = [.. Enumerable.Range(0, 3).Select(label => rows.Where(row => data.Labels[row] == label).Sum(row => sampleWeights[row]))];
        double[] weights = [.. sampleWeights.Select((weight, row) => weighting == ClassWeighting.None ? weight : weight * ofClass.Sum() / (3 * ofClass[data.Labels[row]]))];

        var tree = DecisionTreeClassifier.Fit(data, new DecisionTreeOptions { Impurity = impurity, Search = search, Weighting = weighting, MaxDepth = 6 }, new() { SampleWeights = sampleWeights });
        var splits = Trainers.Splits(tree);
        var gains = new double[4];
        var nodes = PlainFall.RowsOfNodes(splits, [], 0, data, rows);
        foreach (var (node, own) in nodes)
        {
            var sums = Sums(own);
            Assert.Equal(own.Length, tree.Nodes[node].RowCount);
            Assert.Equal(sums.Sum() / weights.Sum(), tree.Nodes[node].Weight, 1e-7);
            Assert.True(sums[tree.Nodes[node].Label] >= sums.Max() - 1e-9);
            Assert.Equal(Risk(own) / sums.Sum(), tree.NodeImpurity(node), 1e-6);
            Assert.All(Enumerable.Range(0, 3), label => Assert.Equal(sums[label] / sums.Sum(), tree.ClassFractions(node)[label], 1e-7));
            if (!splits[node].IsLeaf)
            {
                gains[splits[node].Feature] += Risk(own) - Risk(nodes[splits[node].Left]) - Risk(nodes[splits[node].Left + 1]);
            }
        }

        Assert.Equal(tree.Depth, Depth(0));
        Assert.All(Enumerable.Range(0, 4), feature => Assert.Equal(gains[feature] / gains.Sum(), tree.FeatureImportances()[feature], 1e-6));

        int Depth(int node) => splits[node].IsLeaf ? 0 : 1 + Math.Max(Depth(splits[node].Left), Depth(splits[node].Left + 1));

        double[] Sums(int[] own)
        {
            var sums = new double[3];
            foreach (var row in own)
            {
                sums[data.Labels[row]] += weights[row];
            }

            return sums;
        }

        double Risk(int[] own)
        {
            var sums = Sums(own);
            return sums.Where(sum => sum > 0).Sum(sum => impurity.Equals(Impurity.Entropy) ? -sum * Math.Log2(sum / sums.Sum()) : sum * (1 - (sum / sums.Sum())));
        }
    }

    [Theory]
    [InlineData("Gini")]
    [InlineData("Entropy")]
    public void PruningAtAnAlphaOfThePathGivesItsTree(string impurity)
    {
        var data = TestData.Random(62, 150, 3, 3, distinct: 8);
        double[] weights = [.. Enumerable.Range(0, 150).Select(row => 0.5 + (row % 4))];
        var tree = DecisionTreeClassifier.Fit(data, new DecisionTreeOptions { Impurity = Impurities.Named(impurity) }, new() { SampleWeights = weights });
        var path = tree.PruningPath();
        Assert.True(path.Alphas.Count > 10);
        Assert.Equal(0, path.Alphas[0]);
        for (var i = 0; i < path.Alphas.Count; i++)
        {
            // At α itself the node goes; just below it stays.
            var last = Enumerable.Range(0, path.Alphas.Count).Last(other => path.Alphas[other] <= path.Alphas[i]);
            Assert.Equal(path.Impurities[last], Risk(tree.Prune(path.Alphas[i])), 1e-12);
            if (path.Alphas[i] > 0)
            {
                var before = Enumerable.Range(0, path.Alphas.Count).Last(other => path.Alphas[other] < path.Alphas[i]);
                Assert.Equal(path.Impurities[before], Risk(tree.Prune(Math.BitDecrement(path.Alphas[i]))), 1e-12);
            }
        }

        Assert.Single(tree.Prune(path.Alphas[^1]).Nodes.ToArray());

        static double Risk(DecisionTreeClassifier pruned) => Enumerable.Range(0, pruned.Nodes.Length).Where(node => pruned.Nodes[node].IsLeaf).Sum(node => pruned.Nodes[node].Weight * pruned.NodeImpurity(node));
    }

    [Fact]
    public void LoadedAndPrunedTreesTellTheirDepth()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var tree = DecisionTreeClassifier.Fit(TestData.Random(seed, 60, 2, 2, distinct: 30));
            foreach (var model in (DecisionTreeClassifier[])[tree, tree.Prune(0.005), tree.Prune(0.02), ModelFile.Load<DecisionTreeClassifier>(new MemoryStream(TestData.Saved(tree))).Model])
            {
                var splits = Trainers.Splits(model);
                Assert.Equal(Depth(0), model.Depth);

                int Depth(int node) => splits[node].IsLeaf ? 0 : 1 + Math.Max(Depth(splits[node].Left), Depth(splits[node].Left + 1));
            }
        }
    }

    [Fact]
    public void APrunedTreeIsTheOneGrownWithoutItsBranches()
    {
        // Three places in a row of which the third has another class now and then.
        var data = TestData.Create(1, 2, [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3], [0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 0]);
        var whole = DecisionTreeClassifier.Fit(data);
        var pruned = whole.Prune(whole.PruningPath().Alphas[1]);
        var stump = DecisionTreeClassifier.Fit(data, new DecisionTreeOptions { MaxDepth = 1 });
        Assert.Equal(5, whole.Nodes.Length);
        Assert.Equal(stump.Nodes.ToArray(), pruned.Nodes.ToArray());
        Assert.Equal((1, stump.FeatureImportances()[0]), (pruned.Depth, pruned.FeatureImportances()[0]));
    }

    [Fact]
    public void ASplitThatGainsNothingIsPrunedAtZero()
    {
        // Of classes 0, 1 and 2 at four places, the first split of the tree lowers the impurity, but not all that follow need to.
        var data = TestData.Random(63, 200, 2, 2, distinct: 30);
        var tree = DecisionTreeClassifier.Fit(data);
        Assert.All(tree.PruningPath().Alphas, alpha => Assert.True(alpha >= 0));
        Assert.Equal(tree.PruningPath().Impurities[tree.PruningPath().Alphas.Count(alpha => alpha == 0) - 1], Leaves(tree.Prune(0)), 1e-12);

        static double Leaves(DecisionTreeClassifier pruned) => Enumerable.Range(0, pruned.Nodes.Length).Where(node => pruned.Nodes[node].IsLeaf).Sum(node => pruned.Nodes[node].Weight * pruned.NodeImpurity(node));
    }
}
