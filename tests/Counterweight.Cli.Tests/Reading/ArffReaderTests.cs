using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Columns;
using Xunit;

namespace Counterweight.Cli.Tests.Reading;

public class ArffReaderTests
{
    private const string Header = "@relation r\n@attribute a numeric\n@attribute b {x,y,z}\n@attribute class {no,yes}\n@data\n";

    [Fact]
    public void AttributesOfEveryTypeAreColumns()
    {
        var table = RawTables.Read(
            "% a comment\n\n@RELATION 'the relation'\n@Attribute 'a \\'quoted\\' name' REAL\n@ATTRIBUTE\tn\tInteger\n@attribute \"color\"{'light blue', red , \"a,b\"}\n@attribute s string\n"
            + "@attribute d date 'yyyy-MM-dd HH:mm'\n@attribute e DATE\n@attribute class {no,yes}\n% more\n@DATA\n"
            + "1.5, 3, 'light blue', 'it\\'s', '2020-01-02 03:04', 1970-01-01T00:00:10, yes\n"
            + "?,?,?,?,?,?,?\r\n"
            + "% a comment among rows\n"
            + "-2e3 , 4 ,\"a,b\" , plain text , \"1970-01-01 00:01\" , ?, no % and one behind a row\n");

        Assert.Equal("a 'quoted' name|n|color|s|d|e|class", table.Names());
        Assert.Equal(("ARFF", 3), (table.Format, table.RowCount));
        Assert.Empty(table.Problems);
        Assert.Equal([1.5, double.NaN, -2000], table.Columns[0].Numbers());
        Assert.Equal("light blue - a,b", table.Cells(2));
        Assert.Equal("it's - plain text", table.Cells(3));
        Assert.Equal([1577934240, double.NaN, 60], table.Columns[4].Times());
        Assert.Equal([10, double.NaN, double.NaN], table.Columns[5].Times());
        Assert.Equal("yes - no", table.Cells(6));
    }

    /// <summary>The file says which values are categories: neither a number nor a word that elsewhere means missing is anything else.</summary>
    [Fact]
    public void NominalValuesAreCategoriesInTheFilesOrder()
    {
        var table = RawTables.Read("@relation r\n@attribute a {2,None,1,NA,unused}\n@attribute class {b,a}\n@data\n1,a\nNone,b\nNA,a\n2,?\n", new ReadingOptions { Missing = ["na"] });
        var column = table.Columns[0];

        Assert.Equal(["2", "None", "1", "unused"], column.Categories);
        Assert.Equal(["b", "a"], table.Columns[1].Categories);
        Assert.Equal("1 None - 2", table.Cells(0));
        Assert.Equal("a b a -", table.Cells(1));
        Assert.All(column.Texts, text => Assert.False(text.IsNumber));
        Assert.Equal([5, 6, 7, 8], column.Texts.Select(text => text.FirstLine));
    }

    [Fact]
    public void WhatASparseRowDoesNotMentionIsZeroOrTheFirstValue()
    {
        var table = RawTables.Read(Header + "{0 1.5, 2 yes}\n{ }\n{1 z,0 ?}\n");

        Assert.Empty(table.Problems);
        Assert.Equal([1.5, 0, double.NaN], table.Columns[0].Numbers());
        Assert.Equal("x x z", table.Cells(1));
        Assert.Equal("yes no no", table.Cells(2));
    }

    [Fact]
    public void RowsMayBeSeparatedBySpaceOrTabs()
    {
        var table = RawTables.Read(Header + "1 x yes\n2\t'y'\tno\n");

        Assert.Empty(table.Problems);
        Assert.Equal("x y", table.Cells(1));
        Assert.Equal("yes no", table.Cells(2));
    }

    /// <summary>A comment begins after space, and may hold what separates values.</summary>
    [Fact]
    public void APercentSignInAValueIsNoComment()
    {
        var table = RawTables.Read("@relation r\n@attribute a {<5%,5% more,100%}\n@attribute class {no,yes}\n@data\n<5%,yes % a, b\n 5% more , no\n100%,no %\n");

        Assert.Empty(table.Problems);
        Assert.Equal(["<5%", "5% more", "100%"], table.Columns[0].Categories);
        Assert.Equal("<5% 5% more 100%", table.Cells(0));
        Assert.Equal("yes no no", table.Cells(1));
    }

