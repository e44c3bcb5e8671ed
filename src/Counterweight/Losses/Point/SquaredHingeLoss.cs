using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Counterweight.Losses.Point;

/// <summary>Squared hinge loss of a score z and a hard target y (Cortes and Vapnik, «Support-Vector Networks», Machine Learning 20, 1995).</summary>
/// <remarks>
/// <para>With s = 2y − 1, m = s·z and w the weight of the class: L = ½·w·max(0, 1 − m)²; dL/dz = −s·w·max(0, 1 − m);
/// d²L/dz² = w where m &lt; 1, elsewhere 0.</para>
/// <para>Limits at z = ±∞ (0 or ∞; gradient 0 or ±∞), which a score beyond the square root of the greatest number
/// reaches as well; NaN stays in its row.</para>
/// <para>Maximum error: 3 ε (loss), 1.5 ulp (gradient), none (Hessian).</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct SquaredHingeLoss<T> : IPointLoss<SquaredHingeLoss<T>, T>, IHardBinaryLoss<SquaredHingeLoss<T>, T>, IShortOperator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BinaryWeights<T> weights;

    /// <summary>Unweighted.</summary>
    public SquaredHingeLoss()
        : this(T.One, T.One)
    {
    }

    /// <summary>A loss with class weights.</summary>
    /// <param name="positiveWeight">Weight of the class 1: finite, not negative.</param>
    /// <param name="negativeWeight">Weight of the class 0: finite, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public SquaredHingeLoss(T positiveWeight, T negativeWeight) => weights = new(positiveWeight, negativeWeight);

    /// <summary>Weight of the class 1.</summary>
    public T PositiveWeight => weights.Positive;

    /// <summary>Weight of the class 0.</summary>
    public T NegativeWeight => weights.Negative;

    BinaryWeights<T> IHardBinaryLoss<SquaredHingeLoss<T>, T>.Weights => weights;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
        where TBlock : struct, IBlock<TBlock, T>
    {
        var sign = BinaryTarget.Sign<TBlock, T>(target);
        var weight = weights.OfHard(target);
        var missing = TBlock.FusedMultiplyAdd(-sign, score, TBlock.One);
        var slack = TBlock.Max(TBlock.Zero, missing);
        var derivative = weight * slack;
        value = (derivative * TBlock.Constant(0.5)) * slack;
        gradient = -(sign * derivative);
        hessian = TBlock.SelectLess(TBlock.Zero, missing, weight, slack);
    }
}
