using Counterweight.Losses;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>Models of cross-entropy read back tree by tree: starts, leaf values, splits and statistics by their formulas in double precision.</summary>
public partial class GradientBoostingFormulaTests
{
    private const int Rows = 300;

    /// <summary>ln of the class fractions, and whichever weights they are of.</summary>
    [Theory]
    [InlineData(PriorCorrection.None)]
    [InlineData(PriorCorrection.InitialScores)]
    [InlineData(PriorCorrection.LeafValues)]
    public void ScoresOfKClassesStartAtTheLogarithmsOfTheirWeightedShares(PriorCorrection correction)
    {
        var data = TestData.Random(31, Rows, 2, 4);
        double[] sampleWeights = [.. Enumerable.Range(0, Rows).Select(row => row % 5 * 0.75)];
        double[] classWeights = [1, 3, 0.5, 8];
        foreach (var multiclass in Enum.GetValues<GradientMulticlass>())
        {
            var options = new GradientBoostingOptions { Rounds = 1, Multiclass = multiclass, Weighting = ClassWeighting.Custom(classWeights), PriorCorrection = correction };
            var start = GradientBoostingClassifier.Fit(data, options, new() { SampleWeights = sampleWeights }).Model.InitialScores;
            double[] weights = [.. Enumerable.Range(0, 4).Select(label => Enumerable.Range(0, Rows).Where(row => data.Labels[row] == label).Sum(row => sampleWeights[row]))];
            double[] counted = [.. weights.Select((weight, label) => correction == PriorCorrection.LeafValues ? weight : weight * classWeights[label])];
            for (var label = 0; label < 4; label++)
            {
                var undone = correction == PriorCorrection.InitialScores ? Math.Log(classWeights[label]) : 0;
                Assert.Equal(Math.Log(counted[label] / counted.Sum()) - undone, start[label], 1e-6);
            }
        }
    }

    [Theory]
    [InlineData(PriorCorrection.None)]
    [InlineData(PriorCorrection.InitialScores)]
    [InlineData(PriorCorrection.LeafValues)]
    public void TheScoreOfTwoClassesStartsAtTheirWeightedLogOdds(PriorCorrection correction)
    {
        var data = TestData.Random(32, Rows, 2, 2);
        double[] sampleWeights = [.. Enumerable.Range(0, Rows).Select(row => row % 5 * 0.75)];
        var options = new GradientBoostingOptions { Rounds = 1, Weighting = ClassWeighting.Custom(0.25, 3), PriorCorrection = correction };
        var start = GradientBoostingClassifier.Fit(data, options, new() { SampleWeights = sampleWeights }).Model.InitialScores;
        var odds = Enumerable.Range(0, Rows).Where(row => data.Labels[row] == 1).Sum(row => sampleWeights[row]) / Enumerable.Range(0, Rows).Where(row => data.Labels[row] == 0).Sum(row => sampleWeights[row]);
        Assert.Equal(Math.Log(odds) + (correction == PriorCorrection.None ? Math.Log(12) : 0), start[0], 1e-6);
    }

