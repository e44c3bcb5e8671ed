using Counterweight.Losses.Point;
using Xunit;

namespace Counterweight.Tests.Losses.Point;

/// <summary>Asymmetric loss at the edges of its domain, and where its shift begins.</summary>
public sealed class AsymmetricEdgeTests
{
    private const double Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData(Infinity, 1, 0, 0)]
    [InlineData(-Infinity, 0, 0, 0)]
    [InlineData(Infinity, 0, Infinity, 0.5)]
    [InlineData(-Infinity, 1, Infinity, -3)]
    [InlineData(Infinity, 0.25, Infinity, 0.375)]
    [InlineData(-Infinity, 0.25, Infinity, -0.75)]
    public void InfiniteScoresHaveTheirExactLimitsWithoutShift(double score, double target, double value, double gradient)
    {
        foreach (var gamma in (ReadOnlySpan<double>)[0, 0.5, 1, 4, 7])
        {
            PointLossEdge.Is<AsymmetricLoss<double>, double>(new(gamma, gamma, 0, 3, 0.5), score, target, value, gradient, 0);
            PointLossEdge.Is<AsymmetricLoss<float>, float>(new((float)gamma, (float)gamma, 0, 3, 0.5f), score, target, value, gradient, 0);
        }
    }

    [Fact]
    public void AShiftBoundsTheLossOfANegative()
    {
        // As z → ∞, u → 1 − c: with c = ¼ and γ₋ = 2 the loss ends at (¾)²·ln 4, flat.
        foreach (var score in (ReadOnlySpan<double>)[Infinity, 1000])
        {
            var result = Evaluated<double>.Point(new AsymmetricLoss<double>(0, 2, 0.25), [score], [0]);
            Assert.Equal(0.5625 * Math.Log(4), result.Value[0], 1e-15);
            Assert.Equal((0, 0), (result.Gradient[0], result.Hessian[0]));
        }

        PointLossEdge.Is<AsymmetricLoss<float>, float>(new(0, 2, 0.25f), -Infinity, 1, Infinity, -1, 0);
        PointLossEdge.Is<AsymmetricLoss<float>, float>(new(0, 2, 0.25f), Infinity, 1, 0, 0, 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5.5)]
    public void NegativesUpToTheShiftAreNothing(double gamma)
    {
        // σ(0) = ½ = c exactly, σ(−1) and σ(−∞) lie below.
        foreach (var score in (ReadOnlySpan<double>)[0, -1, -50, -1000, -Infinity])
        {
            PointLossEdge.Is<AsymmetricLoss<double>, double>(new(1, gamma, 0.5), score, 0, 0, 0, 0);
            PointLossEdge.Is<AsymmetricLoss<float>, float>(new(1, (float)gamma, 0.5f), score, 0, 0, 0, 0);
        }

        // They still count as rows of their weight.
        var sum = Evaluated<float>.Point(new AsymmetricLoss<float>(1, (float)gamma, 0.5f, 1, 3), [-1], [0]).Sum;
        Assert.Equal((0, 3, 1L), (sum.Loss, sum.Weight, sum.Rows));
    }

    [Fact]
    public void JustPastTheShiftEverythingIsFinite()
    {
        foreach (var gamma in (ReadOnlySpan<float>)[0, 0.25f, 1, 2.5f, 4])
        {
            foreach (var shift in (ReadOnlySpan<float>)[0, 1e-38f, 1e-20f, 0.05f, 0.5f, 0.999f])
            {
                float[] scores = [.. Enumerable.Range(-400, 800).Select(i => i / 4f), 1e-7f, 6e-8f, -2.944439f, -2.944438f];
                var result = Evaluated<float>.Point(new AsymmetricLoss<float>(gamma, gamma, shift), scores, new float[scores.Length]);
                Assert.All((float[])[.. result.Value, .. result.Gradient, .. result.Hessian], output => Assert.True(float.IsFinite(output)));
                Assert.All(result.Value, value => Assert.True(value >= 0));
                Assert.All(result.Gradient, derivative => Assert.True(derivative >= 0));
            }
        }
    }

    [Fact]
    public void NaNStaysInItsRow()
    {
        PointLossEdge.NaNIsNaN(new AsymmetricLoss<float>());
        PointLossEdge.NaNIsNaN(new AsymmetricLoss<float>(0, 0, 0));
        PointLossEdge.NaNIsNaN(new AsymmetricLoss<float>(1.5f, 2.5f, 0.1f, 1, 1, clampHessian: true));
    }

    [Fact]
    public void ParametersOutOfRange()
    {
        Assert.Throws<ArgumentOutOfRangeException>("positiveGamma", () => new AsymmetricLoss<float>(-1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>("negativeGamma", () => new AsymmetricLoss<float>(0, float.PositiveInfinity, 0));
        Assert.Contains("shift is 1;", Assert.Throws<ArgumentOutOfRangeException>("shift", () => new AsymmetricLoss<double>(0, 4, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("shift", () => new AsymmetricLoss<double>(0, 4, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("positiveWeight", () => new AsymmetricLoss<double>(0, 4, 0, -1, 1));
    }
}
