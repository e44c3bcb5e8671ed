using System.Text;
using Counterweight.Cli.Reading.Sources;
using Xunit;

namespace Counterweight.Cli.Tests.Reading;

/// <summary>From bytes of any encoding to clean UTF-8, however the bytes come and however few are asked for.</summary>
public class TextEncodingTests
{
    // Longer than what is looked at first, so that characters are cut wherever a pipe cuts them.
    private static readonly string Text = string.Concat(Enumerable.Repeat("naïve,größe,価格,😀\r\nx,ÿ,€,z\n", 300));

    public static TheoryData<string, bool> Marked => new()
    {
        { "utf-8", true },
        { "utf-8", false },
        { "utf-16", true },
        { "utf-16be", true },
        { "utf-16", false },
        { "utf-16be", false },
        { "utf-32", true },
        { "utf-32be", true },
    };

    [Theory]
    [MemberData(nameof(Marked))]
    public void UnicodeIsFoundByItsMarkOrItsZeroBytes(string name, bool hasMark)
    {
        var encoding = Encodings.Parse(name);
        byte[] bytes = [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(Text)];
        if (name.StartsWith("utf-32", StringComparison.Ordinal) || hasMark)
        {
            Assert.NotEmpty(encoding.GetPreamble());
        }

        AssertText(Text, bytes);
    }

    [Theory]
    [InlineData("cp1252", "größe €")]
    [InlineData("windows-1252", "größe €")]
    [InlineData("Latin1", "größe")]
    [InlineData("latin-1", "größe")]
    [InlineData("ISO8859-15", "größe €")]
    [InlineData("cp1250", "žluťoučký")]
    [InlineData("cp1251", "цена")]
    [InlineData("koi8-r", "цена")]
    [InlineData("KOI8_R", "цена")]
    [InlineData("gb18030", "价格😀")]
    [InlineData("gbk", "价格")]
    [InlineData("big5", "價格")]
    [InlineData("shift_jis", "価格ソ")]
    [InlineData("cp932", "価格ソ")]
    [InlineData("euc-jp", "価格")]
    [InlineData("euc-kr", "가격")]
    [InlineData("utf-16-le", "価格😀")]
    [InlineData("utf_8", "価格😀")]
    public void AnEncodingThatIsNamedIsUsed(string name, string text)
    {
        var encoding = Encodings.Parse(name);

        var much = string.Concat(Enumerable.Repeat(text + "\n", 500));
        AssertText(much, encoding.GetBytes(much), encoding);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("cp99999")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("utf-7")]
    public void AnEncodingThatIsNotKnownIsAnErrorWithSomeThatAre(string name)
    {
        var error = Assert.Throws<InputException>(() => Encodings.Parse(name));

        Assert.StartsWith($"--encoding '{name}' is not known; some that are: utf-8, ", error.Message, StringComparison.Ordinal);
        foreach (var known in error.Message[(error.Message.IndexOf("are: ", StringComparison.Ordinal) + 5)..].Split(", "))
        {
            Assert.NotNull(Encodings.Parse(known));
        }
    }

    [Fact]
    public void BytesThatAreNoUtf8AfterAsciiAreWindows1252AndSaid()
    {
        var notes = AssertText("a,b\n1,é\n2,Ã©\n3,€\n", [.. "a,b\n1,"u8, 0xE9, .. "\n2,"u8, 0xC3, 0xA9, .. "\n3,"u8, 0x80, .. "\n"u8]);

        Assert.Equal(["line 2 is not UTF-8: the text is read as Windows-1252 (--encoding NAME says otherwise)"], notes);
    }

    [Fact]
    public void BytesThatAreNoUtf8AfterUtf8AreReadSinglyAndSaid()
    {
        var notes = AssertText("é\né\né\n", [0xC3, 0xA9, (byte)'\n', 0xE9, (byte)'\n', 0xC3, 0xA9, (byte)'\n']);

        Assert.Equal("line 2 is not UTF-8 although text before it is, so the file mixes encodings: each byte that is not UTF-8 is read as Windows-1252 (--encoding NAME says otherwise)", Assert.Single(notes));
    }

