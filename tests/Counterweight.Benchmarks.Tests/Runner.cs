using System.Diagnostics;
using System.Globalization;
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
        var cancellation = TestContext.Current.CancellationToken;
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        using var process = Process.Start(new ProcessStartInfo(dotnet, ["exec", typeof(CatalogueEntry).Assembly.Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        foreach (var line in input)
        {
            await process.StandardInput.WriteLineAsync(line.AsMemory(), cancellation).ConfigureAwait(false);
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        return new RunResult(process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
    }
}
