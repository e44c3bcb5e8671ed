using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Weighting;

/// <summary>Ones first, effective-number weights from an epoch on.</summary>
[Trait("Registers", "any")]
public sealed class DeferredReweightingTests
{
    private static readonly long[] Counts = [5000, 500, 50, 5];

    [Fact]
    public void OnesBeforeTheEpochAndWeightsOfMeanOneFromItOn()
    {
        var schedule = new DeferredReweighting<float>(Counts, startEpoch: 160);
        var expected = new float[4];
        ClassWeights.EffectiveNumberFromCounts<float>(Counts, 0.9999, expected, scale: ClassWeightScale.MeanOneOverClasses);
        Assert.Equal([1f, 1, 1, 1], schedule.At(0).ToArray());
        Assert.Equal([1f, 1, 1, 1], schedule.At(159).ToArray());
        Assert.Equal(expected, schedule.At(160).ToArray());
        Assert.Equal(expected, schedule.At(int.MaxValue).ToArray());
        Assert.Equal(1, expected.Average(), 1e-6f);
        Assert.True(expected[3] > expected[2] && expected[2] > expected[1] && expected[1] > expected[0]);
        Assert.Equal(160, schedule.StartEpoch);
    }

    [Fact]
    public void FromTheFirstEpochOn()
    {
        var schedule = new DeferredReweighting<double>(Counts, 0, beta: 0);
        Assert.Equal([1.0, 1, 1, 1], schedule.At(0).ToArray());
    }

    [Fact]
    public void ParametersOutOfRange()
    {
        Assert.Throws<ArgumentOutOfRangeException>("startEpoch", () => new DeferredReweighting<float>(Counts, -1));
        Assert.Throws<ArgumentOutOfRangeException>("beta", () => new DeferredReweighting<float>(Counts, 1, beta: 1));
        Assert.Throws<ArgumentOutOfRangeException>("epoch", () => new DeferredReweighting<float>(Counts, 1).At(-1).Length);
        var exception = Assert.Throws<ArgumentException>(() => new DeferredReweighting<float>([3, 0], 1));
        Assert.Contains("Class 1 is absent", exception.Message, StringComparison.Ordinal);
    }
}
