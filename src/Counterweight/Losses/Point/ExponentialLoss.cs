using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Counterweight.Losses.Point;

/// <summary>Exponential loss of a score z and a hard target y, which AdaBoost minimises (Friedman, Hastie and Tibshirani, «Additive logistic regression», Annals of Statistics 28, 2000, section 4).</summary>
/// <remarks>
/// <para>With s = 2y − 1, m = s·z and w the weight of the class: L = w·e^−m; dL/dz = −s·L; d²L/dz² = L.</para>
/// <para>e^−m, and its product with w, end at the greatest finite number: from m &lt; −88.7 (float), −709.7 (double) on
/// all three are ± that number times w at most, for −∞ too, never infinite. Sample weights above 1 come after that.
/// 0 at m = ∞; NaN stays in its row.</para>
/// <para>Maximum error: 2 ulp.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct ExponentialLoss<T> : IPointLoss<ExponentialLoss<T>, T>, IHardBinaryLoss<ExponentialLoss<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BinaryWeights<T> weights;

    /// <summary>Unweighted.</summary>
    public ExponentialLoss()
        : this(T.One, T.One)
    {
    }

    /// <summary>A loss with class weights.</summary>
    /// <param name="positiveWeight">Weight of the class 1: finite, not negative.</param>
    /// <param name="negativeWeight">Weight of the class 0: finite, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public ExponentialLoss(T positiveWeight, T negativeWeight) => weights = new(positiveWeight, negativeWeight);

    /// <summary>Weight of the class 1.</summary>
    public T PositiveWeight => weights.Positive;

    /// <summary>Weight of the class 0.</summary>
    public T NegativeWeight => weights.Negative;

    BinaryWeights<T> IHardBinaryLoss<ExponentialLoss<T>, T>.Weights => weights;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
        where TBlock : struct, IBlock<TBlock, T>
    {
        var sign = BinaryTarget.Sign<TBlock, T>(target);
        var greatest = TBlock.Constant(typeof(T) == typeof(float) ? float.MaxValue : double.MaxValue);
        var e = TBlock.Min(greatest, TBlock.Exp(-(sign * score)));
        value = TBlock.Min(greatest, weights.OfHard(target) * e);
        gradient = -(sign * value);
        hessian = value;
    }
}
