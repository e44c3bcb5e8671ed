using Xunit;

namespace Counterweight.Cli.Tests.Reading;

/// <summary>Files that are no tables, or tables of formats that are not read: each is named for what it is.</summary>
public class ForeignFormatTests
{
    public static TheoryData<byte[], string> Foreign => new()
    {
        { [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, 0], "compressed with xz; xz -dc f.x | counterweight compare - …" },
        { [0x28, 0xB5, 0x2F, 0xFD, 4], "compressed with zstd; zstd -dc f.x | counterweight compare - …" },
        { [.. "BZh91AY&SY"u8], "compressed with bzip2; bzip2 -dc f.x | counterweight compare - …" },
        { [0x04, 0x22, 0x4D, 0x18, 0], "compressed with lz4; lz4 -dc f.x | counterweight compare - …" },
        { [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C, 0], "a 7z archive; 7z x -so f.x | counterweight compare - …" },
        { [.. new byte[257], .. "ustar"u8, .. new byte[250]], "a tar archive; tar -xOf f.x | counterweight compare - …" },
        { [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Excel workbook or another Office file; save it as CSV or Parquet" },
        { [.. "FEA1"u8, 0, 0], "a Feather file of version 1, which is too old; write it again with version 2: pyarrow.feather.write_feather(pyarrow.feather.read_table(f.x), NEW)" },
        { [.. "SQLite format 3"u8, 0], "an SQLite database; write the table as CSV: sqlite3 -header -csv f.x \"select * from TABLE\" | counterweight compare - …" },
        { [0x93, .. "NUMPY"u8, 1, 0], "a NumPy array; save it with numpy.savetxt or as Parquet" },
        { [0x80, 4, 0x95, 0, 0, 0, 0, 0, 0, 0, 0, (byte)'.'], "a pickle, which may run code when it is read; save it with to_csv or to_parquet" },
        { [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A], "an image (PNG); give a table" },
        { [0xFF, 0xD8, 0xFF, 0xE0], "an image (JPEG); give a table" },
        { [0x7F, .. "ELF"u8, 2, 1], "a program; give a table" },
        { [.. "%PDF-1.4\n"u8], "a PDF document; extract the table as CSV" },
        { [0x89, .. "HDF\r\n"u8, 0x1A, 0x0A], "an HDF5 file; save it as CSV or Parquet" },
        { [1, 2, 0, 3, 0, 0, 0, 0, 7, 8, 9, 0, 0, 0, 0, 200, 201], "binary data, not a table of text; save it as CSV, Parquet or Arrow, or name the --encoding of text" },
        { [.. "{\"a\": [1, 2]}"u8], "JSON; write the table as CSV or Parquet, with pandas.read_json(f.x).to_csv(NEW, index=False) for one" },
        { [.. "\n [ {\"a\": 1} ]"u8], "JSON; write the table as CSV or Parquet, with pandas.read_json(f.x).to_csv(NEW, index=False) for one" },
        { [.. "<?xml version=\"1.0\"?><r/>"u8], "XML; save it as CSV or Parquet" },
        { [.. "\r\n<!DOCTYPE html>\n<html>"u8], "HTML: a page, or an error that was downloaded in place of the file; download the file itself" },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public void OtherFormatsAreNamedWithOneThingToDo(byte[] bytes, string expected)
    {
        Assert.Equal($"f.x: is {expected}", RawTables.Error(bytes, source: "f.x"));
        Assert.Equal($"f.x: is {expected}", RawTables.Error(TemporaryFile.Compress(bytes), source: "f.x"));
    }

    [Theory]
    [InlineData("{a},b\n1,2\n")]
    [InlineData("[a],[b]\n1,2\n")]
    [InlineData("<DATE>,<OPEN>\n1,2\n")]
    [InlineData("BM,b\n1,2\n")]
    [InlineData("MZ,b\n1,2\n")]
    [InlineData("PK,b\n1,2\n")]
    [InlineData("\u001Fa,b\n1,2\n")]
    [InlineData("BZ,b\n1,2\n")]
    public void TextThatBeginsLikeAnotherFormatIsText(string text) => Assert.Equal("1", RawTables.Read(text).Cells(0));
}
