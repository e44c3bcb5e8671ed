using Counterweight.Processes;
using Xunit;

namespace Counterweight.Cli.Tests;

public class ErrorTests
{
    // Longer than what is shown of a field.
    private const string FullMessage = "No space left on device : '/a/folder/whose/name/is/longer/than/some/lines/are'";

    [Theory]
    [InlineData("", ": the file is empty")]
    [InlineData("\n\n", ": the file is empty")]
    [InlineData("a,y\n", ": no rows after the header")]
    [InlineData("a,z\n1,p\n", ": --label 'y': no such column")]
    [InlineData("y\np\nq\n", ": no column is left as a feature (--separator CHAR if its fields are separated otherwise)")]
    [InlineData("a,y,a\n1,p,2\n", ":1: column 'a': columns 1 and 3 have the same name (--ignore 'column 3' leaves one out)")]
    [InlineData("a,y\n1,p\n2\n3,q\n", ":3: number of fields is 1, the header has 2")]
    [InlineData("a,y\n1,p\n2,p,x\n3,q\n", ":3: number of fields is 3, the header has 2")]
    [InlineData("a,y\n1,p\nred,p\n3,q\n", ":3: column 'a': 'red' is not a number (--ignore leaves the column out, --missing takes a text for a missing value)")]
    [InlineData("a,b,y\n1,1,p\n2,\"two\nlines\",p\n3,4,q\n", ":3: column 'b': 'two␊lines' is not a number (--ignore leaves the column out, --missing takes a text for a missing value)")]
    [InlineData("a,y\n1,p\n\n\"2\n2\",p\n4,q\n", ":4: column 'a': '2␊2' is not a number (--ignore leaves the column out, --missing takes a text for a missing value)")]
    [InlineData("a,y\n1,p\n1e999,p\n", ":3: column 'a': '1e999' is not a finite number (--ignore leaves the column out, --missing takes a text for a missing value)")]
    [InlineData("a,y\n1,p\nInfinity,p\n", ":3: column 'a': 'Infinity' is not a finite number (--ignore leaves the column out, --missing takes a text for a missing value)")]
    [InlineData("a,y\n1,p\nred,p\n3,q\n4,q\nred,q\nblue,q\ngreen,q\n7,q\n8,q\nyellow,q\n9,q\n", ":3: column 'a': 'red' is not a number, nor are 'blue' (line 7) and 'green' (line 8); of 11 cells 5 are none (--ignore leaves the column out, --missing takes a text for a missing value)")]
    [InlineData("a,y\n1,p\n123456789-123456789-123456789-123456789-123456789-123456789-,p\n3,q\n", ":3: column 'a': '123456789-123456789-123456789-123456789-123456789-123456789-' is not a number (--ignore leaves the column out, --missing takes a text for a missing value)")]
    [InlineData("a,y\n1,p\n123456789-123456789-123456789-123456789-123456789-123456789-1,p\n3,q\n", ":3: column 'a': '123456789-123456789-123456789-123456789-123456789-123456789…' is not a number (--ignore leaves the column out, --missing takes a text for a missing value)")]
    [InlineData("a,y\n1,p\n2,\n", ":3: column 'y': the label is missing (--drop-unlabelled leaves such rows out)")]
    [InlineData("a,y\n1,\n2,?\n", ": column 'y': the label is missing in every row")]
    [InlineData("a,y\n1,p\n2,?\n", ":3: column 'y': the label is missing, written '?' (--drop-unlabelled leaves such rows out)")]
    [InlineData("a,y\n1,p\n2,?\n2,p\n3,\n5,q\n6,q\n", ":3: column 'y': the label is missing in 2 rows, of the table's rows 2, 4, written '?' (--drop-unlabelled leaves such rows out)")]
    [InlineData("a,y\n1,p\n2,p\n", ": column 'y': every row is of class 'p', and two classes are needed")]
    [InlineData("a,y\n1,p\n2,p\n3,q\n", ":4: column 'y': class 'q' has a single row, a split into training and test rows needs two (--drop-rare 2 leaves such rows out)")]
    [InlineData("a,y\n1,p\n2,p\n3,q\n4,r\n5,r\n6,s\n7,t\n", ":4: column 'y': class 'q' has a single row, and so have 's' (line 7), 't' (line 8), a split into training and test rows needs two (--drop-rare 2 leaves such rows out)")]
    [InlineData("a,y\n1,p\n2,\"p\n3,q\n", ":3: a quoted field that is never closed")]
    [InlineData("a,y\n1,p\"p\n", ": column 'y': every row is of class 'p\"p', and two classes are needed")]
    public void WhatIsWrongIsToldWithThePlace(string content, string expected)
    {
        using var file = new TemporaryFile(content);
        var result = Runner.Run("compare", file.Path, "--label", "y");

        Assert.Contains($"{file.Path}{expected}", Lines(result), StringComparer.Ordinal);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
    }

