using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>What early stopping sees, by its definition, and when it stops and what it keeps, from the history of a fit that never stops.</summary>
public class GradientBoostingStoppingTests
{
    private static readonly Dataset All = TestData.Random(41, 900, 4, 2, distinct: 5);
    private static readonly Dataset Train = All.Subset([.. Enumerable.Range(0, 500)]);
    private static readonly Dataset Held = All.Subset([.. Enumerable.Range(500, 400)]);
    private static readonly double[] HeldWeights = [.. Enumerable.Range(0, 400).Select(row => row % 9 == 2 ? 0 : 0.25 + (row % 4))];

    public static TheoryData<EarlyStoppingMetric, int, double> Patience =>
        new MatrixTheoryData<EarlyStoppingMetric, int, double>(Enum.GetValues<EarlyStoppingMetric>(), [1, 2, 3, 7], [0, 0.0004, 0.002, 0.01]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheAreaCountsPairsByWeightAndTiesByHalf(bool isBalanced)
    {
        var options = new GradientBoostingOptions { Rounds = 4, EarlyStoppingMetric = EarlyStoppingMetric.Auc, Tree = new() { MaxLeaves = 3 }, Weighting = isBalanced ? ClassWeighting.Custom(0.3, 2) : default };
        var model = GradientBoostingClassifier.Fit(Train, options, new() { Validation = Held.WithSampleWeights(HeldWeights) });
        Assert.Equal(5, model.ValidationHistory.Count);
        Assert.Equal(0.5, model.ValidationHistory[0]);
        var scores = new double[Held.RowCount];
        for (var rounds = 0; rounds <= 4; rounds++)
        {
            model.Model.PredictScores(Held, scores, rounds);
            var (pairs, right, ties) = (0.0, 0.0, 0);
            foreach (var positive in Enumerable.Range(0, 400).Where(row => Held.Labels[row] == 1))
            {
                foreach (var negative in Enumerable.Range(0, 400).Where(row => Held.Labels[row] == 0))
                {
                    var weight = HeldWeights[positive] * HeldWeights[negative];
                    var difference = Math.Round(scores[positive] - scores[negative], 9);
                    pairs += weight;
                    right += weight * (difference > 0 ? 1 : difference == 0 ? 0.5 : 0);
                    ties += difference == 0 ? 1 : 0;
                }
            }

            Assert.True(ties > 1000);
            Assert.Equal(right / pairs, model.ValidationHistory[rounds], 1e-9);
        }
    }

    [Theory]
    [InlineData(2, GradientMulticlass.TreePerClass)]
    [InlineData(3, GradientMulticlass.TreePerClass)]
    [InlineData(3, GradientMulticlass.VectorLeaves)]
    public void TheLossIsTheMeanOverSampleTimesClassWeights(int classes, GradientMulticlass multiclass)
    {
        var all = TestData.Random(42, 900, 4, classes, distinct: 5);
        var (train, held) = (all.Subset([.. Enumerable.Range(0, 500)]), all.Subset([.. Enumerable.Range(500, 400)]));
        double[] classWeights = [0.3, 2, 5];
        var options = new GradientBoostingOptions { Rounds = 3, Multiclass = multiclass, Weighting = ClassWeighting.Custom(classWeights.AsSpan(0, classes)) };
        var model = GradientBoostingClassifier.Fit(train, options, new() { Validation = held.WithSampleWeights(HeldWeights) });
        var (outputs, scores) = (classes == 2 ? 1 : classes, new double[400 * (classes == 2 ? 1 : classes)]);
        for (var rounds = 0; rounds <= 3; rounds++)
        {
            model.Model.PredictScores(held, scores, rounds);
            var (loss, weights) = (0.0, 0.0);
            for (var row = 0; row < 400; row++)
            {
                double[] own = outputs == 1 ? [0, scores[row]] : scores[(row * outputs)..((row + 1) * outputs)];
                var weight = HeldWeights[row] * classWeights[held.Labels[row]];
                loss += weight * (Math.Log(own.Sum(Math.Exp)) - own[held.Labels[row]]);
                weights += weight;
            }

            Assert.Equal(loss / weights, model.ValidationHistory[rounds], 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Patience))]
    public void BoostingStopsAfterSoManyRoundsWithoutAnImprovementAndKeepsTheBest(EarlyStoppingMetric metric, int patience, double minImprovement)
    {
        var options = new GradientBoostingOptions { Rounds = 80, LearningRate = 0.5, EarlyStoppingMetric = metric };
        var whole = GradientBoostingClassifier.Fit(Train, options, new() { Validation = Held.WithSampleWeights(HeldWeights) });
        Assert.Equal((80, 81), (whole.Model.RoundCount, whole.ValidationHistory.Count));
        var sign = metric == EarlyStoppingMetric.Auc ? -1 : 1;
        var (best, kept, last) = (sign * whole.ValidationHistory[0], 0, 80);
        for (var round = 1; round <= 80 && last == 80; round++)
        {
            var cost = sign * whole.ValidationHistory[round];
            (best, kept) = cost < best - minImprovement ? (cost, round) : (best, kept);
            last = round - kept >= patience ? round : 80;
        }

        Assert.True(last < 80);
        var model = GradientBoostingClassifier.Fit(Train, options with { EarlyStoppingRounds = patience, MinImprovement = minImprovement }, new() { Validation = Held.WithSampleWeights(HeldWeights) });
        Assert.Equal((kept, last + 1), (model.Model.RoundCount, model.ValidationHistory.Count));
        Assert.Equal(whole.ValidationHistory.Take(last + 1), model.ValidationHistory);

        // The trees kept are the first ones, and no other counts for the importances.
        Assert.Equal(whole.Model.Nodes[..model.Model.Nodes.Length].ToArray(), model.Model.Nodes.ToArray());
        Assert.Equal(whole.Model.Values[..model.Model.Values.Length].ToArray(), model.Model.Values.ToArray());
        var first = kept == 0 ? null : GradientBoostingClassifier.Fit(Train, options with { Rounds = kept }).Model;
        Assert.Equal(first?.FeatureImportances() ?? new double[4], model.Model.FeatureImportances());
    }

    [Fact]
    public void NoImprovementOnTheStartKeepsNoTree()
    {
        // What the training rows tell is the contrary of what the validation rows do.
        var opposite = new Dataset(Held.FeatureNames, Held.ClassNames, [.. Enumerable.Range(0, 4).SelectMany(feature => Held.Column(feature).ToArray())], [.. Held.Labels.ToArray().Select(label => 1 - label)]);
        var model = GradientBoostingClassifier.Fit(Train, new GradientBoostingOptions { EarlyStoppingRounds = 3, EarlyStoppingMetric = EarlyStoppingMetric.Auc }, new() { Validation = opposite });
        Assert.Equal((0, 0, 4), (model.Model.TreeCount, model.Model.Nodes.Length, model.ValidationHistory.Count));
        Assert.Equal(new double[4], model.Model.FeatureImportances());
    }

    [Theory]
    [InlineData(GradientMulticlass.TreePerClass)]
    [InlineData(GradientMulticlass.VectorLeaves)]
    public void OfManyClassesTheTreesOfTheBestRoundsAreKept(GradientMulticlass multiclass)
    {
        var all = TestData.Random(43, 700, 3, 4, distinct: 5);
        var (train, held) = (all.Subset([.. Enumerable.Range(0, 400)]), all.Subset([.. Enumerable.Range(400, 300)]));
        var options = new GradientBoostingOptions { Rounds = 60, LearningRate = 0.5, Multiclass = multiclass, EarlyStoppingRounds = 4 };
        var model = GradientBoostingClassifier.Fit(train, options, new() { Validation = held });
        var best = Enumerable.Range(0, model.ValidationHistory.Count).MinBy(round => model.ValidationHistory[round]);
        Assert.InRange(best, 2, 55);
        Assert.Equal((best, best + 5), (model.Model.RoundCount, model.ValidationHistory.Count));
        Assert.Equal(best * (multiclass == GradientMulticlass.VectorLeaves ? 1 : 4), model.Model.TreeCount);
        Assert.Equal(TestData.Saved(GradientBoostingClassifier.Fit(train, options with { Rounds = best, EarlyStoppingRounds = 0 })), TestData.Saved(model));
    }

    [Theory]
    [InlineData(EarlyStoppingMetric.Loss)]
    [InlineData(EarlyStoppingMetric.Auc)]
    public void RoundsThatReachTheSameAreNoImprovement(EarlyStoppingMetric metric)
    {
        // No feature splits, and the start is the best there is.
        var data = TestData.Create(1, 2, [1, 1, 1, 1], [0, 1, 0, 1]);
        var model = GradientBoostingClassifier.Fit(data, new GradientBoostingOptions { EarlyStoppingRounds = 3, EarlyStoppingMetric = metric }, new() { Validation = data });
        Assert.Equal(4, model.ValidationHistory.Count);
        Assert.Single(model.ValidationHistory.Distinct());
        Assert.Equal(0, model.Model.TreeCount);
    }

    [Fact]
    public void RegressionStopsByTheLossOfItsValidationTargets()
    {
        float[] Targets(Dataset data) => [.. Enumerable.Range(0, data.RowCount).Select(row => (float)(data.Column(0)[row] + (2 * data.Column(1)[row] % 3) + (data.Labels[row] * 4)))];
        var bins = BinnedDataset.Create(Train);
        var options = new GradientBoostingOptions { Rounds = 60, LearningRate = 0.5 };
        var whole = GradientBoostingRegressor.Fit(bins.WithTargets(Targets(Train)), options, new() { Validation = Held.WithTargets(Targets(Held)) });
        var scores = new double[Held.RowCount];
        foreach (var rounds in (ReadOnlySpan<int>)[0, 1, 7, 60])
        {
            whole.Model.PredictScores(Held, scores, rounds);
            Assert.Equal(scores.Zip(Targets(Held)).Average(pair => Math.Pow(pair.First - pair.Second, 2) / 2), whole.ValidationHistory[rounds], 1e-4);
        }

        var model = GradientBoostingRegressor.Fit(bins.WithTargets(Targets(Train)), options with { EarlyStoppingRounds = 4 }, new() { Validation = Held.WithTargets(Targets(Held)) });
        var best = Enumerable.Range(0, model.ValidationHistory.Count).MinBy(round => model.ValidationHistory[round]);
        Assert.Equal((best, best + 5), (model.Model.RoundCount, model.ValidationHistory.Count));
        Assert.Equal(whole.ValidationHistory.Take(best + 5), model.ValidationHistory);
    }
}
