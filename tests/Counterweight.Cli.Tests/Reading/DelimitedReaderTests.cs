using Counterweight.Cli.Reading;
using Xunit;

namespace Counterweight.Cli.Tests.Reading;

public class DelimitedReaderTests
{
    [Theory]
    [InlineData("a,b\n1,x\n2,y\n")]
    [InlineData("a,b\r\n1,x\r\n2,y\r\n")]
    [InlineData("a,b\r1,x\r2,y")]
    [InlineData("a,b\n\n1,x\n \n2,y")]
    [InlineData("a;b\n1;x\n2;y\n")]
    [InlineData("a\tb\n1\tx\n2\ty\n")]
    [InlineData("a|b\n1|x\n2|y\n")]
    [InlineData("a b\n1 x\n2 y\n")]
    [InlineData("  a    b\n  1    x \n 2\ty\t\n")]
    [InlineData("sep=;\na;b\n1;x\n2;y\n")]
    [InlineData("sep=^\r\na^b\r\n1^x\r\n2^y\r\n")]
    [InlineData("\"sep=|\"\na|b\n1|x\n2|y\n")]
    [InlineData("a , b\n1 , x\n2, y\n")]
    [InlineData("\"a\",\"b\"\n\"1\",\"x\"\n\"2\", \"y\" \n")]
    [InlineData("\"a\" \"b\"\n1 \"x\"\n2 \"y\"\n")]
    [InlineData("# made by hand\n# twice\na,b\n1,x\n2,y\n")]
    [InlineData("% made, by, hand\n\n%\na,b\n1,x\n2,y\n")]
    [InlineData("a,b,\n1,x,\n2,y,\n")]
    [InlineData("a,b\n1,x,\n2,y,\n")]
    [InlineData("a,b,,\n1,x,,\n2,y,,\n")]
    [InlineData("a,b\n1,x\n,\n2,y\n,\n")]
    [InlineData("a,b\n1,x\n2,y\n\u001A")]
    [InlineData("a,b\n1,x\n# a comment, with, commas\n2,y\n")]
    public void OneTableIsReadHoweverItIsWritten(string text)
    {
        var table = TableOf.Text(text);

        Assert.Equal("a|b", table.Names());
        Assert.Equal(["1|x", "2|y"], table.Rows());
        Assert.Equal("CSV", table.Format);
        Assert.Empty(table.Problems);
    }

    [Theory]
    [InlineData("1,5;2,5;x\n3,5;4,5;y\n", "1,5|2,5|x 3,5|4,5|y")]
    [InlineData("1,5\t2,5\tx\n3,5\t4,5\ty\n", "1,5|2,5|x 3,5|4,5|y")]
    [InlineData("1,5  2,5  x\n3,5  4,5  y\n", "1,5|2,5|x 3,5|4,5|y")]
    [InlineData("2024-01-01 10:00,5\n2024-01-02 11:00,6\n", "2024-01-01_10:00|5 2024-01-02_11:00|6")]
    [InlineData("\"a, b\";1\n\"c, d\";2\n", "a,_b|1 c,_d|2")]
    [InlineData("\"a, b\";x\n\"c, d\";y\n", "a,_b|x c,_d|y")]
    [InlineData("red car,no rust\nblue van,much rust\n", "red_car|no_rust blue_van|much_rust")]
    [InlineData("1 \"x  y\"\n2 \" z \"\n", "1|x__y 2|z")]
    [InlineData("\"a;b\",\"c;d\",1\n\"e;f\",\"g;h\",2\n", "a;b|c;d|1 e;f|g;h|2")]
    [InlineData("a,b c,1\nd,e f,2\n", "a|b_c|1 d|e_f|2")]
    [InlineData("1;2;3", "1|2|3")]
    [InlineData("1|2|3", "1|2|3")]
    [InlineData("1 2 3", "1|2|3")]
    [InlineData("1\n2\n", "1 2")]
    [InlineData("words\nred and blue\nblue and red\n", "words red_and_blue blue_and_red")]
    public void TheSeparatorIsTheOneThatFits(string text, string rows) =>
        Assert.Equal(rows, string.Join(' ', TableOf.Text(text, new ReadingOptions { HasHeader = false }).Rows().Select(row => row.Replace(' ', '_'))));

