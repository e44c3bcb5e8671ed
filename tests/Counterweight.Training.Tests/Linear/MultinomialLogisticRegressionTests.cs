using Counterweight.Training.Linear;
using Xunit;

namespace Counterweight.Training.Tests.Linear;

public class MultinomialLogisticRegressionTests
{
    private static readonly LogisticRegressionOptions Exact = new() { GradientTolerance = 1e-7, ProgressTolerance = 0, MaxIterations = 5000 };

    // From Golden/sklearn_logistic.py.
    [Theory]
    [InlineData("pima", "none", 362.25551343499217, 601)]
    [InlineData("pima", "balanced", 385.1685903863184, 583)]
    [InlineData("glass", "none", 174.72245763492293, 149)]
    [InlineData("glass", "balanced", 153.13851904660535, 144)]
    public void TheMinimumIsThatOfScikitLearn(string name, string weighting, double objective, int correct)
    {
        var data = string.Equals(name, "pima", StringComparison.Ordinal) ? TestData.Pima() : TestData.Glass();

        var model = LogisticRegressionClassifier.Fit(data, Exact with { Weighting = Weightings.Named(weighting) });

        Assert.Equal(objective, model.Objective, 1e-5);
        Assert.Equal(correct, TestData.Predict(model, data).Zip(data.Labels.ToArray()).Count(pair => pair.First == pair.Second));
    }

    [Fact]
    public void WeightsAreThoseOfScikitLearn()
    {
        var model = LogisticRegressionClassifier.Fit(TestData.Glass(), Exact);

        double[] expected = [0.43414491, -0.5751576, 1.65709459];
        for (var feature = 0; feature < expected.Length; feature++)
        {
            Assert.Equal(expected[feature], model.Weights(0)[feature], 1e-4);
        }
    }

    [Fact]
    public void TheDefaultStopsWhereProgressDoes()
    {
        var timer = new KernelTimer();
        var model = LogisticRegressionClassifier.Fit(TestData.Glass(), input: new() { Timer = timer });

        Assert.Equal(FitStopReason.NoProgress, model.StopReason);
        Assert.InRange(model.Objective, 174.722457, 174.7226);
        Assert.InRange(model.Iterations, 10, 200);
        Assert.True(timer.RowCount >= 214 * model.Iterations);
    }

    [Fact]
    public void TheSameInputGivesTheSameBits()
    {
        var first = LogisticRegressionClassifier.Fit(TestData.Glass());
        var second = LogisticRegressionClassifier.Fit(TestData.Glass());

        Assert.Equal(first.Objective, second.Objective);
        for (var label = 0; label < first.ClassCount; label++)
        {
            Assert.Equal(first.Weights(label).ToArray(), second.Weights(label).ToArray());
        }

        Assert.Equal(first.Intercepts.ToArray(), second.Intercepts.ToArray());
    }

    [Fact]
    public void ALimitOfIterationsGivesTheBestPointSoFar()
    {
        var limited = LogisticRegressionClassifier.Fit(TestData.Glass(), new LogisticRegressionOptions { MaxIterations = 5 });

        Assert.Equal(FitStopReason.MaxIterations, limited.StopReason);
        Assert.Equal(5, limited.Iterations);
        Assert.InRange(limited.Objective, 174.8, 383);
    }

    [Fact]
    public void AStalledLineSearchIsAnEndNotAnError()
    {
        var model = LogisticRegressionClassifier.Fit(TestData.Pima(), Exact with { GradientTolerance = 0 });

        Assert.Equal(362.25551343499217, model.Objective, 1e-8);
        Assert.NotEqual(FitStopReason.MaxIterations, model.StopReason);
    }

