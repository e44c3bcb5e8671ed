using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Forests;

/// <summary>Bootstraps with weights: every node, limit and importance follows from the rows drawn and what they weigh.</summary>
public class ForestBootstrapTests
{
    private const int Rows = 240;
    private static readonly Dataset Data = TestData.Random(21, Rows, 4, 3, distinct: 12);
    private static readonly double[] Weights = [.. Enumerable.Range(0, Rows).Select(row => row % 7 == 3 ? 0 : 0.5 + (row * 5 % 6))];

    public static TheoryData<bool, string, Impurity> Kinds =>
        new MatrixTheoryData<bool, string, Impurity>([false, true], ["none", "balanced", "balanced per bootstrap"], [Impurity.Gini, Impurity.Entropy]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void NodesHoldTheSharesOfDrawnRowsTimesTheirWeights(bool extra, string weighting, Impurity impurity)
    {
        var forest = Fit(extra, Weightings.Named(weighting), impurity);
        foreach (var (tree, weights) in WeightsOfTrees(forest, Weightings.Named(weighting)))
        {
            foreach (var (node, rows) in tree)
            {
                var sums = Sums(rows, weights);
                for (var label = 0; label < 3; label++)
                {
                    Assert.Equal(sums[label] / sums.Sum(), forest.ClassFractions(node)[label], 1e-6);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void SplitsAreTheBestOfDrawnRowsTimesTheirWeights(bool extra, string weighting, Impurity impurity)
    {
        var forest = Fit(extra, Weightings.Named(weighting), impurity);
        var splits = 0;
        foreach (var (tree, weights) in WeightsOfTrees(forest, Weightings.Named(weighting)))
        {
            foreach (var (node, rows) in tree.Where(pair => !forest.Nodes[pair.Key].IsLeaf))
            {
                var split = forest.Nodes[node];
                var chosen = Cost(rows.Where(row => Data.Column(split.Feature)[row] <= split.Threshold)) + Cost(rows.Where(row => Data.Column(split.Feature)[row] > split.Threshold));
                splits++;
                Assert.True(chosen < Cost(rows));

                // Random thresholds are of no order; the best one is.
                for (var feature = 0; feature < 4 && !extra; feature++)
                {
                    foreach (var threshold in rows.Select(row => Data.Column(feature)[row]).Distinct())
                    {
                        var values = feature;
                        var other = Cost(rows.Where(row => Data.Column(values)[row] <= threshold)) + Cost(rows.Where(row => Data.Column(values)[row] > threshold));
                        Assert.True(chosen <= other + (1e-6 * weights.Sum()));
                    }
                }

                double Cost(IEnumerable<int> some)
                {
                    var sums = Sums(some, weights);
                    var all = sums.Sum();
                    return sums.Where(sum => sum > 0).Sum(sum => impurity.Equals(Impurity.Gini) ? sum * (1 - (sum / all)) : -sum * Math.Log2(sum / all));
                }
            }
        }

        Assert.True(splits > 20);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ImportancesAreWeightedGainsAveragedOverTheTreesThatSplit(bool extra)
    {
        // So few rows of class 1 that some trees draw none, and do not split.
        var data = TestData.Create(2, 2, [1, 2, 3, 4, 5, 6, 7, 8, 1, 1, 2, 2, 3, 3, 4, 9], [0, 0, 0, 0, 0, 0, 1, 0]);
        double[] weights = [1, 2, 3, 1, 2, 3, 4, 1];
        Forest forest = extra
            ? ExtraTreesClassifier.Fit(data, new ExtraTreesOptions { TreeCount = 20, Bootstrap = true, Seed = 2, MaxFeatures = MaxFeatures.All }, new() { SampleWeights = weights })
            : RandomForestClassifier.Fit(data, new RandomForestOptions { TreeCount = 20, Seed = 2, MaxFeatures = MaxFeatures.All }, new() { SampleWeights = weights });
        var (nodes, counts) = (forest.Nodes.ToArray(), new int[8]);
        var (sums, splitting) = (new double[2], 0);
        for (var tree = 0; tree < 20; tree++)
        {
            if (nodes[forest.Roots[tree]].IsLeaf)
            {
                continue;
            }

            splitting++;
            PartDraws.OfAll([.. Enumerable.Range(0, 8)], 2).Draw(tree, counts);
            var gains = new double[2];
            var rows = PlainFall.RowsOfNodes(nodes, [], forest.Roots[tree], data, [.. Enumerable.Range(0, 8)]);
            foreach (var node in rows.Keys.Where(node => !nodes[node].IsLeaf))
            {
                gains[nodes[node].Feature] += Gini(rows[node]) - Gini(rows[nodes[node].Left]) - Gini(rows[nodes[node].Left + 1]);
            }

            sums[0] += gains[0] / gains.Sum();
            sums[1] += gains[1] / gains.Sum();
        }

        Assert.InRange(splitting, 5, 19);
        Assert.Equal(1, forest.FeatureImportances().Sum(), 1e-12);
        Assert.Equal(sums[0] / splitting, forest.FeatureImportances()[0], 1e-6);

        double Gini(int[] some)
        {
            double of1 = some.Where(row => data.Labels[row] == 1).Sum(row => counts[row] * weights[row]), all = some.Sum(row => counts[row] * weights[row]);
            return all == 0 ? 0 : 2 * of1 * (all - of1) / all;
        }
    }

    [Fact]
    public void LeavesHoldTheFewestRowsCountedAsOftenAsDrawnAndTheLeastWeight()
    {
        var forest = RandomForestClassifier.Fit(Data, new RandomForestOptions { TreeCount = 8, Seed = 5, MinRowCount = 12, MinWeight = 40 }, new() { SampleWeights = Weights });
        var least = int.MaxValue;
        var all = DrawsOf(8, 5);
        for (var tree = 0; tree < 8; tree++)
        {
            var counts = all[tree];
            foreach (var (node, rows) in RowsOf(forest, tree).Where(pair => forest.Nodes[pair.Key].IsLeaf))
            {
                Assert.True(rows.Sum(row => counts[row]) >= 12, $"node {node}");
                Assert.True(rows.Sum(row => counts[row] * Weights[row]) >= 40 - 1e-6, $"node {node}");
                least = Math.Min(least, rows.Count(row => counts[row] > 0));
            }
        }

        Assert.InRange(least, 1, 11);
    }

    [Fact]
    public void HeavyRowsAreDrawnNoMoreOftenThanLightOnesAndSeedsDraw()
    {
        double[] weights = [.. Enumerable.Range(0, Rows).Select(row => row % 2 == 0 ? 1000.0 : 1)];
        var counts = RandomForestClassifier.Fit(Data, new RandomForestOptions { TreeCount = 60, OutOfBag = true, MaxDepth = 1, Seed = 1 }, new() { SampleWeights = weights }).OutOfBag!.TreeCounts.ToArray();
        var others = RandomForestClassifier.Fit(Data, new RandomForestOptions { TreeCount = 60, OutOfBag = true, MaxDepth = 1, Seed = 2 }, new() { SampleWeights = weights }).OutOfBag!.TreeCounts.ToArray();

        // A row is not drawn with probability (1 − 1/n)ⁿ.
        var expected = Math.Pow(1 - (1.0 / Rows), Rows);
        Assert.Equal(expected, counts.Where((_, row) => row % 2 == 0).Average() / 60, 0.03);
        Assert.Equal(expected, counts.Where((_, row) => row % 2 == 1).Average() / 60, 0.03);
        Assert.NotEqual(counts, others);
    }

    [Fact]
    public void LargeNodesOfABootstrapCountRowsAsOftenAsDrawnToo()
    {
        // All features and all thresholds: nodes of more than 512 rows go by histograms where every row counts once.
        var data = TestData.Random(22, 3000, 3, 2, distinct: 40);
        var forest = RandomForestClassifier.Fit(data, new RandomForestOptions { TreeCount = 2, Seed = 8, MaxDepth = 2, MaxFeatures = MaxFeatures.All });
        var counts = new int[3000];
        for (var tree = 0; tree < 2; tree++)
        {
            PartDraws.OfAll([.. Enumerable.Range(0, 3000)], 8).Draw(tree, counts);
            foreach (var (node, rows) in PlainFall.RowsOfNodes(forest.Nodes.ToArray(), [], forest.Roots[tree], data, [.. Enumerable.Range(0, 3000)]))
            {
                Assert.Equal(rows.Where(row => data.Labels[row] == 1).Sum(row => counts[row]) / (double)rows.Sum(row => counts[row]), forest.ClassFractions(node)[1], 1e-9);
                Assert.True(forest.Nodes[node].IsLeaf || Thresholds(rows).All(other => Impurity(rows, forest.Nodes[node].Feature, forest.Nodes[node].Threshold) <= Impurity(rows, other.Feature, other.Threshold) + 1e-6));
            }
        }

        IEnumerable<(int Feature, double Threshold)> Thresholds(int[] rows) =>
            Enumerable.Range(0, 3).SelectMany(feature => rows.Select(row => data.Column(feature)[row]).Distinct().Select(value => (feature, value)));

        double Impurity(int[] rows, int feature, double threshold)
        {
            var sums = new double[4];
            foreach (var row in rows)
            {
                sums[(data.Column(feature)[row] <= threshold ? 0 : 2) + data.Labels[row]] += counts[row];
            }

            return Mixed(sums[0], sums[1]) + Mixed(sums[2], sums[3]);
        }

        static double Mixed(double first, double second) => first + second == 0 ? 0 : 2 * first * second / (first + second);
    }

    [Fact]
    public void OutOfBagBalancedAccuracyIsTheMeanRecallByWeight()
    {
        var outOfBag = RandomForestClassifier.Fit(Data, new RandomForestOptions { TreeCount = 5, OutOfBag = true, Seed = 4 }, new() { SampleWeights = Weights }).OutOfBag!;
        int[] judged = [.. Enumerable.Range(0, Rows).Where(row => outOfBag.TreeCounts[row] > 0)];
        var recalls = Enumerable.Range(0, 3).Select(label =>
            judged.Where(row => Data.Labels[row] == label && outOfBag.Labels[row] == label).Sum(row => Weights[row])
            / judged.Where(row => Data.Labels[row] == label).Sum(row => Weights[row]));
        Assert.Equal(recalls.Average(), outOfBag.BalancedAccuracy, 1e-12);
        Assert.Equal(
            judged.Where(row => Data.Labels[row] == outOfBag.Labels[row]).Sum(row => Weights[row]) / judged.Sum(row => Weights[row]),
            outOfBag.Accuracy,
            1e-12);
    }

    [Fact]
    public void OfEqualProbabilitiesTheLowestClassIsTold()
    {
        // No feature splits: two classes of the same fraction, of which neither is the first.
        var data = TestData.Create(1, 4, [5, 5, 5, 5, 5], [3, 1, 3, 1, 0]);
        double[] weights = [2, 2, 2, 2, 1];
        Assert.All(TestData.Predict(RandomForestClassifier.Fit(data, new RandomForestOptions { TreeCount = 3, Bootstrap = false }, new() { SampleWeights = weights }), data), label => Assert.Equal(1, label));
        Assert.All(TestData.Predict(ExtraTreesClassifier.Fit(data, new ExtraTreesOptions { TreeCount = 3 }, new() { SampleWeights = weights }), data), label => Assert.Equal(1, label));
        Assert.All(TestData.Predict(DecisionTreeClassifier.Fit(data, null, new() { SampleWeights = weights }), data), label => Assert.Equal(1, label));
        Assert.All(TestData.Predict(DecisionTreeClassifier.Fit(data, new DecisionTreeOptions { Search = SplitSearchMethod.Exact }, new() { SampleWeights = weights }), data), label => Assert.Equal(1, label));
    }

    private static Forest Fit(bool extra, ClassWeighting weighting, Impurity impurity) => extra
        ? ExtraTreesClassifier.Fit(Data, new ExtraTreesOptions { TreeCount = 4, Bootstrap = true, Weighting = weighting, Impurity = impurity, MaxDepth = 5, MaxFeatures = MaxFeatures.All, Seed = 5 }, new() { SampleWeights = Weights })
        : RandomForestClassifier.Fit(Data, new RandomForestOptions { TreeCount = 4, Weighting = weighting, Impurity = impurity, MaxDepth = 5, MaxFeatures = MaxFeatures.All, Seed = 5 }, new() { SampleWeights = Weights });

    private static int[][] DrawsOf(int trees, ulong seed)
    {
        var bootstrap = PartDraws.OfAll([.. Enumerable.Range(0, Rows).Where(row => Weights[row] > 0)], seed);
        return [.. Enumerable.Range(0, trees).Select(tree =>
        {
            var counts = new int[Rows];
            bootstrap.Draw(tree, counts);
            return counts;
        })];
    }

    private static Dictionary<int, int[]> RowsOf(Forest forest, int tree) =>
        PlainFall.RowsOfNodes(forest.Nodes.ToArray(), forest.CategorySets.ToArray(), forest.Roots[tree], Data, [.. Enumerable.Range(0, Rows)]);

    /// <summary>The rows of every tree's nodes, and what each row weighs in the tree.</summary>
    private static IEnumerable<(Dictionary<int, int[]> Tree, double[] Weights)> WeightsOfTrees(Forest forest, ClassWeighting weighting)
    {
        var all = DrawsOf(forest.Roots.Length, 5);
        var overall = Balanced(Weights, weighting == ClassWeighting.Balanced);
        for (var tree = 0; tree < all.Length; tree++)
        {
            double[] drawn = [.. all[tree].Select((count, row) => count * Weights[row])];
            var balance = weighting == ClassWeighting.BalancedPerBootstrap ? Balanced(drawn, true) : overall;
            Assert.Contains(all[tree], count => count > 1);
            yield return (RowsOf(forest, tree), [.. drawn.Select((weight, row) => weight * balance[Data.Labels[row]])]);
        }
    }

    /// <summary>Σw / (classes · Σ of the weights of the class), or 1.</summary>
    private static double[] Balanced(double[] weights, bool isWanted)
    {
        var sums = Sums(Enumerable.Range(0, Rows), weights);
        return isWanted ? [.. sums.Select(sum => sums.Sum() / (3 * sum))] : [1, 1, 1];
    }

    private static double[] Sums(IEnumerable<int> rows, double[] weights)
    {
        var sums = new double[3];
        foreach (var row in rows)
        {
            sums[Data.Labels[row]] += weights[row];
        }

        return sums;
    }
}
