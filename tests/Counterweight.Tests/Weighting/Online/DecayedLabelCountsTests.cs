using Counterweight.Weighting;
using Counterweight.Weighting.Online;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Weighting.Online;

public sealed class DecayedLabelCountsTests
{
    [Fact]
    public void CountsFollowTheDefinition() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var decay = random.Next(4) switch { 0 => 1, 1 => 1e-70, 2 => random.NextDouble() + 1e-60, _ => 1 - (0.1 * random.NextDouble()) };
        decay = Math.Min(decay, 1);
        var counts = new DecayedLabelCounts(3, decay);
        var expected = new decimal[3];
        for (var step = 0; step < 200; step++)
        {
            var (label, weight) = (random.Next(3), random.Next(5) * 0.25);
            for (var c = 0; c < 3; c++)
            {
                expected[c] *= (decimal)decay;
            }

            expected[label] += (decimal)weight;
            counts.Add(label, weight);
        }

        var actual = new double[3];
        counts.Counts(actual);
        for (var c = 0; c < 3; c++)
        {
            var tolerance = decay == 1 ? 0 : Math.Max(1e-24, (double)expected[c] * Math.ScaleB(2 + (2 / (1 - decay)), -52)) + (200 * 1e-15 * (double)expected[c]);
            Assert.Equal((double)expected[c], actual[c], tolerance);
            Assert.Equal(actual[c], counts.CountOf(c));
        }

        Assert.Equal(actual.Sum(), counts.Total, 1e-12 * actual.Sum());
    }).QuickCheckThrowOnFailure();

    /// <summary>A million labels at a decay that measures anew every thousand: the count of a class that always comes is that of a geometric series.</summary>
    [Fact]
    public void EndlessStreamsDoNotOverflow()
    {
        var counts = new DecayedLabelCounts(2, 0.7);
        for (var i = 0; i < 1_000_000; i++)
        {
            counts.Add(i % 2);
        }

        Assert.Equal(1 / (1 - 0.49), counts.CountOf(1), 1e-14);
        Assert.Equal(0.7 / (1 - 0.49), counts.CountOf(0), 1e-14);
        Assert.Equal(1 / 0.3, counts.Total, 1e-13);
        for (var i = 0; i < 5000; i++)
        {
            counts.Add(0, 1e70);
        }

        Assert.InRange(counts.CountOf(1), 0, 1e-100);
        Assert.Equal(1e70 / 0.3, counts.Total, 1e57);
    }

    [Fact]
    public void HalfLivesHalve()
    {
        var counts = DecayedLabelCounts.WithHalfLife(2, 10);
        counts.Add(0);
        counts.Add([1, 1, 1, 1, 1, -3, 1, 1, 1, 1, 1], ignoreLabel: -3);
        Assert.Equal(0.5, counts.CountOf(0), 1e-14);
        Assert.Equal(1, DecayedLabelCounts.WithHalfLife(2, double.PositiveInfinity).Decay);
    }

    [Fact]
    public void BalancedWeightsAreThoseOfTheCountsAsWeights()
    {
        var counts = new DecayedLabelCounts(3, 0.9);
        counts.Add([0, 1, 2, 0, 0, 1, 0, 0]);
        var (totals, expected, actual) = (new double[3], new double[3], new double[3]);
        counts.Counts(totals);
        ClassWeights.Balanced([0, 1, 2], expected, totals);
        counts.Balanced<double>(actual);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 2e-15 * pair.First));
        counts.Balanced<double>(actual, pseudoCount: 2);
        Assert.Equal((counts.Total + 6) / (3 * (counts.CountOf(2) + 2)), actual[2], 1e-14);
    }

    [Fact]
    public void ASnapshotGoesOnWithTheSameBits()
    {
        var random = new Random(9);
        var (counts, restored) = (new DecayedLabelCounts(3, 0.5), new DecayedLabelCounts(3, 0.5));
        counts.Add([.. Enumerable.Range(0, 700).Select(_ => random.Next(3))]);
        restored.Add(1);
        restored.Restore(counts.Snapshot());
        for (var i = 0; i < 600; i++)
        {
            var label = random.Next(3);
            counts.Add(label);
            restored.Add(label);
            Assert.Equal(counts.Snapshot(), restored.Snapshot());
        }

        counts.Clear();
        Assert.Equal([1.0, 0, 0, 0, 0], counts.Snapshot());
    }

    [Fact]
    public void BadOperandsAreNamedAndNothingChanges()
    {
        Assert.Throws<ArgumentOutOfRangeException>("classCount", () => new DecayedLabelCounts(0, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>("decay", () => new DecayedLabelCounts(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("decay", () => new DecayedLabelCounts(1, 1.01));
        Assert.Throws<ArgumentOutOfRangeException>("decay", () => new DecayedLabelCounts(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("halfLife", () => DecayedLabelCounts.WithHalfLife(1, 0));
        var counts = new DecayedLabelCounts(2, 0.5);
        counts.Add(1);
        var before = counts.Snapshot();
        Assert.Throws<ArgumentOutOfRangeException>("label", () => counts.Add(2));
        Assert.Throws<ArgumentOutOfRangeException>("weight", () => counts.Add(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>("weight", () => counts.Add(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("weight", () => counts.Add(1, 1e71));
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => counts.Add([0, 2]));
        Assert.Throws<ArgumentException>("snapshot", () => counts.Restore([1, 0, 0]));
        Assert.Contains("snapshot[0] is 0.5", Assert.Throws<ArgumentOutOfRangeException>("snapshot", () => counts.Restore([0.5, 0, 0, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("snapshot[3] is NaN", Assert.Throws<ArgumentOutOfRangeException>("snapshot", () => counts.Restore([1, 0, 0, double.NaN])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("snapshot", () => counts.Restore([1e160, 0, 0, 0]));
        Assert.Contains("snapshot[1] is 0; it must be the sum of the counts, about 10", Assert.Throws<ArgumentOutOfRangeException>("snapshot", () => counts.Restore([1, 0, 5, 5])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("snapshot", () => counts.Restore([1, 21, 5, 5]));
        Assert.Throws<ArgumentOutOfRangeException>("snapshot", () => counts.Restore([1, double.MaxValue, double.MaxValue, double.MaxValue]));
        Assert.Equal(before, counts.Snapshot());
        Assert.Throws<ArgumentException>("destination", () => counts.Counts(new double[3]));
        Assert.Contains("Class 0", Assert.Throws<InvalidOperationException>(() => counts.Balanced<double>(new double[2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("label", () => counts.CountOf(-1));
    }
}