    [Fact]
    public void TheUsersSeparatorIsNotDoubted()
    {
        Assert.Equal(["1,5|x"], TableOf.Text("1,5|x", new ReadingOptions { HasHeader = false, Separator = '|' }).Rows());
        Assert.Equal(["1,5;2,5"], TableOf.Text("1,5;2,5", new ReadingOptions { HasHeader = false, Separator = '\t' }).Rows());
        Assert.Equal(["a;b|c"], TableOf.Text("sep=;\na;b,c", new ReadingOptions { HasHeader = false, Separator = ',' }).Rows());
        Assert.Equal("the separator (U+00A7) must be an ASCII character and neither a quote nor a line break", TableOf.Error("a§b", new ReadingOptions { Separator = '§' }));
    }

    [Theory]
    [InlineData("a,b\n1,x\n", null)]
    [InlineData("a;b\n1;x\n", "fields are separated by semicolons")]
    [InlineData("a b\n1 x\n", "fields are separated by spaces")]
    [InlineData("sep=;\na;b\n1;x\n", null)]
    [InlineData("# one\n% two\na,b\n1,x\n#three\n#four\n", "comments are passed over: lines 1, 2, 5 and 1 more")]
    [InlineData("# one\na,b\n1,x\n", "comments are passed over: line 1")]
    [InlineData("a,b\n1,x\n,\n , \n2,y\n", "rows of empty cells are left out: lines 3, 4")]
    [InlineData("a,b,\n1,x,\n", "column 3 has no name and no cell: left out")]
    [InlineData("a,b,,\n1,x,,\n", "columns 3 to 4 have no names and no cells: left out")]
    [InlineData("a,b\n1,x,\n2,y\n", "separators after the last field are passed over: line 2")]
    [InlineData("a,b\n1,5\" pipe\n2,y\n", "quotes inside a field are read as text: line 2")]
    [InlineData("1,x\n2,y\n", "no header: columns are named by their number (if the first line holds names, give one of them as --label)")]
    [InlineData("a,b\nr1,1,2\nr2,3,4\n", "the header has a name less than the records have fields: the first column has none")]
    public void WhatWasAssumedIsSaid(string text, string? note) => Assert.Equal(note == null ? [] : [note], TableOf.Text(text).Notes);

    [Fact]
    public void TheUserNeedNotHearHowToObjectToWhatHeSays() =>
        Assert.Equal(["no header: columns are named by their number"], TableOf.Text("a,x\n2,y\n", new ReadingOptions { HasHeader = false }).Notes);

    [Fact]
    public void NotesOfTheFileComeFirst()
    {
        using var stream = new MemoryStream("a;b\n1;2\n"u8.ToArray());
        var table = Counterweight.Cli.Reading.Delimited.DelimitedReader.Read(stream, "f", new ReadingOptions(), null, ["it is Latin-1"], TestContext.Current.CancellationToken);

        Assert.Equal(["it is Latin-1", "fields are separated by semicolons"], table.Notes);
    }

    [Theory]
    [InlineData("", "file.csv: the file is empty")]
    [InlineData("\n \n\r\n", "file.csv: the file is empty")]
    [InlineData("# nothing\n", "file.csv: the file is empty")]
    [InlineData("sep=,\n", "file.csv: the file is empty")]
    [InlineData("a,b\n", "file.csv: no rows after the header")]
    [InlineData("a,b\n,\n", "file.csv: no rows after the header")]
    [InlineData("a,y\n1,p\n2,\"p\n3,q\n", "file.csv:3: a quoted field that is never closed")]
    [InlineData("# c\nsep\na,y\n1,p\n2,\"p\n3,q\n", "file.csv:5: a quoted field that is never closed")]
    public void WhatIsNoTableIsAnError(string text, string message) => Assert.Equal(message, TableOf.Error(text));

