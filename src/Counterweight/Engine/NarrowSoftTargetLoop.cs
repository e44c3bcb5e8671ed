using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Blocks;
using Counterweight.Numerics;

namespace Counterweight.Engine;

/// <summary>The loop over rows of few logits with soft targets, one row a lane: scores and targets are turned into one block a class each.</summary>
internal unsafe struct NarrowSoftTargetLoop<TBlock, T, TDivergence> : ISoftTargetLoop<NarrowSoftTargetLoop<TBlock, T, TDivergence>, T>
    where TBlock : struct, IBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TDivergence : struct, IOption
{
    /// <summary>Most columns: twice as many are on the stack.</summary>
    public const int MostColumns = 48;

    private const int FixedBlocks = RowBlock<TBlock, T>.GroupWidth + 2;

    private SoftTargetOperands<T> operands;
    private LossAccumulator sum;

    public readonly LossAccumulator Sum => sum;

    public static NarrowSoftTargetLoop<TBlock, T, TDivergence> Create(SoftTargetOperands<T> operands) => new() { operands = operands };

    [SkipLocalsInit]
    public void Run(int item)
    {
        var lanes = stackalloc double[LaneSums<TBlock, T>.Size];
        var sums = new LaneSums<TBlock, T>(lanes);
        var room = stackalloc byte[((FixedBlocks + (2 * operands.Classes)) * 64) + Scratch.Alignment];
        var scratch = (T*)Scratch.Align(room);
        var here = operands.Item(item);
        for (nint row = 0; row < here.Rows; row += TBlock.Count)
        {
            Rows(here.Slice(row, nint.Min(TBlock.Count, here.Rows - row)), scratch, ref sums);
        }

        sums.AddTo(ref sum);
    }

    public void Merge(in NarrowSoftTargetLoop<TBlock, T, TDivergence> other) => sum.Add(in other.sum);

    private static void Rows(in SoftTargetOperands<T> rows, T* scratch, ref LaneSums<TBlock, T> sums)
    {
        var size = TBlock.Count;
        var count = (int)rows.Rows;
        nint classes = rows.Classes;
        T* group = scratch, weights = scratch + (RowBlock<TBlock, T>.GroupWidth * size), values = weights + size;
        T* logits = scratch + (FixedBlocks * size), targets = logits + (classes * size);
        Scratch.Pad(rows.SampleWeights, count, weights, size, T.Zero);
        if (rows.SampleWeights == null)
        {
            new Span<T>(weights, count).Fill(T.One);
        }

        RowBlock<TBlock, T>.Load(rows.Scores, rows.Stride, classes, count, logits);
        RowBlock<TBlock, T>.Load(rows.Targets, rows.TargetStride, classes, count, targets);
        SumColumns(in rows, logits, targets, out var rest, out var targetWeight, out var spread);
        var sampleWeight = TBlock.Load(in *weights);
        new SoftTargetRow<TBlock, T>(in rows).Evaluate(
            in rest, in targetWeight, in spread, in sampleWeight, out var value, out var weight, out var ofExp, out var ofTarget, out var ofProducts);
        sums.Add(value, weight);
        TBlock.Store(value, ref *values);
        Scratch.CopyBack(values, rows.Value, count);
        if (rows.Hessian != null)
        {
            WriteHessian(in rows, logits, group, count, in rest, in ofProducts, in weight);
        }

        if (rows.Gradient != null)
        {
            Scale(classes, logits, targets, in ofExp, in ofTarget, in weight);
            RowBlock<TBlock, T>.Store(logits, classes, count, rows.Gradient, rows.Stride);
        }
    }

    /// <summary>Turns logits into exponentials and targets into their weighted selves, and sums them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SumColumns(in SoftTargetOperands<T> rows, T* logits, T* targets, out TBlock rest, out TBlock targetWeight, out TBlock spread)
    {
        var size = TBlock.Count;
        nint classes = rows.Classes;
        var scale = TBlock.Create(rows.LogitScale);
        var max = TBlock.Constant(double.NegativeInfinity);
        for (nint j = 0; j < classes; j++)
        {
            ref var column = ref logits[j * size];
            var x = (TBlock.Load(in column) + (rows.Bias == null ? TBlock.Zero : TBlock.Create(rows.Bias[j]))) * scale;
            TBlock.Store(x, ref column);
            max = TBlock.Max(x, max);
        }

        var keep = TBlock.Create(T.One - rows.LabelSmoothing);
        var share = TBlock.Create(rows.LabelSmoothing / T.CreateTruncating(rows.Classes));
        var found = TBlock.Zero;
        rest = TBlock.Zero;
        targetWeight = TBlock.Zero;
        spread = TBlock.Zero;
        for (nint j = 0; j < classes; j++)
        {
            var shifted = TBlock.Load(in logits[j * size]) - max;
            var e = BlockMath.ExpNonPositive<TBlock, T>(shifted);
            TBlock.Store(e, ref logits[j * size]);
            var first = TBlock.SelectEqual(shifted, TBlock.Zero, TBlock.One - found, TBlock.Zero);
            found += first;
            rest += TBlock.SelectEqual(first, TBlock.One, TBlock.Zero, e);
            var target = TBlock.FusedMultiplyAdd(TBlock.Load(in targets[j * size]), keep, share);
            var weighted = rows.ClassWeights == null ? target : target * TBlock.Create(rows.ClassWeights[j]);
            TBlock.Store(weighted, ref targets[j * size]);
            targetWeight += weighted;
            spread = SoftTargetRow<TBlock, T>.AddSpread<TDivergence>(spread, weighted, shifted, target);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteHessian(in SoftTargetOperands<T> rows, T* exps, T* group, int count, in TBlock rest, in TBlock ofProducts, in TBlock weight)
    {
        nint classes = rows.Classes;
        var width = nint.Min(RowBlock<TBlock, T>.GroupWidth, classes);
        for (nint first = 0; first < classes; first = RowBlock<TBlock, T>.NextGroup(first, classes))
        {
            for (nint c = 0; c < width; c++)
            {
                var e = TBlock.Load(in exps[(first + c) * TBlock.Count]);
                var hessian = WideTargets<TBlock, T>.Hessian(e, rest, ofProducts);
                TBlock.Store(TBlock.SelectLess(TBlock.Zero, weight, hessian, TBlock.Zero), ref group[c * TBlock.Count]);
            }

            RowBlock<TBlock, T>.StoreGroup(group, width, count, rows.Hessian + first, rows.Stride);
        }
    }

    /// <summary>Turns exponentials into the gradient, in place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Scale(nint classes, T* exps, T* targets, in TBlock ofExp, in TBlock ofTarget, in TBlock weight)
    {
        for (nint i = 0; i < classes * TBlock.Count; i += TBlock.Count)
        {
            var gradient = TBlock.FusedMultiplyAdd(-TBlock.Load(in targets[i]), ofTarget, TBlock.Load(in exps[i]) * ofExp);
            TBlock.Store(TBlock.SelectLess(TBlock.Zero, weight, gradient, TBlock.Zero), ref exps[i]);
        }
    }
}
