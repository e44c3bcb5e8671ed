using Counterweight.Tests;
using Counterweight.Training.Data;
using Counterweight.Training.Linear;
using Xunit;

namespace Counterweight.Training.Tests.Linear;

public class LogisticLossTests
{
    // Class counts around the tiles of four, row counts around blocks and batches.
    [Theory]
    [InlineData(2, 3, 5)]
    [InlineData(3, 1, 8)]
    [InlineData(4, 2, 17)]
    [InlineData(5, 3, 600)]
    [InlineData(6, 4, 513)]
    [InlineData(7, 9, 33)]
    [InlineData(8, 2, 100)]
    [InlineData(37, 3, 200)]
    public void LossAndGradientAreThoseOfTheFormula(int classes, int features, int rows)
    {
        var data = TestData.Random(classes, rows, features, classes, missing: 0.1);
        var random = new Random(1);
        double[] classWeights = [.. Enumerable.Range(0, classes).Select(label => 0.5 + label)];
        double[] sampleWeights = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble())];
        double[] parameters = [.. Enumerable.Range(0, classes * (features + 1)).Select(_ => random.NextDouble() - 0.5)];
        var (expectedLoss, expectedGradient) = Reference(data, parameters, classWeights, sampleWeights, 0.7);

        var gradient = new double[parameters.Length];
        var loss = Create(data, classWeights, sampleWeights, 0.7).Evaluate(parameters, gradient);

        Assert.Equal(expectedLoss, loss, 1e-12 * expectedLoss);
        for (var i = 0; i < gradient.Length; i++)
        {
            Assert.Equal(expectedGradient[i], gradient[i], 1e-11 * Math.Max(1, expectedLoss));
        }
    }

    [Fact]
    public void AnEvaluationAllocatesNothing()
    {
        var data = TestData.Glass();
        var loss = Create(data, [], [], 1);
        var parameters = new double[loss.ParameterCount];
        var gradient = new double[loss.ParameterCount];

        Assert.Equal(0, Allocation.Of(() => loss.Evaluate(parameters, gradient)));
    }

    private static LogisticLoss Create(Dataset data, double[] classWeights, double[] sampleWeights, double c)
    {
        var rows = new StandardizedRows(data, Standardizer.Fit(data), LinearColumns.OfNumbers(data.FeatureCount), TrainingInput.CountingRows([], data.RowCount));
        Array.Resize(ref sampleWeights, sampleWeights.Length == 0 ? 0 : rows.Labels.Length);
        return new LogisticLoss(rows, data.ClassCount, classWeights, sampleWeights, c);
    }

    private static (double Loss, double[] Gradient) Reference(Dataset data, double[] parameters, double[] classWeights, double[] sampleWeights, double c)
    {
        var scaling = Standardizer.Fit(data);
        var (features, classes) = (data.FeatureCount, data.ClassCount);
        var gradient = new double[parameters.Length];
        var loss = 0.0;
        for (var row = 0; row < data.RowCount; row++)
        {
            double[] x = [.. Enumerable.Range(0, features).Select(feature => scaling.Transform(feature, data.Column(feature)[row]))];
            double[] z = [.. Enumerable.Range(0, classes).Select(label => parameters[(classes * features) + label] + x.Select((value, feature) => value * parameters[(label * features) + feature]).Sum())];
            var sum = z.Sum(Math.Exp);
            var label = data.Labels[row];
            var weight = c * classWeights[label] * sampleWeights[row];
            loss += weight * (Math.Log(sum) - z[label]);
            for (var k = 0; k < classes; k++)
            {
                var g = weight * ((Math.Exp(z[k]) / sum) - (k == label ? 1 : 0));
                gradient[(classes * features) + k] += g;
                for (var feature = 0; feature < features; feature++)
                {
                    gradient[(k * features) + feature] += g * x[feature];
                }
            }
        }

        for (var i = 0; i < classes * features; i++)
        {
            loss += 0.5 * parameters[i] * parameters[i];
            gradient[i] += parameters[i];
        }

        return (loss, gradient);
    }
}