    /// <summary>Every combination of how scores are kept, which weights there are and what the Hessians are multiplied by.</summary>
    [Theory]
    [InlineData(2, GradientMulticlass.TreePerClass, HessianFactor.One, false)]
    [InlineData(2, GradientMulticlass.TreePerClass, HessianFactor.Two, true)]
    [InlineData(3, GradientMulticlass.TreePerClass, HessianFactor.One, true)]
    [InlineData(3, GradientMulticlass.TreePerClass, HessianFactor.Two, true)]
    [InlineData(3, GradientMulticlass.TreePerClass, HessianFactor.ClassRatio, false)]
    [InlineData(4, GradientMulticlass.TreePerClass, HessianFactor.ClassRatio, true)]
    [InlineData(3, GradientMulticlass.VectorLeaves, HessianFactor.One, true)]
    [InlineData(3, GradientMulticlass.VectorLeaves, HessianFactor.Two, false)]
    [InlineData(4, GradientMulticlass.VectorLeaves, HessianFactor.ClassRatio, true)]
    public void EveryTreeIsASecondOrderStepFromTheScoresBefore(int classes, GradientMulticlass multiclass, HessianFactor factor, bool isWeighted)
    {
        var data = TestData.Random(33, Rows, 3, classes, distinct: 15);
        double[] sampleWeights = isWeighted ? [.. Enumerable.Range(0, Rows).Select(row => row % 6 == 4 ? 0 : 0.5 + (row % 4))] : [];
        double[] classWeights = isWeighted ? [1.5, 0.5, 2, 4] : [1, 1, 1, 1];
        var tree = new GradientTreeOptions { MaxLeaves = 6, L1 = 0.3, L2 = 0.7, Gamma = 0.02, MaxStep = 1.5, MinHessian = 0.5, MinRowCount = 4 };
        var options = new GradientBoostingOptions { Rounds = 3, LearningRate = 0.4, Multiclass = multiclass, HessianFactor = factor, Tree = tree, Weighting = isWeighted ? ClassWeighting.Custom(classWeights.AsSpan(0, classes)) : default };
        var model = GradientBoostingClassifier.Fit(data, options, new() { SampleWeights = sampleWeights }).Model;
        var outputs = classes == 2 ? 1 : classes;
        Assert.Equal((outputs, multiclass == GradientMulticlass.VectorLeaves && classes > 2), (model.OutputCount, model.HasVectorLeaves));
        double[] weights = [.. Enumerable.Range(0, Rows).Select(row => (isWeighted ? sampleWeights[row] : 1) * classWeights[data.Labels[row]])];
        var multiplier = classes == 2 || factor == HessianFactor.One ? 1 : factor == HessianFactor.Two ? 2 : classes / (classes - 1.0);
        int[] counting = [.. Enumerable.Range(0, Rows).Where(row => weights[row] > 0)];
        var (nodes, values) = (model.Nodes.ToArray(), model.Values.ToArray());
        double[][] scores = [.. Enumerable.Range(0, Rows).Select(_ => model.InitialScores.ToArray())];
        var (round, perRound) = (0, model.HasVectorLeaves ? 1 : outputs);
        for (; round < 3; round++)
        {
            var terms = scores.Select((row, number) => Terms(row, data.Labels[number], classes, multiplier)).ToArray();
            for (var t = round * perRound; t < (round + 1) * perRound; t++)
            {
                int[] columns = model.HasVectorLeaves ? [.. Enumerable.Range(0, outputs)] : [t - (round * perRound)];
                var rows = PlainFall.RowsOfNodes(nodes, [], model.Roots[t], data, counting);
                Assert.InRange(rows.Count, 3, 11);
                foreach (var (node, own) in rows)
                {
                    Check(node, own, rows, terms, columns);
                }

                for (var row = 0; row < Rows; row++)
                {
                    var leaf = PlainFall.Leaf(nodes, [], model.Roots[t], data, row);
                    for (var k = 0; k < columns.Length; k++)
                    {
                        scores[row][columns[k]] += values[(leaf * columns.Length) + k];
                    }
                }
            }
        }

        var predicted = new double[Rows * outputs];
        model.PredictScores(data, predicted);
        Assert.All(predicted, (score, i) => Assert.Equal(scores[i / outputs][i % outputs], score, 1e-9));

        void Check(int node, int[] own, Dictionary<int, int[]> rows, (double[] G, double[] H)[] terms, int[] columns)
        {
            var said = model.Statistics[node];
            var rootWeight = weights.Sum();
            Assert.Equal(own.Length, said.RowCount);
            Assert.Equal(own.Sum(row => weights[row]) / rootWeight, said.Weight, 1e-6);
            Assert.Equal(own.Sum(row => weights[row] * columns.Sum(k => terms[row].H[k])) / rootWeight, said.Hessian, 1e-5);
            for (var k = 0; k < columns.Length; k++)
            {
                var (g, h) = (own.Sum(row => weights[row] * terms[row].G[columns[k]]), own.Sum(row => weights[row] * terms[row].H[columns[k]]));
                Assert.Equal(0.4 * Value(g, h), values[(node * columns.Length) + k], 1e-4);
            }

            if (nodes[node].IsLeaf)
            {
                Assert.Equal(0, said.Gain);
                return;
            }

            var chosen = Gain([.. rows[nodes[node].Left]], [.. rows[nodes[node].Left + 1]]);
            Assert.Equal(chosen / rootWeight, said.Gain, 1e-5);
            Assert.True(chosen > 0);
            for (var feature = 0; feature < 3; feature++)
            {
                var column = feature;
                foreach (var threshold in own.Select(row => data.Column(column)[row]).Distinct())
                {
                    int[] left = [.. own.Where(row => data.Column(column)[row] <= threshold)], right = [.. own.Where(row => data.Column(column)[row] > threshold)];
                    Assert.True(Math.Min(left.Length, right.Length) < 4 || Math.Min(Hessian(left), Hessian(right)) < 0.5 || Gain(left, right) <= chosen + (1e-4 * rootWeight));
                }
            }

            double Hessian(int[] some) => some.Sum(row => weights[row] * columns.Sum(k => terms[row].H[k]));
            double Gain(int[] left, int[] right) => (columns.Sum(k => Score(left, k) + Score(right, k) - Score(own, k)) / 2) - 0.02;

            // Twice what the leaf's value lowers the loss and its penalties by.
            double Score(int[] some, int k)
            {
                var (g, h) = (some.Sum(row => weights[row] * terms[row].G[k]), some.Sum(row => weights[row] * terms[row].H[k]));
                var value = Value(g, h);
                return -2 * ((g * value) + (0.3 * Math.Abs(value)) + ((h + 0.7) * value * value / 2));
            }
        }

        static double Value(double g, double h) => -Math.Sign(g) * Math.Min(1.5, Math.Max(0, Math.Abs(g) - 0.3) / (h + 0.7));
    }

