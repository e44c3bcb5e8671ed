using System.IO.Compression;
using System.Text;
using Counterweight.Cli.Reading.Sources;
using Xunit;

namespace Counterweight.Cli.Tests.Reading;

/// <summary>What follows the members of a gzip file is neither lost nor taken for data.</summary>
public sealed class GzipTests
{
    private const string Follows = "f: bytes follow the compressed data that are none of it: the file is damaged, or two files in one";

    private static readonly byte[] Member = TemporaryFile.Compress("a,y\n1,p\n2,q\n");

    // What compressors of blocks write at the end of a file: a member of nothing.
    private static readonly byte[] EmptyMember = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    [Fact]
    public void BytesThatFollowAreRefused()
    {
        Assert.Equal(Follows, RawTables.Error([.. Member, .. "3,p\n"u8]));
        Assert.Equal(Follows, RawTables.Error([.. Member, 0, 0, 1]));
        Assert.Equal(Follows, RawTables.Error([.. Member, 0x1F]));
        Assert.Equal(Follows, RawTables.Error([.. Member, .. new byte[100_000], 7]));
        Assert.Equal(Follows, RawTables.Error([.. Member, .. EmptyMember, 7]));
        using var predictions = new TemporaryFile([.. TemporaryFile.Compress("y,probability_a,probability_b\na,1,0\n"), .. "b,1,0\n"u8]);
        Assert.Contains("bytes follow the compressed data", Runner.Run("evaluate", predictions.Path, "--label", "y").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ZerosAndFurtherMembersMayFollow()
    {
        byte[][] files =
        [
            [.. Member, .. new byte[1]], [.. Member, .. new byte[100_000]], [.. Member, .. EmptyMember], [.. EmptyMember, .. Member, .. EmptyMember, .. EmptyMember, .. new byte[9]],
            [.. TemporaryFile.Compress("a,y\n1"), .. TemporaryFile.Compress(",p\n2,q\n"), 0],
        ];
        Assert.All(files, file => Assert.All((int[])[1, 7, 1000], atOnce => Assert.Equal("1 2", RawTables.Read(file, atOnce: atOnce).Cells(0))));
    }

    /// <summary>A header with a name, a comment, an extra field and a checksum (RFC 1952, section 2.3).</summary>
    [Fact]
    public void HeadersMayHaveAllTheirFields()
    {
        byte[] header = [0x1F, 0x8B, 8, 2 | 4 | 8 | 16, 1, 2, 3, 4, 0, 255, 3, 0, 9, 0, 9, .. "name.csv\0a comment\0"u8, 5, 6];
        Assert.Equal("1 2", RawTables.Read([.. header, .. Member[10..]]).Cells(0));
        Assert.Equal("f: the compressed data is damaged", RawTables.Error([0x1F, 0x8B, 8, 32, .. Member[4..]]));
        Assert.Equal("f: the compressed data is damaged", RawTables.Error([0x1F, 0x8B, 7, 0, .. Member[4..]]));
        Assert.All(Enumerable.Range(2, header.Length - 2), length => Assert.Equal("f: the compressed data is damaged", RawTables.Error(header[..length])));
    }

    [Fact]
    public void EveryFlippedByteOfTheDataIsAnError()
    {
        for (var place = 10; place < Member.Length; place++)
        {
            byte[] damaged = [.. Member];
            damaged[place] ^= 0x55;
            Assert.Contains(RawTables.Error(damaged), (string[])["f: the compressed data is damaged", Follows], StringComparer.Ordinal);
        }
    }

    /// <summary>Members of all sizes, of data that compresses and of data that does not, however the bytes come.</summary>
    [Fact]
    public void AllMembersAreReadWhole()
    {
        var random = new Random(5);
        for (var trial = 0; trial < 60; trial++)
        {
            using var packed = new MemoryStream();
            using var content = new MemoryStream();
            for (var member = random.Next(1, 6); member > 0; member--)
            {
                var bytes = new byte[random.Next(4) * random.Next(20_000)];
                random.NextBytes(bytes);
                bytes = random.Next(2) == 0 ? bytes : Encoding.ASCII.GetBytes(new string('x', bytes.Length));
                content.Write(bytes);
                packed.Write(bytes.Length == 0 ? EmptyMember : Compress(bytes, (CompressionLevel)random.Next(4)));
            }

            packed.Write(new byte[random.Next(2) * random.Next(20_000)]);
            using var stream = new GzipMembers(new TrickleStream(packed.ToArray(), random.Next(1, 20_000)), "f");
            using var read = new MemoryStream();
            stream.CopyTo(read, random.Next(1, 50_000));
            Assert.Equal(content.ToArray(), read.ToArray());
        }
    }

    private static byte[] Compress(byte[] content, CompressionLevel level)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, level))
        {
            gzip.Write(content);
        }

        return buffer.ToArray();
    }
}
