using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests;

/// <summary>Balanced weights raised to an exponent.</summary>
public class BalancedPowerTests
{
    // Classes of 6, 3 and 1 rows; one without any.
    private static readonly int[] Labels = [0, 0, 0, 0, 0, 0, 2, 2, 2, 3];

    [Theory]
    [InlineData(0, 1, 1, 1)]
    [InlineData(1, 10.0 / 18, 10.0 / 9, 10.0 / 3)]
    public void TheEndsAreNoWeightsAndBalancedOnes(double exponent, double first, double second, double third)
    {
        var weights = ClassWeighting.BalancedPower(exponent).Of(Labels, [], 4);
        Assert.Equal(first, weights[0], 1e-15);
        Assert.Equal(0, weights[1]);
        Assert.Equal(second, weights[2], 1e-15);
        Assert.Equal(third, weights[3], 1e-15);
    }

    /// <summary>Ratios are those of balanced weights to the power, and the rows weigh 1 on the mean; sample weights count as rows do.</summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(1000)]
    [InlineData(-1000)]
    public void RatiosArePowersAndTheMeanIsOne(double exponent)
    {
        double[] sampleWeights = [1, 2, 1, 2, 1, 2, 3, 1, 1, 0.5];
        var weights = ClassWeighting.BalancedPower(exponent).Of(Labels, sampleWeights, 4);
        var balanced = ClassWeighting.Balanced.Of(Labels, sampleWeights, 4);
        Assert.Equal(sampleWeights.Sum(), Labels.Zip(sampleWeights, (label, weight) => weights[label] * weight).Sum(), 1e-12);
        Assert.Equal(exponent * Math.Log(balanced[3] / balanced[0]), Math.Log(weights[3]) - Math.Log(weights[0]), Math.Abs(exponent) > 100 ? double.PositiveInfinity : 1e-12);
        Assert.All(weights, weight => Assert.True(double.IsFinite(weight)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void AnExponentIsFinite(double exponent) => Assert.Throws<ArgumentOutOfRangeException>(nameof(exponent), () => ClassWeighting.BalancedPower(exponent));

    [Fact]
    public void ATrainerTakesIt()
    {
        var data = new Dataset(["x"], ["a", "b", "c", "d"], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], Labels);
        var tree = DecisionTreeClassifier.Fit(data, new() { Weighting = ClassWeighting.BalancedPower(2) });
        var predicted = new int[Labels.Length];
        tree.Predict(data, predicted);
        Assert.All(predicted, label => Assert.Equal(3, label));
        Assert.Equal("balanced^2", ClassWeighting.BalancedPower(2).ToString());
        Assert.NotEqual(ClassWeighting.BalancedPower(2), ClassWeighting.BalancedPower(3));
    }
}
