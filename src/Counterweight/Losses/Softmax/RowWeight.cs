using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

/// <summary>What the rows of a softmax weigh: Σ_k w_k·t_k with the smoothed target t = (1 − ε)e_y + ε/K, times the sample weight.</summary>
internal readonly struct RowWeight<TBlock, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T smoothing;
    private readonly T weightSum;

    public RowWeight(T smoothing, in SoftmaxOperands<T> operands)
    {
        this.smoothing = smoothing;
        ClassCount = T.CreateTruncating(operands.Classes);
        weightSum = ClassCount;
        if (smoothing != T.Zero && !operands.ClassWeightSpan.IsEmpty)
        {
            weightSum = T.CreateTruncating(Sum(operands.ClassWeightSpan));
        }
    }

    /// <summary>K.</summary>
    public T ClassCount { get; }

    /// <summary>ε·Σ_k w_k/K, the same in every row.</summary>
    public TBlock Uniform
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TBlock.Create(smoothing) * TBlock.Create(weightSum / ClassCount);
    }

    /// <summary>(1 − ε)·w_y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Kept(TBlock classWeight) => (TBlock.One - TBlock.Create(smoothing)) * classWeight;

    /// <summary>The weight of rows, 0 where the sample weight is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Of(TBlock classWeight, TBlock sampleWeight) =>
        (smoothing == T.Zero ? classWeight : Kept(classWeight) + Uniform) * sampleWeight;

    /// <summary>ε·Σ_k w_k(LSE − x_k)/K, given Σ_k w_k(m − x_k).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock UniformLoss(TBlock logSum, TBlock spread) =>
        TBlock.Create(smoothing) * (TBlock.FusedMultiplyAdd(TBlock.Create(weightSum), logSum, spread) / TBlock.Create(ClassCount));

    /// <summary>Σ_k w_k, with what adding many of them rounds away.</summary>
    private static double Sum(ReadOnlySpan<T> weights)
    {
        const int part = 64;
        var (sum, lost) = (0.0, 0.0);
        for (var start = 0; start < weights.Length; start += part)
        {
            var addend = 0.0;
            foreach (var weight in weights[start..Math.Min(start + part, weights.Length)])
            {
                addend += double.CreateTruncating(weight);
            }

            var next = sum + addend;
            var added = next - sum;
            lost += (sum - (next - added)) + (addend - added);
            sum = next;
        }

        return double.IsFinite(sum) ? sum + lost : sum;
    }
}
