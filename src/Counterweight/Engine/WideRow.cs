using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Blocks;
using Counterweight.Numerics;

namespace Counterweight.Engine;

/// <summary>One long row, of at least a block, and the passes that reduce it.</summary>
/// <typeparam name="TBlock">The block.</typeparam>
/// <typeparam name="T">Its element.</typeparam>
/// <typeparam name="TTransformed">On where the logits are transformed.</typeparam>
internal readonly unsafe struct WideRow<TBlock, T, TTransformed>
    where TBlock : struct, IBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTransformed : struct, IOption
{
    private readonly T* scores;
    private readonly nint classes;
    private readonly nint label;
    private readonly nint ahead;
    private readonly T* bias;
    private readonly T scale;
    private readonly T margin;

    public WideRow(in SoftmaxOperands<T> operands, nint row, int label)
    {
        scores = operands.Scores + (row * operands.ScoreStride);
        classes = operands.Classes;
        ahead = operands.ScoreStride;
        this.label = label;
        if (TTransformed.IsOn)
        {
            bias = operands.Bias;
            scale = operands.LogitScale;
            margin = operands.Margins == null ? T.Zero : operands.Margins[label];
        }
    }

    /// <summary>x_y.</summary>
    public T TargetLogit
    {
        get
        {
            var score = scores[label];
            return !TTransformed.IsOn ? score : (score + ((bias == null ? T.Zero : bias[label]) - margin)) * scale;
        }
    }

    /// <summary>Greatest logit; NaN is passed over, exp brings it back.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public T Max()
    {
        var row = this;
        var size = TBlock.Count;
        var max0 = row.Load(row.classes - size);
        var max1 = max0;
        nint i = 0;
        for (; i + (2 * size) <= row.classes; i += 2 * size)
        {
            max0 = TBlock.Max(row.Load(i), max0);
            max1 = TBlock.Max(row.Load(i + size), max1);
        }

        if (i + size <= row.classes)
        {
            max0 = TBlock.Max(row.Load(i), max0);
        }

        return TBlock.MaxAcross(TBlock.Max(max1, max0));
    }

    /// <summary>The first of the greatest logits; 0 where there is none.</summary>
    public int ArgMax()
    {
        var greatest = Max();
        for (nint j = 0; j < classes; j++)
        {
            if (Logit(j) == greatest)
            {
                return (int)j;
            }
        }

        return 0;
    }

    /// <summary>Writes exp(x_j − max), if <typeparamref name="TKeep"/> is on, and sums it but for the target.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public T Exponentials<TKeep>(T max, T* exps, nint expsAhead)
        where TKeep : struct, IOption
    {
        var row = this;
        var size = TBlock.Count;
        var maximum = TBlock.Create(max);
        var target = TBlock.Create(T.CreateTruncating(row.label));
        var step = TBlock.Create(T.CreateTruncating(size));
        var last = row.Load(row.classes - size);
        var sum0 = TBlock.Zero;
        var sum1 = TBlock.Zero;

        // The two blocks that hold the target are masked, those before and behind are not. In a short row all are:
        // the branches would cost more than the masks.
        var pairs = row.classes - (row.classes % (2 * size));
        var isShort = row.classes < 16 * size;
        var masked = isShort ? 0 : nint.Min(row.label - (row.label % (2 * size)), pairs);
        var behind = isShort ? pairs : nint.Min(masked + (2 * size), pairs);
        nint i = 0;
        for (var stop = masked; ; stop = pairs)
        {
            for (; i < stop; i += 2 * size)
            {
                Scratch.PrefetchBlock(row.scores + row.ahead + i);
                Scratch.PrefetchBlock(row.scores + row.ahead + i + size);
                var e0 = BlockMath.ExpNonPositive<TBlock, T>(row.Load(i) - maximum);
                var e1 = BlockMath.ExpNonPositive<TBlock, T>(row.Load(i + size) - maximum);
                if (TKeep.IsOn)
                {
                    Scratch.PrefetchBlock(exps + expsAhead + i);
                    Scratch.PrefetchBlock(exps + expsAhead + i + size);
                    TBlock.Store(e0, ref exps[i]);
                    TBlock.Store(e1, ref exps[i + size]);
                }

                sum0 += e0;
                sum1 += e1;
            }

            var lane = target - TBlock.Create(T.CreateTruncating(i));
            for (; i < behind; i += 2 * size)
            {
                Scratch.PrefetchBlock(row.scores + row.ahead + i);
                Scratch.PrefetchBlock(row.scores + row.ahead + i + size);
                sum0 += Masked<TKeep>(row.Load(i) - maximum, lane, exps + i);
                lane -= step;
                sum1 += Masked<TKeep>(row.Load(i + size) - maximum, lane, exps + i + size);
                lane -= step;
            }

            if (i == pairs)
            {
                break;
            }
        }

        if (i + size <= row.classes)
        {
            sum0 += Masked<TKeep>(row.Load(i) - maximum, target - TBlock.Create(T.CreateTruncating(i)), exps + i);
        }

        sum0 += sum1;
        if (row.classes % size != 0)
        {
            var first = row.classes - size;
            var e = Masked<TKeep>(last - maximum, target - TBlock.Create(T.CreateTruncating(first)), exps + first);
            sum0 += TBlock.Select(WideOutput<TBlock, T>.IsRepeated(row.classes), TBlock.Zero, e);
        }

        return TBlock.Sum(sum0);
    }

    /// <summary>
    /// Exponentials at temperature 0: 1 at the first of the greatest logits, 0 elsewhere; NaN in a row that holds NaN or
    /// whose greatest logit is infinite. The sum as <see cref="Exponentials"/>.
    /// </summary>
    public T Hardmax(T max, T* exps, out T targetExp)
    {
        var greatest = ArgMax();
        var one = T.One + (max - max);
        for (nint j = 0; j < classes; j++)
        {
            one = T.IsNaN(scores[j]) ? scores[j] : one;
        }

        if (exps != null)
        {
            new Span<T>(exps, (int)classes).Clear();
            exps[greatest] = one;
        }

        targetExp = greatest == label ? one : T.Zero;
        return greatest == label ? T.Zero : one;
    }

    /// <summary>Σ_k w_k(max − x_k).</summary>
    public T Spread(T max, T* classWeights)
    {
        var size = TBlock.Count;
        var maximum = TBlock.Create(max);
        var whole = classes - (classes % size);
        var sum = TBlock.Zero;
        for (nint i = 0; i < whole; i += size)
        {
            sum = Smoothing<TBlock, T>.AddSpread(sum, Load(i) - maximum, WideOutput<TBlock, T>.Weights(classWeights, i));
        }

        if (whole < classes)
        {
            var i = classes - size;
            var last = Smoothing<TBlock, T>.AddSpread(TBlock.Zero, Load(i) - maximum, WideOutput<TBlock, T>.Weights(classWeights, i));
            sum += TBlock.Select(WideOutput<TBlock, T>.IsRepeated(classes), TBlock.Zero, last);
        }

        return TBlock.Sum(sum);
    }

    /// <summary>The exponentials of a block that may hold the target, in the lane <paramref name="target"/>, which counts for nothing in the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Masked<TKeep>(TBlock shifted, TBlock target, T* exps)
        where TKeep : struct, IOption
    {
        var e = BlockMath.ExpNonPositive<TBlock, T>(shifted);
        if (TKeep.IsOn)
        {
            TBlock.Store(e, ref *exps);
        }

        return TBlock.SelectEqual(TBlock.LaneIndex, target, TBlock.Zero, e);
    }

    /// <summary>A block of logits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TBlock Load(nint i)
    {
        var block = TBlock.Load(in scores[i]);
        if (!TTransformed.IsOn)
        {
            return block;
        }

        var moved = bias == null ? TBlock.Zero : TBlock.Load(in bias[i]);
        var lane = TBlock.Create(T.CreateTruncating(label - i));
        moved = TBlock.SelectEqual(TBlock.LaneIndex, lane, moved - TBlock.Create(margin), moved);
        return (block + moved) * TBlock.Create(scale);
    }

    private T Logit(nint j) => !TTransformed.IsOn ? scores[j]
        : (scores[j] + ((bias == null ? T.Zero : bias[j]) - (j == label ? margin : T.Zero))) * scale;
}
