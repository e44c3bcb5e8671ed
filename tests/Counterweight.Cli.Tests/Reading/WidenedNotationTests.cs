using System.Globalization;
using Counterweight.Cli.Reading.Columns;
using Xunit;

namespace Counterweight.Cli.Tests.Reading;

/// <summary>Columns of many numbers, whose notation a later cell may settle.</summary>
public class WidenedNotationTests
{
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
}
