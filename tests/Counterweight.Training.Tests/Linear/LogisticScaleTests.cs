using Counterweight.Training.Data;
using Counterweight.Training.Linear;
using Xunit;

namespace Counterweight.Training.Tests.Linear;

/// <summary>Scales are of rows and sample weights; class weights c are sample weights c on the same scales.</summary>
public class LogisticScaleTests
{
    private static readonly LogisticRegressionOptions Exact = new() { GradientTolerance = 1e-8, ProgressTolerance = 0 };
    private static readonly Dataset Data = TestData.Random(31, 600, 3, 3, missing: 0.05);
    private static readonly double[] SampleWeights = [.. Enumerable.Range(0, 600).Select(row => row % 7 == 2 ? 0 : 0.5 + (row % 4))];

    [Fact]
    public void ClassWeightsAreSampleWeightsOnTheScalesOfTheRows()
    {
        var model = LogisticRegressionClassifier.Fit(Data, Exact with { Weighting = ClassWeighting.Balanced }, new() { SampleWeights = SampleWeights });
        Assert.Equal(0, Slope(model, Standardizer.Fit(Data, SampleWeights)), 1e-4);

        // On no other scales is it the minimum.
        Assert.True(Slope(model, Standardizer.Fit(Data, Products())) > 0.1);
        Assert.True(Slope(model, Standardizer.Fit(Data)) > 0.1);
    }

    [Fact]
    public void WhereScalesAreTheSameClassWeightsAreSampleWeights()
    {
        // Every class has the values −1 and 1 of each feature equally often: no weights of classes move a mean or a deviation.
        int[] labels = [.. Enumerable.Range(0, 240).Select(row => row < 16 ? 2 : row < 80 ? 1 : 0)];
        double[] values = [.. Enumerable.Range(0, 3).SelectMany(feature => Enumerable.Range(0, 240).Select(row => (feature < 2 ? (row >> feature) & 1 : ((row & 1) == labels[row] % 2 ? 1 : 0) ^ ((row >> 1) & 1)) == 0 ? -1.0 : 1))];
        var data = TestData.Create(3, 3, values, labels);
        double[] weights = [.. labels.Select(label => 240.0 / (3 * (label == 2 ? 16 : label == 1 ? 64 : 160)))];
        var one = LogisticRegressionClassifier.Fit(data, Exact with { Weighting = ClassWeighting.Balanced });
        var other = LogisticRegressionClassifier.Fit(data, Exact, new() { SampleWeights = weights });
        Assert.Equal(one.Objective, other.Objective, 1e-9);
        for (var label = 0; label < 3; label++)
        {
            Assert.Equal(one.Intercepts[label], other.Intercepts[label], 1e-6);
            for (var feature = 0; feature < 3; feature++)
            {
                Assert.Equal(one.Weights(label)[feature], other.Weights(label)[feature], 1e-6);
            }
        }
    }

    private static double[] Products()
    {
        double[] ofClass = [.. Enumerable.Range(0, 3).Select(label => Enumerable.Range(0, 600).Where(row => Data.Labels[row] == label).Sum(row => SampleWeights[row]))];
        return [.. SampleWeights.Select((weight, row) => weight * ofClass.Sum() / (3 * ofClass[Data.Labels[row]]))];
    }

    /// <summary>The greatest slope of Σ class weight × sample weight × cross-entropy + ½‖W‖² on features so scaled.</summary>
    private static double Slope(LogisticRegressionClassifier model, Standardizer scales)
    {
        double[][] weights = [.. Enumerable.Range(0, 3).Select(label => model.Weights(label).ToArray())];
        var intercepts = new double[3];
        var products = Products();
        for (var row = 0; row < 600; row++)
        {
            double[] x = [.. Enumerable.Range(0, 3).Select(feature => scales.Transform(feature, Data.Column(feature)[row]))];
            double[] p = [.. Enumerable.Range(0, 3).Select(label => Math.Exp(model.Intercepts[label] + x.Select((value, feature) => value * model.Weights(label)[feature]).Sum()))];
            for (var label = 0; label < 3; label++)
            {
                var slope = products[row] * ((p[label] / p.Sum()) - (Data.Labels[row] == label ? 1 : 0));
                intercepts[label] += slope;
                for (var feature = 0; feature < 3; feature++)
                {
                    weights[label][feature] += slope * x[feature];
                }
            }
        }

        return weights.SelectMany(slopes => slopes).Concat(intercepts).Max(Math.Abs);
    }
}
