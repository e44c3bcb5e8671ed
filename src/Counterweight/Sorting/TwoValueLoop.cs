using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;

namespace Counterweight.Sorting;

/// <summary>Sorts a column of two numbers, such as one of 0 and 1: one pass sees that there are no others, and one puts the rows in their places.</summary>
internal static unsafe class TwoValueLoop<TEntry, T>
    where TEntry : unmanaged, IRadixEntry<TEntry, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Writes rows in the order of their values, and the values where there is a buffer for them; false where there are more than two, or NaN.</summary>
    /// <param name="values">Row r's at r · stride.</param>
    /// <param name="stride">Elements from a row to the next.</param>
    /// <param name="count">Rows.</param>
    /// <param name="rows">The order.</param>
    /// <param name="sorted">The values, or null.</param>
    public static bool TryRun(T* values, nint stride, int count, int* rows, T* sorted)
    {
        DebugChecks.Present(values, count);
        DebugChecks.Present(rows, count);
        if (count == 0 || !AreTwo(values, stride, count, out var low, out var high, out var lowCount))
        {
            return false;
        }

        Place(values, stride, count, low, lowCount, rows);
        if (sorted != null)
        {
            new Span<T>(sorted, lowCount).Fill(TEntry.Create(low, 0).Value);
            new Span<T>(sorted + lowCount, count - lowCount).Fill(TEntry.Create(high, 0).Value);
        }

        return true;
    }

    /// <summary>Whether no value differs from both the first one and the first that is another; NaN equals none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool AreTwo(T* values, nint stride, int count, out T low, out T high, out int lowCount)
    {
        var end = values + (count * stride);
        (low, high, lowCount) = (*values, *values, 0);
        var value = values;
        while (value < end && *value == low)
        {
            value += stride;
            lowCount++;
        }

        if (value >= end)
        {
            return true;
        }

        high = *value;
        for (; value < end; value += stride)
        {
            if (*value == low)
            {
                lowCount++;
            }
            else if (*value != high)
            {
                return false;
            }
        }

        if (high < low)
        {
            (low, high, lowCount) = (high, low, count - lowCount);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Place(T* values, nint stride, int count, T low, int lowCount, int* rows)
    {
        var (atLow, atHigh) = (0, lowCount);
        for (var row = 0; row < count; row++)
        {
            var isLow = *values == low ? 1 : 0;
            rows[isLow != 0 ? atLow : atHigh] = row;
            atLow += isLow;
            atHigh += 1 - isLow;
            values += stride;
        }
    }
}
