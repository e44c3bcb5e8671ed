using System.Diagnostics;

namespace Counterweight.Core.Memory;

/// <summary>Stack blocks. An operand that is not there is null.</summary>
internal static unsafe class Scratch
{
    /// <summary>Bytes of a cache line, and to ask for beyond the need, so that <see cref="Align"/> finds room.</summary>
    public const int Alignment = 64;

    /// <summary>The first cache line boundary: a block stored across two lines is slow to load again.</summary>
    public static T* Align<T>(T* buffer)
        where T : unmanaged => (T*)(((nuint)buffer + Alignment - 1) & ~(nuint)(Alignment - 1));

    /// <summary>Numbers of 64 bits that hold a value.</summary>
    public static int Longs<T>()
        where T : unmanaged => (sizeof(T) + sizeof(long) - 1) / sizeof(long);

    public static void CopyOrFill<T>(T* from, T* to, int count, T filling)
        where T : unmanaged
    {
        if (from == null)
        {
            new Span<T>(to, count).Fill(filling);
        }
        else
        {
            new Span<T>(from, count).CopyTo(new Span<T>(to, count));
        }
    }

    public static void CopyBack<T>(T* from, T* to, int count)
        where T : unmanaged
    {
        if (to != null)
        {
            new Span<T>(from, count).CopyTo(new Span<T>(to, count));
        }
    }

    /// <summary>Copies what is there and pads it to a block.</summary>
    public static void Pad<T>(T* from, int count, T* to, int size, T padding)
        where T : unmanaged
    {
        Debug.Assert(count <= size, "There is more than a block holds.");
        new Span<T>(to, size).Fill(padding);
        if (from != null)
        {
            new Span<T>(from, count).CopyTo(new Span<T>(to, size));
        }
    }
}
