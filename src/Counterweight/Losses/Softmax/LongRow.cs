using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Memory;
using Counterweight.Core.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

/// <summary>The passes that reduce one long row, of at least a block, whose label is y.</summary>
/// <typeparam name="TBlock">The block.</typeparam>
/// <typeparam name="T">Its element.</typeparam>
/// <typeparam name="TTransformed">On where the logits are transformed.</typeparam>
internal static unsafe class LongRow<TBlock, T, TTransformed>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTransformed : struct, IOption
{
    /// <summary>x_y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Target(in SoftmaxOperands<T> operands, T* scores, nint label) => Logit(in operands, scores, label, label);

    /// <summary>Greatest logit; NaN is passed over, exp brings it back.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Max(in SoftmaxOperands<T> operands, T* scores, nint label) => TBlock.MaxAcross(MaxOfLanes(in operands, scores, label));

    /// <summary>Greatest logit of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock MaxOfLanes(in SoftmaxOperands<T> operands, T* scores, nint label) =>
        LongRowMax<Logits, TBlock, T>.OfLanes(new Logits(in operands, scores, label), operands.Classes);

    /// <summary>The first of the greatest logits; 0 where there is none.</summary>
    public static int ArgMax(in SoftmaxOperands<T> operands, T* scores, nint label) =>
        First(in operands, scores, label, Max(in operands, scores, label));

    /// <summary>Writes exp(x_j − max), if <typeparamref name="TKeep"/> is on, and sums it but for the target, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exponentials<TKeep>(in SoftmaxOperands<T> operands, T* scores, nint label, T max, T* exps, nint ahead, nint expsAhead, T* lanes)
        where TKeep : struct, IOption
    {
        nint count = operands.Classes;
        var end = CompensatedLanes<TBlock, T>.EndOfPart(0, count, CompensatedLanes<TBlock, T>.PartOfTwoBlocks);
        SumPart<TKeep>(in operands, scores, label, max, exps, ahead, expsAhead, 0, end, lanes);
        if (end < count)
        {
            AddParts<TKeep>(in operands, scores, label, max, exps, ahead, expsAhead, end, lanes);
        }
    }

    /// <summary>The parts of a row that come after its first, whose sum is in <paramref name="lanes"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private static void AddParts<TKeep>(in SoftmaxOperands<T> operands, T* scores, nint label, T max, T* exps, nint ahead, nint expsAhead, nint start, T* lanes)
        where TKeep : struct, IOption
    {
        nint count = operands.Classes;
        var buffer = stackalloc T[2 * TBlock.Count];
        T* part = buffer, lost = buffer + TBlock.Count;
        TBlock.Store(TBlock.Zero, ref *lost);
        while (start < count)
        {
            var end = CompensatedLanes<TBlock, T>.EndOfPart(start, count, CompensatedLanes<TBlock, T>.PartOfTwoBlocks);
            SumPart<TKeep>(in operands, scores, label, max, exps, ahead, expsAhead, start, end, part);
            CompensatedLanes<TBlock, T>.Add(TBlock.Load(in *part), ref *lanes, ref *lost);
            start = end;
        }

        TBlock.Store(CompensatedLanes<TBlock, T>.Total(in *lanes, in *lost), ref *lanes);
    }

