using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Columns;
using Xunit;

namespace Counterweight.Cli.Tests.Reading;

public class MissingTests
{
    /// <summary>The list of pandas 2, the question mark, and what databases write.</summary>
    private static readonly string[] Usual = ["", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null", "?", @"\N"];

    [Fact]
    public void TheListOfPandasIsMissing()
    {
        Assert.Equal(Usual.Length, ColumnOf.Cells([.. Usual, "1", "2"]).MissingCount);
        Assert.Equal(Usual.Length, ColumnOf.Cells([.. Usual, "red", "blue"]).MissingCount);
        Assert.Equal(Usual.Length, ColumnOf.Cells([.. Enumerable.Range(0, 2000).Select(i => $"{i}"), .. Usual]).MissingCount);
    }

    [Theory]
    [InlineData("na")]
    [InlineData("Na")]
    [InlineData("none")]
    [InlineData("NONE")]
    [InlineData("Null")]
    [InlineData("NAN")]
    [InlineData("N/a")]
    [InlineData(" #n/a ")]
    public void AnyLetterCaseIsMissingAmongNumbersAndTimesAlone(string text)
    {
        Assert.Equal(1, ColumnOf.Cells(text, "1", "2").MissingCount);
        Assert.Equal(1, ColumnOf.Cells(text, "2024-01-01").MissingCount);
        Assert.Equal(0, ColumnOf.Cells(text, "Wall", "Roof").MissingCount);
        Assert.Equal((0L, 1), ColumnOf.Cells([.. Enumerable.Range(0, 2000).Select(i => $"{i}"), text]) is var many ? (many.BadCellCount, many.MissingCount) : default);
    }

    [Theory]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("NAs")]
    [InlineData("unknown")]
    [InlineData("nil")]
    [InlineData(@"\M")]
    [InlineData(@"\\N")]
    public void OtherTextIsNotMissing(string text) => Assert.Equal(0, ColumnOf.Cells(text, "1", "2").MissingCount);

    [Fact]
    public void TheUsersOwnAreMissingToo()
    {
        var options = new ReadingOptions { Missing = ["unknown", " - ", "-999"] };

        Assert.Equal(4, ColumnOf.Cells(options, "unknown", "-", "-999", "", "red").MissingCount);
        Assert.Equal(4, ColumnOf.Cells(options, "1", "-999", "-999.0", "-9.99e2", "5", "Unknown").MissingCount);
        var many = ColumnOf.Cells(options, [.. Enumerable.Range(0, 2000).Select(i => $"{i}"), "-999", "−999.00", "x"]);
        Assert.Equal((RawColumnKind.Numbers, 2, 1L), (many.Kind, many.MissingCount, many.BadCellCount));
        Assert.Equal([5, double.NaN], ColumnOf.Cells(options, "5", "-999").Numbers());
    }
}
