using System.Globalization;
using System.Text;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Cells;
using Counterweight.Cli.Reading.Columns;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Cli.Tests.Reading;

public class NumberTests
{
    [Theory]
    [InlineData("5", 5)]
    [InlineData("+5", 5)]
    [InlineData("-5", -5)]
    [InlineData("−5.5", -5.5)]
    [InlineData("00720", 720)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("-.5e-3", -0.0005)]
    [InlineData("5.e2", 500)]
    [InlineData("1E+05", 100000)]
    [InlineData("1.5D+03", 1500)]
    [InlineData("-0.25d-2", -0.0025)]
    [InlineData(".5D1", 5)]
    [InlineData("5.D+00", 5)]
    [InlineData("1,23,456", 123456)]
    [InlineData("12,34,567.50", 1234567.5)]
    [InlineData("-₹1,00,00,000", -10000000)]
    [InlineData("\u00A05\u202F", 5)]
    [InlineData("1e-999", 0)]
    [InlineData("0.1000000000000000055511151231257827021181583404541015625", 0.1)]
    [InlineData("9007199254740993", 9007199254740992)]
    [InlineData("(5)", -5)]
    [InlineData("(5.25)", -5.25)]
    [InlineData("1,234,567", 1234567)]
    [InlineData("1,234,567.5", 1234567.5)]
    [InlineData("-1,234,567", -1234567)]
    [InlineData("1.234.567", 1234567)]
    [InlineData("1.234.567,5", 1234567.5)]
    [InlineData("1.234,5", 1234.5)]
    [InlineData("1 234 567", 1234567)]
    [InlineData("1\u00A0234,5", 1234.5)]
    [InlineData("1\u202F234.5", 1234.5)]
    [InlineData("1'234'567.5", 1234567.5)]
    [InlineData("1’234,5", 1234.5)]
    [InlineData("1,5", 1.5)]
    [InlineData("0,123", 0.123)]
    [InlineData(",5", 0.5)]
    [InlineData("1,2345", 1.2345)]
    [InlineData("1234,567", 1234.567)]
    [InlineData("1,234e5", 123400)]
    [InlineData("12 %", 0.12)]
    [InlineData("12%", 0.12)]
    [InlineData("-12.5\u00A0%", -0.125)]
    [InlineData("0.57%", 0.0057)]
    [InlineData("$5", 5)]
    [InlineData("$ 1,234.50", 1234.5)]
    [InlineData("-$5", -5)]
    [InlineData("$-5", -5)]
    [InlineData("($1,234,567)", -1234567)]
    [InlineData("5 €", 5)]
    [InlineData("1.234,50 €", 1234.5)]
    [InlineData("£5", 5)]
    [InlineData("¥5", 5)]
    [InlineData("₹5", 5)]
    [InlineData("5 kr", 5)]
    [InlineData("CHF 1'000.05", 1000.05)]
    [InlineData("USD 5", 5)]
    [InlineData("5 EUR", 5)]
    public void ATextIsANumber(string text, double expected) => Assert.Equal([expected], ColumnOf.Cells(text).Numbers());

