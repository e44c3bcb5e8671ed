using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Memory;
using Counterweight.Core.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

/// <summary>The pass over one long row that takes exponentials and sums them, but for the label's.</summary>
/// <remarks>
/// It prefetches the memory of the row that comes as many rows later as are worked on together. Parameters as of
/// <see cref="LongRow{TBlock, T, TTransformed}"/>.
/// </remarks>
internal static unsafe class LongRowExponentials<TBlock, T, TTransformed>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTransformed : struct, IStaticFlag
{
    /// <summary>Writes exp(x_j − max) to <paramref name="exps"/>, if <typeparamref name="TKeep"/> is on, and sums those of j ≠ y in <paramref name="lanes"/>, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum<TKeep>(in SoftmaxOperands<T> operands, T* scores, nint label, T max, T* exps, T* lanes)
        where TKeep : struct, IStaticFlag
    {
        if (BlockDispatch.HasSeveralRegisters<TBlock, T>())
        {
            LongRowExponentials<VectorBlock<T, Registers.One>, T, TTransformed>.Sum<TKeep>(in operands, scores, label, max, exps, lanes);
            return;
        }

        nint count = operands.Classes;
        var end = CompensatedLanes<TBlock, T>.EndOfPart(0, count, CompensatedLanes<TBlock, T>.PartOfTwoBlocks);
        SumPart<TKeep>(in operands, scores, label, max, exps, 0, end, lanes);
        if (end < count)
        {
            AddParts<TKeep>(in operands, scores, label, max, exps, end, lanes);
        }
    }

    /// <summary>The parts of a row that come after its first, whose sum is in <paramref name="lanes"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private static void AddParts<TKeep>(in SoftmaxOperands<T> operands, T* scores, nint label, T max, T* exps, nint start, T* lanes)
        where TKeep : struct, IStaticFlag
    {
        nint count = operands.Classes;
        var stride = LaneSums<TBlock, T>.Lanes;
        var buffer = stackalloc T[2 * stride];
        T* part = buffer, lost = buffer + stride;
        new Span<T>(lost, stride).Clear();
        while (start < count)
        {
            var end = CompensatedLanes<TBlock, T>.EndOfPart(start, count, CompensatedLanes<TBlock, T>.PartOfTwoBlocks);
            SumPart<TKeep>(in operands, scores, label, max, exps, start, end, part);
            for (var lane = 0; lane < stride; lane += TBlock.Count)
            {
                CompensatedLanes<TBlock, T>.Add(TBlock.Load(in part[lane]), ref lanes[lane], ref lost[lane]);
            }

            start = end;
        }

        for (var lane = 0; lane < stride; lane += TBlock.Count)
        {
            TBlock.Store(CompensatedLanes<TBlock, T>.Total(in lanes[lane], in lost[lane]), ref lanes[lane]);
        }
    }

