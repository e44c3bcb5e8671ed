using System.Text.Json.Nodes;
using Xunit;

namespace Counterweight.Cli.Tests;

public class ProcessTests
{
    private static readonly Dictionary<string, string> Unchanged = new(StringComparer.Ordinal);

    [Fact]
    public async Task VersionAndHelpArePrinted()
    {
        using var version = Runner.Start(Unchanged, "--version");
        Assert.Equal(new RunResult(0, typeof(CommandLine).Assembly.GetName().Version!.ToString(3) + Environment.NewLine, ""), await Runner.FinishAsync(version));

        var help = Runner.Run("--help");
        Assert.Equal(0, help.ExitCode);
        Assert.Contains("counterweight [command] [options]", help.Output, StringComparison.Ordinal);
        Assert.Contains("compare <FILE>", help.Output, StringComparison.Ordinal);
        Assert.Contains("--ignore", Runner.Run("compare", "--help").Output, StringComparison.Ordinal);
    }

    // Widths that the machine lacks repeat narrower ones.
    [Fact]
    public async Task EveryRegisterWidthGivesTheSameModels()
    {
        Dictionary<string, string>[] widths =
        [
            Unchanged,
            new(StringComparer.Ordinal) { ["DOTNET_MaxVectorTBitWidth"] = "512" },
            new(StringComparer.Ordinal) { ["DOTNET_EnableAVX512"] = "0" },
            new(StringComparer.Ordinal) { ["DOTNET_EnableAVX512"] = "0", ["DOTNET_MaxVectorTBitWidth"] = "128" },
        ];
        var results = new List<string>();
        foreach (var width in widths)
        {
            using var process = Runner.Start(width, "compare", Runner.DataFile("glass.csv"), "--label", "type", "--json");
            var result = await Runner.FinishAsync(process);
            Assert.Equal(0, result.ExitCode);
            results.Add(WithoutTimes(result.Output));
        }

        Assert.All(results, result => Assert.Equal(results[0], result));
    }

    [Fact]
    public async Task InterruptIsOneLineAndExitCode130()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Signals are sent with kill.");
        using var process = Runner.Start(Unchanged, "--seeds", "1000");
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        using var kill = System.Diagnostics.Process.Start("kill", ["-INT", $"{process.Id}"]);

        Assert.Equal(new RunResult(130, "", "counterweight: cancelled" + Environment.NewLine), await Runner.FinishAsync(process));
    }

    private static string WithoutTimes(string output)
    {
        var json = JsonNode.Parse(output)!;
        foreach (var model in json["models"]!.AsArray())
        {
            model!.AsObject().Remove("fitSeconds");
            model.AsObject().Remove("kernelRowsPerSecond");
        }

        return json.ToJsonString();
    }
}
