using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Features.Bundles;

/// <summary>Sets of rows as bits, row r at bit r mod 64 of word r/64.</summary>
internal static unsafe class RowMarkLoop
{
    /// <summary>Rows of a word.</summary>
    public const int WordRows = 64;

    /// <summary>Words that mark some rows.</summary>
    public static nint Words(nint rows) => (rows + WordRows - 1) / WordRows;

    /// <summary>Marks the rows whose bin is another one.</summary>
    /// <param name="column">The first row's bin.</param>
    /// <param name="stride">From a row's bin to the next row's.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="common">The bin that is not marked.</param>
    /// <param name="marks">The words, all of which are written.</param>
    [SkipLocalsInit]
    public static void Others(byte* column, nint stride, nint rows, byte common, ulong* marks)
    {
        Debug.Assert(rows >= 0 && stride > 0, "There are no rows.");
        var buffer = stackalloc byte[WordRows];
        for (; rows > 0; rows -= WordRows, column += WordRows * stride, marks++)
        {
            if (stride == 1 && rows >= WordRows)
            {
                *marks = Word(column, common);
                continue;
            }

            var some = (int)Math.Min(rows, WordRows);
            new Span<byte>(buffer, WordRows).Fill(common);
            for (var row = 0; row < some; row++)
            {
                buffer[row] = column[row * stride];
            }

            *marks = Word(buffer, common);
        }
    }

    /// <summary>Rows that are marked.</summary>
    public static nint Count(ulong* marks, nint words)
    {
        nint count = 0;
        for (nint word = 0; word < words; word++)
        {
            count += BitOperations.PopCount(marks[word]);
        }

        return count;
    }

    /// <summary>Whether a row is marked in both.</summary>
    public static bool Meet(ulong* one, ulong* other, nint words)
    {
        nint word = 0;
        for (; word <= words - 4; word += 4)
        {
            if ((Vector256.Load(one + word) & Vector256.Load(other + word)) != Vector256<ulong>.Zero)
            {
                return true;
            }
        }

        for (; word < words; word++)
        {
            if ((one[word] & other[word]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Marks in one what is marked in the other.</summary>
    public static void Join(ulong* one, ulong* other, nint words)
    {
        for (nint word = 0; word < words; word++)
        {
            one[word] |= other[word];
        }
    }

    /// <summary>Adds to a set which bins the marked rows have.</summary>
    public static BinSet Bins(byte* column, nint stride, ulong* marks, nint words)
    {
        var seen = stackalloc bool[BinSet.Capacity];
        new Span<bool>(seen, BinSet.Capacity).Clear();
        for (nint word = 0; word < words; word++, column += WordRows * stride)
        {
            for (var rest = marks[word]; rest != 0; rest &= rest - 1)
            {
                seen[column[BitOperations.TrailingZeroCount(rest) * stride]] = true;
            }
        }

        var set = default(BinSet);
        for (var bin = 0; bin < BinSet.Capacity; bin++)
        {
            set = seen[bin] ? set.With(bin) : set;
        }

        return set;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(byte* bins, byte common)
    {
        var same = Vector256.Create(common);
        ulong low = ~Vector256.Equals(Vector256.Load(bins), same).ExtractMostSignificantBits();
        ulong high = ~Vector256.Equals(Vector256.Load(bins + 32), same).ExtractMostSignificantBits();
        return low | (high << 32);
    }
}