    /// <summary>One part of a row, from <paramref name="start"/> to <paramref name="count"/>; the last one ends in the masked block.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SumPart<TKeep>(in SoftmaxOperands<T> operands, T* scores, nint label, T max, T* exps, nint ahead, nint expsAhead, nint start, nint count, T* lanes)
        where TKeep : struct, IOption
    {
        var next = scores + ahead;
        var expsNext = exps + expsAhead;
        var size = TBlock.Count;
        var maximum = TBlock.Create(max);
        var target = TBlock.Create(T.CreateTruncating(label));
        var step = TBlock.Create(T.CreateTruncating(size));
        var last = Load(in operands, scores, label, count - size);
        var sum0 = TBlock.Zero;
        var sum1 = TBlock.Zero;

        // The two blocks that hold the target are masked, those before and behind are not. In a short row all are:
        // the branches would cost more than the masks.
        var pairs = count - (count % (2 * size));
        var isShort = count - start < 16 * size;
        var masked = isShort ? start : label < start ? pairs : nint.Min(label - (label % (2 * size)), pairs);
        var behind = isShort ? pairs : nint.Min(masked + (2 * size), pairs);
        var i = start;
        for (var stop = masked; ; stop = pairs)
        {
            for (; i < stop; i += 2 * size)
            {
                Cache.Prefetch(next + i);
                Cache.Prefetch(next + i + size);
                var e0 = BlockMath.ExpNonPositive<TBlock, T>(Load(in operands, scores, label, i) - maximum);
                var e1 = BlockMath.ExpNonPositive<TBlock, T>(Load(in operands, scores, label, i + size) - maximum);
                if (TKeep.IsOn)
                {
                    Cache.Prefetch(expsNext + i);
                    Cache.Prefetch(expsNext + i + size);
                    TBlock.Store(e0, ref exps[i]);
                    TBlock.Store(e1, ref exps[i + size]);
                }

                sum0 += e0;
                sum1 += e1;
            }

            var lane = target - TBlock.Create(T.CreateTruncating(i));
            for (; i < behind; i += 2 * size)
            {
                Cache.Prefetch(next + i);
                Cache.Prefetch(next + i + size);
                sum0 += Masked<TKeep>(Load(in operands, scores, label, i) - maximum, lane, exps + i);
                lane -= step;
                sum1 += Masked<TKeep>(Load(in operands, scores, label, i + size) - maximum, lane, exps + i + size);
                lane -= step;
            }

            if (i == pairs)
            {
                break;
            }
        }

        if (i + size <= count)
        {
            sum0 += Masked<TKeep>(Load(in operands, scores, label, i) - maximum, target - TBlock.Create(T.CreateTruncating(i)), exps + i);
        }

        sum0 += sum1;
        if (count % size != 0)
        {
            var first = count - size;
            var e = Masked<TKeep>(last - maximum, target - TBlock.Create(T.CreateTruncating(first)), exps + first);
            sum0 += TBlock.Select(LongRowOutput<TBlock, T>.IsRepeated(count), TBlock.Zero, e);
        }

        TBlock.Store(sum0, ref *lanes);
    }

    /// <summary>
    /// Exponentials at temperature 0: 1 at the first of the greatest logits, 0 elsewhere; NaN in a row that holds NaN or
    /// whose greatest logit is infinite. The sum as <see cref="Exponentials"/>.
    /// </summary>
    public static T Hardmax(in SoftmaxOperands<T> operands, T* scores, nint label, T max, T* exps, out T targetExp)
    {
        var greatest = First(in operands, scores, label, max);
        var one = T.One + (max - max) + NaNOrZero(scores, operands.Classes);
        if (exps != null)
        {
            new Span<T>(exps, operands.Classes).Clear();
            exps[greatest] = one;
        }

        targetExp = greatest == label ? one : T.Zero;
        return greatest == label ? T.Zero : one;
    }

    /// <summary>Σ_k w_k(max − x_k).</summary>
    [SkipLocalsInit]
    public static T Spread(in SoftmaxOperands<T> operands, T* scores, nint label, T max)
    {
        nint classes = operands.Classes;
        var end = CompensatedLanes<TBlock, T>.EndOfPart(0, classes, CompensatedLanes<TBlock, T>.PartOfOneBlock);
        var sum = Spread(in operands, scores, label, max, 0, end);
        if (end == classes)
        {
            return TBlock.Sum(sum);
        }

        var buffer = stackalloc T[2 * TBlock.Count];
        T* all = buffer, lost = buffer + TBlock.Count;
        TBlock.Store(sum, ref *all);
        TBlock.Store(TBlock.Zero, ref *lost);
        for (var start = end; start < classes; start = end)
        {
            end = CompensatedLanes<TBlock, T>.EndOfPart(start, classes, CompensatedLanes<TBlock, T>.PartOfOneBlock);
            CompensatedLanes<TBlock, T>.Add(Spread(in operands, scores, label, max, start, end), ref *all, ref *lost);
        }

        return TBlock.Sum(CompensatedLanes<TBlock, T>.Total(in *all, in *lost));
    }

