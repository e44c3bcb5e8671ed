using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>Validation rows and early stopping.</summary>
public class GradientBoostingValidationTests
{
    [Fact]
    public void EarlyStoppingKeepsTheBestRound()
    {
        var data = GradientBoostingQualityTests.Skewed(6000);
        var train = data.Subset([.. Enumerable.Range(0, 3000)]);
        var held = data.Subset([.. Enumerable.Range(3000, 3000)]);
        foreach (var metric in Enum.GetValues<EarlyStoppingMetric>())
        {
            var options = new GradientBoostingOptions { Rounds = 300, LearningRate = 0.3, EarlyStoppingRounds = 5, EarlyStoppingMetric = metric };
            var model = GradientBoostingClassifier.Fit(BinnedDataset.Create(train), options, new() { Validation = held });
            var history = model.ValidationHistory;
            var best = metric == EarlyStoppingMetric.Loss ? history.Min() : history.Max();
            Assert.Equal(best, history[model.Model.RoundCount]);
            Assert.Equal(model.Model.RoundCount + 6, history.Count);

            // The validation rows fell through the growing trees; the model says the same of them.
            if (metric == EarlyStoppingMetric.Loss)
            {
                var scores = new double[held.RowCount];
                model.Model.PredictScores(held, scores);
                var loss = Enumerable.Range(0, held.RowCount).Average(row => Math.Log(1 + Math.Exp(held.Labels[row] == 1 ? -scores[row] : scores[row])));
                Assert.Equal(best, loss, 1e-6);
            }
        }
    }

    [Fact]
    public void BinsMadeForTheFitStopTheSame()
    {
        var data = TestData.Pima();
        var train = data.Subset([.. Enumerable.Range(0, data.RowCount).Where(row => row % 3 > 0)]);
        var held = data.Subset([.. Enumerable.Range(0, data.RowCount).Where(row => row % 3 == 0)]);
        double[] weights = [.. held.Labels.ToArray().Select(label => 1.0 + label)];
        var options = new GradientBoostingOptions { EarlyStoppingRounds = 5 };
        var expected = GradientBoostingClassifier.Fit(BinnedDataset.Create(train), options, new() { Validation = held.WithSampleWeights(weights) });
        var model = GradientBoostingClassifier.Fit(train, options, new() { Validation = held.WithSampleWeights(weights) });
        Assert.InRange(model.Model.RoundCount, 1, 94);
        Assert.Equal(expected.ValidationHistory, model.ValidationHistory);
        Assert.Equal(TestData.Saved(expected), TestData.Saved(model));
    }

    [Fact]
    public void ValidationRowsFallAsTheModelSays()
    {
        // Values and categories that the training rows never had, and missing ones where none were.
        var data = TestData.Random(9, 400, 3, 3, distinct: 9);
        var held = TestData.Random(10, 300, 3, 3, distinct: 30, missing: 0.3);
        bool[] categorical = [false, true, false];
        var bins = BinnedDataset.Create(data, isCategorical: categorical);
        var options = Boosted.Few with { Rounds = 6, Tree = Boosted.Few.Tree with { MaxLeaves = 12 } };
        foreach (var multiclass in Enum.GetValues<GradientMulticlass>())
        {
            var model = GradientBoostingClassifier.Fit(bins, options with { Multiclass = multiclass }, new() { Validation = held });
            Assert.Contains(model.Model.Nodes.ToArray(), node => node.CategorySet >= 0);
            var probabilities = new double[held.RowCount * 3];
            model.PredictProbabilities(held, probabilities);
            var loss = Enumerable.Range(0, held.RowCount).Average(row => -Math.Log(probabilities[(row * 3) + held.Labels[row]]));
            Assert.Equal(loss, model.ValidationHistory[^1], 1e-5);
        }
    }
}
