using System.Diagnostics;
using Counterweight.Benchmarks.Timing;
using Counterweight.Reference.Catalog;
using Xunit;

namespace Counterweight.Benchmarks.Tests;

/// <summary>Timing by a clock that only the timed work moves.</summary>
public class TimingTests
{
    private const int MostRounds = 150;

    private double now = 1000;

    private Clock Clock => new(() => now);

    [Theory]
    [InlineData(3.0, 3.0)]
    [InlineData(2.5, 4.0, 1.0)]
    [InlineData(2.0, 9.0, 1.0, 2.0)]
    [InlineData(5.0, 5.0, 1000.0, 1.0, 2.0, 7.0)]
    [InlineData(3.5, 1000.0, 1.0, 4.0, 3.0, 2.0, 1000.0)]
    public void TheMedianIsTheMiddle(double expected, params double[] samples) => Assert.Equal(expected, Median.Of([.. samples]));

    [Fact]
    public void VariantsAreTimedInTurnAndTheFirstCallOfEachIsNotCounted()
    {
        var order = "";
        var seconds = InterleavedTimer.SecondsPerCall(
            [Scripted("A", [5, 1, 2, 9, 100]), Scripted("B", [1000, 3, 8, 4, 4])], TimeSpan.Zero, Clock);

        Assert.Equal([5, 4], seconds);
        Assert.Equal(string.Concat(Enumerable.Repeat("AABB", 6)), order);

        // Cold, to find the calls of a sample, and then in each round once after the other variants and once timed.
        Action Scripted(string name, double[] timed)
        {
            var calls = 0;
            return () =>
            {
                order += name;
                now += calls == 1 ? 1 : calls % 2 == 0 ? 70 : timed[(calls - 3) / 2];
                calls++;
            };
        }
    }

    [Fact]
    public void ShortCallsAreTimedManyAtATime()
    {
        const double Second = 1.0 / (1 << 20);
        var calls = 0;
        var seconds = InterleavedTimer.SecondsPerCall([Call], TimeSpan.Zero, Clock);

        Assert.Equal([Second], seconds);
        Assert.Equal(1 + (1 + 16 + 256 + 512) + (5 * (1 + 512)), calls);

        void Call()
        {
            now += Second;
            calls++;
        }
    }

    [Fact]
    public void EveryVariantHasCallsOfItsOwn()
    {
        const double Second = 1.0 / (1 << 20);
        int[] calls = [0, 0];
        var seconds = InterleavedTimer.SecondsPerCall([() => Call(0, 1), () => Call(1, Second)], TimeSpan.Zero, Clock);

        Assert.Equal([1, Second], seconds);
        Assert.Equal([1 + 1 + (5 * (1 + 1)), 1 + (1 + 16 + 256 + 512) + (5 * (1 + 512))], calls);

        void Call(int variant, double time)
        {
            now += time;
            calls[variant]++;
        }
    }

    [Fact]
    public void TheBudgetEndsTheRounds()
    {
        var timed = 0;
        var calls = 0;
        Assert.Equal([(1 + MostRounds) / 2.0], InterleavedTimer.SecondsPerCall([Call], TimeSpan.MaxValue, Clock));
        Assert.Equal(MostRounds, timed);

        void Call() => now += calls++ > 1 && calls % 2 == 0 ? ++timed : 1;
    }

    /// <summary>Between two readings of the stopwatch lies no more than between readings around them, and no less than between those within.</summary>
    [Fact]
    public void TheWallClockCountsSeconds()
    {
        var outer = Stopwatch.GetTimestamp();
        var first = Clock.Wall.Seconds();
        var inner = Stopwatch.GetTimestamp();
        Thread.Sleep(20);
        var least = Stopwatch.GetElapsedTime(inner).TotalSeconds;
        var elapsed = Clock.Wall.Seconds() - first;

        Assert.InRange(elapsed, least - 1e-6, Stopwatch.GetElapsedTime(outer).TotalSeconds + 1e-6);
    }

    [Fact]
    public void TheProcessorClockCountsSecondsOfAllThreads()
    {
        var outer = Environment.CpuUsage.TotalTime;
        var first = Clock.Processor.Seconds();
        var inner = Environment.CpuUsage.TotalTime;
        while (Environment.CpuUsage.TotalTime - inner < TimeSpan.FromMilliseconds(30))
        {
            Thread.SpinWait(1000);
        }

        var least = (Environment.CpuUsage.TotalTime - inner).TotalSeconds;
        var elapsed = Clock.Processor.Seconds() - first;

        Assert.InRange(elapsed, least - 1e-6, (Environment.CpuUsage.TotalTime - outer).TotalSeconds + 1e-6);
    }

    [Fact]
    public void WhatIsLeftIsSharedOutAmongTheItemsLeft()
    {
        var budget = new TimeBudget(TimeSpan.FromSeconds(2), 4, Clock);

        Assert.Equal(TimeSpan.FromSeconds(0.5), budget.Next());
        now += 0.5;
        Assert.Equal(TimeSpan.FromSeconds(0.5), budget.Next());
        now += 1.25;
        Assert.Equal(TimeSpan.FromSeconds(0.125), budget.Next());
        now += 1;
        Assert.Equal(TimeSpan.FromMilliseconds(20), budget.Next());
        Assert.Equal(TimeSpan.FromSeconds(1), new TimeBudget(TimeSpan.FromSeconds(45), 2, Clock).Next());
    }

    [Fact]
    public void ElementsAreOfAllRows() => Assert.Equal(12.5, Nanoseconds.PerElement(1e-6, new Shape(40, 2)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ACopyReadsHalfOfItsBytesAndWritesTheOther(int threads)
    {
        using var buffers = new CopyBuffers(1000);
        buffers.Copy(threads);

        Assert.Equal((500, 500), (buffers.Source.Length, buffers.Destination.Length));
        Assert.Equal(buffers.Source, buffers.Destination);
        Assert.False(buffers.Destination.ContainsAnyExcept((byte)1));
    }
}
