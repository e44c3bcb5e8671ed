using Counterweight.Cli.Reading;
using Xunit;

namespace Counterweight.Cli.Tests.Reading;

public class LibSvmReaderTests
{
    [Fact]
    public void WhatARowDoesNotMentionIsZero()
    {
        var table = RawTables.Read("# made by hand\n+1 1:0.5 3:-2e1 # comment\n-1 2:nan\r\n\n1.0\t4:7\n-1\n");

        Assert.Equal(("LibSVM", 4, 0), (table.Format, table.RowCount, table.LabelColumn));
        Assert.Equal("label|feature 1|feature 2|feature 3|feature 4", table.Names());
        Assert.Empty(table.Problems);
        Assert.Equal("1 -1 1 -1", table.Cells(0));
        Assert.Equal([0.5, 0, 0, 0], table.Columns[1].Numbers());
        Assert.Equal([0, double.NaN, 0, 0], table.Columns[2].Numbers());
        Assert.Equal([-20, 0, 0, 0], table.Columns[3].Numbers());
        Assert.Equal([0, 0, 7, 0], table.Columns[4].Numbers());
    }

    [Fact]
    public void IndicesMayBeginWithZeroAndBeInAnyOrderAfterTheFirstLines()
    {
        var rows = string.Concat(Enumerable.Repeat("1 0:1 2:1\n", 30));
        var table = RawTables.Read(rows + "2 2:5 0:4\n");

        Assert.Equal("label|feature 0|feature 1|feature 2", table.Names());
        Assert.Equal((4, 5), (table.Columns[1].Numbers()[30], table.Columns[3].Numbers()[30]));
        Assert.Empty(table.Problems);
    }

    [Fact]
    public void QueriesAreSaidToBeUnused() =>
        Assert.Equal(["2 rows have a query (qid), which is not used"], RawTables.Read("1 qid:1 1:2\n2 qid:1 1:3\n").Notes);

    [Fact]
    public void EveryProblemIsToldWithItsLine()
    {
        var rows = string.Concat(Enumerable.Repeat("1 1:1\n", 30));

        Assert.Equal(
            [
                "f:31: '1:red' is not a feature as index:number",
                "f:32: the index 2 twice in a row",
                "f:33: '1,2' is more than one label, which is not read",
                "f:34: the label 'x' is not a number",
                "f:35: '-1:5' is not a feature as index:number",
                "f:36: '1:' is not a feature as index:number",
                "f:37: '1:inf' is not a feature as index:number",
            ],
            RawTables.Read(rows + "1 1:red\n1 2:1 2:2\n1,2 1:1\nx 1:1\n1 -1:5\n1 1:\n1 1:inf\n").Problems);
    }

    /// <summary>One line of a few bytes must not take 16 GB.</summary>
    [Theory]
    [InlineData("100001")]
    [InlineData("2147483647")]
    [InlineData("9223372036854775807")]
    public void AGreatIndexIsAnError(string index) =>
        Assert.Equal($"f:2: the index {index} is above 100000: so many features are not read", RawTables.Error($"1 1:1\n2 {index}:1\n"));

    [Fact]
    public void TooManyCellsAreAnErrorBeforeTheyAreKept()
    {
        var rows = "1 100000:1\n" + string.Concat(Enumerable.Repeat("1 1:1\n", 21_480));

        Assert.StartsWith("f:21475: 21,475 rows of 100,001 features are too many", RawTables.Error(rows), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1 2 3\n4 5 6\n")]
    [InlineData("1 2:1 1:1\n")]
    [InlineData("label 1:1\nlabel 2:2\n")]
    [InlineData("time,12:30\n5,12:31\n")]
    [InlineData("1\n2\n")]
    public void OtherTextIsNotLibSvm(string text) => Assert.False(IsLibSvm(RawTables.Read(text)));

    [Fact]
    public void ASeparatorThatIsSaidMeansFieldsAreSeparated() =>
        Assert.False(IsLibSvm(RawTables.Read("1 1:1\n2 2:1\n", new ReadingOptions { Separator = ' ' })));

    [Fact]
    public void ThereIsNoHeaderToBeginWith() => Assert.True(IsLibSvm(RawTables.Read("1 1:1\n2 2:1\n", new ReadingOptions { HasHeader = false })));

    private static bool IsLibSvm(RawTable table) => string.Equals(table.Format, "LibSVM", StringComparison.Ordinal);
}