    [Theory]
    [InlineData("a,y\n1,p\n2\n3,q\n", "file.csv:3: number of fields is 1, the header has 2")]
    [InlineData("a,y\n1,p\n2,p,x\n\n3\n", "file.csv:3: number of fields is 3, the header has 2; line 5 has 1")]
    [InlineData("1,p\n2,p,x\n3,q\n", "file.csv:2: number of fields is 3, most records have 2")]
    [InlineData("a,y\n1,p\n2\n3\n4\n5\n6\n7,q\n1,p\n1,p\n1,p\n1,p\n", "file.csv:3: number of fields is 1, the header has 2; line 4 has 1, line 5 has 1 and 2 more")]
    [InlineData("Sales of May\na,b,y\n1,2,p\n2,3,q\n", "file.csv:2: number of fields is 3, the header has 1 and most records 3: is line 1 the header?; line 3 has 3, line 4 has 3")]
    [InlineData("a,b,y\n1,5\" x\" 6\", z, p\n2,b,q\n", "file.csv:2: a quote inside an unquoted field")]
    [InlineData("a,b,y\n1,5\" x\n2,b,q\n3\"4,5\n", "file.csv:2: a quote inside an unquoted field, and on line 4")]
    [InlineData("a,b\n1,\"x\ny\"z\n2,c\n", "file.csv:2: a quote inside an unquoted field")]
    public void WhatIsWrongIsAProblemAndTheRestIsRead(string text, string problem)
    {
        var table = TableOf.Text(text);

        Assert.Equal([problem], table.Problems);
        Assert.NotEmpty(table.Columns);
    }

    [Fact]
    public void SeveralProblemsAreToldAtOnce()
    {
        var table = TableOf.Text("a,b,a,c,b,a,a\n1,2,3,4,5,6,7\n1\n1,2\"3\n");

        Assert.Equal(
            [
                "file.csv:4: a quote inside an unquoted field",
                "file.csv:3: number of fields is 1, the header has 7",
            ],
            table.Problems);
        Assert.Equal([new("a", 0, 2), new("b", 1, 4), new("a", 0, 5), new("a", 0, 6)], table.Duplicates);
        Assert.Equal("a|b|(column 3)|c|(column 5)|(column 6)|(column 7)", table.Names());
    }

    [Fact]
    public void QuotedFieldsHoldSeparatorsQuotesAndLineBreaks()
    {
        var table = TableOf.Text("\"a,1\",\"b\"\"q\"\"\",c\r\n1, \"x, y\",\"l1\nl2\"\r\n2,\" z \",\"l1\rl2\"\r\n3,5\" pipe,\"\"");

        Assert.Equal("a,1|b\"q\"|c", table.Names());
        Assert.Equal(["1|x, y|l1\nl2", "2|z|l1\rl2", "3|5\" pipe|"], table.Rows());
        Assert.Equal([2L, 4, 6], table.Columns[0].Texts.Select(text => text.FirstLine));
        Assert.Empty(table.Problems);
    }

    /// <summary>Beyond what is looked at to find the separator.</summary>
    [Fact]
    public void AQuoteAfterASpaceOpensAFieldWhereverItIs()
    {
        var table = TableOf.Text("a,b\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i % 7},x\n")) + "1, \"x, y\"\n2,\"x\"\n");

        Assert.Equal(["x", "x, y"], table.Columns[1].Texts.Select(text => text.Text).ToArray());
        Assert.Empty(table.Problems);
        Assert.Empty(table.Notes);
    }

    [Fact]
    public void RowsThatBeginAsCommentsAreRows() => Assert.Equal(["#ff0000|red", "#00ff00|green"], TableOf.Text("#ff0000,red\n#00ff00,green\n", new ReadingOptions { HasHeader = false }).Rows());

    [Fact]
    public void NulIsText() => Assert.Equal(["1|x\0y"], TableOf.Text("a,b\n1,x\0y\n").Rows());

    [Fact]
    public void AFooterIsNoGuess() => Assert.Equal(["1|2", "Total|"], TableOf.Text("a,b\n1,2\nTotal,\n").Rows());

    [Fact]
    public void ARecordThatIsTooLongIsOneLineWithThePlace()
    {
        var options = new ReadingOptions { MaxRecordLength = 10_000 };
        var text = "a,b\n1,x\n2,\"" + new string('x', 500_000);

        Assert.Equal("file.csv:3: a record of more than 10000 bytes: a quote may not be closed", TableOf.Error(text, options));
    }
}
