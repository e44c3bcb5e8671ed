using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Metrics;

/// <summary>The loop over rows that adds weights by label and prediction: the cells of some rows are found by blocks, then counted row by row in a table.</summary>
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
    private bool isRejected;
    private CellTable table = new(
        checked(Math.Min(operands.Classes, ConfusionTuning.MostTableClasses) * (Math.Min(operands.Classes, ConfusionTuning.MostTableClasses) + 1)),
        operands.Classes <= ConfusionTuning.MostTurnClasses ? 4 : 1,
        TWeighted.IsOn);

    private readonly CellNumbers<TBlock, T> Numbers => new(operands.Classes, operands.IgnoreLabel ?? -1);

    public readonly int Items => WorkItems.Count(operands.Rows, ConfusionTuning.RowsPerItem);

    [SkipLocalsInit]
    public void Run(int item)
    {
        var (first, count) = WorkItems.Range(item, ConfusionTuning.RowsPerItem, operands.Rows);
        if (operands.Classes > ConfusionTuning.MostTableClasses)
        {
            RunWide(first, count);
            return;
        }

        table.Prepare();
        var buffer = stackalloc T[ConfusionTuning.RowsAtOnce + (Scratch.Alignment / sizeof(T))];
        buffer = Scratch.Align(buffer);
        var narrowed = stackalloc int[ConfusionTuning.RowsAtOnce];
        for (var done = 0; done < count; done += ConfusionTuning.RowsAtOnce)
        {
            var part = Math.Min(ConfusionTuning.RowsAtOnce, count - done);
            var labels = operands.Labels + (first + done);
            if (operands.ChecksLabels && labels.Span(part).FirstRejected(operands.Classes, operands.IgnoreLabel) >= 0)
            {
                isRejected = true;
                return;
            }

            Predict(first + done, part, labels.Ints(part, narrowed, ConfusionTuning.RowsAtOnce), buffer);
            Count(buffer, first + done, part);
        }
    }

    public void Merge(in ConfusionLoop<TPredictions, TBlock, T, TWeighted> other)
    {
        isRejected |= other.isRejected;
        table.Merge(in other.table);
    }

    /// <summary>Adds the tables of all threads to the exact sums, unless a label was rejected.</summary>
    /// <returns>Whether no label was.</returns>
    public bool End()
    {
        if (isRejected)
        {
            table.Drop();
        }
        else
        {
            table.MoveTo(sums, TWeighted.IsOn ? operands.Base : ExactSums.OfOne);
        }

        return !isRejected;
    }

    /// <summary>Writes the cells of rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Predict(nint first, int count, int* labels, T* cells)
    {
        DebugChecks.Present(labels, count);
        var source = predictions;
        var numbers = Numbers;
        var whole = nint.Min(count, operands.Rows - first - source.RowsBehind);
        whole -= whole % TBlock.Count;
        var check = TBlock.Zero;
        for (nint i = 0; i < whole; i += TBlock.Count)
        {
            var predicted = source.Of<TBlock>(first + i);
            TBlock.Store(numbers.Of(TBlock.Load(in labels[i]), predicted), ref cells[i]);
            check += predicted;
        }

        for (nint i = HasNaN(check) ? 0 : whole; i < count; i += TBlock.Count)
        {
            PredictFew(first + i, (int)nint.Min(TBlock.Count, count - i), labels + i, cells + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasNaN(TBlock block) => TBlock.Any(TBlock.SelectEqual(block, block, TBlock.Zero, TBlock.Equal(TBlock.Zero, TBlock.Zero)));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void PredictFew(nint first, int count, int* labels, T* cells)
    {
        var padded = stackalloc int[TBlock.Count];
        Scratch.Pad(labels, count, padded, TBlock.Count, 0);
        TBlock.Store(Numbers.Of(TBlock.Load(in *padded), predictions.OfFew<TBlock>(first, count)), ref *cells);
    }

    /// <summary>Adds rows to their cells. What was just stored as a block would be waited for; a part of some hundred rows later it is not.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Count(T* cells, nint first, int count)
    {
        DebugChecks.Present(cells, count);
        var source = predictions;
        var weights = operands.Weights + first;
        ref var turn0 = ref table.Turn(0);
        ref var turn1 = ref table.Turn(1);
        ref var turn2 = ref table.Turn(2);
        ref var turn3 = ref table.Turn(3);
        nint i = 0;
        for (; i < count - 3; i += 4)
        {
            if (i % ConfusionTuning.RowsPrefetched == 0)
            {
                source.Prefetch(first + count + i, ConfusionTuning.RowsPrefetched);
            }

            Add(ref turn0, cells[i], weights + i);
            Add(ref turn1, cells[i + 1], weights + i + 1);
            Add(ref turn2, cells[i + 2], weights + i + 2);
            Add(ref turn3, cells[i + 3], weights + i + 3);
        }

        for (; i < count; i++)
        {
            Add(ref turn0, cells[i], weights + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Add(ref ulong turn, T number, T* weight)
    {
        var cell = CellNumbers<TBlock, T>.Read(number);
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
            var found = here == TBlock.Count ? predictions.Of<TBlock>(row) : predictions.OfFew<TBlock>(row, here);
            TBlock.Store(HasNaN(found) ? predictions.OfFew<TBlock>(row, here) : found, ref *buffer);
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
