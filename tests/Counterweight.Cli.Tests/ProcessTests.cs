using System.Globalization;
using System.Text.Json.Nodes;
using Counterweight.Processes;
using Xunit;

namespace Counterweight.Cli.Tests;

public class ProcessTests
{
    [Fact]
    public async Task VersionAndHelpArePrinted()
    {
        using var version = Runner.Start("--version");
        Assert.Equal(new RunResult(0, typeof(CommandLine).Assembly.GetName().Version!.ToString(3) + Environment.NewLine, ""), await Runner.FinishAsync(version));

        var help = Runner.Run("--help");
        Assert.Equal(0, help.ExitCode);
        Assert.Contains("counterweight [command] [options]", help.Output, StringComparison.Ordinal);
        Assert.Contains("compare <FILE>", help.Output, StringComparison.Ordinal);
        Assert.Contains("--ignore", Runner.Run("compare", "--help").Output, StringComparison.Ordinal);
    }

    /// <summary>Each can be copied, and the arguments in it are arguments.</summary>
    [Theory]
    [InlineData("--help", "counterweight", "counterweight inspect", "counterweight compare", "counterweight tune", "counterweight compare", "counterweight train", "counterweight predict", "counterweight export", "counterweight evaluate", "counterweight report")]
    [InlineData("train --help", "counterweight train")]
    [InlineData("predict --help", "counterweight predict")]
    [InlineData("export --help", "counterweight export")]
    [InlineData("inspect --help", "counterweight inspect")]
    [InlineData("compare --help", "counterweight compare", "counterweight compare")]
    [InlineData("tune --help", "counterweight tune")]
    [InlineData("evaluate --help", "counterweight evaluate")]
    [InlineData("report --help", "counterweight report")]
    public void HelpShowsAnExampleOfEachCommand(string arguments, params string[] commands)
    {
        var lines = Runner.Run(arguments.Split(' ')).Output.ReplaceLineEndings("\n").Split('\n');
        var examples = lines.Skip(Array.IndexOf(lines, "Examples:") + 1).Where(line => line.StartsWith("  counterweight", StringComparison.Ordinal)).Select(line => line.Trim()).ToArray();

        Assert.Equal(commands, examples.Select(example => string.Join(' ', example.Split(' ').Take(2))), StringComparer.Ordinal);
        using var folder = new TemporaryFolder();
        folder.Write("claims.csv", Tables.Rows("a,fraud", 60, row => $"{row % 7},{(row % 3 == 0 ? "yes" : "no")}"));
        Assert.Equal(0, Runner.Run("train", folder["claims.csv"], "--label", "fraud", "--output", folder["fraud.model"]).ExitCode);
        Assert.Equal(0, Runner.Run("predict", folder["claims.csv"], "--model", folder["fraud.model"], "--output", folder["predictions.csv"]).ExitCode);
        foreach (var example in examples.Skip(commands[0] is "counterweight" ? 1 : 0))
        {
            Assert.Equal(0, Runner.Run([.. example.Split(' ').Skip(1).Select(word => word is "claims.csv" or "fraud.model" or "fraud.onnx" or "predictions.csv" or "report.html" ? folder[word] : word)]).ExitCode);
        }
    }

    /// <summary>A byte order mark would stand before the brace that programs look for.</summary>
    [Fact]
    public async Task OutputBeginsWithItsFirstByte()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no od.");
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        using var process = ChildProcess.Start(new("sh", ["-c", "\"$@\" | od -An -tx1 -N3", "sh", host, "exec", Runner.Program, "--version"]));
        var result = await Runner.FinishAsync(process);

