using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>Validation rows count as their own weights say, in every trainer that watches them.</summary>
public sealed class ValidationWeightTests
{
    private const int Rows = 240;
    private static readonly Dataset Train = Numbered(TestData.Random(61, 600, 3, 3, distinct: 12));
    private static readonly Dataset Held = Numbered(TestData.Random(62, Rows, 3, 3, distinct: 12));
    private static readonly double[] Weights = [.. Enumerable.Range(0, Rows).Select(row => (double)(row * 7 % 4))];

    public static TheoryData<string> Trainers => ["boosting", "focal", "regression", "AdaBoost"];

    [Theory]
    [MemberData(nameof(Trainers))]
    public void WeightsSayHowOftenARowCounts(string trainer)
    {
        var weighted = Fit(trainer, Held.WithSampleWeights(Weights));
        int[] repeated = [.. Enumerable.Range(0, Rows).SelectMany(row => Enumerable.Repeat(row, (int)Weights[row]))];
        var copied = Fit(trainer, Held.Subset(repeated));
        Assert.True(weighted.History.Count > 3);

        // A weight rounds with what it multiplies, where a row twice does not.
        AssertClose(copied.History, weighted.History, 1e-7);
        Assert.Equal(copied.Reason, weighted.Reason);
        Assert.Equal(TestData.Saved(copied.Model), TestData.Saved(weighted.Model));
        Assert.True(Math.Abs(Fit(trainer, Held).History[^1] - weighted.History[^1]) > 1e-4);
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void TheirUnitAndTheOrderOfRowsDoNotShow(string trainer)
    {
        var expected = Fit(trainer, Held.WithSampleWeights(Weights)).History;
        foreach (var power in (int[])[-1060, -30, 900])
        {
            Assert.Equal(expected, Fit(trainer, Held.WithSampleWeights([.. Weights.Select(weight => Math.ScaleB(weight, power))])).History);
        }

        int[] order = [.. Enumerable.Range(0, Rows)];
        new Random(3).Shuffle(order);
        AssertClose(expected, Fit(trainer, Held.WithSampleWeights(Weights).Subset(order)).History, 1e-14);
    }

    [Fact]
    public void ARegressorWatchesTheWeightedMeanOfTheLoss()
    {
        var model = GradientBoostingRegressor.Fit(Train, new() { Rounds = 5 }, new() { Validation = Held.WithSampleWeights(Weights) });
        for (var round = 0; round <= 5; round++)
        {
            var scores = new double[Rows];
            model.Model.PredictScores(Held, scores, round);
            var loss = Enumerable.Range(0, Rows).Sum(row => Weights[row] * Math.Pow(scores[row] - Held.Targets[row], 2) / 2);
            Assert.Equal(loss / Weights.Sum(), model.ValidationHistory[round], 1e-9);
        }
    }

    [Fact]
    public void AdaBoostWatchesTheWeightOfMisclassifiedRows()
    {
        var options = new AdaBoostOptions { Rounds = 8, Weighting = ClassWeighting.Custom(1, 2, 5) };
        var model = AdaBoostClassifier.Fit(Train, options, new() { Validation = Held.WithSampleWeights(Weights) });
        Assert.Equal(model.Trees.Count, model.ValidationHistory.Count);
        double[] all = [.. Enumerable.Range(0, Rows).Select(row => Weights[row] * (Held.Labels[row] == 0 ? 1 : Held.Labels[row] == 1 ? 2 : 5))];
        for (var count = 1; count <= model.Trees.Count; count++)
        {
            var first = AdaBoostClassifier.Fit(Train, options with { Rounds = count });
            var predicted = TestData.Predict(first, Held);
            Assert.Equal(Enumerable.Range(0, Rows).Where(row => predicted[row] != Held.Labels[row]).Sum(row => all[row]) / all.Sum(), model.ValidationHistory[count - 1], 1e-12);
        }
    }

    [Fact]
    public void BoostingSaysWhyItStopped()
    {
        var stopping = new GradientBoostingOptions { Rounds = 200, LearningRate = 1, EarlyStoppingRounds = 2 };
        foreach (var (reason, options) in ((FitStopReason, GradientBoostingOptions)[])[(FitStopReason.EarlyStopped, stopping), (FitStopReason.Completed, stopping with { Rounds = 1 }), (FitStopReason.Completed, stopping with { EarlyStoppingRounds = 0, Rounds = 3 })])
        {
            var classifier = GradientBoostingClassifier.Fit(Train, options, new() { Validation = Held });
            Assert.Equal(reason, classifier.StopReason);
            var regressor = GradientBoostingRegressor.Fit(Train, options, new() { Validation = Held });
            Assert.Equal(reason, regressor.StopReason);
            Assert.Null(ModelFile.Load<GradientBoostingClassifier>(new MemoryStream(TestData.Saved(classifier))).Model.StopReason);
            Assert.Null(ModelFile.Load<GradientBoostingRegressor>(new MemoryStream(TestData.Saved(regressor))).Model.StopReason);
        }
    }

    private static void AssertClose(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance * Math.Abs(pair.First)));
    }

    private static Dataset Numbered(Dataset data) =>
        data.WithTargets([.. Enumerable.Range(0, data.RowCount).Select(row => (float)(data.Column(0)[row] + (row * 31 % 7)))]);

    private static (IReadOnlyList<double> History, FitStopReason? Reason, ISavedModel Model) Fit(string trainer, Dataset held)
    {
        var options = new GradientBoostingOptions { Rounds = 30, LearningRate = 0.7, EarlyStoppingRounds = 4 };
        switch (trainer)
        {
            case "regression":
                var regressor = GradientBoostingRegressor.Fit(Train, options, new() { Validation = held });
                return (regressor.ValidationHistory, regressor.StopReason, regressor);
            case "AdaBoost":
                var ada = AdaBoostClassifier.Fit(Train, new() { Rounds = 30, EarlyStoppingRounds = 4, Tree = new() { MaxDepth = 2 }, Weighting = ClassWeighting.Balanced }, new() { Validation = held });
                return (ada.ValidationHistory, ada.StopReason, ada);
            case "focal":
                var focal = GradientBoostingClassifier.FitSoftmax(Train, new Counterweight.Losses.Softmax.SoftmaxFocalLoss<float>(2f), options, new() { Validation = held });
                return (focal.ValidationHistory, focal.StopReason, focal);
            default:
                var classifier = GradientBoostingClassifier.Fit(Train, options with { Weighting = ClassWeighting.Balanced }, new() { Validation = held });
                return (classifier.ValidationHistory, classifier.StopReason, classifier);
        }
    }
}
