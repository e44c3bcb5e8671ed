using Counterweight.Losses;
using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;
using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>Losses that nobody constructed, and scales that no gradient can bear.</summary>
public sealed class DefaultLossTests
{
    [Fact]
    public void IgnoreMinusOneAndNotClassZero()
    {
        Assert.Equal(-1, default(SoftmaxCrossEntropy<float>).IgnoreLabel);
        Assert.Equal(-1, default(SoftmaxFocalLoss<float>).IgnoreLabel);
        Assert.Equal(-1, default(Poly1CrossEntropy<float>).IgnoreLabel);
        Assert.Equal(-9, new SoftmaxCrossEntropy<float>(0, -9).IgnoreLabel);
        var sum = SoftmaxLoss.Evaluate(default(SoftmaxCrossEntropy<float>), [1f, 2f], 2, [0]);
        Assert.Equal(1, sum.Rows);
    }

    [Fact]
    public void ThatNeedTheirClassesHaveNone()
    {
        Assert.Throws<InvalidOperationException>(() => new LdamLoss<float>());
        Assert.Throws<InvalidOperationException>(() => new LogitAdjustedCrossEntropy<float>());
        Assert.Throws<InvalidOperationException>(() => new MulticlassHingeLoss<float>());
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(0)]
    [InlineData((1 << 24) + 1)]
    [InlineData(int.MaxValue)]
    public void NumbersOfClassesThatNoRowHasAreRefused(int classCount)
    {
        Assert.Throws<ArgumentOutOfRangeException>(nameof(classCount), () => new MulticlassHingeLoss<float>(classCount));
        Assert.Throws<ArgumentOutOfRangeException>(nameof(classCount), () => SoftmaxLoss.RowsPerWorkItem(classCount));
        Assert.True(SoftmaxLoss.RowsPerWorkItem(1 << 24) > 0);
    }

    [Fact]
    public void AFactorBeyondFloatIsRefusedBeforeAnythingIsWritten()
    {
        var gradient = new float[] { 7, 7 };
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => SoftmaxLoss.Evaluate(
            default(SoftmaxCrossEntropy<float>), [1f, 2f], 2, [0], outputs: new LossOutputs<float> { Gradient = gradient, Scale = GradientScale.By(1e300) }));
        Assert.Contains("1E+300", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => PointLoss.Evaluate(
            new HingeLoss<float>(), [1f, 2f], [1f, 0f], outputs: new LossOutputs<float> { Gradient = gradient, Scale = GradientScale.By(1e300) }));
        Assert.Equal([7f, 7f], gradient);
    }
}
