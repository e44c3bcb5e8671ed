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
    /// <summary>Of 1 to 17 digits, with the mark at any place: the short way takes what it can round once, and no more.</summary>
    [Fact]
    public void ShortDecimalsAreTheNearestDoubles()
    {
        var random = new Random(1);
        var taken = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var count = 1 + (i % 17);
            var text = string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10)))).Insert(random.Next(count + 1), ".");
            if (ShortDecimal.TryParse(Encoding.ASCII.GetBytes(text), (byte)'.', out var value))
            {
                Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), value);
                taken++;
            }
        }

        Assert.InRange(taken, 15_000, 20_000);
    }

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