    [Fact]
    public void EveryProblemIsToldWithItsLine()
    {
        var table = RawTables.Read(Header + "1,x,yes\nred,x,no\n2,w,no\n3,x\n4,x,yes,5\n5,'x,yes\n{7 1}\n{0 1,0 2}\n6,x,no\n");

        Assert.Equal(
            [
                "f:7: column 'a': 'red' is not a number, and the attribute is numeric",
                "f:8: column 'b': 'w' is none of the attribute's values",
                "f:9: number of values is 2, that of attributes 3",
                "f:10: number of values is 4, that of attributes 3",
                "f:11: a quote that is never closed",
                "f:12: '7' is no place from 0 to 2 of an attribute in a sparse row",
                "f:13: attribute 0 twice in a sparse row",
            ],
            table.Problems);
        Assert.Equal(4, table.RowCount);
        Assert.All(table.Columns, column => Assert.Equal(4, column.RowCount));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void LinesAreCountedHoweverTheyEnd(string lineEnd)
    {
        var table = RawTables.Read((Header + "1,x,yes\n\nred,x,no\n2,w,no\n").ReplaceLineEndings(lineEnd));

        Assert.Equal(["f:8: column 'a': 'red' is not a number, and the attribute is numeric", "f:9: column 'b': 'w' is none of the attribute's values"], table.Problems);
    }

    /// <summary>What stands in quotes is meant.</summary>
    [Fact]
    public void AQuotedQuestionMarkIsAValue()
    {
        var table = RawTables.Read("@relation r\n@attribute a {'?',x}\n@attribute class {no,yes}\n@data\n'?',yes\n?,no\nx,no\n");

        Assert.Equal("? - x", table.Cells(0));
        Assert.Equal(1, table.Columns[0].MissingCount);
    }

    [Fact]
    public void ManyProblemsAreToldByTheirNumber()
    {
        var problems = RawTables.Read(Header + string.Concat(Enumerable.Repeat("red,x,no\n", 1234))).Problems;

        Assert.Equal(11, problems.Count);
        Assert.Equal("f: and 1,224 more like these", problems[^1]);
    }

    [Fact]
    public void WeightsOfRowsAreSaidToBeUnused()
    {
        var table = RawTables.Read(Header + "1,x,yes,{5}\n{0 2}, {3}\n3,y,no\n");

        Assert.Empty(table.Problems);
        Assert.Equal(["2 rows have weights in braces, which are not used"], table.Notes);
        Assert.Equal(3, table.RowCount);
    }

    [Theory]
    [InlineData("@relation r\n@attribute a numeric\n1,2\n", "f:3: '1,2' is neither @relation, @attribute nor @data")]
    [InlineData("@relation r\n@attribute a numeric\n", "f: an ARFF file without @data: is it cut off?")]
    [InlineData("@relation r\n@data\n1\n", "f:2: @data and no @attribute before it")]
    [InlineData("@relation r\n@attribute a\n@data\n", "f:2: attribute 'a' has no type")]
    [InlineData("@relation r\n@attribute a relational\n@data\n", "f:2: attribute 'a' is relational: tables within a table are not read")]
    [InlineData("@relation r\n@attribute a nominal\n@data\n", "f:2: attribute 'a': 'nominal' is no type (numeric, real, integer, string, date or values in braces)")]
    [InlineData("@relation r\n@attribute a {x,y\n@data\n", "f:2: attribute 'a': the brace of its values is never closed")]
    [InlineData("@relation r\n@attribute a {x,y,x}\n@data\n", "f:2: attribute 'a': 'x' twice among its values")]
    [InlineData("@relation r\n@attribute 'a numeric\n@data\n", "f:2: @attribute: a quote that is never closed")]
    public void AHeaderThatCannotBeUnderstoodIsOneLine(string text, string expected) => Assert.Equal(expected, RawTables.Error(text));

    [Fact]
    public void TwoAttributesOfOneNameAreAProblemAndBothColumns()
    {
        var table = RawTables.Read("@relation r\n@attribute a numeric\n@attribute b numeric\n@attribute a {x,y}\n@data\n1,2,x\n");

        Assert.Equal([new("a", 0, 2)], table.Duplicates);
        Assert.Equal("a|b|(column 3)", table.Names());
    }

    [Fact]
    public void AHundredThousandAttributesTakeLittle()
    {
        const int Count = 100_000;
        var header = "@relation r\n" + string.Concat(Enumerable.Range(0, Count).Select(i => $"@attribute a{i} numeric\n")) + "@attribute class {p,q}\n@data\n";
        var before = GC.GetAllocatedBytesForCurrentThread();
        var table = RawTables.Read(header + string.Join(',', Enumerable.Repeat("1", Count)) + ",p\n{5 2}\n");

        Assert.Equal((Count + 1, 2), (table.Columns.Count, table.RowCount));
        Assert.Equal([0, 2, 0], [table.Columns[4].Numbers()[1], table.Columns[5].Numbers()[1], table.Columns[6].Numbers()[1]]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000_000);
    }

    /// <summary>A nominal attribute of no declared value at all that many a file has, and long comments before all.</summary>
    [Fact]
    public void CommentsMayBeLongerThanWhatIsLookedAt()
    {
        var table = RawTables.Read(string.Concat(Enumerable.Repeat("% nothing of interest\n", 10_000)) + Header + "1,x,yes\n");

        Assert.Equal(("ARFF", 1), (table.Format, table.RowCount));
        Assert.Equal(10_006, table.Columns[1].Texts[0].FirstLine);
    }

    /// <summary>A line that never ends must not take all memory.</summary>
    [Fact]
    public void AVeryLongLineIsAnError() => Assert.Equal(
        "f:6: a line of more than 100,000 bytes",
        RawTables.Error(Header + new string('1', 200_000) + ",x,yes\n", new ReadingOptions { MaxRecordLength = 100_000 }));

    [Fact]
    public void ManyDistinctNumbersAreNumbers()
    {
        var table = RawTables.Read(Header + string.Concat(Enumerable.Range(0, 5000).Select(i => FormattableString.Invariant($"{i}.25,x,yes\n"))));

        Assert.Equal(RawColumnKind.Numbers, table.Columns[0].Kind);
        Assert.Equal(4999.25, table.Columns[0].Values[4999]);
    }
}
