using Counterweight.Losses.Point;
using Xunit;

namespace Counterweight.Tests.Losses.Point;

/// <summary>Focal loss at the edges of its domain.</summary>
public sealed class BinaryFocalEdgeTests
{
    private const double Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData(Infinity, 1, 0, 0)]
    [InlineData(-Infinity, 0, 0, 0)]
    [InlineData(Infinity, 0, Infinity, 0.5)]
    [InlineData(-Infinity, 1, Infinity, -3)]
    [InlineData(Infinity, 0.25, Infinity, 0.375)]
    [InlineData(-Infinity, 0.25, Infinity, -0.75)]
    public void InfiniteScoresHaveTheirExactLimits(double score, double target, double value, double gradient)
    {
        foreach (var gamma in (ReadOnlySpan<double>)[0, 0.5, 1, 2, 5, 1e6])
        {
            PointLossEdge.Is<BinaryFocalLoss<double>, double>(new(gamma, 3, 0.5), score, target, value, gradient, 0);
            PointLossEdge.Is<BinaryFocalLoss<float>, float>(new((float)gamma, 3, 0.5f), score, target, value, gradient, 0);
        }
    }

    [Fact]
    public void BothZerosAreOneScore()
    {
        // At z = 0: p = q = ½, L = ln 2; for γ = 2 the gradient is ∓(ln 2 + ½)/4.
        var derivative = (Math.Log(2) + 0.5) / 4;
        var result = Evaluated<double>.Point(new BinaryFocalLoss<double>(2), [0, 0], [1, 0]);
        var other = Evaluated<double>.Point(new BinaryFocalLoss<double>(2), [-0.0, -0.0], [1, 0]);
        Assert.Equal([.. result.Value, .. result.Gradient, .. result.Hessian], (double[])[.. other.Value, .. other.Gradient, .. other.Hessian]);
        Assert.All(result.Value, value => Assert.Equal(Math.Log(2) / 4, value, 1e-16));
        Assert.Equal(-derivative, result.Gradient[0], 1e-15);
        Assert.Equal(derivative, result.Gradient[1], 1e-15);
        Assert.Equal((0.5 * Math.Log(2) / 4) + (1.25 / 4), result.Hessian[0], 1e-15);
    }

    [Fact]
    public void TailsKeepTheirRelativePrecision()
    {
        // q² e^−z·… = e^−3z for z ≫ 0; the loss of a badly misclassified row is all of |z|.
        var result = Evaluated<float>.Point(new BinaryFocalLoss<float>(2), [20, -20, 100, -100], [1, 0, 0, 1]);
        Assert.Equal(Math.Exp(-60), result.Value[0], 1e-31);
        Assert.Equal(result.Value[0], result.Value[1]);
        Assert.Equal([100f, 100f], result.Value[2..]);
        Assert.Equal([1f, -1f], result.Gradient[2..]);
    }

    [Fact]
    public void NaNStaysInItsRow()
    {
        PointLossEdge.NaNIsNaN(new BinaryFocalLoss<float>());
        PointLossEdge.NaNIsNaN(new BinaryFocalLoss<float>(0));
        PointLossEdge.NaNIsNaN(new BinaryFocalLoss<float>(1.5f, 1, 1, clampHessian: true));
    }

    [Fact]
    public void AHessianIsClampedOnRequestOnly()
    {
        double[] scores = [-6, -3, 0, 3];
        double[] targets = [1, 1, 1, 1];
        var exact = Evaluated<double>.Point(new BinaryFocalLoss<double>(2, 1, 1), scores, targets);
        var clamped = Evaluated<double>.Point(new BinaryFocalLoss<double>(2, 1, 1, clampHessian: true), scores, targets);
        Assert.True(exact.Hessian[0] < 0);
        Assert.Equal(exact.Hessian.Select(h => Math.Max(h, 0)), clamped.Hessian);
        Assert.Equal(exact.Gradient, clamped.Gradient);
    }

    [Fact]
    public void ParametersOutOfRange()
    {
        Assert.Contains("-0.5", Assert.Throws<ArgumentOutOfRangeException>("gamma", () => new BinaryFocalLoss<float>(-0.5f)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("gamma", () => new BinaryFocalLoss<float>(float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("gamma", () => new BinaryFocalLoss<double>(2e6));
        Assert.Throws<ArgumentOutOfRangeException>("positiveWeight", () => new BinaryFocalLoss<double>(2, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("negativeWeight", () => new BinaryFocalLoss<double>(2, 1, Infinity));
    }
}
