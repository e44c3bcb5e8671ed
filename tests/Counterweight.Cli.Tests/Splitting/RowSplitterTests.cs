using System.Globalization;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Splitting;
using Xunit;

namespace Counterweight.Cli.Tests.Splitting;

/// <summary>Splits by groups and by time.</summary>
public class RowSplitterTests
{
    private const int Rows = 200;

    [Fact]
    public void TheLatestRowsAreHeldBack()
    {
        // Five rows a day, out of order.
        using var file = Write(row => $"{new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(row * 37 % Rows / 5).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        var source = Load(file, "--time", "beside");
        var split = new RowSplitter(null, "beside", 0.3).Split(source, 0);
        var times = source.Beside["--time"].Times();

        Assert.True(split.TrainRows.Max(row => times[row]) < split.TestRows.Min(row => times[row]));
        Assert.Equal(60, split.TestRows.Length);
        Assert.Equal(Enumerable.Range(0, Rows), split.TrainRows.Concat(split.TestRows).Order());
        Assert.DoesNotContain("beside", source.Data.FeatureNames, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(60)]
    public void AGroupIsOnOneSide(int groups)
    {
        using var file = Write(row => $"g{row % groups}");
        var source = Load(file, "--group", "beside");
        var splitter = new RowSplitter("beside", null, 0.3);
        var split = splitter.Split(source, 3);

        Assert.Empty(split.TrainRows.Select(row => row % groups).Intersect(split.TestRows.Select(row => row % groups)));
        Assert.InRange(split.TestRows.Length, 0.2 * Rows, 0.4 * Rows);
        Assert.Equal(Enumerable.Range(0, Rows), split.TrainRows.Concat(split.TestRows).Order());
        Assert.Equal(split.TestRows, splitter.Split(source, 3).TestRows);
        Assert.NotEqual(split.TestRows, splitter.Split(source, 4).TestRows);
    }

    [Fact]
    public void RowsWithoutAGroupAreByThemselves()
    {
        using var file = Write(row => row % 2 == 0 ? "" : "all");
        var groups = Load(file, "--group", "beside").Beside["--group"].Groups();

        Assert.Equal((Rows / 2) + 1, groups.Distinct().Count());
        Assert.Single(Enumerable.Range(0, Rows / 2).Select(i => groups[(2 * i) + 1]).Distinct());
    }

    [Theory]
    [InlineData("--time", "all rows are of one time")]
    [InlineData("--group", "all rows are of one group")]
    public void OneGroupOrTimeIsRefused(string option, string message)
    {
        using var file = Write(_ => "2024");
        Refused(file, message, option, "beside");
    }

    [Theory]
    [InlineData("no such column; the nearest is 'beside'", "--time", "besid")]
    [InlineData("that is the label", "--time", "y")]
    [InlineData("--group and --time contradict each other", "--time", "beside", "--group", "a")]
    public void AColumnThatCannotBeUsedIsRefused(string message, params string[] options)
    {
        using var file = Write(row => $"{row}");
        Refused(file, message, options);
    }

    [Fact]
    public void ARowWithoutATimeIsRefused()
    {
        using var file = Write(row => row == 11 ? "" : $"{row}");
        Refused(file, ":13: column 'beside': a missing value, and --time needs a time or a number in each row", "--time", "beside");
    }

    [Fact]
    public void ASplitThatLeavesOneClassIsRefused()
    {
        using var file = new TemporaryFile("a,beside,y\n" + string.Concat(Enumerable.Range(0, 20).Select(row => $"{row * 7 % 20},{row},{(row < 14 ? "p" : "q")}\n")));
        Refused(file, "the rows to train on are of one class", "--time", "beside");
    }

    private static void Refused(TemporaryFile file, string message, params string[] options)
    {
        var result = Runner.Run(["compare", file.Path, "--label", "y", "--model", "tree", .. options]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    private static TemporaryFile Write(Func<int, string> beside) =>
        new("a,beside,y\n" + string.Concat(Enumerable.Range(0, Rows).Select(row => $"{row * 7 % Rows},{beside(row)},{(row * 31 % 97 % 4 == 0 ? "p" : "q")}\n")));

    private static TableDataset Load(TemporaryFile file, string option, string column) => TableLoader.Load(
        new TableRequest("compare", file.Path, new() { Label = "y" }, new() { Label = "y", Beside = [new(option, column, StaysFeature: false)] }, []),
        null,
        TestContext.Current.CancellationToken);
}
