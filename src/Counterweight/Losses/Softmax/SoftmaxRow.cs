using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

/// <summary>
/// The arithmetic between reading a row and writing it, used by both softmax loops: from the sums of a row to its loss and
/// to the coefficients of its outputs, one row a lane.
/// </summary>
/// <remarks>Rows come in shifted by their maximum m: e_j = exp(x_j − m).</remarks>
internal readonly struct SoftmaxRow<TLoss, TBlock, T, TSmoothing>
    where TLoss : struct, ISoftmaxLoss<T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSmoothing : struct, IOption
{
    private readonly RowWeight<TBlock, T> rowWeight;
    private readonly bool hasTwoClasses;
    private readonly T gradientFactor;
    private readonly T hessianFactor;

    /// <param name="smoothing">ε.</param>
    /// <param name="operands">Class weights and the factors of the outputs.</param>
    public SoftmaxRow(T smoothing, in SoftmaxOperands<T> operands)
    {
        rowWeight = new(smoothing, in operands);
        hasTwoClasses = operands.Classes == 2;
        gradientFactor = operands.GradientFactor;
        hessianFactor = operands.HessianFactor;
        UniformFraction = smoothing / rowWeight.ClassCount * gradientFactor;
    }

    /// <summary>ε/K times the scale of the gradient: what smoothing subtracts from the gradient of a class, for each unit of its weight and of the row's.</summary>
    public T UniformFraction { get; }

    /// <summary>Loss and coefficients of a block of rows.</summary>
    /// <param name="loss">The operator.</param>
    /// <param name="rest">Σ_{j≠y} e_j.</param>
    /// <param name="targetShift">x_y − m.</param>
    /// <param name="targetExp">e_y.</param>
    /// <param name="classWeight">w_y.</param>
    /// <param name="sampleWeight">One weight a row; 0 in rows that do not count.</param>
    /// <param name="spread">Σ_k w_k(m − x_k), 0 without smoothing.</param>
    /// <param name="value">Weighted loss, 0 in rows that do not count.</param>
    /// <param name="weight">Weight of the row; the rows that count have a positive one.</param>
    /// <param name="factor">Gradient off the target for each unit of e_j.</param>
    /// <param name="target">Gradient at the target.</param>
    /// <param name="firstDerivative">ψ, class weight included.</param>
    /// <param name="secondDerivative">β, class weight included.</param>
    /// <param name="inverse">1/Σe.</param>
    /// <param name="logSum">ln Σe.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate(
        in TLoss loss,
        TBlock rest,
        TBlock targetShift,
        TBlock targetExp,
        TBlock classWeight,
        TBlock sampleWeight,
        TBlock spread,
        out TBlock value,
        out TBlock weight,
        out TBlock factor,
        out TBlock target,
        out TBlock firstDerivative,
        out TBlock secondDerivative,
        out TBlock inverse,
        out TBlock logSum)
    {
        var sum = rest + targetExp;

        if (TLoss.TakesHardmax)
        {
            logSum = sum - TBlock.One;
        }
        else if (hasTwoClasses)
        {
            // One of the two is 1. The product takes NaN along.
            logSum = BlockMath.Log1pUnit<TBlock, T>(rest * targetExp);
        }
        else
        {
            // Where the target is the maximum, ln Σe is log1p of the others, to the last bits; elsewhere it is at least ln 2.
            logSum = BlockMath.Log1pFinite<TBlock, T>(TBlock.SelectEqual(targetShift, TBlock.Zero, rest, sum - TBlock.One));
        }

        inverse = TBlock.One / sum;
        var probability = targetExp * inverse;
        var complement = rest * inverse;
        loss.Evaluate(logSum - targetShift, probability, complement, out value, out firstDerivative, out secondDerivative);
        if (TSmoothing.IsOn)
        {
            var kept = rowWeight.LabelWeight(classWeight);
            var uniform = rowWeight.Uniform;

            // A weight of 0 gives 0, even of an infinite loss.
            value = TBlock.SelectEqual(kept, TBlock.Zero, TBlock.Zero, kept * value) + rowWeight.UniformLoss(logSum, spread);
            firstDerivative *= kept;
            secondDerivative *= kept;
            target = TBlock.FusedMultiplyAdd(uniform, probability, -(firstDerivative * complement));
            firstDerivative += uniform;
            weight = (kept + uniform) * sampleWeight;
        }
        else
        {
            value *= classWeight;
            firstDerivative *= classWeight;
            secondDerivative *= classWeight;
            target = -(firstDerivative * complement);
            weight = classWeight * sampleWeight;
        }

        value = TBlock.SelectLess(TBlock.Zero, weight, value * sampleWeight, TBlock.Zero);
        var gradientWeight = sampleWeight * TBlock.Create(gradientFactor);
        factor = firstDerivative * gradientWeight * inverse;
        target *= gradientWeight;
    }

    /// <summary>Coefficients of the Hessian.</summary>
    /// <param name="firstDerivative">ψ.</param>
    /// <param name="secondDerivative">β.</param>
    /// <param name="inverse">1/Σe.</param>
    /// <param name="sampleWeight">One weight a row.</param>
    /// <param name="ofProducts">Hessian for each unit of e_j·(Σe − e_j).</param>
    /// <param name="ofSquares">Hessian for each unit of e_j², at the target of (Σe − e_y)².</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Hessian(TBlock firstDerivative, TBlock secondDerivative, TBlock inverse, TBlock sampleWeight, out TBlock ofProducts, out TBlock ofSquares)
    {
        var weight = sampleWeight * TBlock.Create(hessianFactor);
        ofProducts = firstDerivative * weight * inverse * inverse;
        ofSquares = secondDerivative * weight * inverse * inverse;
    }
}
