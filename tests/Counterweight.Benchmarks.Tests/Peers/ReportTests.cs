using System.Text.Json;
using Counterweight.Peers.Measuring;
using Counterweight.Peers.Reporting;
using Xunit;

namespace Counterweight.Benchmarks.Tests.Peers;

/// <summary>What is written of lines.</summary>
public class ReportTests
{
    private static readonly Row Line = new("a work", "3x4", "a peer", 1, new(0.002, 0.004), new(0.005, 0.006), [new("AUC", new(0.987654, 0), new(0.9, 0.012345))]);

    [Theory]
    [InlineData(123.4, "123 s")]
    [InlineData(12.34, "12.3 s")]
    [InlineData(9.996, "10.0 s")]
    [InlineData(1, "1.00 s")]
    [InlineData(0.0123, "12.3 ms")]
    [InlineData(0.00000456, "4.56 µs")]
    [InlineData(0.0000001, "100 ns")]
    [InlineData(0.0000000001, "0.10 ns")]
    public void DurationsHaveThreeDigits(double seconds, string expected) => Assert.Equal(expected, Duration.Of(seconds));

    [Fact]
    public void JsonIsAnArrayOfObjects()
    {
        using var json = JsonDocument.Parse(JsonReport.Of([Line, Line with { Threads = 2 }]));

        var (one, two) = (json.RootElement[0], json.RootElement[1]);
        Assert.Equal(2, json.RootElement.GetArrayLength());
        Assert.Equal("work shape peer threads clock oursSeconds peerSeconds ratio processor wall qualities", string.Join(' ', one.EnumerateObject().Select(property => property.Name)));
        Assert.Equal(("a work", "3x4", "a peer", 1, "processor"), (Text("work"), Text("shape"), Text("peer"), one.GetProperty("threads").GetInt32(), Text("clock")));
        Assert.Equal((0.002, 0.005, 2.5), (Number(one, "oursSeconds"), Number(one, "peerSeconds"), Number(one, "ratio")));
        Assert.Equal((0.004, 0.006, 1.5), (Number(two, "oursSeconds"), Number(two, "peerSeconds"), Number(two, "ratio")));
        Assert.Equal((2.5, 1.5), (Number(one.GetProperty("processor"), "ratio"), Number(one.GetProperty("wall"), "ratio")));
        Assert.Equal((0.987654, 0.012345), (Number(one.GetProperty("qualities").GetProperty("AUC"), "ours"), Number(one.GetProperty("qualities").GetProperty("AUC"), "peerDeviation")));

        string? Text(string name) => one.GetProperty(name).GetString();

        static double Number(JsonElement element, string name) => Math.Round(element.GetProperty(name).GetDouble(), 9);
    }

    [Fact]
    public void AQualityThatIsNoNumberIsAWord()
    {
        using var json = JsonDocument.Parse(JsonReport.Of([Line with { Qualities = [new("AUC", new(double.NaN, 0), new(double.PositiveInfinity, 0))] }]));

        var quality = json.RootElement[0].GetProperty("qualities").GetProperty("AUC");
        Assert.Equal(("NaN", "Infinity"), (quality.GetProperty("ours").GetString(), quality.GetProperty("peer").GetString()));
    }

    [Fact]
    public void ABarIsNoEndOfACell() => Assert.Contains("\n| a\\|b | 3x4 | ", MarkdownReport.Of([Line with { Work = "a|b" }], [], [], []), StringComparison.Ordinal);

    [Fact]
    public void ThePageHasCircumstancesLinesWhatIsMissingAndWhatIsTimed()
    {
        var text = MarkdownReport.Of([Line], [new("b work", "5", "b peer", "no reason")], [new FakeWork(new(), [1])], ["a machine", "a version"]);

        Assert.Contains("\n- a machine\n- a version\n\n| work | shape | peer | threads | ours |", text, StringComparison.Ordinal);
        Assert.Contains("\n| a work | 3x4 | a peer | 1 | 2.00 ms | 5.00 ms | 2.50 | 1.50 | AUC 0.98765, 0.9 ± 0.012 |\n", text, StringComparison.Ordinal);
        Assert.Contains("\nNot measured:\n\n- b work 5 beside b peer: no reason\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\n## What is timed\n\n- **fake work**: seconds pass\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
        Assert.DoesNotContain("Not measured", MarkdownReport.Of([Line], [], [], []), StringComparison.Ordinal);
    }

    [Fact]
    public void TheTableHasALineEach() => Assert.Equal((9, 2), (TerminalReport.Of([Line, Line]).Columns.Count, TerminalReport.Of([Line, Line]).Rows.Count));

    [Fact]
    public void AFileIsWrittenOverAndItsFolderMade()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "a", "b.txt");
            var file = ReportFile.Open("--json", path, session => $"{session.Plan.Rounds} rounds");
            Assert.Equal("", File.ReadAllText(path));
            file.Write(new(new([1], 12, 1), []));
            file.Write(new(new([1], 3, 1), []));
            Assert.Equal("3 rounds", File.ReadAllText(path));

            var error = Assert.Throws<UsageException>(() => ReportFile.Open("--json", folder.FullName, _ => ""));
            Assert.StartsWith($"--json: '{folder.FullName}' cannot be written: ", error.Message, StringComparison.Ordinal);
            Assert.Throws<UsageException>(() => ReportFile.Open("--json", Path.Combine(path, "c"), _ => ""));
            Assert.Throws<UsageException>(() => ReportFile.Open("--json", "", _ => ""));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
