using System.Buffers.Binary;

namespace Counterweight.Cli.Reading.Sources;

/// <summary>The checksum CRC-32 of zip and gzip.</summary>
internal struct Crc32
{
    private const int Slices = 8;
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = CreateTable();

    // The register is kept inverted, so that the default is that of no bytes.
    private uint inverted;

    /// <summary>The checksum of the bytes so far.</summary>
    public readonly uint Value => inverted;

    /// <summary>Adds bytes, eight at a time: a table for each place among them.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var register = ~inverted;
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

        inverted = ~register;
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
