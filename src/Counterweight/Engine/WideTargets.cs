using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Blocks;
using Counterweight.Numerics;

namespace Counterweight.Engine;

/// <summary>The passes over one long row with soft targets, of at least a block.</summary>
internal readonly unsafe ref struct WideTargets<TBlock, T>
    where TBlock : struct, IBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* scores;
    private readonly T* targets;
    private readonly T* bias;
    private readonly T* classWeights;
    private readonly T* state;
    private readonly nint classes;
    private readonly T scale;
    private readonly T keep;
    private readonly T share;

    /// <param name="rows">The rows at hand.</param>
    /// <param name="row">Which of them.</param>
    /// <param name="states">Their numbers, <see cref="SoftTargetState"/>.</param>
    public WideTargets(in SoftTargetOperands<T> rows, nint row, T* states)
    {
        scores = rows.Scores + (row * rows.Stride);
        targets = rows.Targets + (row * rows.TargetStride);
        bias = rows.Bias;
        classWeights = rows.ClassWeights;
        state = states + row;
        classes = rows.Classes;
        scale = rows.LogitScale;
        keep = rows.Keep;
        share = rows.Share;
    }

    /// <summary>A number of the row.</summary>
    public ref T this[int number] => ref state[number * TBlock.Count];

    /// <summary>Greatest logit; NaN is passed over, exp brings it back.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public T Max()
    {
        var size = TBlock.Count;
        var max0 = Logits(classes - size);
        var max1 = max0;
        nint i = 0;
        for (; i + (2 * size) <= classes; i += 2 * size)
        {
            max0 = TBlock.Max(Logits(i), max0);
            max1 = TBlock.Max(Logits(i + size), max1);
        }

        if (i + size <= classes)
        {
            max0 = TBlock.Max(Logits(i), max0);
        }

        return TBlock.MaxAcross(TBlock.Max(max1, max0));
    }

    /// <summary>Sums the row, and writes its exponentials if <typeparamref name="TKeep"/> is on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Sum<TKeep, TDivergence>(T max, T* exps)
        where TKeep : struct, IOption
        where TDivergence : struct, IOption
    {
        var size = TBlock.Count;
        var maximum = TBlock.Create(max);
        var rest = TBlock.Zero;
        var greatest = TBlock.Zero;
        var targetWeight = TBlock.Zero;
        var spread = TBlock.Zero;
        if (classes % size != 0)
        {
            SumEnd<TKeep, TDivergence>(maximum, exps, out var restOfEnd, out var greatestOfEnd, out var weightOfEnd, out var spreadOfEnd);
            rest = restOfEnd;
            greatest = greatestOfEnd;
            targetWeight = weightOfEnd;
            spread = spreadOfEnd;
        }

        for (nint i = 0; i + size <= classes; i += size)
        {
            var shifted = (Logits(i) - maximum) * TBlock.Create(scale);
            var e = BlockMath.ExpNonPositive<TBlock, T>(shifted);
            if (TKeep.IsOn)
            {
                TBlock.Store(e, ref exps[i]);
            }

            rest += TBlock.SelectEqual(shifted, TBlock.Zero, TBlock.Zero, e);
            greatest += TBlock.SelectEqual(shifted, TBlock.Zero, TBlock.One, TBlock.Zero);
            var target = Target(i);
            var weighted = target * Weights(i);
            targetWeight += weighted;
            spread = SoftTargetRow<TBlock, T>.AddSpread<TDivergence>(spread, weighted, shifted, target);
        }

        this[SoftTargetState.Rest] = TBlock.Sum(rest) + (TBlock.Sum(greatest) - T.One);
        this[SoftTargetState.TargetWeight] = TBlock.Sum(targetWeight);
        this[SoftTargetState.Spread] = TBlock.Sum(spread);
    }

    /// <summary>Turns exponentials into the gradient, in place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Gradient(T* exps)
    {
        var size = TBlock.Count;
        var last = Gradient(exps, classes - size);
        for (nint i = 0; i + size <= classes; i += size)
        {
            TBlock.Store(Gradient(exps, i), ref exps[i]);
        }

        TBlock.Store(last, ref exps[classes - size]);
    }

    /// <summary>Hessian diagonal from exponentials, which may be in the same place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Hessian(T* exps, T* hessian)
    {
        var size = TBlock.Count;
        var last = Hessian(TBlock.Load(in exps[classes - size]));
        for (nint i = 0; i + size <= classes; i += size)
        {
            TBlock.Store(Hessian(TBlock.Load(in exps[i])), ref hessian[i]);
        }

        TBlock.Store(last, ref hessian[classes - size]);
    }

    /// <summary>The end of a row, which is no whole block: one block, read over what comes before it and masked.</summary>
    /// <remarks>It comes first: exponentials may take the place of the logits.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SumEnd<TKeep, TDivergence>(
        TBlock maximum, T* exps, out TBlock rest, out TBlock greatest, out TBlock targetWeight, out TBlock spread)
        where TKeep : struct, IOption
        where TDivergence : struct, IOption
    {
        var i = classes - TBlock.Count;
        var repeated = WideOutput<TBlock, T>.IsRepeated(classes);
        var shifted = TBlock.Select(repeated, TBlock.Constant(double.NegativeInfinity), (Logits(i) - maximum) * TBlock.Create(scale));
        var e = BlockMath.ExpNonPositive<TBlock, T>(shifted);
        if (TKeep.IsOn)
        {
            TBlock.Store(TBlock.Select(repeated, TBlock.Load(in exps[i]), e), ref exps[i]);
        }

        rest = TBlock.SelectEqual(shifted, TBlock.Zero, TBlock.Zero, e);
        greatest = TBlock.SelectEqual(shifted, TBlock.Zero, TBlock.One, TBlock.Zero);
        var target = Target(i);
        targetWeight = TBlock.Select(repeated, TBlock.Zero, target * Weights(i));
        spread = SoftTargetRow<TBlock, T>.AddSpread<TDivergence>(TBlock.Zero, targetWeight, shifted, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TBlock Gradient(T* exps, nint i) => SoftTargetRow<TBlock, T>.Gradient(
        TBlock.Load(in exps[i]),
        Target(i) * Weights(i),
        TBlock.Create(this[SoftTargetState.Rest]),
        TBlock.Create(this[SoftTargetState.TargetWeight]),
        TBlock.Create(this[SoftTargetState.OfGradient]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TBlock Hessian(TBlock e) =>
        SoftTargetRow<TBlock, T>.Hessian(e, TBlock.Create(this[SoftTargetState.Rest]), TBlock.Create(this[SoftTargetState.OfHessian]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TBlock Logits(nint i) => bias == null ? TBlock.Load(in scores[i]) : TBlock.Load(in scores[i]) + TBlock.Load(in bias[i]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TBlock Target(nint i) => TBlock.FusedMultiplyAdd(TBlock.Load(in targets[i]), TBlock.Create(keep), TBlock.Create(share));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TBlock Weights(nint i) => WideOutput<TBlock, T>.Weights(classWeights, i);
}
