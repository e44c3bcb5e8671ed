using Counterweight.Cli.Columns;
using Xunit;

namespace Counterweight.Cli.Tests.Columns;

/// <summary>What becomes of a column, by what it holds.</summary>
public class ColumnKindTests
{
    private const int RowCount = 60;

    [Theory]
    [InlineData("amount", "number", "1.5", "2", "3", "-4e3")]
    [InlineData("code", "number", "0", "1")]
    [InlineData("plan", "category", "free", "paid", "none at all")]
    [InlineData("flag", "category", "true", "false")]
    [InlineData("steps", "category", "0", "1", "2", "3+")]
    [InlineData("joined", "time", "2021-03-04", "2022-05-06", "2023-07-08")]
    [InlineData("same", "left out", "x")]
    [InlineData("same", "left out", "7")]
    [InlineData("none", "left out", "")]
    public void ValuesTellTheKind(string column, string kind, params string[] values)
    {
        var plan = Plan(column, row => values[row / 4 * 7 % values.Length]);

        Assert.Equal(kind, ColumnReport.Of(plan.Columns[0]).KindName);
        Assert.Empty(plan.Problems);
    }

    [Theory]
    [InlineData("id", true)]
    [InlineData("ID", true)]
    [InlineData("customerId", true)]
    [InlineData("customer_id", true)]
    [InlineData("Product ID", true)]
    [InlineData("Unnamed: 0", true)]
    [InlineData("no.", true)]
    [InlineData("index", true)]
    [InlineData("humid", false)]
    [InlineData("paid", false)]
    [InlineData("age", false)]
    [InlineData("COVID", false)]
    [InlineData("", false)]
    public void IdsHaveTheirNames(string name, bool isId) => Assert.Equal(isId, ColumnIds.IsIndexName(name));

    [Theory]
    [InlineData("x", 20, true)]
    [InlineData("x", 19, false)]
    [InlineData("id", 19, true)]
    [InlineData("", 19, true)]
    public void CountingIsAnIdInManyRowsOrByItsName(string name, int rows, bool isLeftOut)
    {
        var plan = Tables.Plan(Tables.Rows($"{name},a,y", rows, row => $"{row + 5},{row % 3},{(row % 4 == 0 ? "p" : "q")}"), new ColumnOptions { Label = "y" });

        Assert.Equal(isLeftOut, plan.Columns[0].Kind == ColumnKind.LeftOut);
        Assert.Equal(isLeftOut ? "an id: it counts the rows" : "", plan.Columns[0].Reason);
    }

    [Fact]
    public void NumbersOfTheirOwnAreAnIdByTheNameAlone()
    {
        Assert.Equal("an id by its name: another number in every row", Plan("order_id", row => $"{900 + (row * 7 % RowCount)}").Columns[0].Reason);
        Assert.Equal("an id: no name of its own, and another number in every row", Plan("", row => $"{900 + (row * 7 % RowCount)}").Columns[0].Reason);
        Assert.Equal(ColumnKind.Number, Plan("order_id", row => $"{900.5 + (row * 7 % RowCount)}").Columns[0].Kind);
        Assert.Equal(ColumnKind.Number, Plan("order_id", row => $"{900 + (row % 50)}").Columns[0].Kind);
        Assert.Equal(ColumnKind.Number, Plan("order", row => $"{900 + (row * 7 % RowCount)}").Columns[0].Kind);
    }

    [Fact]
    public void TextsOfTheirOwnAreAnId()
    {
        Assert.Equal("an id: another text in every row", Plan("a", row => $"r{row}").Columns[0].Reason);
        Assert.Equal("an id: another text in nearly every row", Plan("a", row => $"r{Math.Max(row, 2)}").Columns[0].Reason);
        Assert.Equal(ColumnKind.Refused, Plan("a", row => $"two words {Math.Max(row, 2)}").Columns[0].Kind);
        Assert.Equal(ColumnKind.Refused, Plan("a", row => $"r{Math.Max(row, 6)}").Columns[0].Kind);
        Assert.Equal(ColumnKind.Category, Plan("a", row => $"r{Math.Max(row, 10)}").Columns[0].Kind);
    }

    [Fact]
    public void FreeTextIsRefusedByName()
    {
        var plan = Plan("comment", row => $"some words of row {row / 1.1:0}");

        var problem = Assert.Single(plan.Problems);
        Assert.Contains(":2: column 'comment': free text: 55 distinct texts in 60 rows, as 'some words of row 0'", problem.Message, StringComparison.Ordinal);
        Assert.Equal(["comment"], problem.Remedy!(plan.Options).Ignore);
    }

    [Fact]
    public void TheUserHasTheLastWord()
    {
        static string Cells(int row) => $"{900 + (row * 7 % RowCount)}";
        Assert.Equal(ColumnKind.Number, Plan("id", Cells, options => options with { Keep = ["id"] }).Columns[0].Kind);
        Assert.Equal(ColumnKind.Number, Plan("id", Cells, options => options with { Keep = ["all"] }).Columns[0].Kind);
        Assert.Equal(ColumnKind.Category, Plan("id", Cells, options => options with { Category = ["id"] }).Columns[0].Kind);
        Assert.Equal(ColumnKind.Ignored, Plan("id", Cells, options => options with { Ignore = ["id"], Keep = ["id"] }).Columns[0].Kind);
        Assert.Equal(ColumnKind.Category, Plan("a", row => $"r{row}", options => options with { Keep = ["a"] }).Columns[0].Kind);
        Assert.Equal(ColumnKind.Number, Plan("a", _ => "", options => options with { Keep = ["a"] }).Columns[0].Kind);
    }

    /// <summary>Missing texts are known before a file is read again with them.</summary>
    [Fact]
    public void AMissingTextMakesAColumnOneOfNumbers()
    {
        var refused = Plan("a", row => row % 9 == 4 ? "unknown" : $"{row % 11}");
        var problem = Assert.Single(refused.Problems);
        var plan = TablePlanner.Plan(refused.Table, problem.Remedy!(refused.Options), TestContext.Current.CancellationToken);

        Assert.Equal(["unknown"], plan.Options.Missing);
        Assert.Equal((ColumnKind.Number, 7), (plan.Columns[0].Kind, plan.Columns[0].Facts.MissingCount));
        Assert.Empty(plan.Problems);
    }

    private static TablePlan Plan(string column, Func<int, string> cell, Func<ColumnOptions, ColumnOptions>? change = null)
    {
        var options = new ColumnOptions { Label = "y" };
        return Tables.Plan(Tables.Rows($"{column},b,y", RowCount, row => $"{cell(row)},{row * row % 7},{(row % 4 == 0 ? "p" : "q")}"), change is null ? options : change(options));
    }
}
