using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Xunit;

namespace Counterweight.Cli.Tests;

/// <summary>What the command prints, whole, but for times and the path of the file.</summary>
/// <remarks>
/// To accept other text: <c>dotnet run -c Release --project tests/Counterweight.Cli.Tests -- -explicit only -method '*.Write*'</c>.
/// </remarks>
public sealed class GoldenTests
{
    private const int Columns = 80;

    private static readonly string[] Arguments = ["compare", Runner.DataFile("glass.csv"), "--label", "type", "--seed", "3", "--seeds", "2"];

    // All that programs read from a user's machine to format text and to colour it.
    private static readonly (string, string?)[] Elsewhere =
    [
        ("CI", "true"), ("GITHUB_ACTIONS", "true"), ("TF_BUILD", "True"), ("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("FORCE_COLOR", "1"), ("CLICOLOR_FORCE", "1"),
        ("COLUMNS", "20"), ("LINES", "5"), ("LANG", "de_DE.UTF-8"), ("LC_ALL", "de_DE.UTF-8"), ("TZ", "Asia/Kathmandu"), ("HOME", null), ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", null),
    ];

    private static readonly string[] Files = ["glass.json", "glass.txt", "glass-calibration.json", "glass-calibration.txt"];

    [Fact]
    public void JsonIsTheCommittedText() => Assert.Equal(Committed(Files[0]), WithoutTimes(Run(null, "--json")));

    [Fact]
    public void TheTableIsTheCommittedText() => Assert.Equal(Committed(Files[1]), WithoutTimes(Run(Columns)));

    [Fact]
    public void CalibrationIsTheCommittedText()
    {
        Assert.Equal(Committed(Files[2]), WithoutTimes(Run(null, "--json", "--calibration")));
        Assert.Equal(Committed(Files[3]), WithoutTimes(Run(Columns, "--calibration")));
    }

    [Fact]
    public void TheTableIsAsWideAsTheTerminal()
    {
        Assert.All(Run(50).Split('\n')[3..], line => Assert.InRange(line.Length, 0, 77));
        var wide = Run(100).Split('\n')[1..];
        Assert.Contains(wide, line => line.Length > 80);
        Assert.All(wide, line => Assert.InRange(line.Length, 0, 100));
        Assert.Equal(Committed(Files[1]), WithoutTimes(Run(null)));
    }

    [Fact]
    public async Task TheTableOfAPipeIsTheSameWhereverItRuns()
    {
        using var process = Runner.StartIn(Elsewhere, Arguments);
        var result = await Runner.FinishAsync(process);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(Committed(Files[1]), WithoutTimes(result.Output));
    }

    [Fact(Explicit = true)]
    public void WriteGoldenOutput()
    {
        File.WriteAllText(CommittedPath(Files[0]), WithoutTimes(Run(null, "--json")));
        File.WriteAllText(CommittedPath(Files[1]), WithoutTimes(Run(Columns)));
        File.WriteAllText(CommittedPath(Files[2]), WithoutTimes(Run(null, "--json", "--calibration")));
        File.WriteAllText(CommittedPath(Files[3]), WithoutTimes(Run(Columns, "--calibration")));
    }

    private static string Run(int? width, params string[] options)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        Assert.Equal(0, CommandLine.Run([.. Arguments, .. options], new Session(output, error, Progress: null, width, TestContext.Current.CancellationToken)));
        Assert.Empty(error.ToString());
        return output.ToString();
    }

    private static string Committed(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", name)).ReplaceLineEndings("\n");

    private static string CommittedPath(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Golden", name);

    private static string WithoutTimes(string text)
    {
        var path = Runner.DataFile("glass.csv");
        return MeasuredTimes.Mask(text.ReplaceLineEndings("\n").Replace(JsonEncodedText.Encode(path).Value, "glass.csv", StringComparison.Ordinal).Replace(path, "glass.csv", StringComparison.Ordinal));
    }
}
