using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Counterweight.Tests;

/// <summary>A hash of bits in their order, eight bytes a step: of so many results that hashing each byte would take longer than they do.</summary>
internal struct BitHash()
{
    private const ulong Prime = 0x9E3779B97F4A7C15;

    private ulong state = 14695981039346656037;

    /// <summary>The hash of what was added so far.</summary>
    public readonly ulong Value => state;

    /// <summary>Adds bytes, and how many they are.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Add((ulong)bytes.Length);
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var part in bytes)
        {
            Add(part);
        }
    }

    public void Add(ulong word) => state = BitOperations.RotateLeft((state ^ word) * Prime, 29);

    public override readonly string ToString() => state.ToString("x16", CultureInfo.InvariantCulture);
}
