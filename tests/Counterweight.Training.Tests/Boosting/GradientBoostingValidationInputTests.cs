using Counterweight.Losses.Softmax;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>What is wrong with validation rows is said of them, and not of the training rows.</summary>
public class GradientBoostingValidationInputTests
{
    private static readonly Dataset Data = TestData.Random(81, 40, 2, 3);
    private static readonly BinnedDataset Bins = BinnedDataset.Create(Data);
    private static readonly float[] Targets = [.. Enumerable.Range(0, 40).Select(row => (float)row)];

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    [InlineData(-double.Epsilon)]
    public void AWeightThatIsNoneIsNamed(double weight)
    {
        double[] weights = [.. Enumerable.Repeat(1.0, 40)];
        weights[17] = weight;
        foreach (var fit in (Action[])[() => GradientBoostingClassifier.Fit(Data, validation: Data, validationWeights: weights), () => GradientBoostingClassifier.Fit(Bins, validation: Data, validationWeights: weights)])
        {
            var error = Assert.Throws<ArgumentException>("validationWeights", fit);
            Assert.Contains($"The weight {weight} of row 17 ", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void WeightsOfAnotherLengthAreNamed() =>
        Assert.Throws<ArgumentException>("validationWeights", () => GradientBoostingClassifier.Fit(Data, validation: Data, validationWeights: new double[39]));

    [Fact]
    public void RowsThatDoNotFitAreNamed()
    {
        var narrow = TestData.Random(82, 40, 1, 3);
        var few = TestData.Random(83, 40, 2, 2);
        var none = TestData.Create(2, 3, [], []);
        foreach (var held in (Dataset[])[narrow, few, none])
        {
            Assert.Throws<ArgumentException>("validation", () => GradientBoostingClassifier.Fit(Data, validation: held));
        }

        foreach (var held in (Dataset[])[narrow, none])
        {
            Assert.Throws<ArgumentException>("validation", () => GradientBoostingRegressor.Fit(Bins, Targets, validation: held, validationTargets: new float[held.RowCount]));
        }

        // Regression reads no label.
        Assert.Equal(101, GradientBoostingRegressor.Fit(Bins, Targets, validation: few, validationTargets: Targets).ValidationHistory.Count);
    }

    [Fact]
    public void WhatBelongsToRowsThatAreNotThereIsRefused()
    {
        Assert.Throws<ArgumentException>("validationWeights", () => GradientBoostingClassifier.Fit(Data, validationWeights: new double[40]));
        Assert.Throws<ArgumentException>("validationWeights", () => GradientBoostingClassifier.FitSoftmax(Bins, new SoftmaxCrossEntropy<float>(), validationWeights: new double[40]));
        Assert.Throws<ArgumentException>("validationTargets", () => GradientBoostingRegressor.Fit(Bins, Targets, validationTargets: Targets));
    }
}
