using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Blocks;

namespace Counterweight.Engine;

/// <summary>The passes over the soft targets of one long row, of at least a block.</summary>
internal static unsafe class WideTargets<TBlock, T>
    where TBlock : struct, IBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Σ_j w_j·t_j and Σ_j w_j·t_j(max − x_j), less the entropy for a divergence.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Sum<TDivergence>(in SoftTargetOperands<T> rows, in SoftmaxOperands<T> logits, nint row, T max, out T targetWeight, out T spread)
        where TDivergence : struct, IOption
    {
        nint classes = rows.Classes;
        var scores = rows.Scores + (row * rows.Stride);
        var targets = rows.Targets + (row * rows.TargetStride);
        var keep = TBlock.Create(T.One - rows.LabelSmoothing);
        var share = TBlock.Create(rows.LabelSmoothing / T.CreateTruncating(rows.Classes));
        var maximum = TBlock.Create(max);
        var weights = TBlock.Zero;
        var spreads = TBlock.Zero;
        for (nint next = 0; next < classes; next += TBlock.Count)
        {
            // The last block lies over the one before: what that one had counts for nothing.
            var first = nint.Min(next, classes - TBlock.Count);
            var target = TBlock.FusedMultiplyAdd(TBlock.Load(in targets[first]), keep, share);
            var weighted = target * WideOutput<TBlock, T>.Weights(rows.ClassWeights, first);
            weighted = TBlock.SelectLess(TBlock.LaneIndex, TBlock.Create(T.CreateTruncating(next - first)), TBlock.Zero, weighted);
            weights += weighted;
            var shifted = WideRow<TBlock, T, On>.Load(in logits, scores, -1, first) - maximum;
            spreads = SoftTargetRow<TBlock, T>.AddSpread<TDivergence>(spreads, weighted, shifted, target);
        }

        targetWeight = TBlock.Sum(weights);
        spread = TBlock.Sum(spreads);
    }

    /// <summary>Turns exponentials into the gradient, in place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Gradient(in SoftTargetOperands<T> rows, nint row, T ofExp, T ofTarget, T* exps)
    {
        nint classes = rows.Classes;
        var last = Gradient(in rows, row, ofExp, ofTarget, exps, classes - TBlock.Count);
        for (nint i = 0; i + TBlock.Count <= classes; i += TBlock.Count)
        {
            TBlock.Store(Gradient(in rows, row, ofExp, ofTarget, exps, i), ref exps[i]);
        }

        TBlock.Store(last, ref exps[classes - TBlock.Count]);
    }

    /// <summary>Hessian diagonal from exponentials, which may be in the same place.</summary>
    /// <param name="classes">K.</param>
    /// <param name="exps">e_j, of which the first of the greatest is 1.</param>
    /// <param name="rest">Sum of the others.</param>
    /// <param name="ofProducts">Hessian for each unit of e_j·(Σe − e_j).</param>
    /// <param name="hessian">Where to write.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Hessian(nint classes, T* exps, T rest, T ofProducts, T* hessian)
    {
        var last = Hessian(TBlock.Load(in exps[classes - TBlock.Count]), TBlock.Create(rest), TBlock.Create(ofProducts));
        for (nint i = 0; i + TBlock.Count <= classes; i += TBlock.Count)
        {
            TBlock.Store(Hessian(TBlock.Load(in exps[i]), TBlock.Create(rest), TBlock.Create(ofProducts)), ref hessian[i]);
        }

        TBlock.Store(last, ref hessian[classes - TBlock.Count]);
    }

    /// <summary>e_j·(Σe − e_j)·f; nothing is subtracted where e_j is the greatest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock Hessian(TBlock e, TBlock rest, TBlock ofProducts) =>
        e * TBlock.SelectEqual(e, TBlock.One, rest, (TBlock.One + rest) - e) * ofProducts;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Gradient(in SoftTargetOperands<T> rows, nint row, T ofExp, T ofTarget, T* exps, nint i)
    {
        var keep = TBlock.Create(T.One - rows.LabelSmoothing);
        var share = TBlock.Create(rows.LabelSmoothing / T.CreateTruncating(rows.Classes));
        var target = TBlock.FusedMultiplyAdd(TBlock.Load(in rows.Targets[(row * rows.TargetStride) + i]), keep, share);
        var weighted = target * WideOutput<TBlock, T>.Weights(rows.ClassWeights, i);
        return TBlock.FusedMultiplyAdd(-weighted, TBlock.Create(ofTarget), TBlock.Load(in exps[i]) * TBlock.Create(ofExp));
    }
}
