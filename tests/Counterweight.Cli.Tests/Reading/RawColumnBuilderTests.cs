using System.Globalization;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Columns;
using Xunit;

namespace Counterweight.Cli.Tests.Reading;

public class RawColumnBuilderTests
{
    [Fact]
    public void TextsAreCountedInOrderOfTheirFirstRowWithoutTheSpaceAroundThem()
    {
        var column = ColumnOf.Cells("red", " blue\u00A0", "red ", "", "blue", "\t?");

        Assert.Equal(["red", "blue", "", "?"], (string[])[.. column.Texts.Select(text => text.Text)]);
        Assert.Equal([2, 2, 1, 1], column.Texts.Select(text => text.RowCount));
        Assert.Equal([2L, 3, 5, 7], column.Texts.Select(text => text.FirstLine));
        Assert.Equal([false, false, true, true], column.Texts.Select(text => text.IsMissing));
        Assert.Equal(["red", "blue", "red", "", "blue", "?"], column.RowTexts());
        Assert.Equal((RawColumnKind.Coded, 6, 2), (column.Kind, column.RowCount, column.MissingCount));
    }

    /// <summary>Texts of every length around the hash's words, and pairs that differ in one byte only.</summary>
    [Fact]
    public void TextsThatDifferInOneByteAreTwo()
    {
        string[] texts = [.. Enumerable.Range(1, 40).SelectMany(length => Enumerable.Range(0, length).Select(place => new string('x', place) + "y" + new string('x', length - place - 1)))];

        Assert.Equal(texts, ColumnOf.Cells([.. texts, .. texts]).RowTexts()[..texts.Length]);
        Assert.Equal(texts, ColumnOf.Cells([.. texts, .. texts]).RowTexts()[texts.Length..]);
    }

    [Theory]
    [InlineData(1000, nameof(RawColumnKind.Coded))]
    [InlineData(1001, nameof(RawColumnKind.Numbers))]
    [InlineData(70_000, nameof(RawColumnKind.Numbers))]
    public void MoreThanAThousandDistinctNumbersAreNumbers(int distinct, string kind)
    {
        var expected = Enumerable.Range(0, 2 * distinct).Select(i => (i * 3 % distinct) + 0.25).ToArray();
        var column = ColumnOf.Cells(expected.Select(value => value.ToString(CultureInfo.InvariantCulture)));

        Assert.Equal(kind, column.Kind.ToString());
        Assert.Equal(expected, column.Numbers());
        Assert.False(column.IsDistinct);
    }

    /// <summary>Lists are kept in parts of 32,768 elements.</summary>
    [Theory]
    [InlineData(32_767)]
    [InlineData(32_768)]
    [InlineData(100_000)]
    public void ValuesOfManyRowsAreCopiedInTheirOrder(int rows)
    {
        var copied = new double[rows];
        ColumnOf.Cells(Enumerable.Range(0, rows).Select(i => $"{i}")).Values.CopyTo(copied);

        Assert.Equal(Enumerable.Range(0, rows).Select(i => (double)i), copied);
    }

    [Fact]
    public void CellsThatAreNoNumbersOrMissingAreTellable()
    {
        var cells = Enumerable.Range(0, 3000).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToArray();
        (cells[5], cells[6], cells[7], cells[2000], cells[2001], cells[2002]) = ("bad", "NA", "1e999", "inf", " none ", "0x1F");
        var column = ColumnOf.Cells(cells);

        Assert.Equal((RawColumnKind.Numbers, 2, 4L), (column.Kind, column.MissingCount, column.BadCellCount));
        Assert.Equal([new(7, "bad"), new(9, "1e999"), new(2002, "inf"), new BadCell(2004, "0x1F")], column.BadCells);
        Assert.Equal([5, 6, 7, 2000, 2001, 2002], Enumerable.Range(0, 3000).Where(row => double.IsNaN(column.Values[row])));
        Assert.Equal(2999, column.Values[2999]);
    }

    [Fact]
    public void OnlyTheFirstBadCellsAreKept()
    {
        var column = ColumnOf.Cells([.. Enumerable.Range(0, 2000).Select(i => $"{i}"), .. Enumerable.Repeat("x", 3000)]);

        Assert.Equal((3000L, 5), (column.BadCellCount, column.BadCells.Count));
    }

    /// <summary>98 of 100 cells are not nearly all; of 65,536 texts most must be numbers.</summary>
    [Theory]
    [InlineData(50, 3000, nameof(RawColumnKind.Coded))]
    [InlineData(200, 3000, nameof(RawColumnKind.Numbers))]
    [InlineData(3, 100_000, nameof(RawColumnKind.Numbers))]
    [InlineData(2, 100_000, nameof(RawColumnKind.Numbers))]
    public void SomeTextsAmongNumbersAreBadCells(int period, int rows, string kind)
    {
        var column = ColumnOf.Cells(Enumerable.Range(0, rows).Select(i => i % period == 0 ? $"t{i}" : $"{i}"));

        Assert.Equal(kind, column.Kind.ToString());
        Assert.Equal(column.Kind == RawColumnKind.Numbers ? ((rows - 1) / period) + 1 : 0, column.BadCellCount);
    }

