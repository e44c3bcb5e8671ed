using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Counterweight.Losses.Point;

/// <summary>Hinge loss of a score z and a hard target y (Cortes and Vapnik, «Support-Vector Networks», Machine Learning 20, 1995).</summary>
/// <remarks>
/// <para>With s = 2y − 1, m = s·z and w the weight of the class: L = w·max(0, 1 − m); dL/dz = −s·w where m &lt; 1,
/// elsewhere 0; d²L/dz² = 0 for any score.</para>
/// <para>Exact limits at z = ±∞ (0 or ∞; gradient 0 or ± weight); NaN stays in its row.</para>
/// <para>Maximum error: 1.5 ulp (loss), none (gradient).</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct HingeLoss<T> : IPointLoss<HingeLoss<T>, T>, IHardBinaryLoss<HingeLoss<T>, T>, IShortOperator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BinaryWeights<T> weights;

    /// <summary>Unweighted.</summary>
    public HingeLoss()
        : this(T.One, T.One)
    {
    }

    /// <summary>A loss with class weights.</summary>
    /// <param name="positiveWeight">Weight of the class 1: finite, not negative.</param>
    /// <param name="negativeWeight">Weight of the class 0: finite, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public HingeLoss(T positiveWeight, T negativeWeight) => weights = new(positiveWeight, negativeWeight);

    BinaryWeights<T> IHardBinaryLoss<HingeLoss<T>, T>.Weights => weights;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
        where TBlock : struct, IBlock<TBlock, T>
    {
        var sign = BinaryTarget.Sign<TBlock, T>(target);
        var weight = weights.OfHard(target);
        var missing = TBlock.FusedMultiplyAdd(-sign, score, TBlock.One);
        var slack = TBlock.Max(TBlock.Zero, missing);
        value = weight * slack;
        gradient = TBlock.SelectLess(TBlock.Zero, missing, -(sign * weight), slack);
        hessian = TBlock.Zero;
    }
}