    [Theory]
    [InlineData("Infinity")]
    [InlineData("inf")]
    [InlineData("-inf")]
    [InlineData("1e999")]
    [InlineData("0x1F")]
    [InlineData("1_000")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("e5")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("+-5")]
    [InlineData("--5")]
    [InlineData("-(5)")]
    [InlineData("(-5)")]
    [InlineData("(5")]
    [InlineData("5)")]
    [InlineData("()")]
    [InlineData("5,")]
    [InlineData("12,34.5")]
    [InlineData("01,23,456")]
    [InlineData("123,45,678")]
    [InlineData("1,234,56,789")]
    [InlineData("1,2,345")]
    [InlineData("1,2,,345")]
    [InlineData("1,23,45")]
    [InlineData(",23,456")]
    [InlineData("1,23,456,7")]
    [InlineData("1.23.456")]
    [InlineData("1,23,456e2")]
    [InlineData("1D5")]
    [InlineData("1.5D")]
    [InlineData("1.5D+")]
    [InlineData("D+03")]
    [InlineData("1.5D+03%")]
    [InlineData("1.5D+03D+01")]
    [InlineData("1.5F+03")]
    [InlineData("0,123,456")]
    [InlineData("1,234.567.8")]
    [InlineData("1,,234")]
    [InlineData("1 23")]
    [InlineData("1 234,567 8")]
    [InlineData("1.5.5")]
    [InlineData("1,234,56")]
    [InlineData("$")]
    [InlineData("%")]
    [InlineData("$5%")]
    [InlineData("$5 €")]
    [InlineData("$$5")]
    [InlineData("5%%")]
    [InlineData("1e2%")]
    [InlineData("1,234e5,6")]
    [InlineData("5 kg")]
    [InlineData("5x")]
    [InlineData("٣")]
    [InlineData("1\0")]
    [InlineData("true")]
    public void ATextIsNoNumber(string text)
    {
        var column = ColumnOf.Cells(text);

        Assert.Equal([double.NaN], column.Numbers());
        Assert.Equal(0, column.MissingCount);
    }

