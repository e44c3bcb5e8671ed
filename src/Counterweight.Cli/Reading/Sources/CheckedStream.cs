using System.Buffers.Binary;

namespace Counterweight.Cli.Reading.Sources;

/// <summary>A file out of a zip file. Its end is an error where its length or its CRC-32 is not what the zip file says: .NET checks neither.</summary>
internal sealed class CheckedStream(Stream inner, long length, uint checksum) : ForwardStream
{
    private const int Slices = 8;
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = CreateTable();

    private uint crc = uint.MaxValue;
    private long count;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        count += read;
        crc = Update(crc, buffer[..read]);
        return read > 0 || buffer.Length == 0 || (count == length && ~crc == checksum)
            ? read
            : throw new InvalidDataException("The checksum is wrong.");
    }

    // Eight bytes at a time: a table for each place among them.
    private static uint Update(uint register, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= Slices; bytes = bytes[Slices..])
        {
            var low = register ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[sizeof(uint)..]);
            register = At(7, low) ^ At(6, low >> 8) ^ At(5, low >> 16) ^ At(4, low >> 24) ^ At(3, high) ^ At(2, high >> 8) ^ At(1, high >> 16) ^ At(0, high >> 24);
        }

        foreach (var value in bytes)
        {
            register = At(0, register ^ value) ^ (register >> 8);
        }

        return register;
    }

    private static uint At(int slice, uint value) => Table[(slice << 8) | (int)(value & 0xFF)];

    private static uint[] CreateTable()
    {
        var table = new uint[Slices * 256];
        for (uint value = 0; value < 256; value++)
        {
            var entry = value;
            for (var bit = 0; bit < 8; bit++)
            {
                entry = (entry & 1) != 0 ? (entry >> 1) ^ Polynomial : entry >> 1;
            }

            table[value] = entry;
        }

        for (var i = 256; i < table.Length; i++)
        {
            table[i] = (table[i - 256] >> 8) ^ table[table[i - 256] & 0xFF];
        }

        return table;
    }
}
