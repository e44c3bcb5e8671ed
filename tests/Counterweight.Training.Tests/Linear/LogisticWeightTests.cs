using Counterweight.Training.Data;
using Counterweight.Training.Linear;
using Xunit;

namespace Counterweight.Training.Tests.Linear;

/// <summary>C · Σ class weight × sample weight × cross-entropy + ½‖W‖² at its minimum, by the definition.</summary>
public class LogisticWeightTests
{
    private const int Rows = 203;

    // Features of ±1, each as heavy on either side, are standardised already, whatever weighs.
    private static readonly double[] SampleWeights = [.. Enumerable.Range(0, Rows - 3).Select(row => 0.5 + (row / 8 % 3)), 0, 0, 0];
    private static readonly Dataset Data = Make();

    [Theory]
    [InlineData("none", 1)]
    [InlineData("balanced", 1)]
    [InlineData("balanced", 0.3)]
    public void TheModelIsTheMinimumOfTheWeightedObjective(string weighting, double c)
    {
        var options = new LogisticRegressionOptions { C = c, Weighting = Weightings.Named(weighting), GradientTolerance = 1e-8, ProgressTolerance = 0 };
        var model = LogisticRegressionClassifier.Fit(Data, options, new() { SampleWeights = SampleWeights });
        double[] ofClass = [.. Enumerable.Range(0, 3).Select(label => Enumerable.Range(0, Rows).Where(row => Data.Labels[row] == label).Sum(row => SampleWeights[row]))];
        var objective = Enumerable.Range(0, 3).Sum(label => model.Weights(label).ToArray().Sum(weight => weight * weight / 2));
        var (weights, intercepts) = (Enumerable.Range(0, 3).Select(label => model.Weights(label).ToArray()).ToArray(), new double[3]);
        for (var row = 0; row < Rows; row++)
        {
            double[] x = [.. Enumerable.Range(0, 3).Select(feature => double.IsNaN(Data.Column(feature)[row]) ? 0 : Data.Column(feature)[row])];
            double[] p = [.. Enumerable.Range(0, 3).Select(label => Math.Exp(model.Intercepts[label] + x.Select((value, feature) => value * model.Weights(label)[feature]).Sum()))];
            var weight = c * SampleWeights[row] * (weighting is "none" ? 1 : ofClass.Sum() / (3 * ofClass[Data.Labels[row]]));
            objective -= weight * Math.Log(p[Data.Labels[row]] / p.Sum());
            for (var label = 0; label < 3; label++)
            {
                var slope = weight * ((p[label] / p.Sum()) - (Data.Labels[row] == label ? 1 : 0));
                intercepts[label] += slope;
                for (var feature = 0; feature < 3; feature++)
                {
                    weights[label][feature] += slope * x[feature];
                }
            }
        }

        Assert.Equal(objective, model.Objective, 1e-9);
        Assert.All(intercepts, slope => Assert.Equal(0, slope, 1e-5));
        Assert.All(weights.SelectMany(slopes => slopes), slope => Assert.Equal(0, slope, 1e-5));
    }

    [Fact]
    public void TheGreatestScoreIsToldAndOfEqualScoresTheLowest()
    {
        var model = LogisticRegressionClassifier.Fit(Data, new LogisticRegressionOptions { Weighting = ClassWeighting.Balanced }, new() { SampleWeights = SampleWeights });
        var told = TestData.Predict(model, Data);
        Assert.Equal(3, told.Distinct().Count());
        for (var row = 0; row < Rows; row++)
        {
            double[] scores = [.. Enumerable.Range(0, 3).Select(label => model.Intercepts[label] + Enumerable.Range(0, 3).Sum(feature => row == Rows - 1 ? 0 : model.Weights(label)[feature] * Data.Column(feature)[row]))];
            Assert.Equal(scores.Max(), scores[told[row]], 1e-9);
        }

        // Two classes that mirror each other, at their middle; and no iteration moves from equal scores where nothing is to be told.
        var even = TestData.Create(1, 2, [1, 1, 1, 1], [1, 0, 1, 0]);
        Assert.Equal([0, 0, 0, 0], TestData.Predict(LogisticRegressionClassifier.Fit(even), even));
    }

    [Fact]
    public void TheSearchEndsAtEachOfItsTolerances()
    {
        var exact = new LogisticRegressionOptions { GradientTolerance = 0, ProgressTolerance = 0, MaxIterations = 3 };
        Assert.Equal((FitStopReason.MaxIterations, 3), Ended(exact));
        Assert.Equal(FitStopReason.Converged, Ended(exact with { GradientTolerance = 1e9 }).Reason);
        Assert.Equal(FitStopReason.NoProgress, Ended(exact with { ProgressTolerance = 1e9 }).Reason);

        static (FitStopReason? Reason, int Iterations) Ended(LogisticRegressionOptions options)
        {
            var model = LogisticRegressionClassifier.Fit(Data, options, new() { SampleWeights = SampleWeights });
            return (model.StopReason, model.Iterations);
        }
    }

    private static Dataset Make()
    {
        var random = new Random(7);
        double[] values = [.. Enumerable.Range(0, 3).SelectMany(feature => Enumerable.Range(0, Rows).Select(row => ((row >> feature) & 1) == 0 ? -1.0 : 1))];

        // The last rows weigh nothing and must not spoil the balance, even if they count: one of each sign and one missing.
        for (var feature = 0; feature < 3; feature++)
        {
            (values[(feature * Rows) + Rows - 3], values[(feature * Rows) + Rows - 2], values[(feature * Rows) + Rows - 1]) = (-1, 1, double.NaN);
        }

        int[] labels = [.. Enumerable.Range(0, Rows).Select(row => random.NextDouble() < 0.5 ? 0 : values[row] > 0 && random.NextDouble() < 0.6 ? 1 : values[Rows + row] > 0 ? 2 : random.Next(3))];
        return TestData.Create(3, 3, values, labels);
    }
}
