using Xunit;

namespace Counterweight.Cli.Tests;

/// <summary>The commands of README run, and print what it says.</summary>
public class ReadmeCommandTests
{
    private const string Program = "dotnet run -c Release --project src/Counterweight.Cli -- ";

    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "README.md"));

    public static TheoryData<string> Commands => [.. Lines.Where(line => line.StartsWith(Program, StringComparison.Ordinal)).Select(line => line[Program.Length..])];

    [Theory]
    [MemberData(nameof(Commands))]
    public void ACommandRuns(string command)
    {
        var result = Run(command);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.NotEmpty(result.Output);
    }

    [Fact]
    public void TheOutputIsTheOneShown()
    {
        var begin = Array.IndexOf(Lines, "```text");
        var end = Array.IndexOf(Lines, "```", begin);
        var command = Lines.Take(begin).Last(line => line.StartsWith(Program, StringComparison.Ordinal))[Program.Length..];

        Assert.Equal(Lines[(begin + 1)..end], Run(command).Output.ReplaceLineEndings("\n").TrimEnd().Split('\n'));
    }

    private static Processes.RunResult Run(string command)
    {
        var data = Path.Combine(AppContext.BaseDirectory, "data");
        var result = Runner.Run([.. command.Split(' ').Select(word => word.Replace("tests/data", data, StringComparison.Ordinal))]);
        return result with { Output = result.Output.Replace(data, "tests/data", StringComparison.Ordinal) };
    }
}
