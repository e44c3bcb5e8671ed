using Counterweight.Cli.Output;
using Xunit;

namespace Counterweight.Cli.Tests.Output;

/// <summary>Text of files on a terminal.</summary>
public class ShownTests
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("a\nb\r\tc", "a␊b␍␉c")]
    [InlineData("\u001b[31mred\u0007\u0000\u007f", "␛[31mred␇␀␡")]
    [InlineData("\u009b31m", @"\u009B31m")]
    [InlineData("a\u202eb\u2066c", @"a\u202Eb\u2066c")]
    [InlineData("a\u2028b\u2029", @"a\u2028b\u2029")]
    [InlineData("zero\u200bwidth\ufeff", @"zero\u200Bwidth\uFEFF")]
    [InlineData("größe 日本 😀", "größe 日本 😀")]
    public void NothingIsHiddenOrMoves(string text, string shown) => Assert.Equal(shown, Shown.Visible(text));

    [Fact]
    public void WhatIsNoUnicodeIsShownAsSuch() => Assert.Equal("\ufffdx", Shown.Visible("\ud800x"));

    [Fact]
    public void NoControlCharacterIsLeft()
    {
        for (var c = 0; c <= char.MaxValue; c++)
        {
            Assert.DoesNotContain(Shown.Visible($"a{(char)c}b"), char.IsControl);
        }
    }

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 6, "abcde…")]
    [InlineData("日本語", 6, "日本語")]
    [InlineData("日本語x", 6, "日本…")]
    [InlineData("e\u0301e\u0301e\u0301", 2, "e\u0301…")]
    [InlineData("a\nb\nc", 4, "a␊b…")]
    public void LongTextIsCutAtColumns(string text, int columns, string cut) => Assert.Equal(cut, Shown.Cut(text, columns));

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("日本", 4)]
    [InlineData("", 0)]
    [InlineData("é", 1)]
    public void WideCharactersTakeTwoColumns(string text, int width) => Assert.Equal(width, Shown.Width(text));

    [Fact]
    public void ColumnsAreAligned()
    {
        var table = new TextTable();
        table.AddColumn(isRight: false, "name");
        table.AddColumn(isRight: true, "two", "lines");
        table.AddRow("日本", "1");
        table.AddRow("b", "1,000");

        Assert.Equal(["        two", "name  lines", "───────────", "日本      1", "b     1,000"], table.Lines(), StringComparer.Ordinal);
    }

    [Fact]
    public void WordsAreWrapped() =>
        Assert.Equal(["one two", "  three", "  a-word-that-is-long", "  end"], Shown.Wrap("one two three a-word-that-is-long end", 9, "  "), StringComparer.Ordinal);
}
