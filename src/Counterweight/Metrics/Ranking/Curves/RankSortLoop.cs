using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Sorting;

namespace Counterweight.Metrics.Ranking.Curves;

/// <summary>
/// Radix sort of entries from the lowest digit, by a window of the highest bits in which their keys differ, as wide as their number
/// asks for. Runs that are equal within the window and differ below it are sorted afterwards. Equal keys may change places: their
/// order never shows.
/// </summary>
internal static unsafe class RankSortLoop<TEntry, T>
    where TEntry : unmanaged, IRankEntry<TEntry, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Bits of a digit.</summary>
    private const int DigitBits = 8;

    /// <summary>Digits of the widest window.</summary>
    private const int MaxDigits = 4;

    /// <summary>Sorts entries between two buffers and returns the one that they end in.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="other">As much room again.</param>
    /// <param name="count">Entries.</param>
    [SkipLocalsInit]
    public static TEntry* Run(TEntry* entries, TEntry* other, int count)
    {
        DebugChecks.Present(entries, count);
        DebugChecks.Present(other, count);
        if (count <= RankingTuning.ShortRun)
        {
            Insert(entries, count);
            return entries;
        }

        ulong all = ulong.MaxValue, any = 0;
        for (nint i = 0; i < count; i++)
        {
            all &= entries[i].Key;
            any |= entries[i].Key;
        }

        var varying = 64 - BitOperations.LeadingZeroCount(any & ~all);
        if (varying == 0)
        {
            return entries;
        }

        var wanted = BitOperations.Log2((uint)count) + 1 + RankingTuning.SpareBits;
        var digits = Math.Min(Math.Min(wanted + DigitBits - 1, varying + DigitBits - 1) / DigitBits, MaxDigits);
        var lowestBit = Math.Max(varying - (DigitBits * digits), 0);
        var sorted = Passes(entries, other, count, lowestBit, digits);
        if (lowestBit > 0)
        {
            Mend(sorted, sorted == entries ? other : entries, count, lowestBit);
        }

        return sorted;
    }

    [SkipLocalsInit]
    private static TEntry* Passes(TEntry* from, TEntry* to, int count, int lowestBit, int digits)
    {
        const int Buckets = RadixPass.Buckets;
        var counts = stackalloc uint[MaxDigits * Buckets];
        new Span<uint>(counts, digits * Buckets).Clear();
        Count(from, count, lowestBit, digits, counts);
        for (var digit = 0; digit < digits; digit++)
        {
            var starts = counts + (digit * Buckets);
            if (!RadixPass.ToStarts(starts, count))
            {
                continue;
            }

            RadixPass.Scatter(from, count, lowestBit + (DigitBits * digit), starts, to);
            var free = from;
            from = to;
            to = free;
        }

        return from;
    }

    private static void Count(TEntry* entries, nint count, int lowestBit, int digits, uint* counts)
    {
        const int Buckets = RadixPass.Buckets;
        for (nint i = 0; i < count; i++)
        {
            counts[entries[i].Digit(lowestBit)]++;
            if (digits > 1)
            {
                counts[Buckets + entries[i].Digit(lowestBit + DigitBits)]++;
            }

            if (digits > 2)
            {
                counts[(2 * Buckets) + entries[i].Digit(lowestBit + (2 * DigitBits))]++;
            }

            if (digits > 3)
            {
                counts[(3 * Buckets) + entries[i].Digit(lowestBit + (3 * DigitBits))]++;
            }
        }
    }

    /// <summary>Sorts each run of entries that are equal within the window by what is below it.</summary>
    private static void Mend(TEntry* sorted, TEntry* other, int count, int lowestBit)
    {
        for (var i = 1; i < count; i++)
        {
            if (sorted[i].Key >= sorted[i - 1].Key)
            {
                continue;
            }

            var window = sorted[i].Key >> lowestBit;
            var (start, end) = (i - 1, i + 1);
            while (start > 0 && sorted[start - 1].Key >> lowestBit == window)
            {
                start--;
            }

            while (end < count && sorted[end].Key >> lowestBit == window)
            {
                end++;
            }

            if (Run(sorted + start, other + start, end - start) != sorted + start)
            {
                new Span<TEntry>(other + start, end - start).CopyTo(new Span<TEntry>(sorted + start, end - start));
            }

            i = end;
        }
    }

    private static void Insert(TEntry* run, int count)
    {
        for (var i = 1; i < count; i++)
        {
            var entry = run[i];
            var at = i;
            for (; at > 0 && run[at - 1].Key > entry.Key; at--)
            {
                run[at] = run[at - 1];
            }

            run[at] = entry;
        }
    }
}
