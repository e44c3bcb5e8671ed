using Counterweight.Training.Data;
using Counterweight.Training.Linear;
using Counterweight.Training.Models;
using Xunit;

namespace Counterweight.Training.Tests.Linear;

/// <summary>Probabilities, threads and files of logistic regression.</summary>
public class LogisticModelTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(9)]
    public void ProbabilitiesAreTheSoftmaxOfTheScores(int classes)
    {
        var data = TestData.Random(31, 150, 3, classes, missing: 0.1);
        var model = LogisticRegressionClassifier.Fit(data, new LogisticRegressionOptions { Weighting = ClassWeighting.Balanced });
        var scaling = Standardizer.Fit(data);
        var told = TestData.Predict(model, data);
        var probabilities = Trainers.Say(model, data);
        for (var row = 0; row < data.RowCount; row++)
        {
            double[] scores = [.. Enumerable.Range(0, classes).Select(label => Math.Exp(model.Intercepts[label] + Enumerable.Range(0, 3).Sum(feature => model.Weights(label)[feature] * scaling.Transform(feature, data.Column(feature)[row]))))];
            var own = probabilities.AsSpan(row * classes, classes);
            for (var label = 0; label < classes; label++)
            {
                Assert.Equal(scores[label] / scores.Sum(), own[label], 1e-13);
            }

            Assert.Equal(own.ToArray().Max(), own[told[row]]);
        }
    }

    [Fact]
    public void ProbabilitiesOfRowsFarAwayAreFinite()
    {
        // Deviations of 1e-300, and values up to the greatest number.
        var data = TestData.Create(2, 2, [1e-300, 2e-300, 3e-300, 5e-300, 4, 3, 1, 2], [0, 0, 1, 1]);
        var model = LogisticRegressionClassifier.Fit(data);
        double[] far = [double.MaxValue, -double.MaxValue, double.MaxValue, -double.MaxValue];
        var rows = TestData.Create(2, 2, [.. far, -1e308, 1e308, 1e308, -1e308], [0, 0, 0, 0]);
        var probabilities = Trainers.Say(model, rows);
        Assert.All(probabilities, value => Assert.InRange(value, 0, 1));
        Assert.All(probabilities.Chunk(2), own => Assert.Equal(1, own.Sum(), 1e-15));
        Assert.Equal([1, 0], TestData.Predict(model, rows)[..2]);
    }

    [Fact]
    public void RoomForProbabilitiesIsOneARowAndClass()
    {
        var data = TestData.Glass();
        var model = LogisticRegressionClassifier.Fit(data, new LogisticRegressionOptions { MaxIterations = 2 });
        Assert.Throws<ArgumentException>("destination", () => model.PredictProbabilities(data, new double[(data.RowCount * data.ClassCount) - 1]));
        Assert.Throws<ArgumentException>("data", () => model.PredictProbabilities(TestData.Pima(), new double[10]));
        Assert.Throws<ArgumentNullException>("data", () => model.PredictProbabilities(null!, []));
    }

    [Fact]
    public void ThreadsChangeNoByte()
    {
        var shuttle = TestData.Shuttle();
        foreach (var rows in (ReadOnlySpan<int>)[511, 513, 20000])
        {
            var data = shuttle.Subset([.. Enumerable.Range(0, rows).Select(row => row * 7 % shuttle.RowCount)]);
            double[] weights = [.. Enumerable.Range(0, rows).Select(row => row % 11 == 3 ? 0 : 0.1 + (row % 7))];
            var options = new LogisticRegressionOptions { MaxIterations = 12, Weighting = ClassWeighting.Balanced };
            var saved = TestData.Saved(LogisticRegressionClassifier.Fit(data, options, new() { SampleWeights = weights }));
            foreach (var threads in (ReadOnlySpan<int>)[2, 3, 8, int.MaxValue])
            {
                Assert.Equal(saved, TestData.Saved(LogisticRegressionClassifier.Fit(data, options with { DegreeOfParallelism = threads }, new() { SampleWeights = weights })));
            }
        }
    }

    [Theory]
    [InlineData(16384)]
    [InlineData(16385)]
    [InlineData(40000)]
    public void LossAndGradientAreThoseOfAllItems(int rows)
    {
        // So many rows that an item has several batches: the loss of the whole is that of its halves.
        var data = TestData.Random(33, rows, 2, 5);
        double[] parameters = [.. Enumerable.Range(0, 15).Select(i => Math.Sin(i))];
        var scaling = Standardizer.Fit(data);
        var (whole, gradient) = Evaluate(Enumerable.Range(0, rows), 3);
        var (first, ofFirst) = Evaluate(Enumerable.Range(0, rows / 2), 1);
        var (second, ofSecond) = Evaluate(Enumerable.Range(rows / 2, rows - (rows / 2)), 1);
        var penalty = parameters.Take(10).Sum(weight => weight * weight / 2);
        Assert.Equal(first + second - penalty, whole, 1e-12 * whole);
        for (var i = 0; i < 15; i++)
        {
            Assert.Equal(ofFirst[i] + ofSecond[i] - (i < 10 ? parameters[i] : 0), gradient[i], 1e-12 * whole);
        }

        (double Loss, double[] Gradient) Evaluate(IEnumerable<int> chosen, int threads)
        {
            var slopes = new double[15];
            var loss = new LogisticLoss(new StandardizedRows(data, scaling, LinearColumns.OfNumbers(data.FeatureCount), [.. chosen]), 5, [], [], 0.5, threads).Evaluate(parameters, slopes);
            return (loss, slopes);
        }
    }

    [Fact]
    public void ALoadedModelSaysTheSameAndKnowsNothingOfTheFit()
    {
        var data = TestData.BreastCancer();
        var model = LogisticRegressionClassifier.Fit(data);
        var loaded = ModelFile.Load<LogisticRegressionClassifier>(new MemoryStream(TestData.Saved(model))).Model;
        Assert.Equal(Trainers.Say(model, data), Trainers.Say(loaded, data));
        Assert.Equal(model.Intercepts.ToArray(), loaded.Intercepts.ToArray());
        Assert.Equal((0, double.NaN, null), (loaded.Iterations, loaded.Objective, loaded.StopReason));
        Assert.NotNull(model.StopReason);
    }
}
