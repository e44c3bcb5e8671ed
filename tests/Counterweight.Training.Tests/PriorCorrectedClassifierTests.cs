using Counterweight.Training.Data;
using Counterweight.Training.Linear;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Training.Tests;

/// <summary>Probabilities corrected from the classes of training to those where a model is used.</summary>
public sealed class PriorCorrectedClassifierTests
{
    private static readonly double[] Given = [0.5, 0.3, 0.2, 0.1, 0.1, 0.8, 1, 0, 0, 0, 0.5, 0.5];

    [Fact]
    public void ProbabilitiesAreThoseOfTheOtherPriors()
    {
        var model = new PriorCorrectedClassifier(new Fixed(Given, 3), [5, 3, 2], [1, 1, 4]);
        double[] corrected = Probabilities(model, 4);
        double[] factors = [1 / 5.0, 1 / 3.0, 4 / 2.0];
        for (var row = 0; row < 4; row++)
        {
            var sum = Enumerable.Range(0, 3).Sum(label => Given[(3 * row) + label] * factors[label]);
            for (var label = 0; label < 3; label++)
            {
                Assert.Equal(Given[(3 * row) + label] * factors[label] / sum, corrected[(3 * row) + label], 1e-15);
            }
        }

        Assert.Equal([2, 2, 0, 2], TestData.Predict(model, Rows(4)));
        Assert.Equal((3, 1), (model.ClassCount, model.FeatureCount));
        Assert.Equal(Math.Log(0.2) - Math.Log(1 / 3.0), model.LogRatios[0] - model.LogRatios[1], 1e-15);
        Assert.Equal([0.5, 0.3, 0.2], ((Fixed)model.Classifier).Values[..3]);
    }

    /// <summary>To other priors and back is nothing.</summary>
    [Fact]
    public void ACorrectionAndItsInverseAreNone()
    {
        double[] one = [5, 3, 2];
        double[] other = [0.01, 7, 0.3];
        var back = new PriorCorrectedClassifier(new PriorCorrectedClassifier(new Fixed(Given, 3), one, other), other, one);
        Assert.All(Probabilities(back, 4).Zip(Given), pair => Assert.Equal(pair.Second, pair.First, 1e-14));
        Assert.All(Probabilities(new PriorCorrectedClassifier(new Fixed(Given, 3), [2, 2, 2]), 4).Zip(Given), pair => Assert.Equal(pair.Second, pair.First, 1e-15));
    }

    /// <summary>A class that was not learned, or does not occur, has no probability; a row of it alone is NaN.</summary>
    [Fact]
    public void ClassesWithoutPriorHaveNoProbability()
    {
        foreach (var model in (PriorCorrectedClassifier[])[new(new Fixed(Given, 3), [0, 1, 1]), new(new Fixed(Given, 3), [1, 1, 1], [0, 1, 1])])
        {
            var corrected = Probabilities(model, 4);
            Assert.Equal([0, 0.6, 0.4], corrected[..3].Select(p => Math.Round(p, 15)));
            Assert.All(corrected[6..9], p => Assert.True(double.IsNaN(p)));
            Assert.Equal([0, 0.5, 0.5], corrected[9..]);
        }
    }

    /// <summary>Fitted with balanced weights and corrected, a model is calibrated to the rate that occurs, as one without weights is; uncorrected it is far off.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void CorrectedWeightsAreTheBaseRate(int seed)
    {
        var (data, rate) = Rare(seed);
        var weighted = LogisticRegressionClassifier.Fit(data, new() { Weighting = ClassWeighting.Balanced, C = 1e6 });
        var corrected = PriorCorrectedClassifier.Undoing(weighted, ClassWeighting.Balanced, data);
        Assert.Equal(rate, Rate(corrected, data), 0.003);
        Assert.InRange(Rate(weighted, data), 3 * rate, 1);
        var plain = LogisticRegressionClassifier.Fit(data, new() { C = 1e6 });
        Assert.Equal(Rate(plain, data), Rate(corrected, data), 0.003);
        Assert.Equal(Probabilities(plain, data), Probabilities(PriorCorrectedClassifier.Undoing(plain, ClassWeighting.None, data), data), (one, other) => Math.Abs(one - other) < 1e-15);
    }

