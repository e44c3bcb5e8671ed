using System.Text.Json;
using Counterweight.Processes;
using Xunit;

namespace Counterweight.Cli.Tests;

/// <summary>With --json the output is one object whatever happens; its member «error» is what standard error tells too.</summary>
public class JsonErrorTests
{
    [Theory]
    [InlineData("compare", "no-such-file.csv", "--label", "y", "--json")]
    [InlineData("inspect", "no-such-file.csv", "--json")]
    [InlineData("--json", "compare", "no-such-file.csv")]
    [InlineData("compare", "f", "--seeds", "0", "--json")]
    [InlineData("--seeds", "x", "--json")]
    [InlineData("--json", "perhaps")]
    [InlineData("--json", "--nonsense")]
    [InlineData("inspect", "--json")]
    [InlineData("compare", "f", "--encoding", "nonsense", "--json")]
    [InlineData("compare", "f", "--separator", "é", "--json")]
    public void AnErrorIsToldInTheOutputToo(params string[] arguments) => AssertError(Runner.Run(arguments));

    [Theory]
    [InlineData("compare", "glass.csv", "")]
    [InlineData("compare", "glass.csv", "--label typ")]
    [InlineData("compare", "glass.csv", "--label type --ignore type")]
    [InlineData("compare", "glass.csv", "--label RI --regression --ignore x")]
    [InlineData("compare", "doors/many-problems.csv", "--label outcome")]
    [InlineData("inspect", "doors/many-problems.csv", "--label outcome")]
    [InlineData("inspect", "doors/cut-off.csv.gz", "")]
    public void ARefusalIsToldInTheOutputToo(string command, string file, string arguments) =>
        AssertError(Runner.Run([command, Runner.DataFile(file), .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--json"]));

    /// <summary>The whole inspection, with why a comparison would refuse the file.</summary>
    [Fact]
    public void AnInspectionOfARefusedFileIsWhole()
    {
        using var json = JsonDocument.Parse(Runner.Run("inspect", Runner.DataFile("doors/many-problems.csv"), "--label", "outcome", "--json").Output);

        Assert.Equal(60, json.RootElement.GetProperty("rows").GetInt32());
        Assert.Equal(3, json.RootElement.GetProperty("problems").GetArrayLength());
        Assert.Contains("this would run:", json.RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ResultsHaveNoError()
    {
        using var json = JsonDocument.Parse(Runner.Run("inspect", Runner.DataFile("glass.csv"), "--json").Output);

        Assert.False(json.RootElement.TryGetProperty("error", out _));
    }

    [Theory]
    [InlineData("--seeds", "0")]
    [InlineData("--seeds", "0", "--json", "false")]
    public void WhoDoesNotAskForJsonGetsNone(params string[] arguments)
    {
        var result = Runner.Run(arguments);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
    }

    /// <summary>What is wrong with the input is told even where the output is gone.</summary>
    [Fact]
    public void AnOutputThatFailsDoesNotHideTheError()
    {
        using var error = new StringWriter();
        var exitCode = CommandLine.Run(["inspect", "no-such-file.csv", "--json"], new Session(new Gone(), error, null, null, TestContext.Current.CancellationToken));

        Assert.Equal((2, "counterweight: no-such-file.csv: no such file"), (exitCode, error.ToString().TrimEnd()));
    }

    private static void AssertError(RunResult result)
    {
        Assert.Equal(2, result.ExitCode);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal($"counterweight: {json.RootElement.GetProperty("error").GetString()}\n", result.Error.ReplaceLineEndings("\n"));
    }

    private sealed class Gone : StringWriter
    {
        public override void WriteLine(string? value) => throw new IOException("gone");
    }
}
