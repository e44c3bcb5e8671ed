using System.Buffers.Binary;
using System.Text;

namespace Counterweight.Cli.Reading.Columns;

/// <summary>The distinct texts of a column as UTF-8, each with a code from 0 in order of first cell.</summary>
/// <remarks>
/// A hash table with open addressing over one array of bytes: no object a text, and a column of few cells takes few bytes.
/// The hash has a random seed, so that no file can be written to make it slow; codes do not depend on it.
/// </remarks>
internal sealed class TextTable
{
    private const int FirstSlots = 4;
    private const int FirstBytes = 16;
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64() | 1;

    private int[] codeInSlot = [];
    private int[] hashes = [];
    private int[] ends = [];
    private long[] firstLines = [];
    private byte[] bytes = [];

    /// <summary>Number of distinct texts.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of all of them.</summary>
    public int ByteCount => Count == 0 ? 0 : ends[Count - 1];

    /// <summary>A text as UTF-8.</summary>
    public ReadOnlySpan<byte> this[int code] => bytes.AsSpan(Start(code)..ends[code]);

    /// <summary>A text.</summary>
    public string Text(int code) => Encoding.UTF8.GetString(this[code]);

    /// <summary>The line a text was first seen on.</summary>
    public long FirstLine(int code) => firstLines[code];

    /// <summary>The code of a text, which is added where it is new.</summary>
    public int GetOrAdd(ReadOnlySpan<byte> text, long line)
    {
        if (2 * Count >= codeInSlot.Length)
        {
            Grow();
        }

        var hash = Hash(text);
        var mask = codeInSlot.Length - 1;
        var slot = hash & mask;
        while (codeInSlot[slot] > 0)
        {
            var code = codeInSlot[slot] - 1;
            if (hashes[code] == hash && this[code].SequenceEqual(text))
            {
                return code;
            }

            slot = (slot + 1) & mask;
        }

        codeInSlot[slot] = Count + 1;
        Append(text, hash, line);
        return Count++;
    }

    /// <summary>Lets go of the memory that only serves to add texts.</summary>
    public void Freeze()
    {
        codeInSlot = [];
        hashes = [];
        Array.Resize(ref ends, Count);
        Array.Resize(ref firstLines, Count);
        Array.Resize(ref bytes, ByteCount);
    }

    private static int Hash(ReadOnlySpan<byte> text)
    {
        var hash = Seed ^ ((ulong)text.Length * Multiplier);
        for (; text.Length > sizeof(ulong); text = text[sizeof(ulong)..])
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text));
        }

        var mixed = Mix(hash ^ Tail(text));
        return (int)(mixed ^ (mixed >> 32));
    }

    private static ulong Tail(ReadOnlySpan<byte> text) => text.Length switch
    {
        >= sizeof(uint) => BinaryPrimitives.ReadUInt32LittleEndian(text) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(text[^sizeof(uint)..]) << 32),
        > 0 => text[0] | ((ulong)text[text.Length / 2] << 8) | ((ulong)text[^1] << 16),
        _ => 0,
    };

    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value, Multiplier, out var low);
        return high ^ low;
    }

    private int Start(int code) => code == 0 ? 0 : ends[code - 1];

    private void Append(ReadOnlySpan<byte> text, int hash, long line)
    {
        var start = ByteCount;
        var end = checked(start + text.Length);
        if (end > bytes.Length)
        {
            Array.Resize(ref bytes, (int)Math.Max(Math.Max(end, FirstBytes), Math.Min(2L * bytes.Length, Array.MaxLength)));
        }

        text.CopyTo(bytes.AsSpan(start));
        hashes[Count] = hash;
        ends[Count] = end;
        firstLines[Count] = line;
    }

    private void Grow()
    {
        codeInSlot = new int[Math.Max(FirstSlots, 2 * codeInSlot.Length)];
        var room = codeInSlot.Length / 2;
        Array.Resize(ref hashes, room);
        Array.Resize(ref ends, room);
        Array.Resize(ref firstLines, room);
        var mask = codeInSlot.Length - 1;
        for (var code = 0; code < Count; code++)
        {
            var slot = hashes[code] & mask;
            while (codeInSlot[slot] > 0)
            {
                slot = (slot + 1) & mask;
            }

            codeInSlot[slot] = code + 1;
        }
    }
}
