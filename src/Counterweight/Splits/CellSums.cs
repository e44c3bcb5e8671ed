using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Splits;

/// <summary>Sums of neighbouring cells.</summary>
internal static unsafe class CellSums
{
    /// <summary>Rows of a cell: of a class cell those of all its classes.</summary>
    public static long Rows<TCriterion>(long* cell, int components)
        where TCriterion : struct, ISplitCriterion
    {
        var rows = cell[0];
        for (nint p = 1; !TCriterion.IsGradient && p < components; p++)
        {
            rows += cell[2 * p];
        }

        return rows;
    }

    /// <summary>Adds cells, pair by pair of their numbers. Four sums are under way: an addition waits for the one before.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="count">How many.</param>
    /// <param name="length">Numbers in a cell, even.</param>
    /// <param name="sum">A cell to add to.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Add(long* cells, nint count, nint length, long* sum)
    {
        Debug.Assert(count >= 0 && length % 2 == 0, "There are no cells of pairs.");
        for (nint i = 0; i < length; i += 2)
        {
            var cell = cells + i;
            var (a, b, c, d) = (Vector128.Load(sum + i), Vector128<long>.Zero, Vector128<long>.Zero, Vector128<long>.Zero);
            var left = count;
            for (; left >= 4; left -= 4, cell += 4 * length)
            {
                a += Vector128.Load(cell);
                b += Vector128.Load(cell + length);
                c += Vector128.Load(cell + (2 * length));
                d += Vector128.Load(cell + (3 * length));
            }

            for (; left > 0; left--, cell += length)
            {
                a += Vector128.Load(cell);
            }

            (a + b + (c + d)).Store(sum + i);
        }
    }
}