    /// <summary>One part of a row, from <paramref name="start"/> to <paramref name="end"/>; the last one ends in the masked block.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SumPart<TKeep>(in SoftmaxOperands<T> operands, T* scores, nint label, T max, T* exps, nint start, nint end, T* lanes)
        where TKeep : struct, IStaticFlag
    {
        // Longer than other methods: in one piece both sums and all constants stay in registers.
        var nextScores = scores + (operands.Rows * operands.ScoreStride);
        var nextExps = exps + (operands.Rows * (operands.Gradient == null ? operands.HessianStride : operands.GradientStride));
        nint stride = LaneSums<TBlock, T>.Lanes;
        var maximum = TBlock.Create(max);
        var target = TBlock.Create(T.CreateTruncating(label));
        var step = TBlock.Create(T.CreateTruncating(stride));

        // The two blocks that hold the target are masked, those before and behind are not. In a short row all are:
        // the branches would cost more than the masks.
        var whole = end - (end % (2 * stride));
        var isShort = end - start < 16 * stride;
        var masked = isShort ? start : label < start ? whole : nint.Min(label - (label % (2 * stride)), whole);
        var behind = isShort ? whole : nint.Min(masked + (2 * stride), whole);
        nint first = 0;
        do
        {
            var sum0 = TBlock.Zero;
            var sum1 = TBlock.Zero;

            // Read before exponentials may take the place of its logits. None of the lanes before has written there.
            var last = LongRow<TBlock, T, TTransformed>.Load(in operands, scores, label, end - stride + first);
            var i = start + first;
            for (var stop = masked; ; stop = whole)
            {
                for (; i < stop; i += 2 * stride)
                {
                    Prefetch<TKeep>(nextScores + i, nextExps + i, first);
                    var e0 = BlockMath.ExpNonPositive<TBlock, T>(LongRow<TBlock, T, TTransformed>.Load(in operands, scores, label, i) - maximum);
                    var e1 = BlockMath.ExpNonPositive<TBlock, T>(LongRow<TBlock, T, TTransformed>.Load(in operands, scores, label, i + stride) - maximum);
                    if (TKeep.IsOn)
                    {
                        TBlock.Store(e0, ref exps[i]);
                        TBlock.Store(e1, ref exps[i + stride]);
                    }

                    sum0 += e0;
                    sum1 += e1;
                }

                var lane = target - TBlock.Create(T.CreateTruncating(i));
                for (; i < behind; i += 2 * stride)
                {
                    Prefetch<Off>(nextScores + i, nextExps + i, first);
                    sum0 += Masked<TKeep>(LongRow<TBlock, T, TTransformed>.Load(in operands, scores, label, i) - maximum, lane, exps + i);
                    lane -= step;
                    sum1 += Masked<TKeep>(LongRow<TBlock, T, TTransformed>.Load(in operands, scores, label, i + stride) - maximum, lane, exps + i + stride);
                    lane -= step;
                }

                if (i >= whole)
                {
                    break;
                }
            }

            if (i - first + stride <= end)
            {
                sum0 += Masked<TKeep>(LongRow<TBlock, T, TTransformed>.Load(in operands, scores, label, i) - maximum, target - TBlock.Create(T.CreateTruncating(i)), exps + i);
            }

            sum0 += sum1;
            if (end % stride != 0)
            {
                i = end - stride + first;
                sum0 = AddLast<TKeep>(sum0, last - maximum, target - TBlock.Create(T.CreateTruncating(i)), exps + i, end, first);
            }

            TBlock.Store(sum0, ref lanes[first]);
            first += TBlock.Count;
        }
        while (TBlock.Count < LaneSums<TBlock, T>.Lanes && first < stride);
    }

    /// <summary>Prefetches twice 64 bytes, once for all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch<TKeep>(T* nextScores, T* nextExps, nint firstLane)
        where TKeep : struct, IStaticFlag
    {
        if (firstLane == 0)
        {
            Cache.Prefetch(nextScores);
            Cache.Prefetch(nextScores + LaneSums<TBlock, T>.Lanes);
            if (TKeep.IsOn)
            {
                Cache.Prefetch(nextExps);
                Cache.Prefetch(nextExps + LaneSums<TBlock, T>.Lanes);
            }
        }
    }

    /// <summary>Adds the exponentials of the last block of a row, without those that the block before it holds too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock AddLast<TKeep>(TBlock sum, TBlock shifted, TBlock target, T* exps, nint end, nint first)
        where TKeep : struct, IStaticFlag
    {
        if (typeof(T) == typeof(float) && TBlock.Count == LaneSums<TBlock, T>.Lanes)
        {
            return sum + TBlock.Select(LongRowOutput<TBlock, T>.IsRepeated(end), TBlock.Zero, Masked<TKeep>(shifted, target, exps));
        }

        // The exponentials of doubles are longer: all of them are more than the JIT inlines.
        var (argument, lane) = (shifted, target);
        LastCalled<TKeep>(in argument, in lane, exps, end, first, out var terms);
        return sum + terms;
    }

    /// <summary>Leaves alone what is repeated: it may be logits of lanes that come later.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LastCalled<TKeep>(in TBlock shifted, in TBlock target, T* exps, nint end, nint first, out TBlock terms)
        where TKeep : struct, IStaticFlag
    {
        var isRepeated = LongRowOutput<TBlock, T>.IsRepeated(end, first);
        var e = BlockMath.ExpNonPositive<TBlock, T>(shifted);
        if (TKeep.IsOn)
        {
            TBlock.Store(TBlock.Select(isRepeated, TBlock.Load(in *exps), e), ref *exps);
        }

        terms = TBlock.Select(isRepeated, TBlock.Zero, TBlock.SelectEqual(TBlock.LaneIndex, target, TBlock.Zero, e));
    }

    /// <summary>The exponentials of a block, 0 in the lane <paramref name="target"/>: the label's counts for nothing in the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Masked<TKeep>(TBlock shifted, TBlock target, T* exps)
        where TKeep : struct, IStaticFlag
    {
        var e = BlockMath.ExpNonPositive<TBlock, T>(shifted);
        if (TKeep.IsOn)
        {
            TBlock.Store(e, ref *exps);
        }

        return TBlock.SelectEqual(TBlock.LaneIndex, target, TBlock.Zero, e);
    }
}
