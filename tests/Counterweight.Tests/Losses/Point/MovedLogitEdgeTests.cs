using Counterweight.Losses.Point;
using Xunit;

namespace Counterweight.Tests.Losses.Point;

/// <summary>Preference and logit-adjusted loss at the edges of their domains.</summary>
public sealed class MovedLogitEdgeTests
{
    private const double Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData(Infinity, 1, 0, 0)]
    [InlineData(-Infinity, 0, 0, 0)]
    [InlineData(Infinity, 0, Infinity, 1)]
    [InlineData(-Infinity, 1, Infinity, -1)]
    [InlineData(Infinity, 0.25, Infinity, 0.75)]
    [InlineData(-Infinity, 0.25, Infinity, -0.25)]
    public void InfiniteScoresHaveTheirExactLimits(double score, double target, double value, double gradient)
    {
        PointLossEdge.Is<PreferenceLoss<double>, double>(new(0.25, 0), score, target, value, 0.25 * gradient, 0);
        PointLossEdge.Is<PreferenceLoss<float>, float>(new(4, 0), score, target, value, 4 * gradient, 0);
        PointLossEdge.Is<LogitAdjustedBinaryLoss<double>, double>(new(1e-300, 1), score, target, value, gradient, 0);
        PointLossEdge.Is<LogitAdjustedBinaryLoss<float>, float>(new(0.999f, -2), score, target, value, gradient, 0);
    }

    [Fact]
    public void NoiseGivesEitherEndALoss()
    {
        PointLossEdge.Is<PreferenceLoss<double>, double>(new(2, 0.25), Infinity, 1, Infinity, 0.5, 0);
        PointLossEdge.Is<PreferenceLoss<double>, double>(new(2, 0.25), -Infinity, 1, Infinity, -1.5, 0);
        PointLossEdge.Is<PreferenceLoss<float>, float>(new(2, 0.25f), float.MaxValue, 0, Infinity, 1.5, 0);
    }

    [Fact]
    public void NaNStaysInItsRow()
    {
        PointLossEdge.NaNIsNaN(new PreferenceLoss<float>());
        PointLossEdge.NaNIsNaN(new LogitAdjustedBinaryLoss<float>(0.1f, 1));
    }

    [Fact]
    public void ParametersOutOfRange()
    {
        Assert.Throws<ArgumentOutOfRangeException>("beta", () => new PreferenceLoss<float>(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>("beta", () => new PreferenceLoss<float>(float.PositiveInfinity, 0));
        Assert.Contains("labelNoise is 0.5;", Assert.Throws<ArgumentOutOfRangeException>("labelNoise", () => new PreferenceLoss<double>(1, 0.5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("labelNoise", () => new PreferenceLoss<double>(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("positiveFraction", () => new LogitAdjustedBinaryLoss<double>(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>("positiveFraction", () => new LogitAdjustedBinaryLoss<float>(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("tau", () => new LogitAdjustedBinaryLoss<float>(0.5f, float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("tau", () => new LogitAdjustedBinaryLoss<float>(1e-30f, 1e37f));
        Assert.Throws<ArgumentOutOfRangeException>("negativeWeight", () => new LogitAdjustedBinaryLoss<float>(0.5f, 1, 1, -1));
    }
}
