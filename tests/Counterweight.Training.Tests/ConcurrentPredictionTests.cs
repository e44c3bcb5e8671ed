using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Xunit;

namespace Counterweight.Training.Tests;

/// <summary>Several threads predict by one model at once, also at its first prediction, when trees are packed.</summary>
public sealed class ConcurrentPredictionTests
{
    private const int Threads = 4;

    private static readonly Dataset Data = TestData.Random(5, rows: 90, features: 4, classes: 3);

    [Theory]
    [MemberData(nameof(Trainers.All), MemberType = typeof(Trainers))]
    public void EveryThreadGetsTheAnswersOfOne(string name)
    {
        var fitted = Trainers.Fit(name, Data);
        AssertSame(fitted);
        if (fitted is IProbabilisticClassifier classifier)
        {
            AssertSame(new PriorCorrectedClassifier(classifier, [1, 2, 3]));
        }
    }

    [Theory]
    [InlineData(CalibrationMethod.Sigmoid)]
    [InlineData(CalibrationMethod.Isotonic)]
    [InlineData(CalibrationMethod.Temperature)]
    public void CalibrationsToo(CalibrationMethod method) => AssertSame(
        CalibratedClassifier.Fit(Data, (rows, _, input) => GradientBoostingClassifier.Fit(rows, new() { Rounds = 5 }, input), new() { Method = method }));

    private static void AssertSame(ISavedModel model)
    {
        var bytes = TestData.Saved(model);
        var expected = Answers(ModelFile.Load(new MemoryStream(bytes)).Model);
        for (var round = 0; round < 5; round++)
        {
            // A model that was just loaded has predicted nothing.
            var loaded = ModelFile.Load(new MemoryStream(bytes)).Model;
            using var start = new Barrier(Threads);
            var answers = new double[Threads][];
            Thread[] threads = [.. Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
            {
                start.SignalAndWait();
                answers[thread] = Answers(loaded);
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            Assert.All(answers, own => Assert.Equal(expected, own));
        }
    }

    private static double[] Answers(ISavedModel model)
    {
        var answers = new double[Data.RowCount * (model is IClassifier classes ? classes.ClassCount : 1)];
        switch (model)
        {
            case IProbabilisticClassifier classifier:
                classifier.PredictProbabilities(Data, answers);
                break;
            case GradientBoostingRegressor regressor:
                regressor.Predict(Data, answers);
                break;
            default:
                throw new ArgumentException("This model predicts by no method of the test.", nameof(model));
        }

        return answers;
    }
}
