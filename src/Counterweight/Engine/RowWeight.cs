using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Blocks;

namespace Counterweight.Engine;

/// <summary>What the rows of a softmax weigh: Σ_k w_k·t_k with the smoothed target t = (1 − ε)e_y + ε/K, times the sample weight.</summary>
internal readonly struct RowWeight<TBlock, T>
    where TBlock : struct, IBlock<TBlock, T>
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
            var sum = 0.0;
            foreach (var weight in operands.ClassWeightSpan)
            {
                sum += double.CreateTruncating(weight);
            }

            weightSum = T.CreateTruncating(sum);
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
}
