using Xunit;

namespace Counterweight.Cli.Tests;

/// <summary>What a user is told who names no label, or a column that is none.</summary>
public class ColumnListTests
{
    private const string Hint = "No label is named: with --label NAME the classes of that column are shown too.";

    [Fact]
    public void AnInspectionWithoutALabelSaysHowToSeeTheClasses()
    {
        using var file = new TemporaryFile(Tables.Rows("a,y", 60, row => $"{row % 7},{(row % 3 == 0 ? "p" : "q")}"));

        Assert.EndsWith($"\n\n{Hint}\n", Output("inspect", file.Path), StringComparison.Ordinal);
        Assert.DoesNotContain(Hint, Output("inspect", file.Path, "--label", "y"), StringComparison.Ordinal);
        Assert.DoesNotContain(Hint, Output("inspect", file.Path, "--label", "z"), StringComparison.Ordinal);
        Assert.DoesNotContain(Hint, Output("inspect", file.Path, "--json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, "All classes have the same number of rows.")]
    [InlineData(29, "The most frequent class has 1.07 times the rows of the rarest.")]
    [InlineData(20, "The most frequent class has 2 times the rows of the rarest.")]
    public void HowUnlikeTheClassesAreIsSaid(int rare, string expected)
    {
        using var file = new TemporaryFile(Tables.Rows("a,y", 60, row => $"{row % 7},{(row < rare ? "p" : "q")}"));

        Assert.EndsWith($"\n{expected}\n", Output("inspect", file.Path, "--label", "y"), StringComparison.Ordinal);
    }

    /// <summary>The nearest name first, then all of them in lines that fit.</summary>
    [Fact]
    public void ColumnsAreListedInLinesThatFit()
    {
        var names = Enumerable.Range(1, 32).Select(i => $"measurement{i}").ToArray();
        using var file = new TemporaryFile($"{string.Join(',', names)},kind of thing\n{string.Join(',', Enumerable.Range(1, 32))},p\n");
        var lines = Runner.Run("compare", file.Path, "--label", "kindofthing").Error.ReplaceLineEndings("\n").Split('\n');
        var listed = lines.SkipWhile(line => line is not "the file has 33 columns:").Skip(1).TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal)).ToArray();

        Assert.EndsWith("--label 'kindofthing': no such column; the nearest is 'kind of thing'", lines.First(line => line.Contains("no such column", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.All(listed, line => Assert.InRange(line.Length, 40, 80));
        Assert.Equal([.. names, "'kind of thing'"], string.Join(' ', listed.Select(line => line.Trim())).Split(", "));
    }

    /// <summary>One column alone may be a line that was not cut.</summary>
    [Theory]
    [InlineData("a:b:y\n1:2:p\n3:4:q\n", "--label y", true)]
    [InlineData("a:b:y\n1:2:p\n3:4:q\n", "--label 1", true)]
    [InlineData("a,y\n1,p\n3,q\n", "--label z", false)]
    [InlineData("@relation r\n@attribute a numeric\n@data\n1\n2\n", "--label z", false)]
    public void OneColumnAloneMayHaveAnotherSeparator(string text, string arguments, bool isSaid)
    {
        using var file = new TemporaryFile(text);
        var error = Runner.Run(["compare", file.Path, .. arguments.Split(' ')]).Error;

        Assert.Equal(isSaid, error.Contains("(--separator CHAR if its fields are separated otherwise)", StringComparison.Ordinal));
    }

    [Fact]
    public void OfVeryManyColumnsTheFirstAreListed()
    {
        using var file = new TemporaryFile($"{string.Join(',', Enumerable.Range(1, 250).Select(i => $"c{i}"))}\n{string.Join(',', Enumerable.Range(1, 250))}\n");
        var error = Runner.Run("compare", file.Path, "--label", "price").Error.ReplaceLineEndings("\n");

        Assert.Contains(", c100,\n  and 150 more\n", error, StringComparison.Ordinal);
        Assert.DoesNotContain("c101", error, StringComparison.Ordinal);
    }

    private static string Output(params string[] arguments) => Runner.Run(arguments).Output.ReplaceLineEndings("\n");
}
