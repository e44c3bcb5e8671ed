using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Losses.Rows;

namespace Counterweight.Decisions;

/// <summary>The loop that multiplies rows of probabilities by a cost matrix, one row a lane, and keeps the least sum of each row.</summary>
internal readonly unsafe struct LeastCostLoop<TBlock, T>(LeastCostOperands<T> operands) : IWorkJob<LeastCostLoop<TBlock, T>>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Probabilities of a work item, about.</summary>
    /// <remarks>Chosen, not measured. Benchmark: least-cost.</remarks>
    private const int ProbabilitiesPerItem = 8192;

    /// <summary>Most classes whose columns lie on the stack.</summary>
    private const int StackClasses = 120;

    private readonly LeastCostOperands<T> operands = operands;

    public int Items => WorkItems.Count(operands.Rows, RowsPerItem);

    private int RowsPerItem => checked(Math.Max(1, ProbabilitiesPerItem / operands.Classes / TBlock.Count) * TBlock.Count);

    [SkipLocalsInit]
    public void Run(int item)
    {
        // An answer and a cost of each lane behind the columns.
        var elements = checked((operands.Classes + 2) * TBlock.Count);
        if (operands.Classes <= StackClasses)
        {
            var buffer = stackalloc T[elements + Scratch.Alignment];
            Rows(item, Scratch.Align(buffer));
            return;
        }

        var rented = ArrayPool<T>.Shared.Rent(elements + Scratch.Alignment);
        fixed (T* buffer = rented)
        {
            Rows(item, Scratch.Align(buffer));
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    private void Rows(int item, T* columns)
    {
        var (start, here) = WorkItems.Range(item, RowsPerItem, operands.Rows);
        nint classes = operands.Classes;
        var answers = columns + (classes * TBlock.Count);
        var costs = answers + TBlock.Count;
        for (nint first = 0; first < here; first += TBlock.Count)
        {
            var at = start + first;
            var count = (int)nint.Min(TBlock.Count, here - first);
            TransposedRows<TBlock, T>.Load(operands.Probabilities + (at * classes), classes, classes, count, columns);
            Decide(columns, answers, costs);
            TensorPrimitives.ConvertTruncating<T, int>(new(answers, count), new(operands.Answers + at, count));
            if (operands.ExpectedCosts != null)
            {
                Expect(columns, costs);
                new Span<T>(costs, count).CopyTo(new(operands.ExpectedCosts + at, count));
            }
        }
    }

    /// <summary>Writes the answer of each lane, and what it costs beside the least costs.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Decide(T* columns, T* answers, T* costs)
    {
        DebugChecks.Aligned(columns);
        nint stride = Rounding.Up(operands.Classes, CostMatrix.AnswersTogether);
        var answer = -TBlock.One;
        var least = TBlock.Constant(double.PositiveInfinity);
        for (nint first = 0; first < stride; first += CostMatrix.AnswersTogether)
        {
            var (sum0, sum1, sum2, sum3) = (TBlock.Zero, TBlock.Zero, TBlock.Zero, TBlock.Zero);
            var excess = operands.Excess + first;
            var end = columns + ((nint)operands.Classes * TBlock.Count);
            for (var column = columns; column < end; column += TBlock.Count)
            {
                var probability = TBlock.Load(in *column);
                sum0 = TBlock.FusedMultiplyAdd(probability, TBlock.Create(excess[0]), sum0);
                sum1 = TBlock.FusedMultiplyAdd(probability, TBlock.Create(excess[1]), sum1);
                sum2 = TBlock.FusedMultiplyAdd(probability, TBlock.Create(excess[2]), sum2);
                sum3 = TBlock.FusedMultiplyAdd(probability, TBlock.Create(excess[3]), sum3);
                excess += stride;
            }

            // NaN is less than nothing, so that its answer stays -1.
            Keep(sum0, first, ref answer, ref least);
            Keep(sum1, first + 1, ref answer, ref least);
            Keep(sum2, first + 2, ref answer, ref least);
            Keep(sum3, first + 3, ref answer, ref least);
        }

        TBlock.Store(answer, ref *answers);
        TBlock.Store(least, ref *costs);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep(TBlock sum, nint candidate, ref TBlock answer, ref TBlock least)
    {
        answer = TBlock.SelectLess(sum, least, TBlock.Constant(candidate), answer);
        least = TBlock.SelectLess(sum, least, sum, least);
    }

    /// <summary>Turns costs beside the least ones into expected costs.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Expect(T* columns, T* costs)
    {
        var expected = TBlock.Load(in *costs) * TBlock.Create(operands.Unit);
        for (nint c = 0; c < operands.Classes; c++)
        {
            expected = TBlock.FusedMultiplyAdd(TBlock.Load(in columns[c * TBlock.Count]), TBlock.Constant(operands.Least[c]), expected);
        }

        TBlock.Store(expected, ref *costs);
    }
}
