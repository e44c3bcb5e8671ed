using Counterweight.Losses.Point;
using Xunit;

namespace Counterweight.Tests.Losses.Point;

/// <summary>Hinge, squared hinge and exponential loss at the edges of their domains.</summary>
public sealed class MarginLossEdgeTests
{
    private const double Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData(Infinity, 1, 0, 0)]
    [InlineData(-Infinity, 0, 0, 0)]
    [InlineData(-Infinity, 1, Infinity, -3)]
    [InlineData(Infinity, 0, Infinity, 0.5)]
    [InlineData(1, 1, 0, 0)]
    [InlineData(-1, 0, 0, 0)]
    [InlineData(0, 1, 3, -3)]
    [InlineData(0, 0, 0.5, 0.5)]
    [InlineData(-2, 1, 9, -3)]
    public void HingeLoss(double score, double target, double value, double gradient)
    {
        PointLossEdge.Is<HingeLoss<double>, double>(new(3, 0.5), score, target, value, gradient, 0);
        PointLossEdge.Is<HingeLoss<float>, float>(new(3, 0.5f), score, target, value, gradient, 0);
    }

    [Theory]
    [InlineData(Infinity, 1, 0, 0, 0)]
    [InlineData(-Infinity, 0, 0, 0, 0)]
    [InlineData(-Infinity, 1, Infinity, -Infinity, 3)]
    [InlineData(Infinity, 0, Infinity, Infinity, 0.5)]
    [InlineData(1, 1, 0, 0, 0)]
    [InlineData(0, 1, 1.5, -3, 3)]
    [InlineData(0, 0, 0.25, 0.5, 0.5)]
    [InlineData(-2, 1, 13.5, -9, 3)]
    public void SquaredHingeLoss(double score, double target, double value, double gradient, double hessian)
    {
        PointLossEdge.Is<SquaredHingeLoss<double>, double>(new(3, 0.5), score, target, value, gradient, hessian);
        PointLossEdge.Is<SquaredHingeLoss<float>, float>(new(3, 0.5f), score, target, value, gradient, hessian);
    }

    [Fact]
    public void ExponentialLossEndsAtTheGreatestNumber()
    {
        foreach (var score in (ReadOnlySpan<double>)[-89, -1000, float.MinValue, -Infinity])
        {
            PointLossEdge.Is<ExponentialLoss<float>, float>(new(), score, 1, float.MaxValue, float.MinValue, float.MaxValue);
            PointLossEdge.Is<ExponentialLoss<float>, float>(new(3, 0.5f), score, 1, float.MaxValue, float.MinValue, float.MaxValue);
            PointLossEdge.Is<ExponentialLoss<float>, float>(new(3, 0.5f), -score, 0, float.MaxValue / 2, float.MaxValue / 2, float.MaxValue / 2);
        }

        foreach (var score in (ReadOnlySpan<double>)[-710, double.MinValue, -Infinity])
        {
            PointLossEdge.Is<ExponentialLoss<double>, double>(new(3, 0.5), score, 1, double.MaxValue, double.MinValue, double.MaxValue);
        }

        PointLossEdge.Is<ExponentialLoss<float>, float>(new(3, 0.5f), Infinity, 1, 0, 0, 0);
        PointLossEdge.Is<ExponentialLoss<float>, float>(new(3, 0.5f), -Infinity, 0, 0, 0, 0);
        PointLossEdge.Is<ExponentialLoss<float>, float>(new(3, 0.5f), 0, 1, 3, -3, 3);
        Assert.True(Evaluated<float>.Point(new ExponentialLoss<float>(), [-88.7f], [1]).Value[0] < float.MaxValue);
    }

    [Fact]
    public void NaNStaysInItsRow()
    {
        PointLossEdge.NaNIsNaN(new SquaredHingeLoss<float>());
        PointLossEdge.NaNIsNaN(new ExponentialLoss<float>());
        var hinge = Evaluated<float>.Point(new HingeLoss<float>(), [2, float.NaN, 2], [1, 1, 1]);
        Assert.Equal([0, float.NaN, 0], hinge.Value);
        Assert.Equal([0, float.NaN, 0], hinge.Gradient);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    public void TargetsAreHard(double target)
    {
        Refuses(new HingeLoss<double>());
        Refuses(new SquaredHingeLoss<double>());
        Refuses(new ExponentialLoss<double>());

        void Refuses<TLoss>(TLoss loss)
            where TLoss : struct, Counterweight.Losses.Point.IPointLoss<TLoss, double>
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>("targets", () => Evaluated<double>.Point(loss, new double[20], [.. new double[19], target]));
            Assert.Contains("[19]", error.Message, StringComparison.Ordinal);
            Assert.Contains("0 or 1", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ParametersOutOfRange()
    {
        Assert.Throws<ArgumentOutOfRangeException>("positiveWeight", () => new HingeLoss<float>(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("negativeWeight", () => new SquaredHingeLoss<float>(1, float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("negativeWeight", () => new ExponentialLoss<double>(1, Infinity));
    }
}
