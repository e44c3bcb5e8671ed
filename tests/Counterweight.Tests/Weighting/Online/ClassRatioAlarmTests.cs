using Counterweight.Weighting.Online;
using Xunit;

namespace Counterweight.Tests.Weighting.Online;

[Trait("Registers", "any")]
public sealed class ClassRatioAlarmTests
{
    /// <summary>At α = 0.2 at most 200 of 1,000 streams may raise it, looked at after each of 3,000 labels; four standard deviations above that would be 251.</summary>
    [Theory]
    [InlineData(0.5, 500.0)]
    [InlineData(0.02, 500.0)]
    [InlineData(0.02, 20.0)]
    public void FalseAlarmsAreAsRareAsStated(double ratio, double memory)
    {
        var raised = 0;
        for (var stream = 0; stream < 1000; stream++)
        {
            var random = new Random(stream);
            var alarm = new ClassRatioAlarm([1 - ratio, ratio], falseAlarmRate: 0.2, memory);
            for (var i = 0; i < 3000 && !alarm.IsRaised; i++)
            {
                alarm.Add(random.NextDouble() < ratio ? 1 : 0);
            }

            raised += alarm.IsRaised ? 1 : 0;
        }

        Assert.InRange(raised, 1, 251);
    }

    /// <summary>What a bet is worth on average is what it cost: the mean of the evidence of many short streams is 1.</summary>
    [Fact]
    public void EvidenceIsAFairGame()
    {
        // All 3^8 streams of eight labels, each as probable as its labels.
        double[] ratios = [0.5, 0.3, 0.2];
        var mean = 0.0;
        for (var stream = 0; stream < 6561; stream++)
        {
            var (alarm, probability, rest) = (new ClassRatioAlarm([5, 3, 2], memory: 4), 1.0, stream);
            for (var i = 0; i < 8; i++, rest /= 3)
            {
                alarm.Add(rest % 3);
                probability *= ratios[rest % 3];
            }

            mean += probability * alarm.Evidence;
        }

        Assert.Equal(1, mean, 1e-12);
    }

    /// <summary>From 1 in 20 to 1 in 5: seen within a few hundred labels, at once or after a long quiet time.</summary>
    [Theory]
    [InlineData(0, 400)]
    [InlineData(20000, 500)]
    public void AChangeIsSeenSoon(int quiet, int within)
    {
        for (var stream = 0; stream < 20; stream++)
        {
            var random = new Random(100 + stream);
            var alarm = new ClassRatioAlarm([0.95, 0.05], falseAlarmRate: 0.001);
            for (var i = 0; i < quiet; i++)
            {
                Assert.False(alarm.Add(random.NextDouble() < 0.05 ? 1 : 0));
            }

            for (var i = 0; i < within; i++)
            {
                alarm.Add(random.NextDouble() < 0.2 ? 1 : 0);
            }

            Assert.True(alarm.IsRaised);
            Assert.True(alarm.Evidence > 0);
            Assert.InRange(alarm.SeenRatio(1), 0.1, 0.3);
        }
    }

    [Fact]
    public void AnAlarmStaysUntilItIsReset()
    {
        var alarm = new ClassRatioAlarm([99, 1], falseAlarmRate: 0.05);
        Assert.Equal(1, alarm.Evidence);
        Assert.Equal([0.99, 0.01, 0.05], [alarm.ExpectedRatio(0), alarm.ExpectedRatio(1), alarm.FalseAlarmRate]);
        Assert.True(double.IsNaN(alarm.SeenRatio(0)));
        Assert.True(alarm.Add([.. Enumerable.Repeat(1, 5000)]));
        Assert.True(double.IsFinite(alarm.Evidence));
        Assert.True(alarm.Add([0, -2, 0], ignoreLabel: -2));
        Assert.Equal(5002, alarm.Count);
        alarm.Reset();
        Assert.False(alarm.IsRaised);
        Assert.False(alarm.Add(0));
        Assert.Equal((1, 1.0), (alarm.Count, alarm.SeenRatio(0)));
        Assert.Equal(2, alarm.ClassCount);
    }

    [Fact]
    public void AnAlarmOutlastsItsEvidence()
    {
        var alarm = new ClassRatioAlarm([0.5, 0.5], falseAlarmRate: 0.05, memory: 20);
        Assert.True(alarm.Add([.. Enumerable.Repeat(1, 30)]));
        var highest = alarm.Evidence;

        // Labels of both classes in turn are what was expected: a bet on anything else loses.
        for (var i = 0; i < 2000; i++)
        {
            Assert.True(alarm.Add(i % 2));
        }

        Assert.InRange(alarm.Evidence, 0, 1 / alarm.FalseAlarmRate);
        Assert.InRange(highest, 1 / alarm.FalseAlarmRate, double.MaxValue);
        Assert.True(alarm.IsRaised);
    }

    [Fact]
    public void BadOperandsAreNamed()
    {
        Assert.Contains("less than two", Assert.Throws<ArgumentException>("expectedRatios", () => new ClassRatioAlarm([1])).Message, StringComparison.Ordinal);
        Assert.Contains("expectedRatios[1] is 0", Assert.Throws<ArgumentOutOfRangeException>("expectedRatios", () => new ClassRatioAlarm([1, 0])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("expectedRatios", () => new ClassRatioAlarm([1, double.NaN]));
        Assert.Throws<ArgumentException>("expectedRatios", () => new ClassRatioAlarm([double.MaxValue, double.MaxValue]));
        Assert.Throws<ArgumentOutOfRangeException>("falseAlarmRate", () => new ClassRatioAlarm([1, 1], 0));
        Assert.Throws<ArgumentOutOfRangeException>("falseAlarmRate", () => new ClassRatioAlarm([1, 1], 1));
        Assert.Throws<ArgumentOutOfRangeException>("memory", () => new ClassRatioAlarm([1, 1], memory: 1.9));
        var alarm = new ClassRatioAlarm([1, 1]);
        Assert.Throws<ArgumentOutOfRangeException>("label", () => alarm.Add(2));
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => alarm.Add([0, 2]));
        Assert.Throws<ArgumentOutOfRangeException>("label", () => alarm.SeenRatio(2));
        Assert.Throws<ArgumentOutOfRangeException>("label", () => alarm.ExpectedRatio(-1));
        Assert.Equal(0, alarm.Count);
    }
}
