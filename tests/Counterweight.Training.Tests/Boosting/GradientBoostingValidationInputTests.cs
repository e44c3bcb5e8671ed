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
        var error = Assert.Throws<ArgumentOutOfRangeException>("sampleWeights", () => Data.WithSampleWeights(weights));
        Assert.StartsWith($"sampleWeights[17] is {weight}; it must be finite and at least 0.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WeightsOfAnotherLengthAreNamed() =>
        Assert.StartsWith("sampleWeights has 39 elements for 40 rows.", Assert.Throws<ArgumentException>("sampleWeights", () => Data.WithSampleWeights(new double[39])).Message, StringComparison.Ordinal);

    [Fact]
    public void RowsWithoutWeightAreRefused()
    {
        var held = Data.WithSampleWeights(new double[40]).WithTargets(Targets);
        Assert.Throws<ArgumentException>("input", () => GradientBoostingClassifier.Fit(Data, input: new() { Validation = held }));
        Assert.Throws<ArgumentException>("input", () => GradientBoostingRegressor.Fit(Bins.WithTargets(Targets), input: new() { Validation = held }));
        Assert.Throws<ArgumentException>("input", () => AdaBoostClassifier.Fit(Data, input: new() { Validation = held }));
    }

    [Fact]
    public void RowsThatDoNotFitAreNamed()
    {
        var narrow = TestData.Random(82, 40, 1, 3);
        var few = TestData.Random(83, 40, 2, 2);
        var none = TestData.Create(2, 3, [], []);
        foreach (var held in (Dataset[])[narrow, few, none])
        {
            Assert.Throws<ArgumentException>("input", () => GradientBoostingClassifier.Fit(Data, input: new() { Validation = held }));
        }

        foreach (var held in (Dataset[])[narrow, none])
        {
            Assert.Throws<ArgumentException>("input", () => GradientBoostingRegressor.Fit(Bins.WithTargets(Targets), input: new() { Validation = held.WithTargets(new float[held.RowCount]) }));
        }

        // Regression reads no label.
        Assert.Equal(101, GradientBoostingRegressor.Fit(Bins.WithTargets(Targets), input: new() { Validation = few.WithTargets(Targets) }).ValidationHistory.Count);
    }

    [Fact]
    public void RegressionNeedsTargets()
    {
        Assert.Throws<ArgumentException>("data", () => GradientBoostingRegressor.Fit(Data));
        Assert.Throws<ArgumentException>("data", () => GradientBoostingRegressor.Fit(Bins));
        Assert.StartsWith("Validation has no targets.", Assert.Throws<ArgumentException>("input", () => GradientBoostingRegressor.Fit(Bins.WithTargets(Targets), input: new() { Validation = Data })).Message, StringComparison.Ordinal);
    }
}
