using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;
using Xunit;

namespace Counterweight.Tests.Losses;

/// <summary>Parameters that are left out have the values that the documentation names.</summary>
[Trait("Registers", "any")]
public sealed class DefaultParameterTests
{
    private static readonly long[] Counts = [5, 80, 1000];

    [Fact]
    public void ClassWeightsOfBinaryLossesAreOne()
    {
        Assert.Equal(new AsymmetricLoss<double>(1, 3, 0.1, 1, 1), new AsymmetricLoss<double>(1, 3, 0.1));
        Assert.Equal(new AsymmetricLoss<double>(1, 3, 0.1, 2, 1), new AsymmetricLoss<double>(1, 3, 0.1, 2));
        Assert.Equal(new AsymmetricLoss<double>(1, 3, 0.1, 1, 2), new AsymmetricLoss<double>(1, 3, 0.1, negativeWeight: 2));
        Assert.Equal(new BinaryFocalLoss<double>(3, 1, 1), new BinaryFocalLoss<double>(3));
        Assert.Equal(new BinaryFocalLoss<double>(3, 2, 1), new BinaryFocalLoss<double>(3, 2));
        Assert.Equal(new BinaryFocalLoss<double>(3, 1, 1, clampHessian: true), new BinaryFocalLoss<double>(3, clampHessian: true));
        Assert.Equal(new LogitAdjustedBinaryLoss<double>(0.2, 0.5, 1, 1), new LogitAdjustedBinaryLoss<double>(0.2, 0.5));
        Assert.Equal(new LogitAdjustedBinaryLoss<double>(0.2, 0.5, 1, 2), new LogitAdjustedBinaryLoss<double>(0.2, 0.5, negativeWeight: 2));
    }

    [Fact]
    public void AnotherWeightIsAnotherLoss()
    {
        Assert.NotEqual(new AsymmetricLoss<double>(1, 3, 0.1, 2), new AsymmetricLoss<double>(1, 3, 0.1));
        Assert.NotEqual(new BinaryFocalLoss<double>(3, negativeWeight: 2), new BinaryFocalLoss<double>(3));
        Assert.NotEqual(new LogitAdjustedBinaryLoss<double>(0.2, 0.5, 0), new LogitAdjustedBinaryLoss<double>(0.2, 0.5));
    }

    [Fact]
    public void SmoothingAndLabelNoiseAreNone()
    {
        Assert.Equal(new BinaryCrossEntropy<float>(2, 3, 0), new BinaryCrossEntropy<float>(2, 3));
        Assert.NotEqual(new BinaryCrossEntropy<float>(2, 3, 0.1f), new BinaryCrossEntropy<float>(2, 3));
        Assert.Equal(new PreferenceLoss<float>(0.3f, 0), new PreferenceLoss<float>(0.3f));
        Assert.NotEqual(new PreferenceLoss<float>(0.3f, 0.1f), new PreferenceLoss<float>(0.3f));
    }

    [Fact]
    public void MarginAndScaleOfLdamAreThePapers()
    {
        var explicitly = new LdamLoss<float>(Counts, 0.5f, 30);
        var byDefault = new LdamLoss<float>(Counts);
        Assert.Equal(explicitly.Transform, byDefault.Transform);
        Assert.Equal(explicitly.IgnoreLabel, byDefault.IgnoreLabel);
        Assert.Equal(0.5f, byDefault.Transform.Margins[0]);
        Assert.Equal(30, byDefault.Transform.Scale);
        Assert.Equal(7, new LdamLoss<float>(Counts, scale: 7).Transform.Scale);
        Assert.Equal(0.25f, new LdamLoss<float>(Counts, 0.25f).Transform.Margins[0]);
    }
}
