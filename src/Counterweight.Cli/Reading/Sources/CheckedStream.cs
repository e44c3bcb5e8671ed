using System.IO.Hashing;

namespace Counterweight.Cli.Reading.Sources;

/// <summary>A file out of a zip file. Its end is an error where its length or its CRC-32 is not what the zip file says: .NET checks neither.</summary>
internal sealed class CheckedStream(Stream inner, long length, uint checksum) : ForwardStream
{
    private readonly Crc32 crc = new();
    private long count;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        count += read;
        crc.Append(buffer[..read]);
        return read > 0 || buffer.Length == 0 || (count == length && crc.GetCurrentHashAsUInt32() == checksum)
            ? read
            : throw new InvalidDataException("The checksum is wrong.");
    }
}
