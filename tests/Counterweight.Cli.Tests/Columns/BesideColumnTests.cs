using Xunit;

namespace Counterweight.Cli.Tests.Columns;

/// <summary>Faults of columns that are used beside the features: file, line, column and value.</summary>
public sealed class BesideColumnTests
{
    private const string Cost = "and --cost-column needs a number from 0 to 1E+290 in each row";
    private const string Time = "and --time needs a time or a number in each row";

    /// <summary>The bad row is on line 9: a blank line, a row without a label and one of two lines stand before it.</summary>
    [Theory]
    [InlineData("-5", "'-5', " + Cost, "--cost-column", "b", "--cost", "p=1")]
    [InlineData("much", "'much', " + Cost, "--cost-column", "b", "--cost", "p=1", "--ignore", "b")]
    [InlineData("", "a missing value, " + Cost, "--cost-column", "b", "--cost", "p=1")]
    [InlineData("soon", "'soon', " + Time, "--time", "b")]
    [InlineData("NA", "a missing value, " + Time, "--time", "b")]
    public void TheFaultHasItsPlaceInTheFile(string cell, string fault, params string[] options)
    {
        foreach (var count in (int[])[30, 3000])
        {
            using var file = new TemporaryFile("a,b,y\n1,11,p\n2,12,q\n\n3,13,\n\"4\n\",14,p\n5,15,q\n" + $"6,{cell},p\n" + string.Concat(Enumerable.Range(7, count).Select(row => FormattableString.Invariant($"{row * 7 % 31},{row},{(row % 3 == 0 ? "p" : "q")}\n"))));
            var result = Runner.Run(["compare", file.Path, "--label", "y", "--drop-unlabelled", "--category", "a", "--model", "tree", .. options]);
            Assert.Equal((2, $"counterweight: {file.Path}:9: column 'b': {fault}\n"), (result.ExitCode, result.Error.ReplaceLineEndings("\n")));
        }
    }

    [Fact]
    public void TimesAreNoCosts()
    {
        using var file = new TemporaryFile(Tables.Rows("a,b,y", 30, row => FormattableString.Invariant($"{row * 7 % 30},2026-01-{row + 1:00},{(row % 3 == 0 ? "p" : "q")}")));
        var result = Runner.Run("compare", file.Path, "--label", "y", "--model", "tree", "--cost-column", "b", "--cost", "p=1");
        Assert.Equal($"counterweight: {file.Path}:2: column 'b': the column holds times, {Cost}\n", result.Error.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("@relation r\n@attribute a numeric\n@attribute b numeric\n@attribute y {p,q}\n@data\n\n", ",", 6)]
    [InlineData("", " ", 0)]
    public void OtherFormatsHaveLinesToo(string header, string separator, int before)
    {
        // LibSVM has the label first, and the cost as its second feature.
        var isSparse = header.Length == 0;
        using var file = new TemporaryFile(header + string.Concat(Enumerable.Range(0, 30).Select(row => isSparse
            ? FormattableString.Invariant($"{row % 3 % 2} 1:{row * 7 % 30} 2:{(row == 9 ? -1 : row)}\n")
            : FormattableString.Invariant($"{row * 7 % 30}{separator}{(row == 9 ? -1 : row)}{separator}{(row % 3 == 0 ? "p" : "q")}\n"))));
        var result = Runner.Run("compare", file.Path, "--label", isSparse ? "label" : "y", "--model", "tree", "--cost-column", isSparse ? "feature 2" : "b", "--cost", isSparse ? "0=1" : "p=1");
        Assert.Equal($"counterweight: {file.Path}:{before + 10}: column '{(isSparse ? "feature 2" : "b")}': '-1', {Cost}\n", result.Error.ReplaceLineEndings("\n"));
    }
}