    /// <summary>Each of the 256 bytes but NUL is another text: no two labels can become one.</summary>
    [Fact]
    public void NoTwoBytesBecomeOneText()
    {
        var texts = Enumerable.Range(1, 255).Select(value => Read([(byte)'x', (byte)value, (byte)' '], null, 64, 64).Text).ToArray();

        Assert.Equal(255, texts.Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(texts, text => text.Contains('\uFFFD', StringComparison.Ordinal));
    }

    [Fact]
    public void ASequenceThatTheFileEndsInIsNotLost() => AssertText("aâ‚", [(byte)'a', 0xE2, 0x82]);

    [Theory]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF5, 0x80, 0x80, 0x80 })]
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xF0, 0x9F, 0x98 })]
    public void WhatLooksLikeUtf8AndIsNoneIsReadByteByByte(byte[] bytes) =>
        AssertText("ok\n" + Encodings.Windows1252.GetString(bytes) + "\n", [.. "ok\n"u8, .. bytes, (byte)'\n']);

    [Theory]
    [InlineData("utf-8", new byte[] { 0x61, 0x0A, 0x62, 0x0A, 0xE9, 0x0A }, ":3: is not UTF-8, which --encoding says it is")]
    [InlineData("shift_jis", new byte[] { 0x61, 0x0A, 0x62, 0x81, 0x0A }, ":2: is not shift_jis text")]
    [InlineData("utf-16", new byte[] { 0x61, 0, 0x0A, 0, 0x00, 0xD8, 0x0A, 0 }, ":2: is not UTF-16 (little-endian) text")]
    [InlineData("utf-16", new byte[] { 0x61, 0, 0x0A, 0, 0x61 }, ":2: is not UTF-16 (little-endian) text")]
    [InlineData("cp1252", new byte[] { 0xEF, 0xBB, 0xBF, 0x61 }, ": begins with the byte order mark of UTF-8 and not as Windows-1252, which --encoding says it is")]
    [InlineData(null, new byte[] { 0xFF, 0xFE, 0x61, 0, 0x00, 0xD8, 0x0A, 0 }, ":1: is not UTF-16 (little-endian) text")]
    [InlineData(null, new byte[] { 0x61, 0x0A, 0x00, 0x62, 0x63, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61 }, ":2: a NUL byte: this is binary data, not text")]
    [InlineData(null, new byte[] { 0xE9, 0x0A, 0x00, 0x62, 0x63, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61 }, ":2: a NUL byte: this is binary data, not text")]
    public void WhatDoesNotFitIsAnErrorWithItsLine(string? name, byte[] bytes, string expected)
    {
        foreach (var atOnce in (int[])[1, 2, 3, 1000])
        {
            var error = Assert.Throws<InputException>(() => Read(bytes, name is null ? null : Encodings.Parse(name), atOnce, 100_000));
            Assert.Equal("f" + expected, error.Message);
        }
    }

    /// <summary>The first byte that is no UTF-8 is far behind what is looked at first, and on the edge of two blocks.</summary>
    [Theory]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(1_000_000)]
    public void TheFirstByteThatIsNoUtf8MayComeLate(int ascii)
    {
        var lines = string.Concat(Enumerable.Repeat("123456789\n", ascii / 10)) + new string('x', ascii % 10);

        var notes = AssertText(lines + "éÃ©", [.. Encoding.ASCII.GetBytes(lines), 0xE9, 0xC3, 0xA9], asked: [70_000, 1 << 20], atOnce: [1 << 20, 65_536]);

        Assert.StartsWith(FormattableString.Invariant($"line {(ascii / 10) + 1} is not UTF-8: "), Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void OldCarriageReturnsAreLinesToo()
    {
        var notes = AssertText("a\rb\ré\r", [.. "a\rb\r"u8, 0xE9, (byte)'\r'], atOnce: [1000], asked: [1000, 100_000]);

        Assert.StartsWith("line 3 ", Assert.Single(notes), StringComparison.Ordinal);
    }

    /// <summary>Text of several lines that has none by the encoding that is said is of another one.</summary>
    [Theory]
    [InlineData("utf-8", "utf-16", "is not UTF-16 (little-endian) text, which --encoding says it is: its lines are those of bytes")]
    [InlineData("utf-8", "utf-16be", "is not UTF-16 (big-endian) text, which --encoding says it is: its lines are those of bytes")]
    [InlineData("utf-16le", "utf-16be", "is UTF-16 (little-endian) text and not UTF-16 (big-endian), which --encoding says it is")]
    [InlineData("utf-16be", "utf-16", "is UTF-16 (big-endian) text and not UTF-16 (little-endian), which --encoding says it is")]
    public void TextOfAnotherUnicodeIsTold(string own, string said, string message)
    {
        byte[] bytes = [.. Encodings.Parse(own).GetBytes("age,class\n41,p\n52,q\n")];
        var error = Assert.Throws<InputException>(() => Read(bytes, Encodings.Parse(said), 1000, 100));
        Assert.Equal($"f: {message}", error.Message);
    }

    /// <summary>A single line may have bytes as line breaks have them.</summary>
    [Fact]
    public void ALineOfUtf16IsText() => AssertText("a,\u0A05\u0A0D,\u0D0A", Encoding.BigEndianUnicode.GetBytes("a,\u0A05\u0A0D,\u0D0A"), Encoding.BigEndianUnicode);

    private static IReadOnlyList<string> AssertText(string expected, byte[] bytes, Encoding? said = null, int[]? atOnce = null, int[]? asked = null)
    {
        IReadOnlyList<string> notes = [];
        foreach (var few in atOnce ?? [1, 2, 3, 5, 1000])
        {
            foreach (var count in asked ?? [1, 7, 4096, 100_000])
            {
                (var text, notes) = Read(bytes, said, few, count);
                Assert.Equal(expected, text);
            }
        }

        return notes;
    }

    private static (string Text, IReadOnlyList<string> Notes) Read(byte[] bytes, Encoding? said, int atOnce, int asked)
    {
        using var text = TextEncoding.Open(new PeekedStream(new TrickleStream(bytes, atOnce), 4096), "f", said);
        using var whole = new MemoryStream();
        text.CopyTo(whole, asked);
        return (new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(whole.ToArray()), text.Notes);
    }
}
