using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Columns;
using Counterweight.Cli.Reading.Delimited;
using Xunit;

namespace Counterweight.Cli.Tests.Reading;

public class HeaderTests
{
    [Theory]
    [InlineData("a,y\n1,p\n2,q\n", "a|y")]
    [InlineData("1,p\n2,q\n", "(column 1)|(column 2)")]
    [InlineData("p,1\nq,2\n", "(column 1)|(column 2)")]
    [InlineData("a,b\nx,y\nz,w\n", "a|b")]
    [InlineData("x,b\nx,y\nz,w\n", "(column 1)|(column 2)")]
    [InlineData("1990,country\n1,x\n", "(column 1)|(column 2)")]
    [InlineData("a,2020\n1,3\n", "a|2020")]
    [InlineData("when,y\n2024-01-01,p\n2024-01-02,q\n", "when|y")]
    [InlineData("2024-01-01,p\n2024-01-02,q\n", "(column 1)|(column 2)")]
    [InlineData(",a\n1,2\n2,3\n", "(column 1)|a")]
    [InlineData("?,1\n5,2\n", "(column 1)|(column 2)")]
    [InlineData("a,b\n?,x\n5,y\nNA,z\n", "a|b")]
    [InlineData("b,x\n?,x\n5,y\n", "b|x")]
    [InlineData("a,b\n", null)]
    [InlineData("0,1,2,3\n5,6,7,8\n", "0|1|2|3")]
    [InlineData(",0,1,2,3\n0,5,6,7,8\n", "(column 1)|0|1|2|3")]
    [InlineData("0,1,2\n5,6,7\n", "(column 1)|(column 2)|(column 3)")]
    [InlineData("a,b\nr1,1,2\nr2,3,4\n", "(column 1)|a|b")]
    [InlineData("# a,b\n1,2\n3,4\n", "a|b")]
    [InlineData("#a,b\n1,2\n3,4\n", "#a|b")]
    [InlineData("id,column 3,\n1,2,3\n", "id|column 3|(column 3 (unnamed))")]
    public void TheHeaderIsFound(string text, string? names)
    {
        if (names == null)
        {
            Assert.Equal("file.csv: no rows after the header", TableOf.Error(text));
        }
        else
        {
            Assert.Equal(names, TableOf.Text(text).Names());
        }
    }

    [Theory]
    [InlineData("x,b\nx,y\nz,w\n", "x", "x|b")]
    [InlineData("x,b\nx,y\nz,w\n", " b ", "x|b")]
    [InlineData("x,b\nx,y\nz,w\n", "c", "(column 1)|(column 2)")]
    [InlineData("1,p\n2,q\n", "1", "(column 1)|(column 2)")]
    [InlineData("1,p\n2,q\n", "-1", "(column 1)|(column 2)")]
    [InlineData("1,p\n2,q\n", "p", "1|p")]
    public void ANameOfTheLabelInTheFirstRecordMakesItTheHeader(string text, string label, string names) =>
        Assert.Equal(names, TableOf.Text(text, new ReadingOptions { Label = label }).Names());

    [Theory]
    [InlineData("1,p\n2,q\n", true, "1|p")]
    [InlineData("a,y\n1,p\n", false, "(column 1)|(column 2)")]
    public void TheUserIsNotDoubted(string text, bool hasHeader, string names) =>
        Assert.Equal(names, TableOf.Text(text, new ReadingOptions { HasHeader = hasHeader }).Names());

    [Fact]
    public void NoHeaderTakesTheUsualNumberOfFields()
    {
        var table = TableOf.Text("1,2,3\n1,2\n3,4\n", new ReadingOptions { HasHeader = false });

        Assert.Equal(["file.csv:1: number of fields is 3, most records have 2"], table.Problems);
        Assert.Equal(["1|2", "3|4"], table.Rows());
    }

    /// <summary>A comparison of each name with each other would be 5,000,000,000.</summary>
    [Fact]
    public void NamesAreLookedUpAndNotCompared()
    {
        var comparer = new CountingComparer();
        var names = ColumnNames.Of([.. Enumerable.Range(0, 100_000).Select(i => $"gene {i}"), "gene 17"], comparer);

        Assert.Equal([new("gene 17", 17, 100_000)], names.Duplicates);
        Assert.InRange(comparer.Count, 1, 200_000);
    }

    private sealed class CountingComparer : IEqualityComparer<string>
    {
        public int Count { get; private set; }

        public bool Equals(string? x, string? y)
        {
            Count++;
            return string.Equals(x, y, StringComparison.Ordinal);
        }

        public int GetHashCode(string obj) => StringComparer.Ordinal.GetHashCode(obj);
    }
}