    [Theory]
    [InlineData("pima", 344.793352718729, 602)]
    [InlineData("glass", 159.1917676742438, 151)]
    public void SampleWeightsWeighScalesAndLossLikeScikitLearns(string name, double objective, int correct)
    {
        var data = string.Equals(name, "pima", StringComparison.Ordinal) ? TestData.Pima() : TestData.Glass();
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => (double)(row % 3))];

        var model = LogisticRegressionClassifier.Fit(data, Exact, new() { SampleWeights = weights });

        Assert.Equal(objective, model.Objective, 1e-5);
        Assert.Equal(correct, TestData.Predict(model, data).Zip(data.Labels.ToArray()).Count(pair => pair.First == pair.Second));
    }

    [Fact]
    public void MissingValuesAreTheMean()
    {
        var data = TestData.BreastCancer();

        var model = LogisticRegressionClassifier.Fit(data);

        var correct = TestData.Predict(model, data).Zip(data.Labels.ToArray()).Count(pair => pair.First == pair.Second);
        Assert.InRange(correct, 670, 699);
    }

    [Fact]
    public void ProgressRisesAndNamesTheIteration()
    {
        var reports = new List<FitProgress>();
        LogisticRegressionClassifier.Fit(TestData.Glass(), input: new() { Progress = new Recorder(reports.Add) });

        Assert.NotEmpty(reports);
        Assert.Equal(reports.Select(report => report.Fraction).Order(), reports.Select(report => report.Fraction));
        Assert.All(reports, report => Assert.InRange(report.Fraction, 0, 1));
        Assert.Contains("iteration 3,", reports[3].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void CancellationEndsTheFit()
    {
        using var source = new CancellationTokenSource();
        var progress = new Recorder(report =>
        {
            if (report.Text.StartsWith("iteration 2,", StringComparison.Ordinal))
            {
                source.Cancel();
            }
        });

        Assert.Throws<OperationCanceledException>(() => LogisticRegressionClassifier.Fit(TestData.Glass(), input: new() { Progress = progress, Cancellation = source.Token }));
    }

    [Fact]
    public void BadInputIsRefused()
    {
        var data = TestData.Pima();
        Assert.Throws<ArgumentOutOfRangeException>(() => LogisticRegressionClassifier.Fit(data, new LogisticRegressionOptions { C = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogisticRegressionClassifier.Fit(data, new LogisticRegressionOptions { C = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogisticRegressionClassifier.Fit(data, new LogisticRegressionOptions { MaxIterations = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogisticRegressionClassifier.Fit(data, new LogisticRegressionOptions { GradientTolerance = double.NaN }));
        Assert.Throws<ArgumentException>(() => LogisticRegressionClassifier.Fit(data, input: new() { SampleWeights = [1] }));
        Assert.Throws<ArgumentException>(() => LogisticRegressionClassifier.Fit(data.Subset([])));
        Assert.Throws<ArgumentException>(() => LogisticRegressionClassifier.Fit(TestData.Create(1, 1, [1], [0])));
        Assert.Throws<ArgumentException>(() => TestData.Predict(LogisticRegressionClassifier.Fit(data), TestData.Glass()));
    }

    [Fact]
    public void ARowOfWeightZeroIsNoRowToTheBit()
    {
        // It would move the scales, fill in for missing values, and shift the lanes of the rows after it.
        var data = TestData.Random(21, 203, 4, 3, missing: 0.1);
        var rows = Enumerable.Range(0, data.RowCount).Where(row => row % 7 != 3).ToArray();
        double[] values = [.. Enumerable.Range(0, data.FeatureCount * data.RowCount).Select(at => at % data.RowCount % 7 == 3 ? 1e9 * at : data.Column(at / data.RowCount)[at % data.RowCount])];
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => row % 7 == 3 ? 0 : 1.0 + (row % 3))];
        foreach (var weighting in Weightings.Names.Select(name => Weightings.Named(name, data.ClassCount)))
        {
            var options = new LogisticRegressionOptions { Weighting = weighting };
            var weighted = LogisticRegressionClassifier.Fit(TestData.Create(data.FeatureCount, 3, values, data.Labels.ToArray()), options, new() { SampleWeights = weights });
            var without = LogisticRegressionClassifier.Fit(data.Subset(rows), options, new() { SampleWeights = [.. rows.Select(row => weights[row])] });
            AssertEqual(without, weighted, 0);
        }
    }

    [Fact]
    public void ARowOfWeightTwoIsTheRowTwice()
    {
        var data = TestData.Random(22, 150, 4, 3, missing: 0.1);
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => (double)(row % 3))];
        int[] rows = [.. Enumerable.Range(0, data.RowCount).SelectMany(row => Enumerable.Repeat(row, row % 3))];
        foreach (var weighting in Weightings.Names.Select(name => Weightings.Named(name, data.ClassCount)))
        {
            var options = Exact with { Weighting = weighting };
            AssertEqual(LogisticRegressionClassifier.Fit(data.Subset(rows), options), LogisticRegressionClassifier.Fit(data, options, new() { SampleWeights = weights }), 1e-6);
        }
    }

    [Fact]
    public void SubnormalAndHugeFeaturesAreLearntLikeOthers()
    {
        var data = TestData.Random(23, 120, 3, 2);
        var expected = LogisticRegressionClassifier.Fit(data);
        foreach (var exponent in (ReadOnlySpan<int>)[-1015, 1015])
        {
            double[] values = [.. Enumerable.Range(0, 3).SelectMany(feature => data.Column(feature).ToArray()).Select(value => Math.ScaleB(value, exponent))];
            var scaled = LogisticRegressionClassifier.Fit(TestData.Create(3, 2, values, data.Labels.ToArray()));
            AssertEqual(expected, scaled, 1e-3);
            Assert.True(scaled.Weights(0).ContainsAnyExcept(0.0));
        }
    }

    [Theory]
    [InlineData(double.MaxValue, 1)]
    [InlineData(1, double.MaxValue)]
    public void AnObjectiveWithoutEndIsAnError(double c, double weight)
    {
        var data = TestData.Glass();
        Assert.Throws<ArgumentException>("options", () => LogisticRegressionClassifier.Fit(data, new LogisticRegressionOptions { C = c }, new() { SampleWeights = [.. Enumerable.Repeat(weight, data.RowCount)] }));
    }

    [Fact]
    public void NoWeightIsRefused() =>
        Assert.Throws<ArgumentException>("input", () => LogisticRegressionClassifier.Fit(TestData.Glass(), input: new() { SampleWeights = new double[214] }));

    [Theory]
    [InlineData(512, 1_054_775)] // 2³² and some in 32 bits
    [InlineData(1 << 22, 1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void SumsThatNoArrayHoldsAreRefusedByName(int classes, int features) =>
        Assert.Throws<ArgumentException>("data", () => LogisticLoss.CheckSizes(classes, features, 0, "data"));

    private static void AssertEqual(LogisticRegressionClassifier expected, LogisticRegressionClassifier actual, double tolerance)
    {
        for (var label = 0; label < expected.ClassCount; label++)
        {
            for (var feature = 0; feature < expected.FeatureCount; feature++)
            {
                Assert.Equal(expected.Weights(label)[feature], actual.Weights(label)[feature], tolerance);
            }

            Assert.Equal(expected.Intercepts[label], actual.Intercepts[label], tolerance);
        }
    }
}
