using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Blocks;
using Counterweight.Numerics;

namespace Counterweight.Engine;

/// <summary>
/// What both softmax loops do between reading a row and writing it: from the sums of a row to its loss and to the
/// coefficients of its outputs, one row a lane.
/// </summary>
/// <remarks>Rows come in shifted by their maximum m: e_j = exp(z_j − m).</remarks>
internal readonly struct SoftmaxRow<TLoss, TBlock, T, TSmoothing>
    where TLoss : struct, ISoftmaxLoss<T>
    where TBlock : struct, IBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSmoothing : struct, IOption
{
    private readonly T smoothing;
    private readonly T classCount;
    private readonly T weightSum;

    /// <param name="smoothing">ε.</param>
    /// <param name="classWeights">w, one a class; empty for all ones.</param>
    /// <param name="classes">K.</param>
    public SoftmaxRow(T smoothing, ReadOnlySpan<T> classWeights, int classes)
    {
        this.smoothing = smoothing;
        classCount = T.CreateTruncating(classes);
        if (classWeights.IsEmpty)
        {
            weightSum = classCount;
        }
        else if (TSmoothing.IsOn)
        {
            var sum = 0.0;
            foreach (var weight in classWeights)
            {
                sum += double.CreateTruncating(weight);
            }

            weightSum = T.CreateTruncating(sum);
        }

        Share = smoothing / classCount;
    }

    /// <summary>ε/K: what smoothing takes off the gradient of a class, for each unit of its weight.</summary>
    public T Share { get; }

    /// <summary>Loss and coefficients of a block of rows.</summary>
    /// <param name="loss">The operator.</param>
    /// <param name="rest">Σ_{j≠y} e_j.</param>
    /// <param name="targetShift">z_y − m.</param>
    /// <param name="targetExp">e_y.</param>
    /// <param name="classWeight">w_y.</param>
    /// <param name="sampleWeight">One weight a row.</param>
    /// <param name="spread">Σ_k w_k(m − z_k), 0 without smoothing.</param>
    /// <param name="ignored">Mask of the rows that do not count.</param>
    /// <param name="value">Weighted loss, 0 in rows that do not count.</param>
    /// <param name="weight">Weight of the row.</param>
    /// <param name="factor">Gradient off the target for each unit of e_j.</param>
    /// <param name="target">Gradient at the target.</param>
    /// <param name="curvature">Hessian for each unit of e_j·(Σe − e_j).</param>
    /// <param name="counts">Mask of the rows that count.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate(
        in TLoss loss,
        TBlock rest,
        TBlock targetShift,
        TBlock targetExp,
        TBlock classWeight,
        TBlock sampleWeight,
        TBlock spread,
        TBlock ignored,
        out TBlock value,
        out TBlock weight,
        out TBlock factor,
        out TBlock target,
        out TBlock curvature,
        out TBlock counts)
    {
        var sum = rest + targetExp;

        // Where the target is the maximum, log Σe is log1p of the others, to the last bits; elsewhere it is at least log 2.
        var above = TBlock.SelectEqual(targetShift, TBlock.Zero, rest, sum - TBlock.One);
        var logSum = BlockMath.Log1pFinite<TBlock, T>(above);
        var inverse = TBlock.One / sum;
        var meanSpread = TBlock.Zero;
        var meanWeight = TBlock.Zero;
        weight = classWeight;
        if (TSmoothing.IsOn)
        {
            var epsilon = TBlock.Create(smoothing);
            meanWeight = TBlock.Create(weightSum / classCount);
            meanSpread = TBlock.FusedMultiplyAdd(TBlock.Create(weightSum), logSum, spread) / TBlock.Create(classCount);
            weight = TBlock.FusedMultiplyAdd(epsilon, meanWeight, (TBlock.One - epsilon) * classWeight);
        }

        loss.Evaluate(logSum - targetShift, targetExp * inverse, rest * inverse, classWeight, meanSpread, meanWeight, out value, out var scale, out target, out curvature);
        weight *= sampleWeight;
        counts = TBlock.Select(ignored, TBlock.Zero, TBlock.LessThan(TBlock.Zero, weight));
        weight &= counts;
        value = (value * sampleWeight) & counts;
        factor = scale * sampleWeight * inverse;
        target *= sampleWeight;
        curvature = curvature * sampleWeight * inverse * inverse;
    }
}
