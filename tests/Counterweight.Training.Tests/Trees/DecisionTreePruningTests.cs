using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Trees;

public class DecisionTreePruningTests
{
    public static TheoryData<Impurity> Criteria => [.. Impurities.All];

    [Theory]
    [MemberData(nameof(Criteria))]
    public void ThePathIsThatOfTryingEverything(Impurity impurity)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var data = TestData.Random(seed, 80, 3, 3, missing: 0.1);
            double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => 0.5 + (row % 4))];
            var tree = DecisionTreeClassifier.Fit(data, new DecisionTreeOptions { Impurity = impurity }, new() { SampleWeights = weights });
            var path = tree.PruningPath();

            Assert.Equal(path.Alphas.Count, path.Impurities.Count);
            Assert.Equal(path.Alphas.Order(), path.Alphas);
            Assert.Equal(tree.NodeImpurity(0), path.Impurities[^1], 1e-12);
            foreach (var alpha in (ReadOnlySpan<double>)[0, 0.003, 0.01, 0.03, 0.1, 1, double.PositiveInfinity])
            {
                var pruned = tree.Prune(alpha);
                Assert.Equal(Naive(tree, alpha), pruned.Nodes.ToArray().Count(node => node.IsLeaf));
                Assert.Equal(Risk(pruned), path.Impurities[path.Alphas.Count(at => at <= alpha) - 1], 1e-12);
                Consistent(tree, pruned, data);
            }
        }
    }

    [Fact]
    public void AChainOf100000NodesIsPrunedAsQuicklyAsAnyTree()
    {
        // Each split tells one row of the rest: whether the weakest is at either end of the chain is a matter of the fractions.
        foreach (var isWeakBelow in (ReadOnlySpan<bool>)[false, true])
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var chain = Chain(100001, isWeakBelow);
            var path = chain.PruningPath();
            Assert.Equal(path.Alphas.Order(), path.Alphas);
            Assert.Equal(chain.NodeImpurity(0), path.Impurities[^1], 1e-12);
            Assert.InRange(path.Alphas.Count, 2, 50001);
            var middle = path.Alphas[path.Alphas.Count / 2];
            Assert.Equal(Risk(chain.Prune(middle)), path.Impurities[path.Alphas.Count(at => at <= middle) - 1], 1e-12);
            Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
        }
    }

    [Fact]
    public void ChainsArePrunedAsByTryingEverything()
    {
        foreach (var isWeakBelow in (ReadOnlySpan<bool>)[false, true])
        {
            var chain = Chain(61, isWeakBelow);
            var alphas = chain.PruningPath().Alphas;
            foreach (var alpha in (double[])[0, .. alphas.Zip(alphas.Skip(1), (one, next) => (one + next) / 2), 1])
            {
                Assert.Equal(Naive(chain, alpha), chain.Prune(alpha).Nodes.ToArray().Count(node => node.IsLeaf));
            }
        }
    }

    [Fact]
    public void PricesOfLeavesAreNotNegative()
    {
        var tree = DecisionTreeClassifier.Fit(TestData.Glass(), new DecisionTreeOptions { MaxDepth = 2 });
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.Prune(-1e-300));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.Prune(double.NaN));
        var root = tree.Prune(double.PositiveInfinity);
        Assert.Equal((1, 0), (root.Nodes.Length, root.Depth));
        Assert.Equal(tree.ClassFractions(0).ToArray(), root.ClassFractions(0).ToArray());
        Assert.Equal([0.0], root.PruningPath().Alphas);
    }

    [Fact]
    public void WeightsTimesAPowerOfTwoPruneTheSame()
    {
        var data = TestData.Glass();
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => 0.1 + (row % 5))];
        var path = DecisionTreeClassifier.Fit(data, input: new() { SampleWeights = weights }).PruningPath();
        var scaled = DecisionTreeClassifier.Fit(data, input: new() { SampleWeights = [.. weights.Select(weight => weight * 65536)] }).PruningPath();
        Assert.Equal(path.Alphas, scaled.Alphas);
        Assert.Equal(path.Impurities, scaled.Impurities);
    }

    [Fact]
    public void ImportancesSumToOneAndIgnoreWhatIsNotSplit()
    {
        var data = TestData.Create(2, 2, [1, 2, 3, 4, 5, 5, 5, 5], [0, 0, 1, 1]);
        Assert.Equal([1, 0], DecisionTreeClassifier.Fit(data).FeatureImportances());
        Assert.Equal([0, 0], DecisionTreeClassifier.Fit(data, new DecisionTreeOptions { MaxDepth = 0 }).FeatureImportances());
        Assert.Equal(1, DecisionTreeClassifier.Fit(TestData.Glass()).FeatureImportances().Sum(), 1e-14);
    }

    [Fact]
    public void CategoriesFallAsTheyWereTrained()
    {
        // Even categories are of class 1; category 9 is new and goes right, like the odd ones or not, as its bin's place says.
        double[] values = [.. Enumerable.Range(0, 60).Select(row => (double)(row % 6))];
        var data = TestData.Create(1, 2, values, [.. values.Select(value => value % 2 == 0 ? 1 : 0)]);
        var tree = DecisionTreeClassifier.Fit(BinnedDataset.Create(data, isCategorical: [true]));
        Assert.Equal(3, tree.Nodes.Length);
        Assert.True(tree.Nodes[0].CategorySet >= 0);
        Assert.Equal(data.Labels.ToArray(), TestData.Predict(tree, data));
    }

    /// <summary>A chain: node 2i splits into the leaf 2i + 1 and node 2i + 2, whose class fractions draw apart going down, at the end or at the beginning most.</summary>
    private static DecisionTreeClassifier Chain(int nodeCount, bool isWeakBelow)
    {
        var nodes = new TreeNode[nodeCount];
        var fractions = new double[2 * nodeCount];
        for (var node = 0; node < nodeCount; node++)
        {
            var depth = (node + 1) / 2;
            var rows = (nodeCount / 2) - depth + 2;
            var isSide = node % 2 == 1;
            var ones = isWeakBelow ? 0.5 : 0.5 * rows / ((nodeCount / 2) + 2);
            nodes[node] = new TreeNode(isSide || node == nodeCount - 1 ? -1 : 0, depth, false, isSide || node == nodeCount - 1 ? -1 : node + 1, 0, isSide ? 1 : rows, (isSide ? 1.0 : rows) / ((nodeCount / 2) + 2));
            (fractions[2 * node], fractions[(2 * node) + 1]) = isSide ? (1, 0) : (1 - ones, ones);
        }

        return new DecisionTreeClassifier(nodes, fractions, 1, 2);
    }

    private static void Consistent(DecisionTreeClassifier tree, DecisionTreeClassifier pruned, Dataset data)
    {
        var before = new int[data.RowCount];
        var after = new int[data.RowCount];
        tree.FindLeaves(data, before);
        pruned.FindLeaves(data, after, 2);
        Assert.All(before.Zip(after).GroupBy(pair => pair.First), group => Assert.Single(group.Select(pair => pair.Second).Distinct()));
        Assert.Equal(data.RowCount, after.GroupBy(leaf => leaf).Sum(group => (int)pruned.Nodes[group.Key].RowCount));
    }

    private static double Risk(DecisionTreeClassifier tree) =>
        Enumerable.Range(0, tree.Nodes.Length).Where(node => tree.Nodes[node].IsLeaf).Sum(node => tree.Nodes[node].Weight * tree.NodeImpurity(node));

    /// <summary>Leaves that remain when the weakest of all nodes is sought anew each time.</summary>
    private static int Naive(DecisionTreeClassifier tree, double alpha)
    {
        var isLeaf = tree.Nodes.ToArray().Select(node => node.IsLeaf).ToArray();
        double R(int node) => tree.Nodes[node].Weight * tree.NodeImpurity(node);
        (double Risk, int Leaves) Branch(int node)
        {
            if (isLeaf[node])
            {
                return (R(node), 1);
            }

            var (left, right) = (Branch(tree.Nodes[node].Left), Branch(tree.Nodes[node].Left + 1));
            return (left.Risk + right.Risk, left.Leaves + right.Leaves);
        }

        IEnumerable<int> Inner(int node) => isLeaf[node] ? [] : [node, .. Inner(tree.Nodes[node].Left), .. Inner(tree.Nodes[node].Left + 1)];
        double Strength(int node) => Math.Max(0, (R(node) - Branch(node).Risk) / (Branch(node).Leaves - 1));
        while (!isLeaf[0])
        {
            var weakest = Inner(0).Order().MinBy(Strength);
            if (Strength(weakest) > alpha)
            {
                break;
            }

            isLeaf[weakest] = true;
        }

        return Branch(0).Leaves;
    }
}
