using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Blocks;
using Counterweight.Numerics;

namespace Counterweight.Engine;

/// <summary>
/// From the sums of rows with soft targets to their losses and to the coefficients of their outputs, one row a lane.
/// </summary>
internal readonly struct SoftTargetRow<TBlock, T>
    where TBlock : struct, IBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T valueFactor;
    private readonly T gradientFactor;
    private readonly T hessianFactor;

    public SoftTargetRow(in SoftTargetOperands<T> operands)
    {
        valueFactor = operands.ValueFactor;
        gradientFactor = operands.GradientFactor;
        hessianFactor = operands.HessianFactor;
    }

    /// <param name="rest">Σ e_j without the first of the greatest, which is 1.</param>
    /// <param name="targetWeight">W = Σ_j w_j·t_j.</param>
    /// <param name="spread">Σ_j w_j·t_j(m − x_j), less the entropy where it is a divergence.</param>
    /// <param name="sampleWeight">One weight a row.</param>
    /// <param name="value">Weighted loss, 0 in rows that do not count.</param>
    /// <param name="weight">Weight of the row.</param>
    /// <param name="ofExp">Gradient for each unit of e_j.</param>
    /// <param name="ofTarget">Gradient for each unit of w_j·t_j.</param>
    /// <param name="ofProducts">Hessian for each unit of e_j·(Σe − e_j).</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Evaluate(
        in TBlock rest,
        in TBlock targetWeight,
        in TBlock spread,
        in TBlock sampleWeight,
        out TBlock value,
        out TBlock weight,
        out TBlock ofExp,
        out TBlock ofTarget,
        out TBlock ofProducts)
    {
        var inverse = TBlock.One / (TBlock.One + rest);
        var loss = TBlock.FusedMultiplyAdd(targetWeight, BlockMath.Log1pFinite<TBlock, T>(rest), spread);
        weight = targetWeight * sampleWeight;
        value = TBlock.SelectLess(TBlock.Zero, weight, loss * sampleWeight * TBlock.Create(valueFactor), TBlock.Zero);
        ofTarget = sampleWeight * TBlock.Create(gradientFactor);
        ofExp = targetWeight * ofTarget * inverse;
        ofProducts = targetWeight * (sampleWeight * TBlock.Create(hessianFactor)) * inverse * inverse;
    }

    /// <summary>Adds w_j·t_j(m − x_j), and for a divergence w_j·t_j·ln t_j; nothing where w_j·t_j = 0, even of −∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock AddSpread<TDivergence>(TBlock spread, TBlock weighted, TBlock shifted, TBlock target)
        where TDivergence : struct, IOption
    {
        var distance = TDivergence.IsOn ? BlockMath.Log<TBlock, T>(target) - shifted : -shifted;
        return TBlock.FusedMultiplyAdd(weighted, TBlock.SelectEqual(weighted, TBlock.Zero, TBlock.Zero, distance), spread);
    }
}
