using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Core.Memory;

/// <summary>Stack blocks. An operand that is not there is null.</summary>
internal static unsafe class Scratch
{
    /// <summary>Bytes to ask for beyond the need, so that <see cref="Align"/> finds room.</summary>
    public const int Alignment = 64;

    /// <summary>The first cache line boundary: a block stored across two lines is slow to load again.</summary>
    public static T* Align<T>(T* room)
        where T : unmanaged => (T*)(((nuint)room + Alignment - 1) & ~(nuint)(Alignment - 1));

    /// <summary>Asks for memory that is read next: columns of rows are no stream that the hardware sees coming.</summary>
    public static void Prefetch<T>(T* from, nint count)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            for (nint offset = 0; offset < count * sizeof(T); offset += Alignment)
            {
                Sse.Prefetch0((byte*)from + offset);
            }
        }
    }

    /// <summary>Asks for rows and for what lies between them, unless that is more than they are.</summary>
    public static void PrefetchRows<T>(T* rows, nint count, nint stride, nint columns)
        where T : unmanaged
    {
        if (stride <= 2 * columns)
        {
            Prefetch(rows, count * stride);
            return;
        }

        for (nint row = 0; row < count; row++)
        {
            Prefetch(rows + (row * stride), columns);
        }
    }

    /// <summary>Asks for a cache line that is read soon; any address will do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PrefetchBlock<T>(T* from)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(from);
        }
    }

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
        new Span<T>(to, size).Fill(padding);
        if (from != null)
        {
            new Span<T>(from, count).CopyTo(new Span<T>(to, size));
        }
    }
}
