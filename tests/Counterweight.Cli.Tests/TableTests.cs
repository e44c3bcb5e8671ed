using Counterweight.Cli.Columns;
using Xunit;

namespace Counterweight.Cli.Tests;

public class TableTests
{
    [Fact]
    public void QuotesHoldCommasQuotesAndLineBreaks()
    {
        var data = Tables.OfText("\"a,1\",\"b\"\"q\"\"\",kind\r\n1,2,\"x, y\"\r\n\"3\",4,\"x, y\"\r\n5,6,\"line\nbreak\"\r\n7,8,\"line\nbreak\"", "kind");

        Assert.Equal(["a,1", "b\"q\""], data.Data.FeatureNames);
        Assert.Equal(["line\nbreak", "x, y"], data.Data.ClassNames);
        Assert.Equal([1, 3, 5, 7], data.Data.Column(0).ToArray());
        Assert.Equal([1, 1, 0, 0], data.Data.Labels.ToArray());
    }

    [Fact]
    public void MissingValuesAreNaNHoweverWritten()
    {
        var data = Tables.OfText("a,y\n,p\nNA,p\nna,q\nNaN,q\n?,p\n  ,q\n1e3,p\n -2.5 ,q\n", "y");

        Assert.Equal([.. Enumerable.Repeat(double.NaN, 6), 1000, -2.5], data.Data.Column(0).ToArray());
    }

    [Fact]
    public void AByteOrderMarkEmptyLinesAndSpacesAroundNamesDoNoHarm()
    {
        var data = Tables.OfText("\uFEFFa , y\n\n1,p\n2, p\n\n3,q\n4,q \n\n", "y");

        Assert.Equal(["a"], data.Data.FeatureNames);
        Assert.Equal(["p", "q"], data.Data.ClassNames);
        Assert.Equal(4, data.Data.RowCount);
    }

    [Fact]
    public void NumbersCanBeClassesAndColumnsCanBeLeftOut()
    {
        var data = Tables.OfText("id,a,y\nr1,1,0\nr2,2,1\nr3,3,0\nr4,4,1\n", "y", "id");

        Assert.Equal(["a"], data.Data.FeatureNames);
        Assert.Equal(["0", "1"], data.Data.ClassNames);
    }

    [Fact]
    public void AColumnWithoutANameIsCalledByItsNumber()
    {
        var data = Tables.OfText(",a,y\n1,5,p\n1,6,p\n3,7,q\n4,8,q\n", "y");

        Assert.Equal(["column 1", "a"], data.Data.FeatureNames);
    }

    [Fact]
    public void CompressionIsRecognisedByContent()
    {
        using var file = new TemporaryFile(TemporaryFile.Compress("a,y\n1,p\n2,p\n3,q\n4,q\n"));

        Assert.Equal(4, Tables.Load(file.Path, "y").Data.RowCount);
    }

    [Fact]
    public void TheOrderOfRowsDoesNotChangeTheClasses() =>
        Assert.Equal(Tables.OfText("a,y\n1,p\n2,p\n3,q\n4,q\n", "y").Data.ClassNames, Tables.OfText("a,y\n3,q\n4,q\n1,p\n2,p\n", "y").Data.ClassNames);

    [Fact]
    public void ThreeClassesAreInOrderWhateverTheirFirstRows()
    {
        var data = Tables.OfText("a,y\n1,r\n2,p\n3,q\n4,r\n5,q\n6,p\n7,r\n", "y").Data;

        Assert.Equal(["p", "q", "r"], data.ClassNames);
        Assert.Equal([2, 0, 1, 2, 1, 0, 2], data.Labels.ToArray());
    }

    [Fact]
    public void TheLabelMayBeAnyColumn()
    {
        var data = Tables.OfText("a,y,b\n1,p,5\n2,p,6\n3,q,7\n4,q,8\n", "y");

        Assert.Equal(["a", "b"], data.Data.FeatureNames);
        Assert.Equal([5, 6, 7, 8], data.Data.Column(1).ToArray());
        Assert.Equal(("y", "p q"), (data.LabelColumn, string.Join(' ', data.Data.ClassNames)));
    }

    /// <summary>Two bytes begin gzip data; one of them may begin a name.</summary>
    [Fact]
    public void OneByteIsNoCompression() => Assert.Equal(["\u001Fa"], Tables.OfText("\u001Fa,y\n1,p\n2,p\n3,q\n4,q\n", "y").Data.FeatureNames);

    [Fact]
    public void ShuttleIsBuiltIn()
    {
        var data = TableLoader.LoadShuttle(TestContext.Current.CancellationToken).Data;

        Assert.Equal((58000, 9, 7), (data.RowCount, data.FeatureCount, data.ClassCount));
        Assert.Equal([10, 13, 45586, 3267, 50, 171, 8903], data.ClassNames.Zip(data.CountClasses()).OrderBy(pair => Array.IndexOf(["Bpv.Close", "Bpv.Open", "Rad.Flow", "Bypass", "Fpv.Close", "Fpv.Open", "High"], pair.First)).Select(pair => pair.Second));
    }
}
