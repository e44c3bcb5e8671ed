using System.Text.Json;
using Counterweight.Processes;
using Xunit;

namespace Counterweight.Cli.Tests;

/// <summary>Files as people have them: each is read as its user expects, or refused with all that is wrong. The table says what is expected.</summary>
/// <remarks>A comparison takes a second, an inspection does not: every row is inspected, and one row in eight compared, and every regression.</remarks>
public class DoorTests
{
    private const int OneIn = 8;
    private const string Suggestion = "this would run:";

    private static readonly IReadOnlyList<Door> Doors = Door.ReadAll();

    public static TheoryData<int, string> All => [.. Doors.Select((door, i) => new TheoryDataRow<int, string>(i, $"{door.File} {door.Arguments}"))];

    public static TheoryData<int, string> Compared =>
    [
        .. Doors.Select((door, i) => (door, i)).Where(each => each.i % OneIn == 0 || each.door.Arguments.Contains("--regression", StringComparison.Ordinal))
            .Select(each => new TheoryDataRow<int, string>(each.i, $"{each.door.File} {each.door.Arguments}")),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void AFileIsReadOrRefusedAsExpected(int row, string name)
    {
        var door = Doors[row];
        var inspected = Run("inspect", door);
        var asJson = Run("inspect", door, "--json");

        var told = Refusal(door, inspected);
        Assert.True(door.Outcome == told.ExitCode, $"{name}: exit code {told.ExitCode}\n{told.Error}");
        var words = CompareTests.Words(told.Output + told.Error + asJson.Error);
        Assert.All(door.Says, text => Assert.Contains(CompareTests.Words(text), words, StringComparison.Ordinal));
        if (door.Outcome == 0)
        {
            using var json = JsonDocument.Parse(asJson.Output);
            AssertCount(door.Rows, json.RootElement.GetProperty("rows").GetInt32(), "rows");
            AssertCount(door.Features, json.RootElement.GetProperty("features").GetInt32(), "features");
            AssertCount(door.Classes, json.RootElement.GetProperty("classes").EnumerateObject().Count(), "classes");
        }
    }

    [Theory]
    [MemberData(nameof(Compared))]
    public void AComparisonEndsAsTheInspection(int row, string name)
    {
        var door = Doors[row];
        var result = Run("compare", door, "--json");

        Assert.True(door.Outcome == result.ExitCode, $"{name}: exit code {result.ExitCode}\n{result.Error}");
        if (door.Outcome == 0)
        {
            using var json = JsonDocument.Parse(result.Output);
            AssertCount(door.Rows, json.RootElement.GetProperty("rows").GetInt32(), "rows");
            AssertCount(door.Features, json.RootElement.GetProperty("features").GetInt32(), "features");
            Assert.NotEmpty(json.RootElement.GetProperty("models").EnumerateArray());
        }
    }

    /// <summary>Whatever command a refusal suggests, it runs.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void ASuggestedCommandRuns(int row, string name)
    {
        var door = Doors[row].Outcome == 0 ? Doors[row] with { Arguments = "--label no-such-column" } : Doors[row];
        var refused = Refusal(door, Run("inspect", door));
        var lines = refused.Error.ReplaceLineEndings("\n").Split('\n');
        var suggestion = Array.IndexOf(lines, Suggestion);
        if (suggestion < 0)
        {
            return;
        }

        var words = ShellWords.Split(lines[suggestion + 1].Trim());
        Assert.Equal("counterweight", words[0]);
        Assert.Contains(words[1], (string[])["compare", "inspect"], StringComparer.Ordinal);
        var result = Runner.Run(["inspect", .. words[2..]]);
        Assert.True(result.ExitCode == 0, $"{name}: {lines[suggestion + 1]}\n{result.Error}");
    }

    [Fact]
    public void EveryFileHasARowAndEveryRowAFile()
    {
        // What makes the binary files is none of them.
        var files = Directory.GetFiles(Door.Folder).Select(Path.GetFileName).Where(file => file is not Door.Table && Path.GetExtension(file) is not (".py" or ".md")).Order(StringComparer.Ordinal);
        Assert.Equal(files, Doors.Select(door => door.File).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    // Without a label an inspection is content, a comparison is not.
    private static RunResult Refusal(Door door, RunResult inspected) => inspected.ExitCode == 0 && door.Outcome != 0 ? Run("compare", door) : inspected;

    private static void AssertCount(int? expected, int actual, string what) => Assert.True(expected is null || expected == actual, $"{what}: {actual}, not {expected}");

    private static RunResult Run(string command, Door door, params string[] more) => Runner.Run([command, door.FullPath, .. ShellWords.Split(door.Arguments), .. more]);
}
