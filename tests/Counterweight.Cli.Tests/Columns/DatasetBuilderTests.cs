using Counterweight.Cli.Columns;
using Xunit;

namespace Counterweight.Cli.Tests.Columns;

/// <summary>Values, categories and labels of a data set.</summary>
public class DatasetBuilderTests
{
    [Fact]
    public void CategoriesAreInTheOrderOfTheirNames()
    {
        var data = Tables.OfText("plan,x,y\nfree,1.5,p\npaid,2.5,p\n?,3.5,q\nFree,4.5,q\nfree,5.5,q\n", "y").Data;

        Assert.Equal(["Free", "free", "paid"], data.Categories[0]!);
        Assert.Null(data.Categories[1]);
        Assert.Equal([1, 2, double.NaN, 0, 1], data.Column(0).ToArray());
        Assert.Equal([1.5, 2.5, 3.5, 4.5, 5.5], data.Column(1).ToArray());
    }

    [Fact]
    public void TheOrderOfRowsChangesNoCategory()
    {
        var first = Tables.OfText("plan,x,y\nb,1.5,p\na,2.5,q\nb,3.5,q\na,4.5,p\n", "y").Data;
        var second = Tables.OfText("plan,x,y\na,4.5,p\nb,3.5,q\na,2.5,q\nb,1.5,p\n", "y").Data;

        Assert.Equal(first.Categories[0]!, second.Categories[0]!);
        Assert.Equal(first.Column(0).ToArray(), second.Column(0).ToArray().Reverse());
    }

    [Fact]
    public void TimesBecomeDaysAndParts()
    {
        var data = Tables.OfText("at,x,y\n1970-01-02 06:30,1,p\n2024-02-29 00:00,1,p\n,2,q\n1969-12-28 23:59,3,q\n", "y").Data;

        Assert.Equal(["at", "at.year", "at.month", "at.day", "at.weekday", "at.hour", "at.minute", "x"], data.FeatureNames);
        Assert.Equal([1 + (6.5 / 24), 19782, double.NaN, -4 + (1439 / 1440.0)], data.Column(0).ToArray());
        Assert.Equal([1970, 2024, double.NaN, 1969], data.Column(1).ToArray());
        Assert.Equal([1, 2, double.NaN, 12], data.Column(2).ToArray());
        Assert.Equal([2, 29, double.NaN, 28], data.Column(3).ToArray());
        Assert.Equal([5, 4, double.NaN, 7], data.Column(4).ToArray());
        Assert.Equal([6, 0, double.NaN, 23], data.Column(5).ToArray());
        Assert.Equal([30, 0, double.NaN, 59], data.Column(6).ToArray());
        Assert.Equal([1, 1, 2, 3], data.Column(7).ToArray());
    }

    [Fact]
    public void DaysAloneHaveNoTimeOfDay() =>
        Assert.Equal(["at", "at.year", "at.month", "at.day", "at.weekday"], Tables.OfText("at,y\n1970-01-02,p\n2024-02-29,p\n2024-02-28,q\n2020-02-28,q\n", "y").Data.FeatureNames);

    /// <summary>Rows that are left out are gone from every column, whatever its kind.</summary>
    [Fact]
    public void RowsWithoutALabelOrOfARareClassAreGone()
    {
        const string Text = "plan,at,x,y\nfree,2020-01-01,1.5,p\nfree,2020-01-02,2.5,\npaid,2020-01-03,3.5,p\npaid,2020-01-04,4.5,rare\nfree,2020-01-05,5.5,q\nfree,2020-01-06,6.5,q\n";
        var data = Tables.OfText(Text, new ColumnOptions { Label = "y", DropUnlabelled = true, DropRare = 2 }).Data;

        Assert.Equal(["p", "q"], data.ClassNames);
        Assert.Equal([0, 0, 1, 1], data.Labels.ToArray());
        Assert.Equal([0, 1, 0, 0], data.Column(0).ToArray());
        Assert.Equal([18262, 18264, 18266, 18267], data.Column(1).ToArray());
        Assert.Equal([1.5, 3.5, 5.5, 6.5], data.Column(6).ToArray());
    }

    [Fact]
    public void NumbersToPredictAreTargets()
    {
        const string Text = "plan,x,y\nfree,1.5,10\nfree,2.5,\npaid,3.5,-2.5\npaid,4.5,0.25\n";
        var data = Tables.OfText(Text, new ColumnOptions { Label = "y", DropUnlabelled = true, Regression = true }).Data;

        Assert.Equal([10, -2.5f, 0.25f], data.Targets.ToArray());
        Assert.Equal([0, 1, 1], data.Column(0).ToArray());
        Assert.Equal(0, data.ClassCount);
    }

    [Fact]
    public void ColumnsOfManyNumbersAreCopied()
    {
        const int Rows = 3000;
        var data = Tables.OfText(Tables.Rows("a,b,y", Rows, row => $"{row * 7 % 2999}.5,{(row % 5 == 0 ? "" : row * 11 % 2999 + 0.25)},{(row % 3 == 0 ? "p" : "q")}"), "y").Data;

        Assert.Equal(Enumerable.Range(0, Rows).Select(row => (row * 7 % 2999) + 0.5), data.Column(0).ToArray());
        Assert.Equal(Enumerable.Range(0, Rows).Select(row => row % 5 == 0 ? double.NaN : (row * 11 % 2999) + 0.25), data.Column(1).ToArray());
    }

    [Theory]
    [InlineData(1_000_000, 31, 1L << 33, null)]
    [InlineData(1_000_000, 4000, 1L << 33, "f: out of memory: the values of 1,000,000 rows of 4,000 features would take 32 GB; there are 8.6 GB")]
    [InlineData(1_000_000, 4000, 1L << 40, "f: out of memory: the values of 1,000,000 rows of 4,000 features would take 32 GB; an array holds 17.2 GB at most")]
    public void WhatDoesNotFitIsRefusedBeforeItIsTried(long rows, long features, long available, string? message)
    {
        if (message is null)
        {
            MemoryEstimate.Check("f", rows, features, available);
        }
        else
        {
            Assert.Equal(message, Assert.Throws<InputException>(() => MemoryEstimate.Check("f", rows, features, available)).Message);
        }
    }

    [Fact]
    public void DistinctNumbersAreCounted()
    {
        Assert.Equal(3, DistinctNumberCount.Of([1, 2, 1, double.NaN, 0, -0.0, 2]));
        Assert.Equal(DistinctNumberCount.Most, DistinctNumberCount.Of([.. Enumerable.Range(0, 2 * DistinctNumberCount.Most).Select(i => i % DistinctNumberCount.Most / 8.0)]));
        Assert.Null(DistinctNumberCount.Of([.. Enumerable.Range(0, DistinctNumberCount.Most + 1).Select(i => i / 8.0)]));
    }
}
