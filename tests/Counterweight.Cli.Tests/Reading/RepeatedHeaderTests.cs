using Counterweight.Cli.Reading;
using Xunit;

namespace Counterweight.Cli.Tests.Reading;

/// <summary>Files that were put together hold the header several times. It is no row, and no class.</summary>
public class RepeatedHeaderTests
{
    [Theory]
    [InlineData("a,y\n1,p\na,y\n2,q\n", "line 3")]
    [InlineData("a,y\n1,p\n a ,\"y\"\n2,q\na,y\n", "lines 3, 5")]
    [InlineData("c,y\nred,p\nc,y\nblue,q\n", "line 3")]
    [InlineData("1,y\n3,p\n1,y\n2,q\n", "line 3")]
    public void ItIsLeftOutAndTold(string text, string lines)
    {
        var table = TableOf.Text(text, new ReadingOptions { Label = "y" });

        Assert.Equal(2, table.RowCount);
        Assert.Contains($"lines that repeat the header are left out: {lines}", table.Notes, StringComparer.Ordinal);
    }

    /// <summary>Behind the records by which a header is found.</summary>
    [Fact]
    public void ItMayStandFarBelow()
    {
        var rows = string.Concat(Enumerable.Range(0, 1000).Select(row => $"{row},{(row % 2 == 0 ? "p" : "q")}\n"));
        var table = TableOf.Text($"a,y\n{rows}a,y\n{rows}");

        Assert.Equal(2000, table.RowCount);
        Assert.Empty(table.Problems);
    }

    /// <summary>Numbers as names, a column alone and part of a header may be rows.</summary>
    [Theory]
    [InlineData("0,1,2,3\n5,6,7,8\n0,1,2,3\n", 2)]
    [InlineData("y\np\ny\n", 2)]
    [InlineData("a,y\na,p\nb,y\n", 2)]
    public void WhatMayBeARowIsOne(string text, int rows) => Assert.Equal(rows, TableOf.Text(text, new ReadingOptions { HasHeader = true }).RowCount);

    [Fact]
    public void ItIsNoRowToPredict()
    {
        using var folder = new TemporaryFolder();
        var train = folder.Write("train.csv", Tables.Rows("a,y", 60, row => $"{row % 31},{(row % 3 == 0 ? "p" : "q")}"));
        Assert.Equal(0, Runner.Run("train", train, "--label", "y", "--output", folder["a.model"], "--rounds", "3").ExitCode);
        var once = Runner.Run("predict", folder.Write("once.csv", "a,y\n1,p\n2,q\n"), "--model", folder["a.model"]);
        var twice = Runner.Run("predict", folder.Write("twice.csv", "a,y\n1,p\na,y\n2,q\n"), "--model", folder["a.model"]);

        Assert.Equal((0, once.Output), (twice.ExitCode, twice.Output));
        Assert.Contains("lines that repeat the header are left out: line 3", twice.Error, StringComparison.Ordinal);
    }
}