    /// <summary>One notation a column: what does not fit the one of most rows is no number.</summary>
    [Theory]
    [InlineData("1.5 1,5 2.5", "1.5 NaN 2.5")]
    [InlineData("1,5 1.5 2,5", "1.5 NaN 2.5")]
    [InlineData("1,234 1.5", "1234 1.5")]
    [InlineData("1,234 1,5", "1.234 1.5")]
    [InlineData("1.234 1,5", "1234 1.5")]
    [InlineData("1.234 1.5", "1.234 1.5")]
    [InlineData("1,5 1,5 1,5 1.5 2.5", "1.5 1.5 1.5 NaN NaN")]
    [InlineData("12% 3% 5", "0.12 0.03 NaN")]
    [InlineData("12% 3% 0", "0.12 0.03 0")]
    [InlineData("12% 3 5", "NaN 3 5")]
    [InlineData("$1 $2 €3 4", "1 2 NaN 4")]
    [InlineData("1'000 1,000,000 1'001", "1000 NaN 1001")]
    [InlineData("1 2 red", "1 2 NaN")]
    [InlineData("1.5D+03 0.0D+00 -2.D-1", "1500 0 -0.2")]
    [InlineData("1.5D+03 ******** -2.D-1", "1500 NaN -0.2")]
    [InlineData("1.5D+03 7 8", "NaN 7 8")]
    [InlineData("1.5D+03 1.5E+03", "NaN 1500")]
    [InlineData("1D2 3D4", "NaN NaN")]
    [InlineData("1,23,456 99,999 12,34,567 5", "123456 99999 1234567 5")]
    [InlineData("1,23,456 12,34,567 1,234,567", "123456 1234567 NaN")]
    [InlineData("1,23,456 1,234,567 12,345,678", "NaN 1234567 12345678")]
    public void AColumnHasOneNotation(string cells, string expected) =>
        Assert.Equal(expected, string.Join(' ', ColumnOf.Cells(cells.Split(' ')).Numbers().Select(value => value.ToString(CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("1,234", "'1,234' is read as 1234: nothing in the file tells it from 1.234")]
    [InlineData("1,234 2.5", "'1,234' is read as 1234")]
    [InlineData("5 1,5", "'1,5' is read as 1.5")]
    [InlineData("1.234", null)]
    [InlineData("1.234.567", "'1.234.567' is read as 1234567")]
    [InlineData("5% 6%", "'5%' is read as 0.05")]
    [InlineData("$5 6", "'$5' is read as 5")]
    [InlineData("(5) 6", "'(5)' is read as -5")]
    [InlineData("007 8", null)]
    [InlineData("1.5D+03 2.0D+00", "'1.5D+03' is read as 1500")]
    [InlineData("1,23,456 5", "'1,23,456' is read as 123456")]
    [InlineData("red 1,5 green", null)]
    [InlineData("NULL Wall Roof None", "'NULL' is read as a missing value, in 1 row: a category needs another name")]
    [InlineData("NA 1 2", null)]
    public void WhatANotationMeansIsSaid(string cells, string? note) => Assert.Equal(note, ColumnOf.Cells(cells.Split(' ')).Note);

    [Fact]
    public void ANoteIsShort()
    {
        var column = ColumnOf.Cells("0," + new string('1', 500));

        Assert.InRange(column.Note!.Length, 60, 120);
    }

    /// <summary>What 1,234 is, the other columns tell, or else the separator.</summary>
    [Theory]
    [InlineData("a;b\n1,234;1,5\n", "1.234")]
    [InlineData("a;b\n1,234;1.5\n", "1234")]
    [InlineData("a;b\n1,234;x\n", "1.234?")]
    [InlineData("a\tb\n1,234\t1,5\n", "1.234")]
    [InlineData("a\tb\n1,234\tx\n", "1234?")]
    [InlineData("a,b\n\"1,234\",1.5\n", "1234")]
    [InlineData("a,b\n\"1,234\",\"1,5\"\n", "1.234")]
    [InlineData("a,b\n\"1,234\",x\n", "1234?")]
    [InlineData("a;b\n1.234;1,5\n", "1234")]
    [InlineData("a;b\n1.234;1.5\n", "1.234")]
    public void TheFileTellsWhatAColumnDoesNot(string text, string expected)
    {
        var column = TableOf.Text(text).Columns[0];

        Assert.Equal(expected.TrimEnd('?'), column.Numbers()[0].ToString(CultureInfo.InvariantCulture));
        Assert.Equal(expected.EndsWith('?'), column.Note?.Contains("nothing in the file tells", StringComparison.Ordinal) ?? false);
    }

    /// <summary>Columns of many numbers settle on a notation before the file ends.</summary>
    [Theory]
    [InlineData("N0", ",", ".", 0)]
    [InlineData("N1", ",", ".", 0.5)]
    [InlineData("N1", ".", ",", 0.5)]
    [InlineData("N1", " ", ",", 0.5)]
    [InlineData("F1", "", ",", 0.5)]
    public void ManyNumbersInAnyNotation(string format, string group, string mark, double fraction)
    {
        var expected = Enumerable.Range(1000, 5000).Select(i => i + fraction).ToArray();
        var column = ColumnOf.Cells(expected.Select(value => value.ToString(format, CultureInfo.InvariantCulture).Replace(",", "_", StringComparison.Ordinal).Replace(".", mark, StringComparison.Ordinal).Replace("_", group, StringComparison.Ordinal)));

        Assert.Equal((RawColumnKind.Numbers, 0L), (column.Kind, column.BadCellCount));
        Assert.Equal(expected, column.Numbers());
        Assert.NotNull(column.Note);
    }

    /// <summary>A thousand numbers may tell less of the notation than one that comes after them.</summary>
    [Theory]
    [InlineData("F2", "1,234.50", 1234.5, "'1,234.50' is read as 1234.5")]
    [InlineData("F2", "1,234", 1234, "'1,234' is read as 1234")]
    [InlineData("F2", "1 234", 1234, "'1 234' is read as 1234")]
    [InlineData("F2", "$5", 5, "'$5' is read as 5")]
    [InlineData("F2", "(5.5)", -5.5, "'(5.5)' is read as -5.5")]
    [InlineData("F0", "(5)", -5, "'(5)' is read as -5")]
    [InlineData("F0", "1,234", 1234, "'1,234' is read as 1234")]
    [InlineData("F0", "1,5", 1.5, "'1,5' is read as 1.5")]
    [InlineData("F0", "1,23,456", 123456, "'1,23,456' is read as 123456")]
    [InlineData("F2", "1.5D+03", double.NaN, null)]
    [InlineData("F2", "1,5", double.NaN, null)]
    [InlineData("F2", "1.234,5", double.NaN, null)]
    [InlineData("F2", "5%", double.NaN, null)]
    [InlineData("F2", "x", double.NaN, null)]
    public void OneNumberMayWidenTheNotation(string format, string text, double value, string? note)
    {
        var numbers = Enumerable.Range(0, 3000).Select(i => (i / 4.0).ToString(format, CultureInfo.InvariantCulture)).ToArray();
        string[] distinct = string.Equals(format, "F0", StringComparison.Ordinal) ? [.. Enumerable.Range(0, 3000).Select(i => $"{i}")] : numbers;
        var column = ColumnOf.Cells([.. distinct, text, "7", text]);

        Assert.Equal(RawColumnKind.Numbers, column.Kind);
        Assert.Equal([.. distinct.Select(number => double.Parse(number, CultureInfo.InvariantCulture)), value, 7, value], column.Numbers());
        Assert.Equal((note, double.IsNaN(value) ? 2L : 0), (column.Note, column.BadCellCount));
    }

    [Fact]
    public void TheFirstThatWidensTheNotationSettlesIt()
    {
        var column = ColumnOf.Cells([.. Enumerable.Range(0, 3000).Select(i => $"{i}"), "1,5", "1.5", "1.234,5", "€5", "$5"]);

        Assert.Equal(["1.5", "$5"], column.BadCells.Select(cell => cell.Text).ToArray());
        Assert.Equal([1.5, double.NaN, 1234.5, 5, double.NaN], column.Numbers()[3000..]);
    }

    /// <summary>Of a column of Fortran too, after a thousand cells and whatever comes then.</summary>
    [Fact]
    public void ManyNumbersOfFortran()
    {
        var column = ColumnOf.Cells([.. Enumerable.Range(0, 3000).Select(i => FormattableString.Invariant($"{i}.5D+02")), "7", "1.5E+03", "1.5D", "1,234.5", "-1.D+03"]);

        Assert.Equal([.. Enumerable.Range(0, 3000).Select(i => (100.0 * i) + 50), 7, 1500, double.NaN, 1234.5, -1000], column.Numbers());
        Assert.Equal((RawColumnKind.Numbers, 1L, "'0.5D+02' is read as 50"), (column.Kind, column.BadCellCount, column.Note));
    }

    /// <summary>Up to 99,999 Indian commas are where others are. What comes then settles the notation.</summary>
    [Fact]
    public void AThousandSmallNumbersMayTurnOutToBeIndian()
    {
        var small = Enumerable.Range(5000, 3000).Select(i => i.ToString("N0", CultureInfo.InvariantCulture)).ToArray();
        var indian = ColumnOf.Cells([.. small, "1,23,456", "1,234,567", "98,765"]);
        var western = ColumnOf.Cells([.. small, "1,234,567", "1,23,456", "98,765"]);

        Assert.Equal([123456, double.NaN, 98765], indian.Numbers()[3000..]);
        Assert.Equal([1234567, double.NaN, 98765], western.Numbers()[3000..]);
        Assert.Equal([new(3003, "1,234,567")], indian.BadCells);
        Assert.Equal([new(3003, "1,23,456")], western.BadCells);
    }

    /// <summary>Between commas that separate fields nothing is grouped.</summary>
    [Theory]
    [InlineData("1,23,456\n2,34,567\n", "1|23|456")]
    [InlineData("a;b\n1,23,456;x\n2,34,567;y\n", "1,23,456|x")]
    [InlineData("a,b\n\"1,23,456\",x\n\"2,34,567\",y\n", "1,23,456|x")]
    public void CommasThatSeparateGroupNothing(string text, string row) => Assert.Equal(row, TableOf.Text(text).Rows()[0]);

    /// <summary>A cell that is bad for its currency or its missing percent sign settles nothing.</summary>
    [Fact]
    public void ABadCellDoesNotWidenTheNotation()
    {
        var money = ColumnOf.Cells([.. Enumerable.Range(0, 3000).Select(i => $"{i}"), "$5", "€6", "$7"]);
        var shares = ColumnOf.Cells([.. Enumerable.Range(1, 3000).Select(i => $"{i}.5%"), "1,234", "2 000%"]);

        Assert.Equal([new(3003, "€6")], money.BadCells);
        Assert.Equal([5, double.NaN, 7], money.Numbers()[3000..]);
        Assert.Equal([new(3002, "1,234")], shares.BadCells);
        Assert.Equal([double.NaN, 20], shares.Numbers()[3000..]);
    }

    [Fact]
    public void NumbersInEachNotationComeBackToTheBit() => Prop.ForAll(ArbMap.Default.ArbFor<NormalFloat>(), ArbMap.Default.ArbFor<byte>(), (number, digits) =>
    {
        var value = number.Item;
        AssertSame(value, value.ToString("R", CultureInfo.InvariantCulture), NumberNotation.Plain);
        AssertSame(value, value.ToString("R", CultureInfo.InvariantCulture).Replace('.', ','), NumberNotation.Plain with { Marks = NumberMarks.Comma });
        var scientific = value.ToString("E" + (digits % 40), CultureInfo.InvariantCulture);
        AssertSame(scientific, scientific, NumberNotation.Plain);

        var shown = (value % 1e15).ToString("N" + (digits % 20), CultureInfo.InvariantCulture);
        foreach (var (marks, group, mark) in new[] { (NumberMarks.PointWithCommas, ",", "."), (NumberMarks.PointWithSpaces, "\u202F", "."), (NumberMarks.PointWithApostrophes, "’", "."), (NumberMarks.CommaWithPoints, ".", ","), (NumberMarks.CommaWithSpaces, " ", ","), (NumberMarks.CommaWithApostrophes, "'", ",") })
        {
            var text = shown.Replace(",", "_", StringComparison.Ordinal).Replace(".", mark, StringComparison.Ordinal).Replace("_", group, StringComparison.Ordinal);
            var plain = shown.Replace(",", "", StringComparison.Ordinal);
            AssertSame(plain, text, new NumberNotation(marks, IsPercent: false, Currency: 0));
            AssertSame(plain + "e-2", text + "\u00A0%", new NumberNotation(marks, IsPercent: true, Currency: 0));
            AssertSame(plain.StartsWith('-') ? plain : "-" + plain, $"({text.TrimStart('-')})", new NumberNotation(marks, IsPercent: false, Currency: 0));
            AssertSame(plain, text.Replace("-", "−", StringComparison.Ordinal), new NumberNotation(marks, IsPercent: false, Currency: 0));
            AssertSame(plain, text.StartsWith('-') ? "-€ " + text[1..] : "€" + text, new NumberNotation(marks, IsPercent: false, Currency.First("€"u8, out _)));
        }
    }).QuickCheckThrowOnFailure();

    /// <summary>The quick parser and the thorough one agree on what a plain number is.</summary>
    [Fact]
    public void ShortTextsAreNumbersAsTheFrameworkHasThem() => Prop.ForAll(Gen.Elements("0123456789.,-+eE ()x_".ToCharArray()).ArrayOf().Resize(9).ToArbitrary(), letters =>
    {
        var text = new string(letters);
        var expected = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);
        var isNumber = NumberNotation.Plain.TryParse(Encoding.UTF8.GetBytes(text), out var parsed);
        var isUnusual = text.Contains('(', StringComparison.Ordinal) || text.Trim().Contains(' ', StringComparison.Ordinal);
        Assert.True(isUnusual || expected == isNumber, text);
        Assert.True(!expected || BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(parsed), text);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    private static void AssertSame(double expected, string text, NumberNotation notation)
    {
        Assert.True(notation.TryParse(Encoding.UTF8.GetBytes(text), out var value), text);
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value));
    }

    private static void AssertSame(string plain, string text, NumberNotation notation) => AssertSame(double.Parse(plain, CultureInfo.InvariantCulture), text, notation);
}
