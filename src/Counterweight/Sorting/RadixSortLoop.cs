using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Sorting;

namespace Counterweight.Sorting;

/// <summary>
/// Stable radix sort from the lowest digit, eight bits at a time. All digits are counted in one pass over the numbers;
/// a digit that is the same in all of them costs nothing more. A column of two numbers is sorted by a loop of its own.
/// </summary>
internal static unsafe class RadixSortLoop<TEntry, T>
    where TEntry : unmanaged, IRadixEntry<TEntry, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Buckets = RadixPass.Buckets;

    /// <summary>Writes rows in the order of their values, and the values where there is a buffer for them; returns how many are numbers.</summary>
    /// <param name="values">Row r's at r · stride.</param>
    /// <param name="stride">Elements from a row to the next.</param>
    /// <param name="count">Rows.</param>
    /// <param name="rows">The order.</param>
    /// <param name="sorted">The values, or null.</param>
    /// <param name="workspace">A buffer for two entries a row.</param>
    [SkipLocalsInit]
    public static int Run(T* values, nint stride, int count, int* rows, T* sorted, TEntry* workspace)
    {
        DebugChecks.Present(values, count);
        DebugChecks.Present(rows, count);
        DebugChecks.Present(workspace, count);
        if (TwoValueLoop<TEntry, T>.TryRun(values, stride, count, rows, sorted))
        {
            return count;
        }

        var counts = stackalloc uint[TEntry.Digits * Buckets];
        new Span<uint>(counts, TEntry.Digits * Buckets).Clear();
        var missing = Count(values, stride, count, counts);
        Place(values, stride, count, rows, sorted, workspace, counts);
        return count - missing;
    }

    private static void Place(T* values, nint stride, int count, int* rows, T* sorted, TEntry* workspace, uint* counts)
    {
        var moved = 0;
        var from = workspace;
        var to = workspace + count;
        for (var digit = 0; digit < TEntry.Digits; digit++)
        {
            var starts = counts + (digit * Buckets);
            if (count == 0 || !RadixPass.ToStarts(starts, count))
            {
                continue;
            }

            if (moved++ == 0)
            {
                ScatterValues(values, stride, count, 8 * digit, starts, from);
            }
            else
            {
                RadixPass.Scatter(from, count, 8 * digit, starts, to);
                var free = from;
                from = to;
                to = free;
            }
        }

        for (var i = 0; i < count; i++)
        {
            var entry = moved == 0 ? TEntry.Create(values[i * stride], i) : from[i];
            rows[i] = entry.Row;
            if (sorted != null)
            {
                sorted[i] = entry.Value;
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Count(T* values, nint stride, int count, uint* counts)
    {
        var missing = 0;
        for (var i = 0; i < count; i++)
        {
            var value = *values;
            values += stride;
            missing += T.IsNaN(value) ? 1 : 0;
            var entry = TEntry.Create(value, 0);
            counts[entry.Digit(0)]++;
            counts[Buckets + entry.Digit(8)]++;
            counts[(2 * Buckets) + entry.Digit(16)]++;
            counts[(3 * Buckets) + entry.Digit(24)]++;
            if (TEntry.Digits == 8)
            {
                counts[(4 * Buckets) + entry.Digit(32)]++;
                counts[(5 * Buckets) + entry.Digit(40)]++;
                counts[(6 * Buckets) + entry.Digit(48)]++;
                counts[(7 * Buckets) + entry.Digit(56)]++;
            }
        }

        return missing;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ScatterValues(T* values, nint stride, int count, int shift, uint* starts, TEntry* to)
    {
        for (var i = 0; i < count; i++)
        {
            var entry = TEntry.Create(*values, i);
            values += stride;
            to[starts[entry.Digit(shift)]++] = entry;
        }
    }
}
