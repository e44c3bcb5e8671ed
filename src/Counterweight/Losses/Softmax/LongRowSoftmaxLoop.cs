using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;
using Counterweight.Core.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

/// <summary>
/// The loop over rows of many logits, a row across the lanes: maximum, then exp and sum into the output, then scale.
/// The arithmetic that a row needs once is done for a few rows together.
/// </summary>
/// <remarks>
/// Element i of a row is summed in lane i mod (two blocks). The end of a row is one more block, read over what
/// came before and masked; it is read before the loop, which may overwrite it in place.
/// </remarks>
internal unsafe struct LongRowSoftmaxLoop<TLoss, TBlock, T, TSmoothing> : ISoftmaxLoop<LongRowSoftmaxLoop<TLoss, TBlock, T, TSmoothing>, TLoss, T>
    where TLoss : struct, ISoftmaxLoss<T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSmoothing : struct, IStaticFlag
{
    // Blocks of state beside those of RowState.
    private const int Value = SoftmaxSlots.Count;
    private const int Weight = Value + 1;
    private const int States = Weight + 1;

    private TLoss loss;
    private SoftmaxOperands<T> operands;
    private SoftmaxRow<TLoss, TBlock, T, TSmoothing> rowMath;
    private LossAccumulator sum;

    public readonly LossAccumulator Sum => sum;

    public static LongRowSoftmaxLoop<TLoss, TBlock, T, TSmoothing> Create(TLoss loss, SoftmaxOperands<T> operands) =>
        new() { loss = loss, operands = operands, rowMath = new(loss.LabelSmoothing, in operands) };

    [SkipLocalsInit]
    public void Run(int item)
    {
        DebugChecks.Present(operands.Scores, operands.Rows);
        DebugChecks.Labels(operands.Item(item).LabelSpan, operands.Classes, operands.IgnoreLabel);
        var lanes = stackalloc double[LaneSums<TBlock, T>.Size];
        var sums = new LaneSums<TBlock, T>(lanes);
        var here = operands.Item(item);
        nint atOnce = here.LongRowsAtOnce(TBlock.Count);
        var buffer = stackalloc T[States * TBlock.Count];
        var blocks = stackalloc T[(TBlock.Count * TBlock.Count) + (Scratch.Alignment / sizeof(T))];
        blocks = Scratch.Align(blocks);
        DebugChecks.Aligned(blocks);
        Debug.Assert(operands.Classes >= TBlock.Count && atOnce <= TBlock.Count, "A row is shorter than a block, or more rows than lanes go together.");
        new Span<T>(blocks, TBlock.Count * TBlock.Count).Clear();
        for (nint row = 0; row < here.Rows; row += atOnce)
        {
            var rows = here.Slice(row, nint.Min(atOnce, here.Rows - row));
            new Span<T>(buffer, States * TBlock.Count).Clear();
            if (rows.IsTransformed)
            {
                SumRows<On>(in rows, buffer, blocks);
            }
            else
            {
                SumRows<Off>(in rows, buffer, blocks);
            }

            Evaluate(in rows, buffer, ref sums);
            Write(in rows, buffer);
        }

        sums.AddTo(ref sum);
    }

    public void Merge(in LongRowSoftmaxLoop<TLoss, TBlock, T, TSmoothing> other) => sum.Add(in other.sum);

    private readonly void SumRows<TTransformed>(in SoftmaxOperands<T> rows, T* state, T* lanes)
        where TTransformed : struct, IStaticFlag
    {
        GatherRows(in rows, state);
        MaxRows<TTransformed>(in rows, lanes);
        HorizontalReduction<TBlock, T>.Max(lanes, state + (SoftmaxSlots.Max * TBlock.Count));
        for (nint row = 0; row < rows.Rows; row++)
        {
            if (rows.Labels[row] != loss.IgnoreLabel)
            {
                SumRow<TTransformed>(in rows, row, state + row, lanes + (row * TBlock.Count));
            }
        }

        HorizontalReduction<TBlock, T>.Sum(lanes, state + (SoftmaxSlots.Rest * TBlock.Count));
    }

    /// <summary>The rows' weights, 0 where the label is to be ignored, and their greatest logits if requested.</summary>
    private readonly void GatherRows(in SoftmaxOperands<T> rows, T* state)
    {
        var size = TBlock.Count;
        for (nint row = 0; row < rows.Rows; row++)
        {
            var label = rows.Labels[row];
            if (label == loss.IgnoreLabel)
            {
                continue;
            }

            state[(SoftmaxSlots.ClassWeight * size) + row] = rows.ClassWeights == null ? T.One : rows.ClassWeights[label];
            state[(SoftmaxSlots.SampleWeight * size) + row] = rows.SampleWeights == null ? T.One : rows.SampleWeights[row];
            if (rows.WantsArgMax)
            {
                var at = LongRow<TBlock, T, Off>.ArgMax(in rows, rows.Scores + (row * rows.ScoreStride), label);
                state[(SoftmaxSlots.ArgMax * size) + row] = T.CreateTruncating(at);
            }
        }
    }

    /// <summary>The greatest logit of each lane of each row.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void MaxRows<TTransformed>(in SoftmaxOperands<T> rows, T* lanes)
        where TTransformed : struct, IStaticFlag
    {
        var ignore = loss.IgnoreLabel;
        for (nint row = 0; row < rows.Rows; row++)
        {
            var label = rows.Labels[row];
            var max = TBlock.Zero;
            if (label != ignore)
            {
                max = LongRow<TBlock, T, TTransformed>.MaxOfLanes(in rows, rows.Scores + (row * rows.ScoreStride), label);
            }

            TBlock.Store(max, ref lanes[row * TBlock.Count]);
        }
    }

    /// <param name="rows">The current rows.</param>
    /// <param name="row">One of them.</param>
    /// <param name="state">Its lane of the state.</param>
    /// <param name="lanes">The sum of its exponentials but for the target, lane by lane.</param>
    private readonly void SumRow<TTransformed>(in SoftmaxOperands<T> rows, nint row, T* state, T* lanes)
        where TTransformed : struct, IStaticFlag
    {
        var size = TBlock.Count;
        var label = rows.Labels[row];
        var scores = rows.Scores + (row * rows.ScoreStride);
        var max = state[SoftmaxSlots.Max * size];
        state[SoftmaxSlots.TargetShift * size] = LongRow<TBlock, T, TTransformed>.Target(in rows, scores, label) - max;
        if (TSmoothing.IsOn)
        {
            state[SoftmaxSlots.Spread * size] = LongRowSpread<TBlock, T, TTransformed>.Sum(in rows, scores, label, max);
        }

        var exps = Exponentials(in rows, row);
        if (TLoss.TakesHardmax)
        {
            TBlock.Store(TBlock.Zero, ref *lanes);
            *lanes = LongRow<TBlock, T, TTransformed>.Hardmax(in rows, scores, label, max, exps, out state[SoftmaxSlots.TargetExp * size]);
        }
        else if (exps == null)
        {
            LongRowExponentials<TBlock, T, TTransformed>.Sum<Off>(in rows, scores, label, max, null, lanes);
        }
        else
        {
            LongRowExponentials<TBlock, T, TTransformed>.Sum<On>(in rows, scores, label, max, exps, lanes);
        }
    }

    /// <summary>Computes the losses and the coefficients of the outputs from the sums. A lane without a row, or with an ignored one, has weight 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Evaluate(in SoftmaxOperands<T> rows, T* state, ref LaneSums<TBlock, T> sums)
    {
        var size = TBlock.Count;
        if (!TLoss.TakesHardmax)
        {
            var targetShift = TBlock.Load(in state[SoftmaxSlots.TargetShift * size]);
            TBlock.Store(BlockMath.ExpNonPositive<TBlock, T>(targetShift), ref state[SoftmaxSlots.TargetExp * size]);
        }

        rowMath.Evaluate(in loss, state, state + (Value * size), state + (Weight * size), rows.HasRowOutputs, rows.Hessian != null);
        if (rows.HasRowOutputs)
        {
            WriteRowOutputs(in rows, state, ref sums);
        }

        sums.Add(state + (Value * size), state + (Weight * size), 1);
        Scratch.CopyBack(state + (Value * size), rows.Value, (int)rows.Rows);
    }

    /// <summary>Log-sum-exp, greatest logit, sums of the classes.</summary>
    private readonly void WriteRowOutputs(in SoftmaxOperands<T> rows, T* state, ref LaneSums<TBlock, T> sums)
    {
        var size = TBlock.Count;
        var logSumExp = TBlock.Load(in state[SoftmaxSlots.LogSumExp * size]);
        TBlock.Store(TBlock.SelectEqual(logSumExp, logSumExp, TBlock.Load(in state[SoftmaxSlots.ArgMax * size]), -TBlock.One), ref state[SoftmaxSlots.ArgMax * size]);
        var correct = 0;
        for (nint row = 0; row < rows.Rows; row++)
        {
            var isIgnored = rows.Labels[row] == loss.IgnoreLabel;
            var predicted = isIgnored ? -1 : int.CreateTruncating(state[(SoftmaxSlots.ArgMax * size) + row]);
            correct += predicted == rows.Labels[row] && state[(Weight * size) + row] > T.Zero ? 1 : 0;
            if (rows.LogSumExp != null)
            {
                rows.LogSumExp[row] = isIgnored ? T.Zero : state[(SoftmaxSlots.LogSumExp * size) + row];
            }

            if (rows.ArgMax != null)
            {
                rows.ArgMax[row] = predicted;
            }
        }

        sums.AddCorrect(rows.WantsArgMax ? correct : 0);
        new ClassSums(rows.PerClass, rows.Classes, null).Add(rows.Labels, state + (Value * size), state + (Weight * size), (int)rows.Rows);
    }

    /// <summary>Computes the outputs from exponentials: first the Hessian, then the gradient, which replaces them.</summary>
    private readonly void Write(in SoftmaxOperands<T> rows, T* state)
    {
        if (rows.Hessian != null && rows.ClampHessian)
        {
            WriteHessians<On>(in rows, state);
        }
        else if (rows.Hessian != null)
        {
            WriteHessians<Off>(in rows, state);
        }

        if (rows.Gradient != null)
        {
            WriteGradients(in rows, state);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteHessians<TClamped>(in SoftmaxOperands<T> rows, T* state)
        where TClamped : struct, IStaticFlag
    {
        var size = TBlock.Count;
        nint classes = rows.Classes;
        for (nint row = 0; row < rows.Rows; row++)
        {
            var hessian = rows.Hessian + (row * rows.HessianStride);
            if (!(state[(Weight * size) + row] > T.Zero))
            {
                new Span<T>(hessian, rows.Classes).Clear();
                continue;
            }

            var rest = state[(SoftmaxSlots.Rest * size) + row];
            var targetExp = state[(SoftmaxSlots.TargetExp * size) + row];
            var ofProducts = state[(SoftmaxSlots.OfProducts * size) + row];
            var ofSquares = state[(SoftmaxSlots.OfSquares * size) + row];
            LongRowOutput<TBlock, T>.Hessian<TClamped>(Exponentials(in rows, row), classes, ofProducts, ofSquares, rest + targetExp, hessian);
            var own = rest * T.FusedMultiplyAdd(ofSquares, rest, ofProducts * targetExp);
            hessian[rows.Labels[row]] = TClamped.IsOn && own < T.Zero ? T.Zero : own;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void WriteGradients(in SoftmaxOperands<T> rows, T* state)
    {
        var size = TBlock.Count;
        nint classes = rows.Classes;
        for (nint row = 0; row < rows.Rows; row++)
        {
            var gradient = rows.Gradient + (row * rows.GradientStride);
            if (!(state[(Weight * size) + row] > T.Zero))
            {
                new Span<T>(gradient, rows.Classes).Clear();
                continue;
            }

            LongRowOutput<TBlock, T>.Scale(gradient, classes, state[(SoftmaxSlots.Factor * size) + row]);
            gradient[rows.Labels[row]] = state[(SoftmaxSlots.Target * size) + row];
            if (TSmoothing.IsOn)
            {
                LongRowOutput<TBlock, T>.SubtractUniform(gradient, classes, rowMath.UniformFraction, state[(SoftmaxSlots.SampleWeight * size) + row], rows.ClassWeights);
            }
        }
    }

    private static T* Exponentials(in SoftmaxOperands<T> rows, nint row) =>
        LongRowOutput<TBlock, T>.Exponentials(rows.Gradient, rows.GradientStride, rows.Hessian, rows.HessianStride, row);
}
