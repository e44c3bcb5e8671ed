using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;

namespace Counterweight.Losses.Rows;

/// <summary>The terms that label smoothing adds to a row of logits, class by class.</summary>
internal static unsafe class Smoothing<TBlock, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Adds w_k(m − z_k) to the spread of a row; nothing where w_k = 0, even of −∞.</summary>
    /// <param name="spread">The spread so far.</param>
    /// <param name="shifted">z_k − m.</param>
    /// <param name="classWeight">w_k.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock AddSpread(TBlock spread, TBlock shifted, TBlock classWeight) =>
        TBlock.FusedMultiplyAdd(
            -classWeight,
            TBlock.SelectEqual(classWeight, TBlock.Zero, TBlock.Zero, shifted),
            spread);

    /// <summary>Subtracts ε·w_j/K, the uniform part of the smoothed target, from the gradient of a class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock SubtractUniform(TBlock gradient, TBlock uniformFraction, TBlock sampleWeight, TBlock classWeight) =>
        TBlock.FusedMultiplyAdd(-(uniformFraction * classWeight), sampleWeight, gradient);

    /// <summary>w_j in each lane; 1 without class weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock ClassWeight(T* classWeights, nint j) => classWeights == null ? TBlock.One : TBlock.Create(classWeights[j]);
}
