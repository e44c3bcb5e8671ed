using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Blocks;
using Counterweight.Numerics;

namespace Counterweight.Engine;

/// <summary>
/// The loop over rows of few logits, one row a lane: a block of rows is transposed into one block a class on the
/// stack, reduced lane by lane, and transposed back.
/// </summary>
internal unsafe struct NarrowSoftmaxLoop<TLoss, TBlock, T, TGradient, THessian, TSmoothing> : ISoftmaxLoop<NarrowSoftmaxLoop<TLoss, TBlock, T, TGradient, THessian, TSmoothing>, TLoss, T>
    where TLoss : struct, ISoftmaxLoss<T>
    where TBlock : struct, IBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TGradient : struct, IOption
    where THessian : struct, IOption
    where TSmoothing : struct, IOption
{
    private TLoss loss;
    private SoftmaxOperands<T> operands;
    private SoftmaxRow<TLoss, TBlock, T, TSmoothing> stage;
    private LossAccumulator sum;

    public readonly LossAccumulator Sum => sum;

    public static NarrowSoftmaxLoop<TLoss, TBlock, T, TGradient, THessian, TSmoothing> Create(TLoss loss, SoftmaxOperands<T> operands) =>
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
        Rows(in loss, in stage, operands.Item(item), ref sums);
        sums.AddTo(ref sum);
    }

    public void Merge(in NarrowSoftmaxLoop<TLoss, TBlock, T, TGradient, THessian, TSmoothing> other) => sum.Add(in other.sum);

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Rows(in TLoss loss, in SoftmaxRow<TLoss, TBlock, T, TSmoothing> stage, in SoftmaxOperands<T> operands, ref LaneSums<TBlock, T> result)
    {
        nint classes = operands.Classes;
        var classWeights = operands.ClassWeights;
        var share = TBlock.Create(stage.Share);
        var ignore = TBlock.Create(T.CreateTruncating(loss.IgnoreLabel));
        var room = stackalloc byte[((operands.Classes + RowBlock<TBlock, T>.GroupWidth) * TBlock.Count * sizeof(T)) + Scratch.Alignment];
        var exps = Scratch.Align((T*)room);
        var group = exps + (classes * TBlock.Count);
        var labels = stackalloc int[TBlock.Count];
        var samples = stackalloc T[TBlock.Count];
        var values = stackalloc T[TBlock.Count];
        var sums = result;
        for (nint row = 0; row < operands.Rows; row += TBlock.Count)
        {
            // The last rows may be fewer than a block: padded with ignored ones.
            var rows = (int)nint.Min(TBlock.Count, operands.Rows - row);
            var labelAt = Scratch.Pad(operands.Labels, row, rows, labels, TBlock.Count, loss.IgnoreLabel);
            var sampleAt = Scratch.Pad(operands.SampleWeights, row, rows, samples, TBlock.Count, T.Zero);
            var valueAt = rows == TBlock.Count && operands.Value != null ? operands.Value + row : values;
            Scratch.Prefetch(operands.Scores + ((row + TBlock.Count) * classes), TBlock.Count * classes);
            if (TGradient.IsOn)
            {
                Scratch.Prefetch(operands.Gradient + (row * classes), TBlock.Count * classes);
            }

            RowBlock<TBlock, T>.Load(operands.Scores + (row * classes), classes, rows, exps);
            var label = TBlock.Load(in *labelAt);
            var max = TBlock.Load(in exps[0]);
            for (nint j = 1; j < classes; j++)
            {
                max = TBlock.Max(TBlock.Load(in exps[j * TBlock.Count]), max);
            }

            var rest = TBlock.Zero;
            var targetExp = TBlock.Zero;
            var targetShift = TBlock.Zero;
            var weight = TBlock.One;
            var spread = TBlock.Zero;
            var index = TBlock.Zero;
            for (nint j = 0; j < classes; j++)
            {
                ref var column = ref exps[j * TBlock.Count];
                var shifted = TBlock.Load(in column) - max;
                var e = BlockMath.ExpNonPositive<TBlock, T>(shifted);
                TBlock.Store(e, ref column);
                var isTarget = TBlock.Equal(label, index);
                rest += TBlock.Select(isTarget, TBlock.Zero, e);
                targetExp = TBlock.Select(isTarget, e, targetExp);
                targetShift = TBlock.Select(isTarget, shifted, targetShift);
                if (classWeights != null)
                {
                    weight = TBlock.Select(isTarget, TBlock.Create(classWeights[j]), weight);
                }

                if (TSmoothing.IsOn)
                {
                    spread = Smoothing<TBlock, T>.AddSpread(spread, shifted, ClassWeight(classWeights, j));
                }

                index += TBlock.One;
            }

            var sample = sampleAt == null ? TBlock.One : TBlock.Load(in *sampleAt);
            stage.Evaluate(
                in loss, rest, targetShift, targetExp, weight, sample, spread, TBlock.Equal(label, ignore),
                out var value, out weight, out var factor, out var target, out var curvature, out var counts);
            sums.Add(value, weight, counts);
            TBlock.Store(value, ref *valueAt);

            if (THessian.IsOn)
            {
                var groupWidth = nint.Min(RowBlock<TBlock, T>.GroupWidth, classes);
                for (nint first = 0; first < classes; first = RowBlock<TBlock, T>.NextGroup(first, classes))
                {
                    for (nint c = 0; c < groupWidth; c++)
                    {
                        var e = TBlock.Load(in exps[(first + c) * TBlock.Count]);
                        var isTarget = TBlock.Equal(label, TBlock.Create(T.CreateTruncating(first + c)));
                        var others = TBlock.Select(isTarget, rest, rest + targetExp - e);
                        TBlock.Store((e * curvature * others) & counts, ref group[c * TBlock.Count]);
                    }

                    RowBlock<TBlock, T>.StoreGroup(group, groupWidth, classes, rows, operands.Hessian + (row * classes) + first);
                }
            }

            if (TGradient.IsOn)
            {
                index = TBlock.Zero;
                for (nint j = 0; j < classes; j++)
                {
                    ref var column = ref exps[j * TBlock.Count];
                    var gradient = TBlock.Load(in column) * factor;
                    gradient = TBlock.Select(TBlock.Equal(label, index), target, gradient);
                    if (TSmoothing.IsOn)
                    {
                        gradient = Smoothing<TBlock, T>.TakeShare(gradient, share, sample, ClassWeight(classWeights, j));
                    }

                    TBlock.Store(gradient & counts, ref column);
                    index += TBlock.One;
                }

                RowBlock<TBlock, T>.Store(exps, classes, rows, operands.Gradient + (row * classes));
            }

            if (rows < TBlock.Count && operands.Value != null)
            {
                Scratch.CopyBack(values, operands.Value + row, rows);
            }
        }

        result = sums;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock ClassWeight(T* classWeights, nint j) =>
        classWeights == null ? TBlock.One : TBlock.Create(classWeights[j]);
}
