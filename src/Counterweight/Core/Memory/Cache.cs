using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Core.Memory;

/// <summary>Asks for memory that is read or written soon. Any address will do: nothing is read where there is none.</summary>
internal static unsafe class Cache
{
    /// <summary>Asks for a cache line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch<T>(T* at)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(at);
        }
    }

    /// <summary>Asks for all lines of a run: columns of rows are no stream that the hardware sees coming.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PrefetchRun<T>(T* from, nint count)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            for (nint offset = 0; offset < count * sizeof(T); offset += Scratch.Alignment)
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
            PrefetchRun(rows, count * stride);
            return;
        }

        for (nint row = 0; row < count; row++)
        {
            PrefetchRun(rows + (row * stride), columns);
        }
    }
}
