using System.Text;
using Counterweight.Cli.Reading.Cells;
using Xunit;

namespace Counterweight.Cli.Tests.Columns;

/// <summary>Numbers that no double holds are no categories, however few values a column has.</summary>
public sealed class InfiniteNumberTests
{
    [Theory]
    [InlineData("1e309")]
    [InlineData("-1e999")]
    [InlineData("inf")]
    [InlineData("-Infinity")]
    [InlineData("∞")]
    public void InAColumnOfFewValuesTheyAreRefused(string cell)
    {
        foreach (var every in (int[])[2, 3, 20])
        {
            using var file = new TemporaryFile(Tables.Rows("a,b,y", 60, row => FormattableString.Invariant($"{(row % every == 1 ? cell : row % 2)},{row * 7 % 60},{(row % 5 == 0 ? "p" : "q")}")));
            var result = Runner.Run("inspect", file.Path, "--label", "y");
            Assert.Equal(2, result.ExitCode);
            Assert.StartsWith($"counterweight: {file.Path}:3: column 'a': '{cell}' is not a finite number", result.Error, StringComparison.Ordinal);
        }
    }

    /// <summary>0, 1, 2 and 3+ are steps of a scale; beside a number beyond the range they are not.</summary>
    [Theory]
    [InlineData("4+", 0)]
    [InlineData("1e309", 2)]
    public void TheyAreNoStepsOfAScale(string cell, int exitCode)
    {
        using var file = new TemporaryFile(Tables.Rows("a,b,y", 60, row => FormattableString.Invariant($"{(row % 6 == 5 ? cell : row % 6 == 4 ? "3+" : row % 6)},{row * 7 % 60},{(row % 5 == 0 ? "p" : "q")}")));
        Assert.Equal(exitCode, Runner.Run("inspect", file.Path, "--label", "y").ExitCode);
    }

    [Theory]
    [InlineData("1e400", "is not a finite number")]
    [InlineData("inf", "is not a finite number")]
    [InlineData("five", "is not a number")]
    public void PredictSaysWhy(string cell, string fault)
    {
        using var folder = new TemporaryFolder();
        var train = folder.Write("train.csv", Tables.Rows("a,y", 60, row => FormattableString.Invariant($"{row * 7 % 60}.5,{(row % 5 == 0 ? "p" : "q")}")));
        Assert.Equal(0, Runner.Run("train", train, "--label", "y", "--model", "tree", "--output", folder["y.model"]).ExitCode);
        var file = folder.Write("new.csv", $"a\n1.5\n{cell}\n");
        Assert.Equal($"counterweight: {file}:3: column 'a': '{cell}' {fault}\n", Runner.Run("predict", file, "--model", folder["y.model"]).Error.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("1e309", true)]
    [InlineData("1,5e999", true)]
    [InlineData("+INF", true)]
    [InlineData("−∞", true)]
    [InlineData("1e308", false)]
    [InlineData("info", false)]
    [InlineData("3+", false)]
    [InlineData("", false)]
    [InlineData("-", false)]
    public void ATextIsOne(string text, bool isOne) => Assert.Equal(isOne, InfiniteText.Is(Encoding.UTF8.GetBytes(text)));
}
