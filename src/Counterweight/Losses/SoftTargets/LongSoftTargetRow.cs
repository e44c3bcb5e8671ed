using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Memory;
using Counterweight.Core.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.SoftTargets;

/// <summary>The passes over one long row with soft targets, of at least a block.</summary>
/// <remarks>
/// Parameters everywhere: <c>rows</c> are the current rows, <c>row</c> is the index of one of them, <c>state</c> holds its numbers,
/// <see cref="SoftTargetSlots"/>. A struct of them would be copied by blocks right after it is written by fields, which stalls every row.
/// </remarks>
internal static unsafe class LongSoftTargetRow<TBlock, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Blocks of sums over a row.
    private const int Rest = 0;
    private const int Greatest = 1;
    private const int TargetWeight = 2;
    private const int Spread = 3;
    private const int Sums = 4;

    /// <summary>The greatest logit. It ignores NaN, whose exponential is NaN again.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Max(in SoftTargetOperands<T> rows, nint row)
    {
        var logits = new SoftTargetLogits<TBlock, T>(rows.Scores + (row * rows.Stride), rows.Bias);
        return TBlock.MaxAcross(LongRowMax<SoftTargetLogits<TBlock, T>, TBlock, T>.OfLanes(logits, rows.Classes));
    }

    /// <summary>Sums the row, and writes its exponentials if <typeparamref name="TKeep"/> is on. It prefetches the next row.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Sum<TKeep, TDivergence>(in SoftTargetOperands<T> rows, nint row, T* state, T max, T* exps)
        where TKeep : struct, IStaticFlag
        where TDivergence : struct, IStaticFlag
    {
        var size = TBlock.Count;
        nint classes = rows.Classes;
        var sums = stackalloc T[(2 * Sums * size) + (Scratch.Alignment / sizeof(T))];
        sums = Scratch.Align(sums);
        var maximum = TBlock.Create(max);
        var rest = TBlock.Zero;
        var greatest = TBlock.Zero;
        var targetWeight = TBlock.Zero;
        var spread = TBlock.Zero;
        if (classes % size != 0)
        {
            SumEnd<TKeep, TDivergence>(in rows, row, maximum, exps, out rest, out greatest, out targetWeight, out spread);
        }

        TBlock.Store(rest, ref sums[Rest * size]);
        TBlock.Store(greatest, ref sums[Greatest * size]);
        TBlock.Store(targetWeight, ref sums[TargetWeight * size]);
        TBlock.Store(spread, ref sums[Spread * size]);
        var end = CompensatedLanes<TBlock, T>.EndOfPart(0, classes, CompensatedLanes<TBlock, T>.PartOfOneBlock);
        SumPart<TKeep, TDivergence>(in rows, row, maximum, exps, 0, end, sums);
        if (end < classes)
        {
            AddParts<TKeep, TDivergence>(in rows, row, maximum, exps, end, sums);
        }

        state[SoftTargetSlots.Rest * size] = TBlock.Sum(TBlock.Load(in sums[Rest * size])) + (TBlock.Sum(TBlock.Load(in sums[Greatest * size])) - T.One);
        state[SoftTargetSlots.TargetWeight * size] = TBlock.Sum(TBlock.Load(in sums[TargetWeight * size]));
        state[SoftTargetSlots.Spread * size] = TBlock.Sum(TBlock.Load(in sums[Spread * size]));
    }

    /// <summary>The parts of a row that come after its first, whose sums are in the first half of <paramref name="sums"/>.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddParts<TKeep, TDivergence>(in SoftTargetOperands<T> rows, nint row, TBlock maximum, T* exps, nint start, T* sums)
        where TKeep : struct, IStaticFlag
        where TDivergence : struct, IStaticFlag
    {
        var size = TBlock.Count;
        nint classes = rows.Classes;
        var lost = sums + (Sums * size);
        new Span<T>(lost, Sums * size).Clear();
        var buffer = stackalloc T[(Sums * size) + (Scratch.Alignment / sizeof(T))];
        var part = Scratch.Align(buffer);
        while (start < classes)
        {
            var end = CompensatedLanes<TBlock, T>.EndOfPart(start, classes, CompensatedLanes<TBlock, T>.PartOfOneBlock);
            new Span<T>(part, Sums * size).Clear();
            SumPart<TKeep, TDivergence>(in rows, row, maximum, exps, start, end, part);
            for (nint i = 0; i < Sums * size; i += size)
            {
                CompensatedLanes<TBlock, T>.Add(TBlock.Load(in part[i]), ref sums[i], ref lost[i]);
            }

            start = end;
        }

        for (nint i = 0; i < Sums * size; i += size)
        {
            TBlock.Store(CompensatedLanes<TBlock, T>.Total(in sums[i], in lost[i]), ref sums[i]);
        }
    }

    /// <summary>Adds the whole blocks of a part of the row to <paramref name="sums"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SumPart<TKeep, TDivergence>(in SoftTargetOperands<T> rows, nint row, TBlock maximum, T* exps, nint start, nint end, T* sums)
        where TKeep : struct, IStaticFlag
        where TDivergence : struct, IStaticFlag
    {
        var size = TBlock.Count;
        T* scores = rows.Scores + (row * rows.Stride), targets = rows.Targets + (row * rows.TargetStride), classWeights = rows.ClassWeights;
        var logits = new SoftTargetLogits<TBlock, T>(scores, rows.Bias);
        var scale = TBlock.Create(rows.LogitScale);
        var rest = TBlock.Load(in sums[Rest * size]);
        var greatest = TBlock.Load(in sums[Greatest * size]);
        var targetWeight = TBlock.Load(in sums[TargetWeight * size]);
        var spread = TBlock.Load(in sums[Spread * size]);
        for (var i = start; i + size <= end; i += size)
        {
            Cache.Prefetch(scores + rows.Stride + i);
            Cache.Prefetch(targets + rows.TargetStride + i);
            var shifted = (logits.Load(i) - maximum) * scale;
            var e = BlockMath.ExpNonPositive<TBlock, T>(shifted);
            if (TKeep.IsOn)
            {
                Cache.Prefetch(exps + rows.Stride + i);
                TBlock.Store(e, ref exps[i]);
            }

            rest += TBlock.SelectEqual(shifted, TBlock.Zero, TBlock.Zero, e);
            greatest += TBlock.SelectEqual(shifted, TBlock.Zero, TBlock.One, TBlock.Zero);
            var target = Target(in rows, targets, i);
            var weighted = target * LongRowOutput<TBlock, T>.Weights(classWeights, i);
            targetWeight += weighted;
            spread = SoftTargetRow<TBlock, T>.AddSpread<TDivergence>(spread, weighted, shifted, target);
        }

        TBlock.Store(rest, ref sums[Rest * size]);
        TBlock.Store(greatest, ref sums[Greatest * size]);
        TBlock.Store(targetWeight, ref sums[TargetWeight * size]);
        TBlock.Store(spread, ref sums[Spread * size]);
    }

    /// <summary>Replaces exponentials by the gradient.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Gradient(in SoftTargetOperands<T> rows, nint row, T* state, T* exps)
    {
        var pass = new SoftTargetGradient<TBlock, T>(in rows, row, state, exps);
        LongRowOutput<TBlock, T>.Write(pass, rows.Classes, exps);
    }

    /// <summary>Hessian diagonal from exponentials, which may be in the same place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Hessian(nint classes, T* state, T* exps, T* hessian) =>
        LongRowOutput<TBlock, T>.Write(new SoftTargetHessian<TBlock, T>(state, exps), classes, hessian);

    /// <summary>The end of a row, which is no whole block: one block, read over what comes before it and masked.</summary>
    /// <remarks>It comes first: exponentials may take the place of the logits.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SumEnd<TKeep, TDivergence>(
        in SoftTargetOperands<T> rows, nint row, TBlock maximum, T* exps, out TBlock rest, out TBlock greatest, out TBlock targetWeight, out TBlock spread)
        where TKeep : struct, IStaticFlag
        where TDivergence : struct, IStaticFlag
    {
        nint classes = rows.Classes;
        var i = classes - TBlock.Count;
        T* scores = rows.Scores + (row * rows.Stride), targets = rows.Targets + (row * rows.TargetStride), classWeights = rows.ClassWeights;
        var logits = new SoftTargetLogits<TBlock, T>(scores, rows.Bias);
        var scale = TBlock.Create(rows.LogitScale);
        var repeated = LongRowOutput<TBlock, T>.IsRepeated(classes);
        var shifted = TBlock.Select(repeated, TBlock.Constant(double.NegativeInfinity), (logits.Load(i) - maximum) * scale);
        var e = BlockMath.ExpNonPositive<TBlock, T>(shifted);
        if (TKeep.IsOn)
        {
            TBlock.Store(TBlock.Select(repeated, TBlock.Load(in exps[i]), e), ref exps[i]);
        }

        rest = TBlock.SelectEqual(shifted, TBlock.Zero, TBlock.Zero, e);
        greatest = TBlock.SelectEqual(shifted, TBlock.Zero, TBlock.One, TBlock.Zero);
        var target = Target(in rows, targets, i);
        targetWeight = TBlock.Select(repeated, TBlock.Zero, target * LongRowOutput<TBlock, T>.Weights(classWeights, i));
        spread = SoftTargetRow<TBlock, T>.AddSpread<TDivergence>(TBlock.Zero, targetWeight, shifted, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock Target(in SoftTargetOperands<T> rows, T* targets, nint i) =>
        TBlock.FusedMultiplyAdd(TBlock.Load(in targets[i]), TBlock.Create(rows.TargetFraction), TBlock.Create(rows.UniformFraction));
}
