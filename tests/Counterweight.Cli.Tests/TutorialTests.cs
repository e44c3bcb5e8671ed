using System.Runtime.CompilerServices;
using Xunit;

namespace Counterweight.Cli.Tests;

/// <summary>The commands of docs/TUTORIAL.md run, one after the other, and print what it says.</summary>
public sealed class TutorialTests : IDisposable
{
    private const string Program = "dotnet run -c Release --project src/Counterweight.Cli -- ";

    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "data");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("counterweight");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void EveryCommandRunsAndPrintsWhatIsShown()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "TUTORIAL.md"));
        Assert.Equal(lines, Rewritten(lines, out var commands), StringComparer.Ordinal);
        Assert.True(commands >= 9);
    }

    /// <summary>To accept other output, as <see cref="GoldenTests"/> says.</summary>
    [Fact(Explicit = true)]
    public void WriteTutorial() => File.WriteAllText(TutorialPath(), string.Join('\n', Rewritten(File.ReadAllLines(TutorialPath()), out _)) + "\n");

    private static string TutorialPath([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs", "TUTORIAL.md");

    /// <summary>The lines with the output of each command below it, where some stands there. Times that are shown stay.</summary>
    private List<string> Rewritten(string[] lines, out int commands)
    {
        List<string> written = [];
        string[] output = [];
        commands = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            written.Add(lines[i]);
            if (lines[i].StartsWith(Program, StringComparison.Ordinal) && !lines[i].Contains('|', StringComparison.Ordinal) && !IsPiped(lines, i))
            {
                output = Run(lines[i][Program.Length..]);
                commands++;
            }
            else if (lines[i] is "```text")
            {
                var end = Array.IndexOf(lines, "```", i);
                var shown = lines[(i + 1)..end];
                written.AddRange(string.Equals(MeasuredTimes.Mask(string.Join('\n', shown)), MeasuredTimes.Mask(string.Join('\n', output)), StringComparison.Ordinal) ? shown : output);
                i = end - 1;
            }
        }

        return written;
    }

    private static bool IsPiped(string[] lines, int i) => i > 0 && lines[i - 1].EndsWith('|');

    private string[] Run(string command)
    {
        string[] arguments = [.. command.Split(' ').Select(Placed)];
        var result = Runner.Run(arguments);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return [.. result.Output.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(line => line.Replace(Data, "tests/data", StringComparison.Ordinal).Replace(folder.FullName + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))];
    }

    // Files that commands write lie in a folder of their own.
    private string Placed(string word) => word.StartsWith("tests/data", StringComparison.Ordinal) ? word.Replace("tests/data", Data, StringComparison.Ordinal)
        : word.EndsWith(".model", StringComparison.Ordinal) || word.EndsWith(".csv", StringComparison.Ordinal) || word.EndsWith(".html", StringComparison.Ordinal) ? Path.Combine(folder.FullName, word)
        : word;
}
