using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Metrics;

/// <summary>The loop over rows that adds weights by label and prediction: a block of rows is predicted, then added row by row to a table.</summary>
internal unsafe struct ConfusionLoop<TPredictions, TBlock, T, TWeighted>(TPredictions predictions, ConfusionOperands<T> operands, ExactSums sums)
    : IWorkJob<ConfusionLoop<TPredictions, TBlock, T, TWeighted>>
    where TPredictions : struct, IPredictions<T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TWeighted : struct, IStaticFlag
{
    private readonly TPredictions predictions = predictions;
    private readonly ConfusionOperands<T> operands = operands;
    private readonly ExactSums sums = sums;
    private CellTable table = new(
        checked(Math.Min(operands.Classes, ConfusionTuning.MostTableClasses) * (Math.Min(operands.Classes, ConfusionTuning.MostTableClasses) + 1)),
        operands.Classes <= ConfusionTuning.MostTurnClasses ? 4 : 1,
        TWeighted.IsOn);

    public readonly int Items => WorkItems.Count(operands.Rows, ConfusionTuning.RowsPerItem);

    public void Run(int item)
    {
        var (first, count) = WorkItems.Range(item, ConfusionTuning.RowsPerItem, operands.Rows);
        if (operands.Classes > ConfusionTuning.MostTableClasses)
        {
            RunWide(first, count);
            return;
        }

        table.Prepare();
        var whole = count - (count % TBlock.Count);
        RunBlocks(first, whole);
        if (whole < count)
        {
            RunRest(first + whole, count - whole);
        }
    }

    public void Merge(in ConfusionLoop<TPredictions, TBlock, T, TWeighted> other) => table.Merge(in other.table);

    /// <summary>Adds the tables of all threads to the exact sums.</summary>
    public void End() => table.MoveTo(sums, TWeighted.IsOn ? operands.Base : ExactSums.OfOne);

    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private void RunBlocks(nint first, int count)
    {
        DebugChecks.Present(operands.Labels, first + count);
        DebugChecks.Whole(count, TBlock.Count);
        var buffer = stackalloc T[TBlock.Count + (Scratch.Alignment / sizeof(T))];
        buffer = Scratch.Align(buffer);
        ref var turn0 = ref table.Turn(0);
        ref var turn1 = ref table.Turn(1);
        ref var turn2 = ref table.Turn(2);
        ref var turn3 = ref table.Turn(3);
        var source = predictions;
        var labels = operands.Labels;
        var weights = operands.Weights;
        var width = TBlock.Create(T.CreateTruncating(operands.Classes + 1));
        var ignored = TBlock.Create(T.CreateTruncating(operands.IgnoreLabel));
        var unit = TBlock.Create(NumberBits);
        var last = unit + (width * TBlock.Create(T.CreateTruncating(operands.Classes)));
        for (var row = first; row < first + count; row += TBlock.Count)
        {
            var label = TBlock.Load(in labels[row]);
            var cells = unit + TBlock.FusedMultiplyAdd(label, width, source.Of<TBlock>(row));
            TBlock.Store(TBlock.SelectEqual(label, ignored, last, cells), ref *buffer);
            for (nint i = 0; i < TBlock.Count; i += 4)
            {
                Add(ref turn0, Cell(buffer[i]), weights + row + i);
                Add(ref turn1, Cell(buffer[i + 1]), weights + row + i + 1);
                Add(ref turn2, Cell(buffer[i + 2]), weights + row + i + 2);
                Add(ref turn3, Cell(buffer[i + 3]), weights + row + i + 3);
            }
        }
    }

    [SkipLocalsInit]
    private readonly void RunRest(nint first, int count)
    {
        var buffer = stackalloc T[TBlock.Count];
        TBlock.Store(predictions.OfFew<TBlock>(first, count), ref *buffer);
        for (nint i = 0; i < count; i++)
        {
            var label = operands.Labels[first + i];
            var width = operands.Classes + 1;
            var cell = label == operands.IgnoreLabel ? operands.Classes * width : (label * width) + T.ConvertToIntegerNative<int>(buffer[i]);
            Add(ref table.Turn(0), cell, operands.Weights + first + i);
        }
    }

    /// <summary>Beside this power of two the lowest bits of a number are those of an integer below 2¹⁶, as the numbers of cells are.</summary>
    private static T NumberBits => T.CreateTruncating(typeof(T) == typeof(float) ? 1L << 23 : 1L << 52);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Cell(T number) => typeof(T) == typeof(float)
        ? (ushort)BitConverter.SingleToUInt32Bits(*(float*)&number)
        : (ushort)BitConverter.DoubleToUInt64Bits(*(double*)&number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Add(ref ulong turn, nint cell, T* weight)
    {
        if (!TWeighted.IsOn)
        {
            Unsafe.Add(ref turn, cell)++;
            return;
        }

        var position = ExactSums.PositionOf(double.CreateTruncating(*weight), out var mantissa);
        var shift = position - operands.Base;
        shift = mantissa == 0 ? 0 : shift;
        if ((uint)shift < 64)
        {
            CellTable.Add(ref turn, cell, mantissa, shift);
        }
        else
        {
            AddFar(cell, position, mantissa);
        }
    }

    /// <summary>A weight too far below the greatest for a table.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void AddFar(long cell, int position, ulong mantissa)
    {
        if (cell < (long)operands.Classes * (operands.Classes + 1))
        {
            lock (sums)
            {
                sums.Add(cell, position, mantissa);
            }
        }
    }

    /// <summary>Rows of many classes, straight into the exact sums.</summary>
    [SkipLocalsInit]
    private readonly void RunWide(nint first, int count)
    {
        Debug.Assert(count > 0, "An item has no rows.");
        var buffer = stackalloc T[TBlock.Count];
        for (nint row = first, end = first + count; row < end; row += TBlock.Count)
        {
            var here = (int)nint.Min(TBlock.Count, end - row);
            TBlock.Store(here == TBlock.Count ? predictions.Of<TBlock>(row) : predictions.OfFew<TBlock>(row, here), ref *buffer);
            lock (sums)
            {
                for (nint i = 0; i < here; i++)
                {
                    var label = operands.Labels[row + i];
                    if (label != operands.IgnoreLabel)
                    {
                        var cell = ((long)label * (operands.Classes + 1)) + T.ConvertToIntegerNative<int>(buffer[i]);
                        sums.Add(cell, TWeighted.IsOn ? double.CreateTruncating(operands.Weights[row + i]) : 1);
                    }
                }
            }
        }
    }
}
