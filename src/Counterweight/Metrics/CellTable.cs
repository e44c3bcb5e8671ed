using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Metrics;

/// <summary>
/// What one thread sums: of each cell a count, or four digits of 32 bits of a sum of weights, each in 64 bits so that none is carried.
/// A batch has fewer than 2³¹ rows, so no digit overflows.
/// </summary>
/// <remarks>The cell after the last takes rows that are ignored. Small tables there are four of, for rows in turn.</remarks>
internal struct CellTable(int cells, int turns, bool hasWeights)
{
    private const int Digits = 4;

    private readonly int cells = cells;
    private readonly int turns = turns;
    private readonly int size = hasWeights ? Digits : 1;
    private ulong[]? table;

    /// <summary>The table of rows whose number modulo four is <paramref name="turn"/>.</summary>
    public ref ulong Turn(int turn)
    {
        Debug.Assert(table is not null, "There is no table yet.");
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(table), (nint)(turn % turns) * (cells + 1) * size);
    }

    /// <summary>Makes the table where there is none.</summary>
    public void Prepare()
    {
        if (table is null)
        {
            var length = checked(turns * (cells + 1) * size);
            table = ArrayPool<ulong>.Shared.Rent(length);
            table.AsSpan(0, length).Clear();
        }
    }

    /// <summary>Adds <paramref name="mantissa"/>·2^<paramref name="shift"/>, shift at most 63, to a cell of a turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref ulong turn, nint cell, ulong mantissa, int shift)
    {
        var digits = Vector128.Create(mantissa << shift, mantissa >> 1 >> (63 - shift)).AsUInt32();
        ref var sums = ref Unsafe.Add(ref turn, cell * Digits);
        (Vector256.LoadUnsafe(ref sums) + Vector256.Create(Vector128.WidenLower(digits), Vector128.WidenUpper(digits))).StoreUnsafe(ref sums);
    }

    /// <summary>Takes the sums of another thread.</summary>
    public void Merge(in CellTable other)
    {
        if (table is null || other.table is null)
        {
            table ??= other.table;
            return;
        }

        for (var i = 0; i < checked(turns * (cells + 1) * size); i++)
        {
            table[i] += other.table[i];
        }

        ArrayPool<ulong>.Shared.Return(other.table);
    }

    /// <summary>Adds all to exact sums and gives the memory back.</summary>
    /// <param name="sums">As many cells.</param>
    /// <param name="position">Where the least digit lies.</param>
    public void MoveTo(ExactSums sums, int position)
    {
        if (table is null)
        {
            return;
        }

        for (var cell = 0; cell < cells; cell++)
        {
            for (var digit = 0; digit < size; digit++)
            {
                var sum = 0UL;
                for (var turn = 0; turn < turns; turn++)
                {
                    sum += table[checked((((turn * (cells + 1)) + cell) * size) + digit)];
                }

                sums.Add(cell, position + (32 * digit), sum);
            }
        }

        Drop();
    }

    /// <summary>Gives the memory back.</summary>
    public void Drop()
    {
        if (table is not null)
        {
            ArrayPool<ulong>.Shared.Return(table);
            table = null;
        }
    }
}
