using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;

namespace Counterweight.Core.Sorting;

/// <summary>A pass of a radix sort from the lowest digit: entries go, in their order, to the bucket of one digit of theirs.</summary>
internal static unsafe class RadixPass
{
    /// <summary>Values of a digit.</summary>
    public const int Buckets = 256;

    /// <summary>Turns counts into where each bucket starts; false where one bucket has all, so that the pass would move nothing.</summary>
    public static bool ToStarts(uint* counts, int count)
    {
        uint start = 0;
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            var size = counts[bucket];
            if (size == (uint)count)
            {
                return false;
            }

            counts[bucket] = start;
            start += size;
        }

        return true;
    }

    /// <summary>Moves entries.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Scatter<TEntry>(TEntry* from, nint count, int shift, uint* starts, TEntry* to)
        where TEntry : unmanaged, IRadixKey
    {
        DebugChecks.Present(from, count);
        DebugChecks.Present(to, count);
        for (nint i = 0; i < count; i++)
        {
            var entry = from[i];
            to[starts[entry.Digit(shift)]++] = entry;
        }
    }
}
