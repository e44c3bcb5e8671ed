using Counterweight.Cli.Columns;
using Xunit;

namespace Counterweight.Cli.Tests.Columns;

/// <summary>Composed and decomposed text, written in numbers: an editor may change the letters.</summary>
public class DecomposedTextTests
{
    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("\u00E9", "e\u0301")]
    [InlineData("gr\u00F6\u00DFe", "gro\u0308\u00DFe")]
    [InlineData("\u1EC7", "e\u0302\u0323")]
    [InlineData("\u00EA\u0323", "e\u0302\u0323")]
    [InlineData("e\u0323\u0302", "e\u0302\u0323")]
    [InlineData("\u0439", "\u0438\u0306")]
    [InlineData("\u304C", "\u304B\u3099")]
    [InlineData("\uAC00", "\u1100\u1161")]
    [InlineData("\uAC01", "\u1100\u1161\u11A8")]
    [InlineData("\uD7A3", "\u1112\u1175\u11C2")]
    [InlineData("\uD834\uDD5E", "\uD834\uDD5E")]
    [InlineData("\uD83D\uDE00", "\uD83D\uDE00")]
    public void ComposedLettersAreTakenApart(string text, string expected)
    {
        Assert.Equal(expected, DecomposedText.Of(text), StringComparer.Ordinal);
        Assert.Equal(expected, DecomposedText.Of(expected), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("\u00E9", "e")]
    [InlineData("\u00E9", "\u00E8")]
    [InlineData("\uFB01", "fi")]
    [InlineData("\u00B5", "\u03BC")]
    [InlineData("e\u0301a", "ea\u0301")]
    public void OtherTextStaysAnother(string left, string right) => Assert.NotEqual(DecomposedText.Of(left), DecomposedText.Of(right), StringComparer.Ordinal);

    [Fact]
    public void ClassesOfOtherUnicodeFormsLookAlike()
    {
        var plan = Tables.Plan(Tables.Rows("a,y", 60, row => $"{row % 7},{(row % 3 == 0 ? "caf\u00E9" : row % 3 == 1 ? "cafe\u0301" : "Cafe\u0301")}"), new ColumnOptions { Label = "y" });

        Assert.Equal(3, plan.Label!.Classes.Count);
        Assert.Contains("classes that look alike are different: 'Cafe\u0301' and 'cafe\u0301' and 'caf\u00E9'", plan.Notes, StringComparer.Ordinal);
    }

    [Fact]
    public void ColumnsOfOtherUnicodeFormsLookAlike()
    {
        var text = Tables.Rows("caf\u00E9,cafe\u0301,CAFE,y", 60, row => $"{row % 7},{row % 5},{row % 4},{(row % 3 == 0 ? "p" : "q")}");
        var plan = Tables.Plan(text, new ColumnOptions { Label = "y" });

        Assert.Equal(["columns that look alike are different: 'cafe\u0301' and 'caf\u00E9' (the same letters in other Unicode forms)"], plan.Notes);
    }

    /// <summary>A keyboard composes letters, a Mac's file system does not.</summary>
    [Theory]
    [InlineData("caf\u00E9", 0)]
    [InlineData("cafe\u0301", 0)]
    [InlineData("o\u0308", 2)]
    [InlineData("\u00F6", 1)]
    [InlineData("cafe", -1)]
    [InlineData("\u1EC7", -1)]
    public void ANameIsFoundInAnyFormUnlessTwoAreIt(string name, int place) =>
        Assert.Equal(place, new NamedColumns(["cafe\u0301", "\u00F6", "o\u0308", "e\u0302\u0323", "\u00EA\u0323"]).Find(name));
}
