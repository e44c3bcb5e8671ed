using System.Text;
using Counterweight.Cli.Columns;

namespace Counterweight.Cli.Reading.Sources;

/// <summary>A format that is not read but known by its first bytes, so that it can be named.</summary>
/// <param name="Name">What the file is, as the end of «is …».</param>
/// <param name="Advice">What to do about it.</param>
internal sealed record ForeignFormat(string Name, string Advice)
{
    private const string SaveAsCsv = "save it as CSV or Parquet";

    private static readonly (byte[] Bytes, int Offset, ForeignFormat Format)[] Signatures =
    [
        ([0xFD, .. "7zXZ"u8, 0], 0, Unpacked("xz", "xz -dc")),
        ([0x28, 0xB5, 0x2F, 0xFD], 0, Unpacked("zstd", "zstd -dc")),
        ([.. "BZh"u8], 0, Unpacked("bzip2", "bzip2 -dc")),
        ([0x04, 0x22, 0x4D, 0x18], 0, Unpacked("lz4", "lz4 -dc")),
        ([.. "LZIP"u8, 1], 0, Unpacked("lzip", "lzip -dc")),
        ([0x5D, 0, 0], 0, Unpacked("lzma", "xz -dc --format=lzma")),
        ([0x1F, 0x9D], 0, Unpacked("compress", "gzip -dc")),
        ([0xFF, 0x06, 0, 0, .. "sNaPpY"u8], 0, new("compressed with snappy", "decompress it first")),
        ([.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], 0, Unpacked("7z", "7z x -so", "a 7z archive")),
        ([.. "Rar!"u8, 0x1A, 0x07], 0, Unpacked("RAR", "unrar p -inul", "a RAR archive")),
        ([.. "ustar"u8], 257, Unpacked("tar", "tar -xOf", "a tar archive")),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], 0, new("an old Excel workbook or another Office file", SaveAsCsv)),
        ([.. "CWMODEL"u8, 0x1A], 0, new("a model of counterweight", "counterweight inspect says what it holds, counterweight predict FILE --model MODEL uses it")),
        ([.. "FEA1"u8], 0, new("a Feather file of version 1, which is too old", "write it again with version 2: pyarrow.feather.write_feather(pyarrow.feather.read_table(FILE), NEW)")),
        ([.. "PARE"u8], 0, new("an encrypted Parquet file", "write it without encryption")),
        ([.. "ORC"u8, 0x08], 0, new("an ORC file", "write it as Parquet")),
        ([.. "ORC"u8, 0x0A], 0, new("an ORC file", "write it as Parquet")),
        ([.. "Obj"u8, 1], 0, new("an Avro file", "write it as Parquet")),
        ([0x89, .. "HDF\r\n"u8, 0x1A], 0, new("an HDF5 file", SaveAsCsv)),
        ([.. "CDF"u8, 1], 0, new("a NetCDF file", SaveAsCsv)),
        ([.. "CDF"u8, 2], 0, new("a NetCDF file", SaveAsCsv)),
        ([.. "MATLAB 5.0 MAT-file"u8], 0, new("a MATLAB file", "save it with writetable")),
        ([.. "SQLite format 3"u8, 0], 0, new("an SQLite database", "write the table as CSV: sqlite3 -header -csv FILE \"select * from TABLE\" | counterweight compare - …")),
        ([0x93, .. "NUMPY"u8], 0, new("a NumPy array", "save it with numpy.savetxt or as Parquet")),
        ([.. "RDX2\n"u8], 0, new("an R data file", "save it with write.csv")),
        ([.. "RDX3\n"u8], 0, new("an R data file", "save it with write.csv")),
        ([.. "X\n"u8, 0, 0, 0], 0, new("an R data file", "save it with write.csv")),
        ([.. "<stata_dta>"u8], 0, new("a Stata file", "export it as CSV")),
        ([.. "$FL2"u8], 0, new("an SPSS file", "export it as CSV")),
        ([.. "$FL3"u8], 0, new("an SPSS file", "export it as CSV")),
        ([0xC2, 0xEA, 0x81, 0x60, 0xB3, 0x14, 0x11, 0xCF], 12, new("a SAS file", "export it as CSV")),
        ([.. "HEADER RECORD*******LIBRARY"u8], 0, new("a SAS transport file", "export it as CSV")),
        ([.. "%PDF-"u8], 0, new("a PDF document", "extract the table as CSV")),
        ([.. "%!PS"u8], 0, new("a PostScript document", "extract the table as CSV")),
        ([.. "{\\rtf"u8], 0, new("an RTF document", "save it as plain text")),
        ([0x89, .. "PNG\r\n"u8], 0, Image("PNG")),
        ([0xFF, 0xD8, 0xFF], 0, Image("JPEG")),
        ([.. "GIF87a"u8], 0, Image("GIF")),
        ([.. "GIF89a"u8], 0, Image("GIF")),
        ([.. "II*"u8, 0], 0, Image("TIFF")),
        ([.. "MM"u8, 0, .. "*"u8], 0, Image("TIFF")),
        ([.. "WEBP"u8], 8, Image("WebP")),
        ([.. "WAVE"u8], 8, new("a sound", "give a table")),
        ([.. "ftyp"u8], 4, new("a video or an image", "give a table")),
        ([.. "OggS"u8, 0], 0, new("a sound", "give a table")),
        ([.. "fLaC"u8, 0], 0, new("a sound", "give a table")),
        ([0x7F, .. "ELF"u8], 0, Program()),
        ([0xCF, 0xFA, 0xED, 0xFE], 0, Program()),
        ([0xCE, 0xFA, 0xED, 0xFE], 0, Program()),
        ([0xCA, 0xFE, 0xBA, 0xBE], 0, Program()),
        ([0, .. "asm"u8], 0, Program()),
    ];

    private static readonly ForeignFormat Pickle = new("a pickle, which may run code when it is read", "save it with to_csv or to_parquet");
    private static readonly ForeignFormat Binary = new("binary data, not a table of text", "save it as CSV, Parquet or Arrow, or name the --encoding of text");

    /// <summary>The format of bytes that are no text table and no format that is read; null: they may be one.</summary>
    public static ForeignFormat? Find(ReadOnlySpan<byte> head)
    {
        foreach (var (bytes, offset, format) in Signatures)
        {
            if (head.Length >= offset + bytes.Length && head[offset..].StartsWith(bytes))
            {
                return format;
            }
        }

        var hasNul = head.Contains((byte)0);
        return head switch
        {
            [0x80, >= 2 and <= 5, ..] when hasNul || head[^1] == '.' => Pickle,
            [(byte)'M', (byte)'Z', ..] when hasNul => Program(),
            [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => Image("BMP"),
            _ => null,
        };
    }

    /// <summary>Bytes with NUL among them that are text of no encoding.</summary>
    public static ForeignFormat? FindBinary(ReadOnlySpan<byte> head)
    {
        const int FirstBytes = 512;
        var start = head[..Math.Min(head.Length, FirstBytes)];

        // One NUL in text is an error that tells its line.
        return start.Count((byte)0) > 1 + (start.Length / 64) ? Binary : null;
    }

    /// <summary>Text that is no table: JSON, XML, HTML; null: it may be one.</summary>
    public static ForeignFormat? FindMarkup(ReadOnlySpan<byte> text)
    {
        var start = text.TrimStart(" \t\r\n"u8);
        var next = start.Length > 0 ? start[1..].TrimStart(" \t\r\n"u8) : [];
        switch (start)
        {
            case [(byte)'{', ..] when next is [(byte)'"', ..] && HasKey(next[1..]) || next is [(byte)'}', ..]:
            case [(byte)'[', ..] when next is [(byte)'{' or (byte)'[' or (byte)'"', ..]:
                return new("JSON", "write the table as CSV or Parquet, with pandas.read_json(FILE).to_csv(NEW, index=False) for one");
            case [(byte)'<', ..]:
                var word = Encoding.ASCII.GetString(start[1..Math.Min(start.Length, 16)]).ToLowerInvariant();
                return word.StartsWith("?xml", StringComparison.Ordinal) ? new("XML", SaveAsCsv)
                    : Array.Exists(["!doctype html", "html", "head>", "body>", "table"], tag => word.StartsWith(tag, StringComparison.Ordinal)) && !text.Contains((byte)'\t') ? new("HTML: a page, or an error that was downloaded in place of the file", "download the file itself")
                    : word.StartsWith("svg", StringComparison.Ordinal) || word.StartsWith("!--", StringComparison.Ordinal) || word.StartsWith("!doctype", StringComparison.Ordinal) ? new("XML or HTML", SaveAsCsv)
                    : null;
            default:
                return null;
        }
    }

    /// <summary>The one line that refuses the file.</summary>
    public InputException Refuse(string source) => new($"{source}: is {Name}; {Advice.Replace("FILE", string.Equals(source, InputFile.StandardInputName, StringComparison.Ordinal) ? "FILE" : ShellText.Quote(source), StringComparison.Ordinal)}");

    private static bool HasKey(ReadOnlySpan<byte> afterQuote)
    {
        var end = afterQuote.IndexOf((byte)'"');
        return end >= 0 && afterQuote[(end + 1)..].TrimStart(" \t\r\n"u8) is [(byte)':', ..];
    }

    private static ForeignFormat Unpacked(string name, string command, string? what = null) => new(what ?? $"compressed with {name}", $"{command} FILE | counterweight compare - …");

    private static ForeignFormat Image(string name) => new($"an image ({name})", "give a table");

    private static ForeignFormat Program() => new("a program", "give a table");
}
