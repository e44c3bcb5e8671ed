using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.SoftTargets;

/// <summary>The loop over rows of many logits with soft targets, a row across the lanes; the arithmetic that a row needs once is done for a block of rows.</summary>
internal unsafe struct LongRowSoftTargetLoop<TBlock, T, TDivergence> : ISoftTargetLoop<LongRowSoftTargetLoop<TBlock, T, TDivergence>, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TDivergence : struct, IStaticFlag
{
    private SoftTargetOperands<T> operands;
    private LossAccumulator sum;

    public readonly LossAccumulator Sum => sum;

    public static LongRowSoftTargetLoop<TBlock, T, TDivergence> Create(SoftTargetOperands<T> operands) => new() { operands = operands };

    [SkipLocalsInit]
    public void Run(int item)
    {
        var lanes = stackalloc double[LaneSums<TBlock, T>.Size];
        var sums = new LaneSums<TBlock, T>(lanes);
        var here = operands.Item(item);
        DebugChecks.Present(here.Scores, here.Rows);
        DebugChecks.Present(here.Targets, here.Rows);
        Debug.Assert(here.Classes >= TBlock.Count, "A row is shorter than a block.");
        var atOnce = nint.Clamp(LossTuning.SoftLogitsAtOnce / here.Classes, 1, TBlock.Count);
        var states = stackalloc T[SoftTargetSlots.Count * TBlock.Count];
        for (nint row = 0; row < here.Rows; row += atOnce)
        {
            var rows = here.Slice(row, nint.Min(atOnce, here.Rows - row));
            new Span<T>(states, SoftTargetSlots.Count * TBlock.Count).Clear();
            SumRows(in rows, states);
            Evaluate(in rows, states, ref sums);
            Write(in rows, states);
        }

        sums.AddTo(ref sum);
    }

    public void Merge(in LongRowSoftTargetLoop<TBlock, T, TDivergence> other) => sum.Add(in other.sum);

    private static void SumRows(in SoftTargetOperands<T> rows, T* states)
    {
        for (nint row = 0; row < rows.Rows; row++)
        {
            var state = states + row;
            state[SoftTargetSlots.SampleWeight * TBlock.Count] = rows.SampleWeights == null ? T.One : rows.SampleWeights[row];
            var max = LongSoftTargetRow<TBlock, T>.Max(in rows, row);
            var exps = Exponentials(in rows, row);
            if (exps == null)
            {
                LongSoftTargetRow<TBlock, T>.Sum<Off, TDivergence>(in rows, row, state, max, null);
            }
            else
            {
                LongSoftTargetRow<TBlock, T>.Sum<On, TDivergence>(in rows, row, state, max, exps);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Evaluate(in SoftTargetOperands<T> rows, T* states, ref LaneSums<TBlock, T> sums)
    {
        SoftTargetRow<TBlock, T>.Evaluate(in rows, states);
        sums.Add(states + (SoftTargetSlots.Value * TBlock.Count), states + (SoftTargetSlots.Weight * TBlock.Count), 1);
        Scratch.CopyBack(states + (SoftTargetSlots.Value * TBlock.Count), rows.Value, (int)rows.Rows);
    }

    private static void Write(in SoftTargetOperands<T> rows, T* states)
    {
        for (nint row = 0; row < rows.Rows && (rows.Gradient != null || rows.Hessian != null); row++)
        {
            var state = states + row;
            var counts = state[SoftTargetSlots.Weight * TBlock.Count] > T.Zero;
            if (rows.Hessian != null)
            {
                var hessian = rows.Hessian + (row * rows.Stride);
                if (counts)
                {
                    LongSoftTargetRow<TBlock, T>.Hessian(rows.Classes, state, Exponentials(in rows, row), hessian);
                }
                else
                {
                    new Span<T>(hessian, rows.Classes).Clear();
                }
            }

            if (rows.Gradient != null)
            {
                var gradient = rows.Gradient + (row * rows.Stride);
                if (counts)
                {
                    LongSoftTargetRow<TBlock, T>.Gradient(in rows, row, state, gradient);
                }
                else
                {
                    new Span<T>(gradient, rows.Classes).Clear();
                }
            }
        }
    }

    private static T* Exponentials(in SoftTargetOperands<T> rows, nint row) =>
        LongRowOutput<TBlock, T>.Exponentials(rows.Gradient, rows.Stride, rows.Hessian, rows.Stride, row);
}