    [Theory]
    [InlineData(65_536, nameof(RawColumnKind.Coded))]
    [InlineData(65_537, nameof(RawColumnKind.Texts))]
    public void TooManyTextsAreNoCategories(int distinct, string kind)
    {
        var column = ColumnOf.Cells([.. Enumerable.Range(0, distinct - 2).Select(i => $"id{i}"), "NA", "id"]);

        Assert.Equal((kind, distinct, true), (column.Kind.ToString(), column.RowCount, column.IsDistinct));
        Assert.Equal(1, column.MissingCount);
    }

    [Fact]
    public void FreeTextIsToldFromIds()
    {
        var texts = ColumnOf.Cells([.. Enumerable.Range(0, 80_000).Select(i => i % 4 == 0 ? $"id{i}" : $"some words {i}"), "NA"]);

        Assert.Equal(RawColumnKind.Texts, texts.Kind);
        Assert.Equal(0.75, texts.FractionOfPhrases, 4);
        Assert.Equal([new(2, "id0"), new(3, "some words 1"), new BadCell(4, "some words 2")], texts.Examples);
        Assert.Equal((80_001, 1, true), (texts.RowCount, texts.MissingCount, texts.IsDistinct));
    }

    [Fact]
    public void MegabytesOfTextAreNotKept()
    {
        var column = ColumnOf.Cells("short", new string('é', 5_000_000), "");

        Assert.Equal((RawColumnKind.Texts, 3, 1), (column.Kind, column.RowCount, column.MissingCount));
        Assert.Equal("short", column.Examples[0].Text);
        Assert.Equal(new string('é', 200) + "…", column.Examples[1].Text);
    }

    [Theory]
    [InlineData(0, 10, 1, true, true)]
    [InlineData(0, 3000, 1, true, true)]
    [InlineData(-5, 3000, 1, true, true)]
    [InlineData(0, 3000, 2, false, true)]
    [InlineData(0, 10, -1, false, true)]
    [InlineData(0, 3000, -1, false, true)]
    public void RowsThatAreNumberedCount(int first, int rows, int step, bool isCounting, bool isDistinct)
    {
        var column = ColumnOf.Cells(Enumerable.Range(0, rows).Select(i => $"{first + (i * step)}"));

        Assert.Equal((isCounting, isDistinct), (column.IsCounting, column.IsDistinct));
    }

    /// <summary>3 has no factor in common with 4000, nor with 8191: each whole number once, in no order.</summary>
    [Theory]
    [InlineData(4000, 4000, true)]
    [InlineData(8191, 8191, true)]
    [InlineData(8192, 8191, false)]
    [InlineData(4001, 4000, false)]
    public void ShuffledIdsAreDistinct(int rows, int distinct, bool isDistinct) =>
        Assert.Equal((RawColumnKind.Numbers, isDistinct), ColumnOf.Cells(Enumerable.Range(0, rows).Select(i => $"{i * 3L % distinct}")) is var column ? (column.Kind, column.IsDistinct) : default);

    [Fact]
    public void ASingleMissingCellIsDistinctAndTwoAreNot()
    {
        Assert.True(ColumnOf.Cells("a", "", "b").IsDistinct);
        Assert.False(ColumnOf.Cells("a", "", "b", "NA").IsDistinct);
        Assert.True(ColumnOf.Cells([.. Enumerable.Range(0, 2000).Select(i => $"{i}"), "NA"]).IsDistinct);
        Assert.False(ColumnOf.Cells([.. Enumerable.Range(0, 2000).Select(i => $"{i}"), "NA", "?"]).IsDistinct);
    }

    [Fact]
    public void ManyTimesAreTimes()
    {
        var column = ColumnOf.Cells([.. Enumerable.Range(0, 3000).Select(i => DateTime.UnixEpoch.AddDays(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), "NA", "soon"]);

        Assert.Equal((RawColumnKind.Times, 1, 1L), (column.Kind, column.MissingCount, column.BadCellCount));
        Assert.Equal([.. Enumerable.Range(0, 3000).Select(i => i * 86400.0), double.NaN, double.NaN], column.Times());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(3000)]
    public void NumbersAndTimesOfOtherFormatsComeBackAsTheyAre(int rows)
    {
        var numbers = new RawColumnBuilder("n", isNamed: true, new ReadingOptions());
        var times = new RawColumnBuilder("t", isNamed: true, new ReadingOptions());
        for (var row = 0; row < rows; row++)
        {
            numbers.AddNumber(Math.Sqrt(row) * (row % 2 == 0 ? 1e200 : -1e-200), row + 1);
            times.AddTime((row * 86400.5) - 1e9, row + 1);
        }

        numbers.AddNumber(double.NaN, rows + 1);
        numbers.AddNumber(double.PositiveInfinity, rows + 2);
        times.AddTime(double.NaN, rows + 1);
        times.AddMissing(rows + 2);

        Assert.Equal([.. Enumerable.Range(0, rows).Select(row => Math.Sqrt(row) * (row % 2 == 0 ? 1e200 : -1e-200)), double.NaN, double.NaN], numbers.Complete().Numbers());
        Assert.Equal([.. Enumerable.Range(0, rows).Select(row => (row * 86400.5) - 1e9), double.NaN, double.NaN], times.Complete().Times());
        Assert.Equal((1, 2), (numbers.Complete().MissingCount, times.Complete().MissingCount));
    }
}
