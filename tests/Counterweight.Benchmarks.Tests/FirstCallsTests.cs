using System.Globalization;
using Counterweight.Benchmarks.FirstCalls;
using Xunit;

namespace Counterweight.Benchmarks.Tests;

/// <summary>How long calls take from the start of a process on.</summary>
public class FirstCallsTests
{
    [Fact]
    public void FullSpeedIsThatOfMostCallsFromThereOn()
    {
        // One call of the slow ones is fast by chance, and one of the fast ones is disturbed.
        double[] calls = [90, 7, 6, 1, 6, 6, 1.1, 9, 1, 1.2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
        Assert.Equal(new CallTimes(90, 7, 1, 90 + 7 + 6 + 1 + 6 + 6), CallTimes.Of(calls));
        Assert.Equal(new CallTimes(50, 1, 1, 50), CallTimes.Of([50, 1, 1, 1, 1, 1, 1, 1]));
        Assert.Equal(new CallTimes(1, 1, 1, 0), CallTimes.Of([1, 1, 1, 1, 1]));
    }

    [Fact]
    public async Task AWorkTellsItsTimes()
    {
        var result = await Runner.RunAsync("first-calls", "--work", "binary-cross-entropy");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        double[] times = [.. Assert.Single(result.OutputLines).Split(' ').Select(time => double.Parse(time, CultureInfo.InvariantCulture))];
        Assert.Equal(4, times.Length);
        Assert.All(times[..3], time => Assert.True(time > 0 && double.IsFinite(time)));

        // The first call waits for the compiler.
        Assert.True(times[0] > times[2]);
    }

    [Fact]
    public async Task AWorkThatThereIsNotIsRefused()
    {
        var result = await Runner.RunAsync("first-calls", "--work", "nothing");

        Assert.NotEqual(0, result.ExitCode);
        Assert.StartsWith("There is no work 'nothing', only binary-cross-entropy, ", result.Error, StringComparison.Ordinal);
    }
}
