using System.Runtime.CompilerServices;
using Xunit;

namespace Counterweight.Cli.Tests;

/// <summary>The commands of README run, and print what it says.</summary>
public class ReadmeCommandTests
{
    private const string Program = "dotnet run -c Release --project src/Counterweight.Cli -- ";

    private const string More = "…";

    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "README.md"));

    public static TheoryData<string> Commands => [.. Lines.Where(line => line.StartsWith(Program, StringComparison.Ordinal)).Select(line => line[Program.Length..])];

    public static TheoryData<string, int, int> Outputs => [.. FindOutputs().Select(each => new TheoryDataRow<string, int, int>(each.Command, each.Begin, each.End))];

    [Theory]
    [MemberData(nameof(Commands))]
    public void ACommandRuns(string command)
    {
        var result = Run(command);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.NotEmpty(result.Output);
    }

    /// <summary>What stands below a command is what it prints, but for times: all of it, or the first lines before an ellipsis.</summary>
    [Theory]
    [MemberData(nameof(Outputs))]
    public void TheOutputIsTheOneShown(string command, int begin, int end)
    {
        var shown = Lines[begin..end];
        var isWhole = shown[^1] is not More;

        Assert.Equal(Masked(isWhole ? shown : shown[..^1]), Masked(OutputOf(command, isWhole ? null : shown.Length - 1)));
    }

    /// <summary>Each option stands in the row of the commands that have it.</summary>
    [Fact]
    public void TheTableOfOptionsIsThatOfTheCommands()
    {
        var (begin, end) = OptionTable.Find(Lines);
        Assert.Equal(OptionTable.Lines(), Lines[begin..end], StringComparer.Ordinal);
        Assert.Contains(Lines[begin..end], line => line.Contains("`--threads`", StringComparison.Ordinal));
    }

    /// <summary>To accept other output, as <see cref="GoldenTests"/> says.</summary>
    [Fact(Explicit = true)]
    public void WriteReadme()
    {
        List<string> lines = [.. Lines];
        foreach (var (command, begin, end) in FindOutputs().Reverse())
        {
            var isWhole = lines[end - 1] is not More;
            lines.RemoveRange(begin, (isWhole ? end : end - 1) - begin);
            lines.InsertRange(begin, OutputOf(command, isWhole ? null : end - 1 - begin));
        }

        var table = OptionTable.Find(lines);
        lines.RemoveRange(table.Begin, table.End - table.Begin);
        lines.InsertRange(table.Begin, OptionTable.Lines());
        File.WriteAllText(ReadmePath(), string.Join('\n', lines) + "\n");
    }

    private static string ReadmePath([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "README.md");

    /// <summary>What a sample prints stands below a sample, and is looked at with it.</summary>
    private static IEnumerable<(string Command, int Begin, int End)> FindOutputs()
    {
        for (var begin = Array.IndexOf(Lines, "```text"); begin >= 0; begin = Array.IndexOf(Lines, "```text", begin + 1))
        {
            if (Lines.Take(begin).Last(line => line.StartsWith("```", StringComparison.Ordinal) && line.Length > 3) is not "```csharp")
            {
                var command = Lines.Take(begin).Last(line => line.StartsWith(Program, StringComparison.Ordinal))[Program.Length..];
                yield return (command, begin + 1, Array.IndexOf(Lines, "```", begin));
            }
        }
    }

    private static string[] OutputOf(string command, int? lines)
    {
        var output = Run(command).Output.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        return lines is { } first ? output[..first] : output;
    }

    private static string Masked(string[] lines) => MeasuredTimes.Mask(string.Join('\n', lines));

    private static Processes.RunResult Run(string command)
    {
        var data = Path.Combine(AppContext.BaseDirectory, "data");
        using var folder = new TemporaryFolder();
        string[] words = command.Split(' ');
        if (words is ["predict" or "export", ..] or ["inspect", _])
        {
            // The model of the command before it.
            Assert.Equal(0, Runner.Run(Arguments(Lines.First(line => line.StartsWith(Program + "train ", StringComparison.Ordinal))[Program.Length..].Split(' '))).ExitCode);
        }

        if (words is ["evaluate" or "report", ..])
        {
            // The predictions of that model.
            foreach (var first in (string[])["train ", "predict "])
            {
                Assert.Equal(0, Runner.Run(Arguments(Lines.First(line => line.StartsWith(Program + first, StringComparison.Ordinal))[Program.Length..].Split(' '))).ExitCode);
            }
        }

        // Fewer folds show as well that it runs.
        string[] folds = words[0] is "tune" ? ["--folds", "2"] : [];
        var result = Runner.Run([.. Arguments(words), .. folds]);
        return result with { Output = result.Output.Replace(data, "tests/data", StringComparison.Ordinal).Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal) };

        string[] Arguments(string[] words) =>
            [.. words.Select(word => word is "fraud.model" or "fraud.onnx" or "predictions.csv" or "report.html" ? folder[word] : word.Replace("tests/data", data, StringComparison.Ordinal))];
    }
}
