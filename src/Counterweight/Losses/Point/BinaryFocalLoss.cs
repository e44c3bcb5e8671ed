using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Counterweight.Losses.Point;

/// <summary>Focal loss of a logit z and a target y in [0, 1], hard or soft (Lin et al., «Focal Loss for Dense Object Detection», ICCV 2017, section 3).</summary>
/// <remarks>
/// <para>With p the probability of a class (σ(z) of 1, σ(−z) of 0), q = 1 − p and F = q^γ·(−ln p):
/// L = w₁·y·F₁ + w₀·(1−y)·F₀. For a hard target that is the paper's α_t·(1−p_t)^γ·(−ln p_t) with w₁ = α, w₀ = 1 − α.</para>
/// <para>With s = +1 for class 1, −1 for class 0: dF/dz = −s·q^γ·(γ·p·(−ln p) + q);
/// d²F/dz² = q^γ·(γ·p·(−ln p)·(γp − q) + p·q·(1+2γ)), which is negative for badly misclassified rows.</para>
/// <para>Exact limits at z = ±∞ (0 or ∞; gradient 0 or ± weight; Hessian 0); NaN stays in its row.</para>
/// <para>Maximum error, of the loss's, the gradient's and the Hessian's sums of magnitudes: 6 ε for γ = 2, otherwise
/// 6 + 2γ·(1 + |ln q|) ε. Exponents 0, 1, 2, 3 and 4 take multiplications only and are the fastest.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct BinaryFocalLoss<T> : IPointLoss<BinaryFocalLoss<T>, T>, ISoftBinaryLoss<BinaryFocalLoss<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BinaryWeights<T> weights;
    private readonly Focusing<T> focusing;
    private readonly T leastHessian;

    /// <summary>γ = 2, unweighted.</summary>
    public BinaryFocalLoss()
        : this(T.CreateChecked(2))
    {
    }

    /// <summary>A loss with its own γ, perhaps with class weights.</summary>
    /// <param name="gamma">γ, how strongly the loss of well classified rows is reduced: in [0, 10⁶]. 0 gives binary cross-entropy, 2 is the paper's choice.</param>
    /// <param name="positiveWeight">w₁, weight of the part y (the class 1), the paper's α: finite, not negative; 1 by default.</param>
    /// <param name="negativeWeight">w₀, weight of the part 1 − y (the class 0), the paper's 1 − α: finite, not negative; 1 by default.</param>
    /// <param name="clampHessian">Whether a negative second derivative is written as 0, for boosting, which must not divide by it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public BinaryFocalLoss(T gamma, T? positiveWeight = null, T? negativeWeight = null, bool clampHessian = false)
    {
        focusing = new(gamma, nameof(gamma));
        weights = new(positiveWeight ?? T.One, negativeWeight ?? T.One);
        leastHessian = clampHessian ? T.Zero : T.NegativeInfinity;
    }

    BinaryWeights<T> ISoftBinaryLoss<BinaryFocalLoss<T>, T>.Weights => weights;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
        where TBlock : struct, IBlock<TBlock, T>
    {
        weights.Parts(target, out var one, out var zero);
        Logistic.Parts<TBlock, T>(score, out var magnitude, out var log, out var large, out var small);

        var loss = magnitude + log;

        // The class that the sign of the score speaks against has q = large, p = small; the other one the reverse.
        var against = TBlock.SelectLess(score, TBlock.Zero, one, zero) * focusing.Power(large, log);
        var along = TBlock.SelectLess(score, TBlock.Zero, zero, one) * focusing.Power(small, loss);

        // Max takes 0 for 0·∞, the limit. It drops NaN as well, which the other terms still have.
        var focus = TBlock.Create(focusing.Gamma);
        value = TBlock.FusedMultiplyAdd(along, log, TBlock.Max(against * loss, TBlock.Zero));
        var againstTerm = focus * TBlock.Max(small * loss, TBlock.Zero);
        var alongTerm = focus * (large * log);
        var derivative = TBlock.FusedMultiplyAdd(-along, alongTerm + small, against * (againstTerm + large));
        gradient = TBlock.SelectLess(score, TBlock.Zero, -derivative, derivative);

        var product = (large * small) * (TBlock.One + (focus + focus));
        var againstCurve = TBlock.FusedMultiplyAdd(againstTerm, TBlock.FusedMultiplyAdd(focus, small, -large), product);
        var alongCurve = TBlock.FusedMultiplyAdd(alongTerm, TBlock.FusedMultiplyAdd(focus, large, -small), product);
        hessian = TBlock.Max(TBlock.Create(leastHessian), TBlock.FusedMultiplyAdd(against, againstCurve, along * alongCurve));
    }
}