    /// <summary>The weights that are undone are those of the fit: of its sample weights too.</summary>
    [Fact]
    public void WhatIsUndoneIsWhatTheFitWasGiven()
    {
        var (data, _) = Rare(3);
        double[] sampleWeights = [.. Enumerable.Range(0, data.RowCount).Select(row => data.Labels[row] == 1 ? 4 : 0.5 + (row % 2))];
        var model = new Fixed([0.5, 0.5], 2);
        var undone = PriorCorrectedClassifier.Undoing(model, ClassWeighting.Balanced, data, new() { SampleWeights = sampleWeights });
        var expected = new double[2];
        ClassWeights.Balanced(data.Labels, expected, sampleWeights);
        Assert.Equal(Math.Log(expected[0] / expected[1]), undone.LogRatios[1] - undone.LogRatios[0], 1e-13);
    }

    [Fact]
    public void BadOperandsAreNamed()
    {
        var inner = new Fixed(Given, 3);
        Assert.Throws<ArgumentNullException>("classifier", () => new PriorCorrectedClassifier(null!, [1, 1, 1]));
        Assert.Contains("trained has 2 elements for 3 classes", Assert.Throws<ArgumentException>("trained", () => new PriorCorrectedClassifier(inner, [1, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("deployed has 2 elements", Assert.Throws<ArgumentException>("deployed", () => new PriorCorrectedClassifier(inner, [1, 1, 1], [1, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("trained[1] is -1", Assert.Throws<ArgumentOutOfRangeException>("trained", () => new PriorCorrectedClassifier(inner, [1, -1, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("deployed[0] is NaN", Assert.Throws<ArgumentOutOfRangeException>("deployed", () => new PriorCorrectedClassifier(inner, [1, 1, 1], [double.NaN, 1, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("No class", Assert.Throws<ArgumentException>("trained", () => new PriorCorrectedClassifier(inner, [1, 0, 0], [0, 1, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("data", () => PriorCorrectedClassifier.Undoing(inner, ClassWeighting.Balanced, null!));
        Assert.Throws<ArgumentNullException>("classifier", () => PriorCorrectedClassifier.Undoing(null!, ClassWeighting.Balanced, Rows(3)));
        var model = new PriorCorrectedClassifier(inner, [1, 1, 1]);
        Assert.Throws<ArgumentException>("destination", () => model.Predict(Rows(4), new int[3]));
        Assert.Throws<ArgumentOutOfRangeException>("degreeOfParallelism", () => model.Predict(Rows(4), new int[4], 0));
        Assert.Throws<ArgumentNullException>("data", () => model.Predict(null!, new int[4]));
    }

    private static Dataset Rows(int rows) => TestData.Create(1, 3, new double[rows], new int[rows]);

    /// <summary>One row in twenty or so, whose logit is a line.</summary>
    private static (Dataset Data, double Rate) Rare(int seed)
    {
        var random = new Random(seed);
        double[] values = [.. Enumerable.Range(0, 4000).Select(_ => (random.NextDouble() * 4) - 2)];
        int[] labels = [.. values.Select(value => random.NextDouble() < 1 / (1 + Math.Exp(3.5 - (1.2 * value))) ? 1 : 0)];
        return (TestData.Create(1, 2, values, labels), labels.Average());
    }

    private static double Rate(IProbabilisticClassifier model, Dataset data) => Probabilities(model, data).Where((_, i) => i % 2 == 1).Average();

    private static double[] Probabilities(IProbabilisticClassifier model, int rows) => Probabilities(model, Rows(rows));

    private static double[] Probabilities(IProbabilisticClassifier model, Dataset data)
    {
        var probabilities = new double[data.RowCount * model.ClassCount];
        model.PredictProbabilities(data, probabilities);
        return probabilities;
    }

    /// <summary>The same probabilities whatever the rows.</summary>
    private sealed class Fixed(double[] values, int classes) : IProbabilisticClassifier
    {
        public double[] Values => values;

        public int ClassCount => classes;

        public int FeatureCount => 1;

        public void Predict(Dataset data, Span<int> destination, int degreeOfParallelism = 1) => throw new NotSupportedException();

        public void PredictProbabilities(Dataset data, Span<double> destination, int degreeOfParallelism = 1) => values.CopyTo(destination);
    }
}