    /// <summary>One text among very many numbers is no reason to do without them.</summary>
    [Theory]
    [InlineData(300, "--missing 12x")]
    [InlineData(30, "--ignore a")]
    public void AStrayTextIsSuggestedAsAMissingValue(int rows, string suggested)
    {
        using var file = new TemporaryFile(Tables.Rows("a,b,y", rows, row => $"{(row == 17 ? "12x" : $"{row * 7 % 1009}")},{row % 5},{(row % 3 == 0 ? "p" : "q")}"));
        var result = Runner.Run("compare", file.Path, "--label", "y");

        Assert.EndsWith($"  counterweight compare {file.Path} --label y {suggested}", result.Error.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeOpenedIsNamed()
    {
        AssertError("no-such-file.csv: no such file", Runner.Run("compare", "no-such-file.csv", "--label", "y"));
        AssertError($"{AppContext.BaseDirectory}: is a directory", Runner.Run("compare", AppContext.BaseDirectory, "--label", "y"));
    }

    [Fact]
    public async Task DamagedCompressionIsAnErrorNotAShortFile()
    {
        using var whole = new TemporaryFile(TemporaryFile.Compress("a,y\n1,p\n2,p\n3,q\n4,q\n")[..^9]);
        using var junk = new TemporaryFile([0x1F, 0x8B, 1, 2, 3]);

        // The switch that makes it so is the command's own, so it takes the command itself to see the first.
        AssertError($"{junk.Path}: the compressed data is damaged", Runner.Run("compare", junk.Path, "--label", "y"));
        using var process = Runner.Start("compare", whole.Path, "--label", "y");
        AssertError($"{whole.Path}: the compressed data is damaged", await Runner.FinishAsync(process));
    }

    [Fact]
    public void WhatIsNamedGzipMustBeIt()
    {
        using var file = new TemporaryFile("a,y\n1,p\n"u8.ToArray(), ".csv.gz");

        AssertError($"{file.Path}: is named .gz and is no gzip file", Runner.Run("compare", file.Path, "--label", "y"));
    }

    [Fact]
    public void TooManyClassesAreNoClasses()
    {
        using var file = new TemporaryFile(Tables.Rows("a,y", 2002, row => $"{row % 7},c{row % 1001}"));

        Assert.Contains($"{file.Path}: column 'y': more than 1,000 classes: is this the label?", Lines(Runner.Run("compare", file.Path, "--label", "y")), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("Unrecognized command or argument 'nonsense'.", "nonsense")]
    [InlineData("Unrecognized command or argument '--nonsense'.", "--nonsense")]
    [InlineData("--seeds '0' is not a whole number from 1 to 2147483647", "--seeds", "0")]
    [InlineData("--seeds 'x' is not a whole number from 1 to 2147483647", "--seeds", "x")]
    [InlineData("--seeds '1.5' is not a whole number from 1 to 2147483647", "--seeds", "1.5")]
    [InlineData("--seed '-1' is not a whole number from 0 to 18446744073709551615", "--seed", "-1")]
    [InlineData("--seed '1,000' is not a whole number from 0 to 18446744073709551615", "--seed", "1,000")]
    [InlineData("--seed '18446744073709551616' is not a whole number from 0 to 18446744073709551615", "--seed", "18446744073709551616")]
    [InlineData("--test-fraction '0' is not a number between 0 and 1", "--test-fraction", "0")]
    [InlineData("--test-fraction '1' is not a number between 0 and 1", "--test-fraction", "1")]
    [InlineData("--test-fraction 'NaN' is not a number between 0 and 1", "--test-fraction", "NaN")]
    [InlineData("--separator 'xx' is not one sign, tab or space", "compare", "file.csv", "--separator", "xx")]
    [InlineData("--separator 'a' is not one sign, tab or space", "inspect", "file.csv", "--separator", "a")]
    [InlineData("--drop-rare '-1' is not a whole number from 0 to 2147483647", "compare", "file.csv", "--drop-rare", "-1")]
    public void BadArgumentsAreOneLine(string expected, params string[] arguments) =>
        AssertError($"{expected} (--help explains)", Runner.Run(arguments));

    [Theory]
    [InlineData("7", "every class has fewer than 7 rows, so --drop-rare leaves none")]
    [InlineData("4", "only class 'q' has 4 rows or more, so --drop-rare leaves one class, and two are needed")]
    public void DroppingTooManyClassesIsTold(string rows, string expected)
    {
        using var file = new TemporaryFile(Tables.Rows("a,y", 9, row => $"{row % 4},{(row % 3 == 0 ? "p" : "q")}"));

        AssertError($"{file.Path}: column 'y': {expected}", Runner.Run("compare", file.Path, "--label", "y", "--drop-rare", rows));
    }

    [Theory]
    [InlineData("--lable", "--label")]
    [InlineData("--keeps", "--keep")]
    [InlineData("--dropunlabelled", "--drop-unlabelled")]
    [InlineData("--Seed", "--seed")]
    public void AnOptionThatIsNoneHasTheNearestBesideIt(string option, string nearest) =>
        AssertError($"Unrecognized command or argument '{option}'. (the nearest is {nearest}; --help explains)", Runner.Run("compare", "file.csv", option));

    [Fact]
    public void TheLabelCannotBeIgnored() =>
        AssertError(
            $"{Runner.DataFile("glass.csv")}: column 'type': the label cannot be ignored\nthis would run:\n  counterweight compare {Runner.DataFile("glass.csv")} --label type",
            Runner.Run("compare", Runner.DataFile("glass.csv"), "--label", "type", "--ignore", "type"));

    [Fact]
    public void OutputThatCannotBeWrittenIsAnError()
    {
        using var error = new StringWriter();
        var exitCode = CommandLine.Run(["compare", Runner.DataFile("glass.csv"), "--label", "type"], new Session(new FullDisk(), error, null, null, TestContext.Current.CancellationToken));

        Assert.Equal(1, exitCode);
        Assert.Equal($"counterweight: the output cannot be written: {FullMessage}", error.ToString().TrimEnd());
    }

    /// <summary>Results that are kept for a disk that turns out to be full.</summary>
    [Fact]
    public void OutputThatCannotBeFlushedIsAnError()
    {
        using var error = new StringWriter();
        var exitCode = CommandLine.Run(["--version"], new Session(new LateFullDisk(), error, null, null, TestContext.Current.CancellationToken));

        Assert.Equal(1, exitCode);
        Assert.Equal($"counterweight: the output cannot be written: {FullMessage}", error.ToString().TrimEnd());
    }

    // Without what stands before the first and the others.
    private static string[] Lines(RunResult result) =>
        Array.ConvertAll(result.Error.ReplaceLineEndings("\n").Split('\n'), line => line.StartsWith("counterweight: ", StringComparison.Ordinal) ? line["counterweight: ".Length..] : line.Trim());

    private static void AssertError(string expected, RunResult result)
    {
        Assert.Equal($"counterweight: {expected}\n", result.Error.ReplaceLineEndings("\n"));
        Assert.Empty(result.Output);
        Assert.Equal(2, result.ExitCode);
    }

    private sealed class LateFullDisk : StringWriter
    {
        public override void Flush() => throw new IOException(FullMessage);
    }

    private sealed class FullDisk : StringWriter
    {
        public override void WriteLine(string? value) => throw new IOException(FullMessage);
    }
}
