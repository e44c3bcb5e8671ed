using System.Globalization;
using Counterweight.Processes;
using Xunit;

namespace Counterweight.Benchmarks.Tests;

/// <summary>Runs the program as a process, as scripts do.</summary>
internal static class Runner
{
    public static Task<RunResult> RunAsync(params string[] arguments) => RunAsync([], arguments);

    /// <summary>The answers to some requests, one each; the line of the registers' width is checked and left out.</summary>
    public static async Task<string[]> ServeAsync(string command, params string[] requests)
    {
        var result = await RunAsync(requests, command, "--milliseconds", "1").ConfigureAwait(false);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Matches("^(128|256|512)$", result.OutputLines[0]);
        Assert.Equal(requests.Length, result.OutputLines.Length - 1);
        return result.OutputLines[1..];
    }

    public static void AssertTime(string answer) =>
        Assert.True(double.TryParse(answer, NumberStyles.Float, CultureInfo.InvariantCulture, out var time) && time > 0 && double.IsFinite(time), answer);

    public static async Task<RunResult> RunAsync(string[] input, params string[] arguments)
    {
        using var process = ChildProcess.StartProgram(typeof(CatalogueEntry).Assembly.Location, arguments);
        foreach (var line in input)
        {
            await process.Input.WriteLineAsync(line.AsMemory(), TestContext.Current.CancellationToken).ConfigureAwait(false);
        }

        return await process.FinishAsync(ChildProcess.CommandLimit, TestContext.Current.CancellationToken).ConfigureAwait(false);
    }
}