    /// <summary>The same over a part of the classes, lane by lane; the last part ends in the masked block.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TBlock Spread(in SoftmaxOperands<T> operands, T* scores, nint label, T max, nint start, nint classes)
    {
        var size = TBlock.Count;
        var maximum = TBlock.Create(max);
        var whole = classes - (classes % size);
        var sum = TBlock.Zero;
        for (var i = start; i < whole; i += size)
        {
            sum = Smoothing<TBlock, T>.AddSpread(sum, Load(in operands, scores, label, i) - maximum, LongRowOutput<TBlock, T>.Weights(operands.ClassWeights, i));
        }

        if (whole < classes)
        {
            var i = classes - size;
            var last = Smoothing<TBlock, T>.AddSpread(TBlock.Zero, Load(in operands, scores, label, i) - maximum, LongRowOutput<TBlock, T>.Weights(operands.ClassWeights, i));
            sum += TBlock.Select(LongRowOutput<TBlock, T>.IsRepeated(classes), TBlock.Zero, last);
        }

        return sum;
    }

    /// <summary>The first logit that is <paramref name="value"/>; 0 where none is.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int First(in SoftmaxOperands<T> operands, T* scores, nint label, T value)
    {
        nint count = operands.Classes;
        var size = TBlock.Count;
        var wanted = TBlock.Create(value);
        nint i = 0;
        while (i + size <= count && !TBlock.Any(TBlock.Equal(Load(in operands, scores, label, i), wanted)))
        {
            i += size;
        }

        for (; i < count; i++)
        {
            if (Logit(in operands, scores, label, i) == value)
            {
                return (int)i;
            }
        }

        return 0;
    }

    /// <summary>NaN in a row that holds NaN, otherwise 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T NaNOrZero(T* scores, nint count)
    {
        var size = TBlock.Count;
        var sum = TBlock.Zero;
        for (nint i = 0; i + size <= count; i += size)
        {
            var block = TBlock.Load(in scores[i]);
            sum = TBlock.SelectEqual(block, block, sum, block);
        }

        var last = TBlock.Load(in scores[count - size]);
        return TBlock.Sum(TBlock.SelectEqual(last, last, sum, last));
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
    public static TBlock Load(in SoftmaxOperands<T> operands, T* scores, nint label, nint i)
    {
        var block = TBlock.Load(in scores[i]);
        if (!TTransformed.IsOn)
        {
            return block;
        }

        var moved = operands.Bias == null ? TBlock.Zero : TBlock.Load(in operands.Bias[i]);
        var lane = TBlock.Create(T.CreateTruncating(label - i));
        moved = TBlock.SelectEqual(TBlock.LaneIndex, lane, moved - TBlock.Create(Margin(in operands, label)), moved);
        return (block + moved) * TBlock.Create(operands.LogitScale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Logit(in SoftmaxOperands<T> operands, T* scores, nint label, nint j) => !TTransformed.IsOn
        ? scores[j]
        : (scores[j] + ((operands.Bias == null ? T.Zero : operands.Bias[j]) - (j == label ? Margin(in operands, label) : T.Zero))) * operands.LogitScale;

    private static T Margin(in SoftmaxOperands<T> operands, nint label) => operands.Margins == null ? T.Zero : operands.Margins[label];

    private readonly ref struct Logits(ref readonly SoftmaxOperands<T> operands, T* scores, nint label) : ILogits<TBlock, T>
    {
        private readonly ref readonly SoftmaxOperands<T> operands = ref operands;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TBlock Load(nint first) => LongRow<TBlock, T, TTransformed>.Load(in operands, scores, label, first);
    }
}
