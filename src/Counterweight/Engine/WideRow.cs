using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Blocks;
using Counterweight.Numerics;

namespace Counterweight.Engine;

/// <summary>The passes over one long row, of at least a block.</summary>
internal static unsafe class WideRow<TBlock, T>
    where TBlock : struct, IBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Greatest logit; NaN is passed over, exp brings it back.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Max(T* scores, nint classes)
    {
        var size = TBlock.Count;
        var max0 = TBlock.Load(in scores[classes - size]);
        var max1 = max0;
        nint i = 0;
        for (; i + (2 * size) <= classes; i += 2 * size)
        {
            max0 = TBlock.Max(TBlock.Load(in scores[i]), max0);
            max1 = TBlock.Max(TBlock.Load(in scores[i + size]), max1);
        }

        if (i + size <= classes)
        {
            max0 = TBlock.Max(TBlock.Load(in scores[i]), max0);
        }

        return TBlock.MaxAcross(TBlock.Max(max1, max0));
    }

    /// <summary>Writes exp(z_j − max), if <typeparamref name="TKeep"/> is on, and sums it but for the target.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Exponentials<TKeep>(T* scores, nint classes, T max, int label, T* exps)
        where TKeep : struct, IOption
    {
        var size = TBlock.Count;
        var maximum = TBlock.Create(max);
        var target = TBlock.Create(T.CreateTruncating(label));
        var step = TBlock.Create(T.CreateTruncating(size));
        var last = TBlock.Load(in scores[classes - size]);
        var sum0 = TBlock.Zero;
        var sum1 = TBlock.Zero;

        // The two blocks that hold the target are masked, those before and behind are not. In a short row all are:
        // the branches would cost more than the masks.
        var pairs = classes - (classes % (2 * size));
        var isShort = classes < 16 * size;
        var masked = isShort ? 0 : nint.Min(label - (label % (2 * size)), pairs);
        var behind = isShort ? pairs : nint.Min(masked + (2 * size), pairs);
        nint i = 0;
        for (var stop = masked; ; stop = pairs)
        {
            for (; i < stop; i += 2 * size)
            {
                Scratch.PrefetchBlock(scores + classes + i);
                Scratch.PrefetchBlock(scores + classes + i + size);
                var e0 = Exponential(in scores[i], maximum);
                var e1 = Exponential(in scores[i + size], maximum);
                if (TKeep.IsOn)
                {
                    Scratch.PrefetchBlock(exps + classes + i);
                    Scratch.PrefetchBlock(exps + classes + i + size);
                    TBlock.Store(e0, ref exps[i]);
                    TBlock.Store(e1, ref exps[i + size]);
                }

                sum0 += e0;
                sum1 += e1;
            }

            var index = target - TBlock.Create(T.CreateTruncating(i));
            for (; i < behind; i += 2 * size)
            {
                sum0 += Masked<TKeep>(scores, maximum, index, exps, i);
                index -= step;
                sum1 += Masked<TKeep>(scores, maximum, index, exps, i + size);
                index -= step;
            }

            if (i == pairs)
            {
                break;
            }
        }

        if (i + size <= classes)
        {
            sum0 += Masked<TKeep>(scores, maximum, target - TBlock.Create(T.CreateTruncating(i)), exps, i);
        }

        sum0 += sum1;
        if (classes % size != 0)
        {
            var e = BlockMath.ExpNonPositive<TBlock, T>(last - maximum);
            if (TKeep.IsOn)
            {
                TBlock.Store(e, ref exps[classes - size]);
            }

            e = WithoutLane(e, target - TBlock.Create(T.CreateTruncating(classes - size)));
            sum0 += TBlock.Select(IsRepeated(classes), TBlock.Zero, e);
        }

        return TBlock.Sum(sum0);
    }

    /// <summary>The exponentials of a block that may hold the target, in the lane <paramref name="target"/>, which counts for nothing in the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Masked<TKeep>(T* scores, TBlock maximum, TBlock target, T* exps, nint i)
        where TKeep : struct, IOption
    {
        var e = Exponential(in scores[i], maximum);
        if (TKeep.IsOn)
        {
            TBlock.Store(e, ref exps[i]);
        }

        return WithoutLane(e, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Exponential(ref readonly T scores, TBlock maximum) =>
        BlockMath.ExpNonPositive<TBlock, T>(TBlock.Load(in scores) - maximum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock WithoutLane(TBlock e, TBlock lane) => TBlock.SelectEqual(TBlock.LaneIndex, lane, TBlock.Zero, e);

    /// <summary>Σ_k w_k(max − z_k).</summary>
    public static T Spread(T* scores, nint classes, T max, T* classWeights)
    {
        var size = TBlock.Count;
        var maximum = TBlock.Create(max);
        var whole = classes - (classes % size);
        var sum = TBlock.Zero;
        for (nint i = 0; i < whole; i += size)
        {
            sum = Smoothing<TBlock, T>.AddSpread(sum, TBlock.Load(in scores[i]) - maximum, Weights(classWeights, i));
        }

        if (whole < classes)
        {
            var i = classes - size;
            var last = Smoothing<TBlock, T>.AddSpread(TBlock.Zero, TBlock.Load(in scores[i]) - maximum, Weights(classWeights, i));
            sum += TBlock.Select(IsRepeated(classes), TBlock.Zero, last);
        }

        return TBlock.Sum(sum);
    }

    /// <summary>Turns exponentials into the gradient, in place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Scale(T* exps, nint classes, T factor)
    {
        var size = TBlock.Count;
        var scale = TBlock.Create(factor);
        var whole = classes - (classes % size);
        var last = TBlock.Load(in exps[classes - size]);
        for (nint i = 0; i < whole; i += size)
        {
            TBlock.Store(TBlock.Load(in exps[i]) * scale, ref exps[i]);
        }

        TBlock.Store(last * scale, ref exps[classes - size]);
    }

    /// <summary>Takes ε·w_j/K off a gradient.</summary>
    public static void TakeShare(T* gradient, nint classes, T share, T sampleWeight, T* classWeights)
    {
        var size = TBlock.Count;
        var part = TBlock.Create(share);
        var sample = TBlock.Create(sampleWeight);
        var whole = classes - (classes % size);
        var last = Smoothing<TBlock, T>.TakeShare(TBlock.Load(in gradient[classes - size]), part, sample, Weights(classWeights, classes - size));
        for (nint i = 0; i < whole; i += size)
        {
            TBlock.Store(Smoothing<TBlock, T>.TakeShare(TBlock.Load(in gradient[i]), part, sample, Weights(classWeights, i)), ref gradient[i]);
        }

        TBlock.Store(last, ref gradient[classes - size]);
    }

    /// <summary>Hessian diagonal from exponentials, which may be in the same place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Hessian(T* exps, nint classes, T curvature, T sum, T* hessian)
    {
        var size = TBlock.Count;
        var factor = TBlock.Create(curvature);
        var total = TBlock.Create(sum);
        var whole = classes - (classes % size);
        var last = TBlock.Load(in exps[classes - size]);
        for (nint i = 0; i < whole; i += size)
        {
            var e = TBlock.Load(in exps[i]);
            TBlock.Store(e * factor * (total - e), ref hessian[i]);
        }

        TBlock.Store(last * factor * (total - last), ref hessian[classes - size]);
    }

    /// <summary>Mask of the lanes of a row's last block that its other blocks hold too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock IsRepeated(nint classes) =>
        TBlock.LessThan(TBlock.LaneIndex, TBlock.Create(T.CreateTruncating(TBlock.Count - (classes % TBlock.Count))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Weights(T* classWeights, nint first) =>
        classWeights == null ? TBlock.One : TBlock.Load(in classWeights[first]);
}
