using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Blocks;
using Counterweight.Numerics;

namespace Counterweight.Engine;

/// <summary>
/// The loop over rows of many logits, a row across the lanes: maximum, then exp and sum into the output, then scale.
/// A few rows at a time share the arithmetic that a row needs once.
/// </summary>
/// <remarks>
/// Element i of a row is summed in lane i mod (two blocks). The end of a row is one more block, read over what
/// came before and masked; it is read before the loop, which may overwrite it in place.
/// </remarks>
internal unsafe struct WideSoftmaxLoop<TLoss, TBlock, T, TGradient, THessian, TSmoothing> : ISoftmaxLoop<WideSoftmaxLoop<TLoss, TBlock, T, TGradient, THessian, TSmoothing>, TLoss, T>
    where TLoss : struct, ISoftmaxLoss<T>
    where TBlock : struct, IBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TGradient : struct, IOption
    where THessian : struct, IOption
    where TSmoothing : struct, IOption
{
    /// <summary>Logits of the rows worked on together: they stay in the first-level cache.</summary>
    private const int LogitsAtOnce = 4096;

    private TLoss loss;
    private SoftmaxOperands<T> operands;
    private SoftmaxRow<TLoss, TBlock, T, TSmoothing> stage;
    private LossAccumulator sum;

    public readonly LossAccumulator Sum => sum;

    public static WideSoftmaxLoop<TLoss, TBlock, T, TGradient, THessian, TSmoothing> Create(TLoss loss, SoftmaxOperands<T> operands) =>
        new()
        {
            loss = loss,
            operands = operands,
            stage = new(loss.LabelSmoothing, operands.ClassWeightSpan, operands.Classes),
        };

    [SkipLocalsInit]
    public void Run(int item)
    {
        var lanes = stackalloc double[LaneSums<TBlock, T>.Size];
        var sums = new LaneSums<TBlock, T>(lanes);
        var here = operands.Item(item);
        var atOnce = nint.Clamp(LogitsAtOnce / here.Classes, 1, TBlock.Count);
        for (nint row = 0; row < here.Rows; row += atOnce)
        {
            Rows(in loss, in stage, here.Slice(row, nint.Min(atOnce, here.Rows - row)), ref sums);
        }

        sums.AddTo(ref sum);
    }

    public void Merge(in WideSoftmaxLoop<TLoss, TBlock, T, TGradient, THessian, TSmoothing> other) => sum.Add(in other.sum);

    /// <summary>At most a block of rows.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Rows(in TLoss loss, in SoftmaxRow<TLoss, TBlock, T, TSmoothing> stage, in SoftmaxOperands<T> operands, ref LaneSums<TBlock, T> sums)
    {
        var size = TBlock.Count;
        nint classes = operands.Classes;
        var scratch = stackalloc T[10 * size];
        new Span<T>(scratch, 10 * size).Clear();
        T* rest = scratch, shift = rest + size, classWeight = shift + size, sampleWeight = classWeight + size;
        T* spread = sampleWeight + size, values = spread + size, factors = values + size, targets = factors + size;
        T* curvatures = targets + size, counted = curvatures + size;
        var exps = TGradient.IsOn ? operands.Gradient : operands.Hessian;

        for (nint row = 0; row < operands.Rows; row++)
        {
            var label = operands.Labels[row];
            if (label == loss.IgnoreLabel)
            {
                continue;
            }

            var scores = operands.Scores + (row * classes);
            classWeight[row] = operands.ClassWeights == null ? T.One : operands.ClassWeights[label];
            sampleWeight[row] = operands.SampleWeights == null ? T.One : operands.SampleWeights[row];
            var max = WideRow<TBlock, T>.Max(scores, classes);
            shift[row] = scores[label] - max;
            if (TSmoothing.IsOn)
            {
                spread[row] = WideRow<TBlock, T>.Spread(scores, classes, max, operands.ClassWeights);
            }

            rest[row] = TGradient.IsOn || THessian.IsOn
                ? WideRow<TBlock, T>.Exponentials<On>(scores, classes, max, label, exps + (row * classes))
                : WideRow<TBlock, T>.Exponentials<Off>(scores, classes, max, label, null);
        }

        // A row that is not there, or ignored, has weight 0.
        var targetShift = TBlock.Load(in *shift);
        stage.Evaluate(
            in loss, TBlock.Load(in *rest), targetShift, BlockMath.ExpNonPositive<TBlock, T>(targetShift), TBlock.Load(in *classWeight), TBlock.Load(in *sampleWeight), TBlock.Load(in *spread), TBlock.Zero,
            out var value, out var weight, out var factor, out var target, out var curvature, out var counts);
        sums.Add(value, weight);
        TBlock.Store(value, ref *values);
        if (operands.Value != null)
        {
            new Span<T>(values, (int)operands.Rows).CopyTo(new Span<T>(operands.Value, (int)operands.Rows));
        }

        if (!TGradient.IsOn && !THessian.IsOn)
        {
            return;
        }

        TBlock.Store(factor, ref *factors);
        TBlock.Store(target, ref *targets);
        TBlock.Store(curvature, ref *curvatures);
        TBlock.Store(counts & TBlock.One, ref *counted);
        for (nint row = 0; row < operands.Rows; row++)
        {
            var gradient = operands.Gradient + (row * classes);
            var hessian = operands.Hessian + (row * classes);
            if (counted[row] == T.Zero)
            {
                Clear<TGradient>(gradient, operands.Classes);
                Clear<THessian>(hessian, operands.Classes);
                continue;
            }

            var label = operands.Labels[row];
            var rowExps = exps + (row * classes);
            if (THessian.IsOn)
            {
                var targetExp = rowExps[label];
                WideRow<TBlock, T>.Hessian(rowExps, classes, curvatures[row], rest[row] + targetExp, hessian);
                hessian[label] = targetExp * curvatures[row] * rest[row];
            }

            if (TGradient.IsOn)
            {
                WideRow<TBlock, T>.Scale(gradient, classes, factors[row]);
                gradient[label] = targets[row];
                if (TSmoothing.IsOn)
                {
                    WideRow<TBlock, T>.TakeShare(gradient, classes, stage.Share, sampleWeight[row], operands.ClassWeights);
                }
            }
        }
    }

    private static void Clear<TOutput>(T* output, int classes)
        where TOutput : struct, IOption
    {
        if (TOutput.IsOn)
        {
            new Span<T>(output, classes).Clear();
        }
    }
}
