using System.Text;

namespace Counterweight.Cli.Reading.Sources;

/// <summary>Encodings by the names that people give them.</summary>
internal static class Encodings
{
    private const string Examples = "utf-8, utf-16, utf-32, cp1252, latin1, iso-8859-15, cp1250, cp1251, koi8-r, cp437, gb18030, big5, shift_jis, euc-jp, euc-kr";

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["utf8"] = "utf-8",
        ["utf-8-sig"] = "utf-8",
        ["utf8-sig"] = "utf-8",
        ["utf-8-bom"] = "utf-8",
        ["utf16"] = "utf-16",
        ["utf-16-le"] = "utf-16le",
        ["utf16le"] = "utf-16le",
        ["utf-16-be"] = "utf-16be",
        ["utf16be"] = "utf-16be",
        ["ucs-2"] = "utf-16",
        ["utf32"] = "utf-32",
        ["utf-32-le"] = "utf-32le",
        ["utf-32-be"] = "utf-32be",
        ["latin"] = "iso-8859-1",
        ["latin-1"] = "iso-8859-1",
        ["latin1"] = "iso-8859-1",
        ["l1"] = "iso-8859-1",
        ["ansi"] = "windows-1252",
        ["latin2"] = "iso-8859-2",
        ["latin-2"] = "iso-8859-2",
        ["latin9"] = "iso-8859-15",
        ["latin-9"] = "iso-8859-15",
        ["cp936"] = "gb18030",
        ["gbk"] = "gb18030",
        ["gb2312"] = "gb18030",
        ["sjis"] = "shift_jis",
        ["shift-jis"] = "shift_jis",
        ["cp932"] = "shift_jis",
        ["ms932"] = "shift_jis",
        ["cp949"] = "ks_c_5601-1987",
        ["cp950"] = "big5",
        ["koi8r"] = "koi8-r",
        ["koi8u"] = "koi8-u",
        ["mac-roman"] = "macintosh",
        ["macroman"] = "macintosh",
    };

    /// <summary>Windows-1252: what western text is that is no UTF-8.</summary>
    public static Encoding Windows1252 { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>The encoding that a user names, as .NET, Python or the IANA call it.</summary>
    /// <exception cref="InputException">It is not known.</exception>
    public static Encoding Parse(string name) =>
        Find(name) ?? throw new InputException($"--encoding '{FilePlace.OneLine(name)}' is not known; some that are: {Examples}");

    /// <summary>What messages call an encoding.</summary>
    public static string NameOf(Encoding encoding) => encoding.CodePage switch
    {
        1200 => "UTF-16 (little-endian)",
        1201 => "UTF-16 (big-endian)",
        12000 => "UTF-32 (little-endian)",
        12001 => "UTF-32 (big-endian)",
        1252 => "Windows-1252",
        65001 => "UTF-8",
        _ => encoding.WebName,
    };

    private static Encoding? Find(string name)
    {
        var plain = name.Trim().ToLowerInvariant();
        plain = plain is "shift_jis" or "ks_c_5601-1987" ? plain : plain.Replace('_', '-').Replace("iso8859", "iso-8859", StringComparison.Ordinal);
        plain = Aliases.GetValueOrDefault(plain, plain);
        var digits = plain.StartsWith("cp", StringComparison.Ordinal) ? plain[2..].TrimStart('-') : plain.StartsWith("windows", StringComparison.Ordinal) ? plain[7..].TrimStart('-') : plain;
        try
        {
            return int.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var page)
                ? CodePagesEncodingProvider.Instance.GetEncoding(page) ?? (page is > 0 and < 65536 ? Encoding.GetEncoding(page) : null)
                : CodePagesEncodingProvider.Instance.GetEncoding(plain) ?? Encoding.GetEncoding(plain);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
