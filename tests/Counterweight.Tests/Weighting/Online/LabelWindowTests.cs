using System.Diagnostics;
using Counterweight.Weighting;
using Counterweight.Weighting.Online;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Weighting.Online;

public sealed class LabelWindowTests(ITestOutputHelper output)
{
    /// <summary>After every label, of windows shorter and longer than the stream.</summary>
    [Fact]
    public void CountsAreThoseOfTheLastLabels() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var (length, stream) = (1 + random.Next(40), new List<int>());
        var window = new LabelWindow(4, length);
        var counts = new long[4];
        for (var step = 0; step < 60; step++)
        {
            stream.Add(random.Next(4));
            window.Add(stream[^1]);
            int[] held = [.. stream.TakeLast(length)];
            window.Counts(counts);
            Assert.Equal(Enumerable.Range(0, 4).Select(c => (long)held.Count(label => label == c)), counts);
            Assert.Equal(held, window.Snapshot());
            Assert.Equal(held.Length, window.Count);
            Assert.Equal(counts[2], window.CountOf(2));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void ManyLabelsAtOnceAreOneAfterTheOther()
    {
        var (one, all) = (new LabelWindow(3, 5), new LabelWindow(3, 5));
        int[] labels = [0, 2, -1, 1, 1, 2, -1, 0, 0];
        foreach (var label in labels.Where(label => label >= 0))
        {
            one.Add(label);
        }

        all.Add(labels, ignoreLabel: -1);
        Assert.Equal(one.Snapshot(), all.Snapshot());
        Assert.Equal((3, 5), (all.ClassCount, all.Length));
    }

    /// <summary>Of more classes than registers hold, and of fewer than one.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(37)]
    public void BalancedWeightsAreThoseOfTheCounts(int classes)
    {
        var window = new LabelWindow(classes, 4 * classes);
        var counts = new long[classes];
        for (var i = 0; i < 7 * classes; i++)
        {
            window.Add(i % 3 == 0 ? i % classes : i / 7 % classes);
        }

        window.Counts(counts);
        var (expected, wide, narrow) = (new double[classes], new double[classes], new float[classes]);
        if (!counts.Contains(0))
        {
            ClassWeights.BalancedFromCounts(counts, expected);
            window.Balanced<double>(wide);
            Assert.All(expected.Zip(wide), pair => Assert.Equal(pair.First, pair.Second, 4e-16 * pair.First));
        }

        window.Balanced<double>(wide, pseudoCount: 0.25);
        window.Balanced<float>(narrow, pseudoCount: 0.25);
        for (var c = 0; c < classes; c++)
        {
            Assert.Equal((window.Count + (classes * 0.25)) / (classes * (counts[c] + 0.25)), wide[c], 1e-15 * wide[c]);
            Assert.Equal((float)wide[c], narrow[c]);
        }
    }

    [Fact]
    public void ASnapshotGoesOnWhereItWasTaken()
    {
        var random = new Random(5);
        var (window, restored) = (new LabelWindow(3, 20), new LabelWindow(3, 20));
        for (var i = 0; i < 50; i++)
        {
            window.Add(random.Next(3));
        }

        restored.Add(2);
        restored.Restore(window.Snapshot());
        for (var i = 0; i < 30; i++)
        {
            var label = random.Next(3);
            window.Add(label);
            restored.Add(label);
            Assert.Equal(window.Snapshot(), restored.Snapshot());
            Assert.Equal(window.CountOf(1), restored.CountOf(1));
        }

        window.Clear();
        Assert.Equal(0, window.Count);
        Assert.Equal(0, window.CountOf(0));
        Assert.Empty(window.Snapshot());
    }

    /// <summary>However many labels it has seen, full or not, a cleared window is as a new one, at once and many labels later.</summary>
    [Fact]
    public void ClearedIsAsNew() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var length = random.Next(1, 9);
        var (cleared, fresh) = (new LabelWindow(4, length), new LabelWindow(4, length));
        for (var i = random.Next(0, 20); i > 0; i--)
        {
            cleared.Add(random.Next(4));
        }

        cleared.Clear();
        for (var i = 0; i < 20; i++)
        {
            var label = random.Next(4);
            cleared.Add(label);
            fresh.Add(label);
            Assert.Equal(fresh.Snapshot(), cleared.Snapshot());
            Assert.Equal([.. Enumerable.Range(0, 4).Select(fresh.CountOf)], Enumerable.Range(0, 4).Select(cleared.CountOf));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void BadOperandsAreNamedAndNothingChanges()
    {
        Assert.Throws<ArgumentOutOfRangeException>("classCount", () => new LabelWindow(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>("length", () => new LabelWindow(1, 0));
        var window = new LabelWindow(2, 3);
        window.Add(1);
        Assert.Throws<ArgumentOutOfRangeException>("label", () => window.Add(2));
        Assert.Throws<ArgumentOutOfRangeException>("label", () => window.Add(-1));
        Assert.Throws<ArgumentOutOfRangeException>("label", () => window.CountOf(2));
        Assert.Contains("labels[1] is 7", Assert.Throws<ArgumentOutOfRangeException>("labels", () => window.Add([0, 7])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => window.Restore([0, -1]));
        Assert.Equal([1], window.Snapshot());
        Assert.Throws<ArgumentException>("destination", () => window.Counts(new long[3]));
        var weights = new double[] { 7, 7 };
        Assert.Contains("Class 0", Assert.Throws<InvalidOperationException>(() => window.Balanced<double>(weights)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("destination", () => window.Balanced(weights.AsSpan(1), 1));
        Assert.Throws<ArgumentOutOfRangeException>("pseudoCount", () => window.Balanced<double>(weights, -1));
        Assert.Throws<ArgumentOutOfRangeException>("pseudoCount", () => window.Balanced<double>(weights, double.NaN));
        Assert.Throws<NotSupportedException>(() => window.Balanced<Half>(new Half[2], 1));
        Assert.Equal([7.0, 7], weights);
        Assert.Contains("no finite number", Assert.Throws<InvalidOperationException>(() => window.Balanced<float>(new float[2], 1e-60)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingIsAllocated()
    {
        var (window, weights) = (new LabelWindow(10, 100), new float[10]);
        Assert.Equal(0, Allocation.Of(() =>
        {
            window.Add(3);
            window.Balanced<float>(weights, 1);
        }));
    }

    /// <summary>A label and the weights of ten classes: measured when asked for, since other work on the machine decides too.</summary>
    [Fact(Explicit = true)]
    public void MeasuredALabelAndTheWeightsTakeLessThan20Nanoseconds()
    {
        const int Steps = 1_000_000;
        var random = new Random(1);
        int[] labels = [.. Enumerable.Range(0, 4096).Select(_ => random.Next(10))];
        var (window, decayed) = (new LabelWindow(10, 1000), new DecayedLabelCounts(10, 0.999));
        var (single, wide) = (new float[10], new double[10]);
        var (floats, doubles, decays) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < 21; round++)
        {
            floats.Add(Nanoseconds(i =>
            {
                window.Add(labels[i & 4095]);
                window.Balanced<float>(single, 1);
            }));
            doubles.Add(Nanoseconds(i =>
            {
                window.Add(labels[i & 4095]);
                window.Balanced<double>(wide, 1);
            }));
            decays.Add(Nanoseconds(i =>
            {
                decayed.Add(labels[i & 4095]);
                decayed.Balanced<float>(single, 1);
            }));
        }

        output.WriteLine(FormattableString.Invariant($"{RegisterWidth.Bits} bits: window {Median(floats):F1} ns (float), {Median(doubles):F1} ns (double); decayed {Median(decays):F1} ns (float)"));
        Assert.InRange(Median(floats), 0, 20);
        Assert.InRange(Median(doubles), 0, 20);
        Assert.InRange(Median(decays), 0, 20);

        static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

        static double Nanoseconds(Action<int> step)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < Steps; i++)
            {
                step(i);
            }

            return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Steps;
        }
    }
}