    /// <summary>Weights and Hessians of the nodes are those of the class weights at shifted scores; values are of neither.</summary>
    [Theory]
    [InlineData(2, GradientMulticlass.TreePerClass, false)]
    [InlineData(2, GradientMulticlass.TreePerClass, true)]
    [InlineData(3, GradientMulticlass.TreePerClass, false)]
    [InlineData(3, GradientMulticlass.VectorLeaves, false)]
    [InlineData(3, GradientMulticlass.VectorLeaves, true)]
    public void CorrectedLeavesAreStepsWithoutClassWeightsOfSplitsWithThem(int classes, GradientMulticlass multiclass, bool unit)
    {
        var data = TestData.Random(37, Rows, 3, classes, distinct: 15);
        double[] sampleWeights = [.. Enumerable.Range(0, Rows).Select(row => 0.5 + (row % 4))];
        double[] classWeights = [.. new[] { 0.5, 3, 6 }.Take(classes)];
        double[] shift = classes == 2 ? [Math.Log(6)] : [.. classWeights.Select(weight => Math.Log(weight))];
        var options = new GradientBoostingOptions { Rounds = 2, LearningRate = 0.4, Multiclass = multiclass, Weighting = ClassWeighting.Custom(classWeights), UnitHessians = unit, PriorCorrection = PriorCorrection.LeafValues, Tree = new() { MaxLeaves = 5, L2 = 0.7 } };
        var model = GradientBoostingClassifier.Fit(data, options, new() { SampleWeights = sampleWeights }).Model;
        double[] splitWeights = [.. sampleWeights.Select((weight, row) => weight * classWeights[data.Labels[row]])];
        var (nodes, outputs, width) = (model.Nodes.ToArray(), shift.Length, model.HasVectorLeaves ? shift.Length : 1);
        double[][] scores = [.. Enumerable.Range(0, Rows).Select(_ => model.InitialScores.ToArray())];
        for (var round = 0; round < 2; round++)
        {
            var plain = scores.Select((row, number) => Terms(row, data.Labels[number], classes, 1, unit)).ToArray();
            var shifted = scores.Select((row, number) => Terms([.. row.Select((score, k) => score + shift[k])], data.Labels[number], classes, 1, unit)).ToArray();
            for (var t = round * outputs / width; t < (round + 1) * outputs / width; t++)
            {
                int[] columns = width > 1 ? [.. Enumerable.Range(0, outputs)] : [t % outputs];
                foreach (var (node, rows) in PlainFall.RowsOfNodes(nodes, [], model.Roots[t], data, [.. Enumerable.Range(0, Rows)]))
                {
                    Assert.Equal(rows.Sum(row => splitWeights[row]) / splitWeights.Sum(), model.Statistics[node].Weight, 1e-6);
                    Assert.Equal(rows.Sum(row => splitWeights[row] * columns.Sum(k => shifted[row].H[k])) / splitWeights.Sum(), model.Statistics[node].Hessian, 1e-5);
                    for (var k = 0; k < width && nodes[node].IsLeaf; k++)
                    {
                        var (g, h) = (rows.Sum(row => sampleWeights[row] * plain[row].G[columns[k]]), rows.Sum(row => sampleWeights[row] * plain[row].H[columns[k]]));
                        Assert.Equal(-0.4 * g / (h + 0.7), model.Values[(node * width) + k], 1e-4);
                        foreach (var row in rows)
                        {
                            scores[row][columns[k]] += model.Values[(node * width) + k];
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void RowsThatARoundDoesNotDrawAreScoredAllTheSame()
    {
        var data = TestData.Random(34, 2000, 3, 2, distinct: 15);
        var options = Boosted.Few with { RowFraction = 0.3, Seed = 9, Rounds = 4, LearningRate = 0.5 };
        double[] ones = [.. Enumerable.Repeat(1.0, data.RowCount)];
        var model = GradientBoostingClassifier.Fit(BinnedDataset.Create(data), options, new() { Validation = data });
        var trees = model.Model;
        var roots = trees.Roots.ToArray().Select(root => trees.Statistics[root].RowCount).ToArray();
        Assert.All(roots, rows => Assert.InRange(rows, 500, 700));
        Assert.Equal(4, roots.Distinct().Count());

        // Newton steps of the drawn rows, from the scores that the trees before gave all rows.
        var (drawn, others) = (new int[data.RowCount], new int[data.RowCount]);
        int[] all = [.. Enumerable.Range(0, data.RowCount)];
        var scores = Enumerable.Repeat(trees.InitialScores[0], data.RowCount).ToArray();
        for (var t = 0; t < 4; t++)
        {
            var count = new GradientDraws(9).Rows(t, 0.3, all, drawn, others);
            Assert.Equal(all, drawn[..count].Concat(others[..(data.RowCount - count)]).Order());
            foreach (var (node, rows) in PlainFall.RowsOfNodes(trees.Nodes.ToArray(), [], trees.Roots[t], data, drawn[..count]))
            {
                var (g, h) = (0.0, 0.0);
                foreach (var row in rows)
                {
                    var p = 1 / (1 + Math.Exp(-scores[row]));
                    (g, h) = (g + p - data.Labels[row], h + (p * (1 - p)));
                }

                Assert.Equal(-0.5 * g / h, trees.Values[node], 1e-3);
            }

            foreach (var row in all)
            {
                scores[row] += trees.Values[PlainFall.Leaf(trees.Nodes.ToArray(), [], trees.Roots[t], data, row)];
            }
        }

        var other = GradientBoostingClassifier.Fit(BinnedDataset.Create(data), options with { Seed = 10 }, new() { SampleWeights = ones }).Model;
        Assert.NotEqual(trees.Statistics[0].RowCount, other.Statistics[0].RowCount);
    }

    [Fact]
    public void ImportancesAreSharesOfGainsWeightsAndSplits()
    {
        var data = TestData.Pima();
        var model = GradientBoostingClassifier.Fit(data, Boosted.Few, new() { SampleWeights = [.. Enumerable.Range(0, data.RowCount).Select(row => 0.5 + (row % 9))] }).Model;
        foreach (var (kind, of) in new (GradientImportance, Func<int, double>)[]
        {
            (GradientImportance.Gain, node => model.Statistics[node].Gain),
            (GradientImportance.Weight, node => model.Statistics[node].Weight),
            (GradientImportance.Count, _ => 1),
        })
        {
            int[] inner = [.. Enumerable.Range(0, model.Nodes.Length).Where(node => !model.Nodes[node].IsLeaf)];
            var importance = model.FeatureImportances(kind);
            for (var feature = 0; feature < model.FeatureCount; feature++)
            {
                Assert.Equal(inner.Where(node => model.Nodes[node].Feature == feature).Sum(of) / inner.Sum(of), importance[feature], 1e-12);
            }
        }
    }

    [Fact]
    public void AScoreOf0IsTheFirstClassAndEqualScoresTheLowest()
    {
        var data = TestData.Create(1, 2, [1, 2], [0, 1]);
        Assert.Equal([0, 0], TestData.Predict(new GradientBoostingClassifier(Start([0]), 2), data));
        Assert.Equal([1, 1], TestData.Predict(new GradientBoostingClassifier(Start([double.Epsilon]), 2), data));
        Assert.Equal([1, 1], TestData.Predict(new GradientBoostingClassifier(Start([-1, 2, 2]), 3), data));

        static GradientBoostingModel Start(double[] scores) => new(1, false, scores, TreeStructure.None, [], []);
    }

    private static (double[] G, double[] H) Terms(double[] scores, int label, int classes, double multiplier, bool unit = false)
    {
        var exponentials = classes == 2 ? [1, Math.Exp(scores[0])] : scores.Select(Math.Exp).ToArray();
        double[] p = [.. exponentials.Select(part => part / exponentials.Sum())];
        double[] g = [.. p.Select((fraction, k) => fraction - (k == label ? 1 : 0))];
        double[] h = [.. p.Select(fraction => unit ? 1 : multiplier * fraction * (1 - fraction))];
        return classes == 2 ? ([g[1]], [h[1]]) : (g, h);
    }
}
