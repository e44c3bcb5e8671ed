using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Blocks;
using Counterweight.Numerics;

namespace Counterweight.Engine;

/// <summary>The passes over one long row with soft targets, of at least a block.</summary>
/// <remarks>
/// Parameters everywhere: <c>rows</c> are the rows at hand, <c>row</c> is one of them, <c>state</c> its numbers,
/// <see cref="SoftTargetState"/>. A struct of them would be copied by blocks right after it is written by fields, which stalls every row.
/// </remarks>
internal static unsafe class WideTargets<TBlock, T>
    where TBlock : struct, IBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Greatest logit; NaN is passed over, exp brings it back.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Max(in SoftTargetOperands<T> rows, nint row)
    {
        var size = TBlock.Count;
        nint classes = rows.Classes;
        T* scores = rows.Scores + (row * rows.Stride), bias = rows.Bias;
        var max0 = Logits(scores, bias, classes - size);
        var max1 = max0;
        nint i = 0;
        for (; i + (2 * size) <= classes; i += 2 * size)
        {
            max0 = TBlock.Max(Logits(scores, bias, i), max0);
            max1 = TBlock.Max(Logits(scores, bias, i + size), max1);
        }

        if (i + size <= classes)
        {
            max0 = TBlock.Max(Logits(scores, bias, i), max0);
        }

        return TBlock.MaxAcross(TBlock.Max(max1, max0));
    }

    /// <summary>Sums the row, and writes its exponentials if <typeparamref name="TKeep"/> is on. The next row is asked for on the way.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Sum<TKeep, TDivergence>(in SoftTargetOperands<T> rows, nint row, T* state, T max, T* exps)
        where TKeep : struct, IOption
        where TDivergence : struct, IOption
    {
        var size = TBlock.Count;
        nint classes = rows.Classes;
        T* scores = rows.Scores + (row * rows.Stride), targets = rows.Targets + (row * rows.TargetStride), bias = rows.Bias, classWeights = rows.ClassWeights;
        var maximum = TBlock.Create(max);
        var scale = TBlock.Create(rows.LogitScale);
        var rest = TBlock.Zero;
        var greatest = TBlock.Zero;
        var targetWeight = TBlock.Zero;
        var spread = TBlock.Zero;
        if (classes % size != 0)
        {
            SumEnd<TKeep, TDivergence>(in rows, row, maximum, exps, out var restOfEnd, out var greatestOfEnd, out var weightOfEnd, out var spreadOfEnd);
            rest = restOfEnd;
            greatest = greatestOfEnd;
            targetWeight = weightOfEnd;
            spread = spreadOfEnd;
        }

        for (nint i = 0; i + size <= classes; i += size)
        {
            Scratch.PrefetchBlock(scores + rows.Stride + i);
            Scratch.PrefetchBlock(targets + rows.TargetStride + i);
            var shifted = (Logits(scores, bias, i) - maximum) * scale;
            var e = BlockMath.ExpNonPositive<TBlock, T>(shifted);
            if (TKeep.IsOn)
            {
                Scratch.PrefetchBlock(exps + rows.Stride + i);
                TBlock.Store(e, ref exps[i]);
            }

            rest += TBlock.SelectEqual(shifted, TBlock.Zero, TBlock.Zero, e);
            greatest += TBlock.SelectEqual(shifted, TBlock.Zero, TBlock.One, TBlock.Zero);
            var target = Target(in rows, targets, i);
            var weighted = target * WideOutput<TBlock, T>.Weights(classWeights, i);
            targetWeight += weighted;
            spread = SoftTargetRow<TBlock, T>.AddSpread<TDivergence>(spread, weighted, shifted, target);
        }

        state[SoftTargetState.Rest * size] = TBlock.Sum(rest) + (TBlock.Sum(greatest) - T.One);
        state[SoftTargetState.TargetWeight * size] = TBlock.Sum(targetWeight);
        state[SoftTargetState.Spread * size] = TBlock.Sum(spread);
    }

    /// <summary>Turns exponentials into the gradient, in place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Gradient(in SoftTargetOperands<T> rows, nint row, T* state, T* exps)
    {
        var size = TBlock.Count;
        nint classes = rows.Classes;
        T* targets = rows.Targets + (row * rows.TargetStride), classWeights = rows.ClassWeights;
        var last = Gradient(in rows, targets, classWeights, state, exps, classes - size);
        for (nint i = 0; i + size <= classes; i += size)
        {
            TBlock.Store(Gradient(in rows, targets, classWeights, state, exps, i), ref exps[i]);
        }

        TBlock.Store(last, ref exps[classes - size]);
    }

    /// <summary>Hessian diagonal from exponentials, which may be in the same place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Hessian(nint classes, T* state, T* exps, T* hessian)
    {
        var size = TBlock.Count;
        var last = Hessian(state, TBlock.Load(in exps[classes - size]));
        for (nint i = 0; i + size <= classes; i += size)
        {
            TBlock.Store(Hessian(state, TBlock.Load(in exps[i])), ref hessian[i]);
        }

        TBlock.Store(last, ref hessian[classes - size]);
    }

    /// <summary>The end of a row, which is no whole block: one block, read over what comes before it and masked.</summary>
    /// <remarks>It comes first: exponentials may take the place of the logits.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SumEnd<TKeep, TDivergence>(
        in SoftTargetOperands<T> rows, nint row, TBlock maximum, T* exps, out TBlock rest, out TBlock greatest, out TBlock targetWeight, out TBlock spread)
        where TKeep : struct, IOption
        where TDivergence : struct, IOption
    {
        nint classes = rows.Classes;
        var i = classes - TBlock.Count;
        T* scores = rows.Scores + (row * rows.Stride), targets = rows.Targets + (row * rows.TargetStride), bias = rows.Bias, classWeights = rows.ClassWeights;
        var scale = TBlock.Create(rows.LogitScale);
        var repeated = WideOutput<TBlock, T>.IsRepeated(classes);
        var shifted = TBlock.Select(repeated, TBlock.Constant(double.NegativeInfinity), (Logits(scores, bias, i) - maximum) * scale);
        var e = BlockMath.ExpNonPositive<TBlock, T>(shifted);
        if (TKeep.IsOn)
        {
            TBlock.Store(TBlock.Select(repeated, TBlock.Load(in exps[i]), e), ref exps[i]);
        }

        rest = TBlock.SelectEqual(shifted, TBlock.Zero, TBlock.Zero, e);
        greatest = TBlock.SelectEqual(shifted, TBlock.Zero, TBlock.One, TBlock.Zero);
        var target = Target(in rows, targets, i);
        targetWeight = TBlock.Select(repeated, TBlock.Zero, target * WideOutput<TBlock, T>.Weights(classWeights, i));
        spread = SoftTargetRow<TBlock, T>.AddSpread<TDivergence>(TBlock.Zero, targetWeight, shifted, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Gradient(in SoftTargetOperands<T> rows, T* targets, T* classWeights, T* state, T* exps, nint i) => SoftTargetRow<TBlock, T>.Gradient(
        TBlock.Load(in exps[i]),
        Target(in rows, targets, i) * WideOutput<TBlock, T>.Weights(classWeights, i),
        TBlock.Create(state[SoftTargetState.Rest * TBlock.Count]),
        TBlock.Create(state[SoftTargetState.TargetWeight * TBlock.Count]),
        TBlock.Create(state[SoftTargetState.OfGradient * TBlock.Count]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Hessian(T* state, TBlock e) =>
        SoftTargetRow<TBlock, T>.Hessian(e, TBlock.Create(state[SoftTargetState.Rest * TBlock.Count]), TBlock.Create(state[SoftTargetState.OfHessian * TBlock.Count]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Logits(T* scores, T* bias, nint i) => bias == null ? TBlock.Load(in scores[i]) : TBlock.Load(in scores[i]) + TBlock.Load(in bias[i]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Target(in SoftTargetOperands<T> rows, T* targets, nint i) =>
        TBlock.FusedMultiplyAdd(TBlock.Load(in targets[i]), TBlock.Create(rows.Keep), TBlock.Create(rows.Share));
}