        var version = typeof(CommandLine).Assembly.GetName().Version!.ToString(3);
        Assert.Equal((0, string.Join(' ', version.Take(3).Select(c => ((int)c).ToString("x2", CultureInfo.InvariantCulture)))), (result.ExitCode, result.Output.Trim()));
    }

    /// <summary>Who reads has read enough: nothing is said, and the exit code says that not all was printed.</summary>
    [Theory]
    [InlineData("inspect")]
    [InlineData("compare", "--model", "tree")]
    public async Task AClosedOutputIsExitCodeOneWithoutATrace(string command, params string[] options)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");
        using var process = ChildProcess.Start(new("sh", ["-c", "{ \"$@\"; echo $? >&2; } | true", "sh", ChildProcess.Host, "exec", Runner.Program, command, Runner.DataFile("glass.csv"), "--label", "type", .. options]));
        var result = await Runner.FinishAsync(process);

        Assert.Equal(new RunResult(0, "", "1\n"), result);
    }

    /// <summary>Standard streams that are closed from the start.</summary>
    [Theory]
    [InlineData(">&-", "glass.csv", 1)]
    [InlineData("2>&-", "no-such-file.csv", 2)]
    [InlineData(">&- 2>&-", "glass.csv", 1)]
    public async Task AClosedStreamIsNoCrash(string closed, string file, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");
        using var process = ChildProcess.Start(new("sh", ["-c", $"\"$@\" {closed}", "sh", ChildProcess.Host, "exec", Runner.Program, "inspect", Runner.DataFile(file), "--label", "type"]));
        var result = await Runner.FinishAsync(process);

        Assert.Equal((exitCode, ""), (result.ExitCode, result.Output));
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    /// <summary>What the runtime opens in its place never ends.</summary>
    [Theory]
    [InlineData("inspect")]
    [InlineData("compare")]
    public async Task AClosedStandardInputIsOneLine(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");
        using var process = ChildProcess.Start(new("sh", ["-c", "\"$@\" <&-", "sh", ChildProcess.Host, "exec", Runner.Program, command, "-", "--label", "type"]));

        Assert.Equal(new RunResult(2, "", "counterweight: standard input: is closed; give a file, or send one with < FILE\n"), await Runner.FinishAsync(process));
    }

    /// <summary>A file that is no pipe, or nothing at all, is standard input as well.</summary>
    [Theory]
    [InlineData("</dev/null", 2, "", "counterweight: standard input: the file is empty\n")]
    [InlineData("<\"$GLASS\"", 0, "standard input:\n  CSV, 214 rows", "")]
    public async Task StandardInputMayBeAFile(string redirection, int exitCode, string output, string error)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");
        using var process = ChildProcess.Start(new("sh", ["-c", $"GLASS=$1; shift; \"$@\" {redirection}", "sh", Runner.DataFile("glass.csv"), ChildProcess.Host, "exec", Runner.Program, "inspect", "-", "--label", "type"]));
        var result = await Runner.FinishAsync(process);

        Assert.Equal((exitCode, error), (result.ExitCode, result.Error));
        Assert.StartsWith(output, result.Output, StringComparison.Ordinal);
    }

    /// <summary>The heap's limit is hexadecimal: 12.6 MB, less than the values.</summary>
    [Fact]
    public async Task ExhaustedMemoryIsOneLine()
    {
        using var file = new TemporaryFile(Tables.Rows("a,b,c,d,e,y", 400_000, row => $"{row * 1.5},{row * 2.5},{row * 3.5},{row * 4.5},{row * 5.5},{(row % 3 == 0 ? "p" : "q")}"));
        using var process = Runner.StartIn([("DOTNET_GCHeapHardLimit", "0xC00000")], "inspect", file.Path, "--label", "y");
        var result = await Runner.FinishAsync(process);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Matches($@"^counterweight: {System.Text.RegularExpressions.Regex.Escape(file.Path)}: out of memory: [^\n]+; there are 12\.6 MB\r?\n$", result.Error);
    }

    /// <summary>What shares a file with the command is not written over.</summary>
    [Fact]
    public async Task OutputFollowsWhatAFileHolds()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");
        using var file = new TemporaryFile("");
        using var process = ChildProcess.Start(new("sh", ["-c", "out=$1; shift; { echo first; \"$@\"; echo last; } >$out", "sh", file.Path, ChildProcess.Host, "exec", Runner.Program, "--version"]));
        await Runner.FinishAsync(process);

        Assert.Equal($"first\n{typeof(CommandLine).Assembly.GetName().Version!.ToString(3)}\nlast\n", await File.ReadAllTextAsync(file.Path, TestContext.Current.CancellationToken));
    }

    // Widths that the machine lacks repeat narrower ones.
    [Fact]
    public async Task EveryRegisterWidthGivesTheSameModels()
    {
        (string, string?)[][] widths =
        [
            [],
            [("DOTNET_MaxVectorTBitWidth", "512")],
            [("DOTNET_EnableAVX512", "0")],
            [("DOTNET_EnableAVX512", "0"), ("DOTNET_MaxVectorTBitWidth", "128")],
        ];
        var results = await Task.WhenAll(widths.Select(CompareAsync));

        Assert.All(results, result => Assert.Equal(results[0], result));
    }

    [Fact]
    public async Task AProcessThatDoesNotEndIsKilledAndItsOutputTold()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");
        using var process = ChildProcess.Start(new("sh", ["-c", "echo some; echo wrong >&2; sleep 600"]));
        var error = await Assert.ThrowsAsync<TimeoutException>(() => process.FinishAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken));

        Assert.Contains("some", error.Message, StringComparison.Ordinal);
        Assert.Contains("wrong", error.Message, StringComparison.Ordinal);
        Assert.Contains("sleep 600 did not end within 00:00:02", error.Message, StringComparison.Ordinal);
        Assert.False(process.IsRunning);
    }

    private static async Task<string> CompareAsync((string, string?)[] width)
    {
        using var process = Runner.StartIn(width, "compare", Runner.DataFile("glass.csv"), "--label", "type", "--json");
        var result = await Runner.FinishAsync(process).ConfigureAwait(false);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return WithoutTimes(result.Output);
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
