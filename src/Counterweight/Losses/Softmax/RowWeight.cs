using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

/// <summary>The weights of the rows of a softmax: Σ_k w_k·t_k with the smoothed target t = (1 − ε)e_y + ε/K, times the sample weight.</summary>
internal readonly struct RowWeight<TBlock, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T smoothing;
    private readonly T weightSum;

    public RowWeight(T smoothing, in SoftmaxOperands<T> operands)
        : this(smoothing, operands.Classes, ClassWeightSum.Of(smoothing, in operands))
    {
    }

    /// <param name="smoothing">ε.</param>
    /// <param name="classes">K.</param>
    /// <param name="weightSum">As <see cref="ClassWeightSum"/> has it.</param>
    public RowWeight(T smoothing, int classes, T weightSum)
    {
        this.smoothing = smoothing;
        this.weightSum = weightSum;
        ClassCount = T.CreateTruncating(classes);
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
    public TBlock LabelWeight(TBlock classWeight) => (TBlock.One - TBlock.Create(smoothing)) * classWeight;

    /// <summary>The weight of rows, 0 where the sample weight is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Of(TBlock classWeight, TBlock sampleWeight) =>
        (smoothing == T.Zero ? classWeight : LabelWeight(classWeight) + Uniform) * sampleWeight;

    /// <summary>ε·Σ_k w_k(LSE − x_k)/K, given Σ_k w_k(m − x_k).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock UniformLoss(TBlock logSum, TBlock spread) =>
        TBlock.Create(smoothing) * (TBlock.FusedMultiplyAdd(TBlock.Create(weightSum), logSum, spread) / TBlock.Create(ClassCount));
}
