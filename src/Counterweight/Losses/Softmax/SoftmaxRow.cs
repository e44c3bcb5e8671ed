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
/// <remarks>The sums are of rows shifted by their maximum m: e_j = exp(x_j − m).</remarks>
internal readonly unsafe struct SoftmaxRow<TLoss, TBlock, T, TSmoothing>
    where TLoss : struct, ISoftmaxLoss<T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSmoothing : struct, IStaticFlag
{
    private readonly RowWeight<TBlock, T> rowWeights;
    private readonly bool hasTwoClasses;
    private readonly T gradientFactor;
    private readonly T hessianFactor;

    /// <param name="smoothing">ε.</param>
    /// <param name="operands">Class weights and the factors of the outputs.</param>
    public SoftmaxRow(T smoothing, in SoftmaxOperands<T> operands)
    {
        rowWeights = new(smoothing, in operands);
        hasTwoClasses = operands.Classes == 2;
        gradientFactor = operands.GradientFactor;
        hessianFactor = operands.HessianFactor;
        UniformFraction = smoothing / rowWeights.ClassCount * gradientFactor;
    }

    /// <summary>ε/K times the scale of the gradient: what smoothing subtracts from the gradient of a class, for each unit of its weight and of the row's.</summary>
    public T UniformFraction { get; }

    /// <summary>Computes the losses of a block of rows and the coefficients of their outputs.</summary>
    /// <param name="loss">The operator.</param>
    /// <param name="state">The sums over the rows, some of which the coefficients replace: <see cref="SoftmaxSlots"/>.</param>
    /// <param name="value">Receives the weighted losses, 0 in rows that do not count.</param>
    /// <param name="weight">Receives the weights of the rows; the rows that count have a positive one.</param>
    /// <param name="hasRowOutputs">Whether the log-sum-exp is needed.</param>
    /// <param name="hasHessian">Whether the coefficients of the Hessian are needed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate(in TLoss loss, T* state, T* value, T* weight, bool hasRowOutputs, bool hasHessian)
    {
        var size = TBlock.Count;
        var rest = TBlock.Load(in state[SoftmaxSlots.Rest * size]);
        var targetShift = TBlock.Load(in state[SoftmaxSlots.TargetShift * size]);
        var targetExp = TBlock.Load(in state[SoftmaxSlots.TargetExp * size]);
        var classWeight = TBlock.Load(in state[SoftmaxSlots.ClassWeight * size]);
        var sampleWeight = TBlock.Load(in state[SoftmaxSlots.SampleWeight * size]);
        var sum = rest + targetExp;
        var logSum = LogSum(rest, targetExp, targetShift, sum);
        var inverse = TBlock.One / sum;
        var probability = targetExp * inverse;
        var complement = rest * inverse;
        loss.Evaluate(logSum - targetShift, probability, complement, out var lossOfLabel, out var firstDerivative, out var secondDerivative);
        TBlock rowLoss, rowWeight, target;
        if (TSmoothing.IsOn)
        {
            var labelWeight = rowWeights.LabelWeight(classWeight);
            var uniform = rowWeights.Uniform;

            // A weight of 0 gives 0, even of an infinite loss.
            rowLoss = TBlock.SelectEqual(labelWeight, TBlock.Zero, TBlock.Zero, labelWeight * lossOfLabel) + rowWeights.UniformLoss(logSum, TBlock.Load(in state[SoftmaxSlots.Spread * size]));
            firstDerivative *= labelWeight;
            secondDerivative *= labelWeight;
            target = TBlock.FusedMultiplyAdd(uniform, probability, -(firstDerivative * complement));
            firstDerivative += uniform;
            rowWeight = (labelWeight + uniform) * sampleWeight;
        }
        else
        {
            rowLoss = lossOfLabel * classWeight;
            firstDerivative *= classWeight;
            secondDerivative *= classWeight;
            target = -(firstDerivative * complement);
            rowWeight = classWeight * sampleWeight;
        }

        TBlock.Store(TBlock.SelectLess(TBlock.Zero, rowWeight, rowLoss * sampleWeight, TBlock.Zero), ref *value);
        TBlock.Store(rowWeight, ref *weight);
        var gradientWeight = sampleWeight * TBlock.Create(gradientFactor);
        TBlock.Store(firstDerivative * gradientWeight * inverse, ref state[SoftmaxSlots.Factor * size]);
        TBlock.Store(target * gradientWeight, ref state[SoftmaxSlots.Target * size]);
        if (hasRowOutputs)
        {
            TBlock.Store(logSum + TBlock.Load(in state[SoftmaxSlots.Max * size]), ref state[SoftmaxSlots.LogSumExp * size]);
        }

        if (hasHessian)
        {
            var hessianWeight = sampleWeight * TBlock.Create(hessianFactor);
            TBlock.Store(firstDerivative * hessianWeight * inverse * inverse, ref state[SoftmaxSlots.OfProducts * size]);
            TBlock.Store(secondDerivative * hessianWeight * inverse * inverse, ref state[SoftmaxSlots.OfSquares * size]);
        }
    }

    /// <summary>ln Σe; of a hard maximum Σe − 1, which is 0 or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TBlock LogSum(TBlock rest, TBlock targetExp, TBlock targetShift, TBlock sum)
    {
        if (TLoss.TakesHardmax)
        {
            return sum - TBlock.One;
        }

        if (hasTwoClasses)
        {
            // One of the two exponentials is 1. The product is NaN where either is.
            return BlockMath.Log1pUnit<TBlock, T>(rest * targetExp);
        }

        // Where the target is the maximum, ln Σe is log1p of the others, to the last bits; elsewhere it is at least ln 2.
        return BlockMath.Log1pFinite<TBlock, T>(TBlock.SelectEqual(targetShift, TBlock.Zero, rest, sum - TBlock.One));
    }
}
