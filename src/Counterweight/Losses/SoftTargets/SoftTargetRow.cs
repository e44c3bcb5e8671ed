using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Losses.SoftTargets;

/// <summary>The arithmetic of a row with soft targets, used by both loops over such rows.</summary>
/// <remarks>
/// Rows are shifted by their maximum m: e_j = exp(x_j − m). Σe − e_j is summed from the other classes where e_j is
/// the greatest, and W − w_j·t_j is exactly 0 where all weight is on one class: a row with a certain target has the
/// gradient of a label, without cancellation.
/// </remarks>
internal static unsafe class SoftTargetRow<TBlock, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Computes the losses of a block of rows, one row a lane, and the coefficients of their outputs, from their sums: <see cref="SoftTargetSlots"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate(in SoftTargetOperands<T> operands, T* state)
    {
        var size = TBlock.Count;
        var rest = TBlock.Load(in state[SoftTargetSlots.Rest * size]);
        var targetWeight = TBlock.Load(in state[SoftTargetSlots.TargetWeight * size]);
        var sampleWeight = TBlock.Load(in state[SoftTargetSlots.SampleWeight * size]);
        var inverse = TBlock.One / (TBlock.One + rest);
        var loss = TBlock.FusedMultiplyAdd(targetWeight, BlockMath.Log1pFinite<TBlock, T>(rest), TBlock.Load(in state[SoftTargetSlots.Spread * size]));
        var weight = targetWeight * sampleWeight;
        var value = TBlock.SelectLess(TBlock.Zero, weight, loss * sampleWeight * TBlock.Create(operands.ValueFactor), TBlock.Zero);
        TBlock.Store(value, ref state[SoftTargetSlots.Value * size]);
        TBlock.Store(weight, ref state[SoftTargetSlots.Weight * size]);
        TBlock.Store(sampleWeight * TBlock.Create(operands.GradientFactor) * inverse, ref state[SoftTargetSlots.OfGradient * size]);
        TBlock.Store(weight * TBlock.Create(operands.HessianFactor) * inverse * inverse, ref state[SoftTargetSlots.OfHessian * size]);
    }

    /// <summary>Adds w_j·t_j(m − x_j), and for a divergence w_j·t_j·ln t_j; nothing where w_j·t_j = 0, even of −∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock AddSpread<TDivergence>(TBlock spread, TBlock weighted, TBlock shifted, TBlock target)
        where TDivergence : struct, IStaticFlag
    {
        var distance = TDivergence.IsOn ? BlockMath.Log<TBlock, T>(target) - shifted : -shifted;
        return TBlock.FusedMultiplyAdd(weighted, TBlock.SelectEqual(weighted, TBlock.Zero, TBlock.Zero, distance), spread);
    }

    /// <summary>The gradient by x_j.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock Gradient(TBlock e, TBlock weighted, TBlock rest, TBlock targetWeight, TBlock ofGradient) =>
        TBlock.FusedMultiplyAdd(e, targetWeight - weighted, -(weighted * Others(e, rest))) * ofGradient;

    /// <summary>The Hessian diagonal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock Hessian(TBlock e, TBlock rest, TBlock ofHessian) => e * Others(e, rest) * ofHessian;

    /// <summary>Σe − e_j.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Others(TBlock e, TBlock rest) => TBlock.SelectEqual(e, TBlock.One, rest, (TBlock.One + rest) - e);
}
