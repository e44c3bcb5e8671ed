using Xunit;

namespace Counterweight.Cli.Tests.Tuning;

/// <summary>Numbers in messages of <c>tune</c>.</summary>
public class TuneGrammarTests
{
    /// <summary>One group is one group.</summary>
    [Theory]
    [InlineData("--group", "there is 1 group; 5 folds within 5 folds need 10 at least (--folds)")]
    [InlineData("--time", "--time: the first 40 rows are of 1 time; 5 folds need 6 at least (--folds)")]
    public void OneIsNotSeveral(string option, string message)
    {
        using var file = new TemporaryFile(Tables.Rows("x,g,y", 40, row => $"{row * 7 % 40},2024,{(row % 2 == 0 ? "p" : "q")}"));
        Assert.Contains(message, Runner.Run("tune", file.Path, "--label", "y", "--keep", "x", "--cost", "p=5,q=1", option, "g").Error, StringComparison.Ordinal);
    }
}
