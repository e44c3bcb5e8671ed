using Counterweight.Cli.Columns;
using Xunit;

namespace Counterweight.Cli.Tests.Columns;

/// <summary>Columns that hold the label under another name, or are made from it.</summary>
public class LabelGiveawayTests
{
    private const int RowCount = 60;

    [Theory]
    [InlineData("yes", "no")]
    [InlineData("1", "0")]
    [InlineData("17.5", "-3")]
    [InlineData("", "no")]
    public void TheLabelRenamedIsLeftOut(string ofClass, string ofOther)
    {
        var column = Plan(RowCount, row => IsRare(row) ? ofClass : ofOther).Columns[0];

        Assert.Equal((ColumnKind.LeftOut, "gives the label away: each of its 2 values has a class of its own"), (column.Kind, column.Reason));
    }

    [Fact]
    public void OneRowThatDiffersMakesItAFeature()
    {
        var column = Plan(RowCount, row => IsRare(row) != (row == 33) ? "yes" : "no").Columns[0];

        Assert.Equal((ColumnKind.Category, null), (column.Kind, column.Note));
    }

    [Fact]
    public void TextsThatAreFoundInOneClassAreMadeFromIt()
    {
        var column = Plan(RowCount, row => IsRare(row) ? $"bad{row % 3}" : $"good{row % 2}").Columns[0];

        Assert.Equal((ColumnKind.LeftOut, "gives the label away: each of its 5 values is found in one class alone"), (column.Kind, column.Reason));
    }

    /// <summary>An honest number may tell the classes apart: that is said, and the number stays.</summary>
    [Fact]
    public void ANumberThatTellsTheClassesApartStaysAndIsTold()
    {
        var column = Plan(RowCount, row => $"{(IsRare(row) ? 100 : 0) + (row * 7 % 40)}").Columns[0];

        Assert.Equal(ColumnKind.Number, column.Kind);
        Assert.Equal("column 'a' alone tells all classes apart: is it known before the label is? (--ignore leaves it out)", column.Note);
        Assert.Null(Plan(RowCount, row => $"{(IsRare(row) ? 30 : 0) + (row * 7 % 40)}").Columns[0].Note);
    }

    /// <summary>In a few rows a column may tell the classes by chance.</summary>
    [Theory]
    [InlineData(8, "category")]
    [InlineData(40, "left out")]
    public void AFewRowsProveNothing(int rows, string kind) =>
        Assert.Equal(kind, ColumnReport.Of(Plan(rows, row => row % 2 == 0 ? "u" : "v", row => row % 2 == 0 ? "p" : "q").Columns[0]).KindName);

    /// <summary>Many values tell few rare rows by chance: thirty pairs of rows hold four rare rows in two of them.</summary>
    [Fact]
    public void ManyValuesOfAFewRareRowsProveNothing() =>
        Assert.Equal(ColumnKind.Category, Plan(RowCount, row => $"v{row / 2}", row => row is < 4 ? "p" : "q").Columns[0].Kind);

    [Fact]
    public void KeepBringsItBack()
    {
        var plan = Plan(RowCount, row => IsRare(row) ? "yes" : "no", null, options => options with { Keep = ["a"] });

        Assert.Equal(ColumnKind.Category, plan.Columns[0].Kind);
    }

    [Fact]
    public void ANumberToPredictIsFoundUnderAnotherName()
    {
        var text = Tables.Rows("a,b,c,y", RowCount, row => $"{row * 0.5},{row * 0.25},{row % 5},{row * 0.5}");
        var plan = Tables.Plan(text, new ColumnOptions { Label = "y", Regression = true });

        Assert.Equal([ColumnKind.LeftOut, ColumnKind.Number, ColumnKind.Number, ColumnKind.Label], plan.Columns.Select(column => column.Kind));
        Assert.Equal("gives the label away: it is the label in every row", plan.Columns[0].Reason);
    }

    private static bool IsRare(int row) => row % 4 == 1;

    private static TablePlan Plan(int rows, Func<int, string> cell, Func<int, string>? label = null, Func<ColumnOptions, ColumnOptions>? change = null)
    {
        label ??= row => IsRare(row) ? "p" : "q";
        var options = new ColumnOptions { Label = "y" };
        return Tables.Plan(Tables.Rows("a,b,y", rows, row => $"{cell(row)},{row * row % 7},{label(row)}"), change is null ? options : change(options));
    }
}
