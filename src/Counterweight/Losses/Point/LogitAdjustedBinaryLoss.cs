using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Elementwise;

namespace Counterweight.Losses.Point;

/// <summary>
/// Binary cross-entropy of a logit z shifted by the class frequencies, with a target y in [0, 1], hard or soft (Menon et al.,
/// «Long-tail learning via logit adjustment», ICLR 2021, section 4.2, for two classes). Scores are then thresholded at 0
/// as they are: z separates the classes as if both were equally frequent.
/// </summary>
/// <remarks>
/// <para>With a = z + τ·ln(π₁/π₀), π₀ = 1 − π₁: L = w₁·y·softplus(−a) + w₀·(1−y)·softplus(a);
/// dL/dz = w₀(1−y)σ(a) − w₁·y·σ(−a); d²L/dz² = (w₁·y + w₀(1−y))·σ(a)·σ(−a).</para>
/// <para>Exact limits at z = ±∞ (0 or ∞; gradient 0 or ± weight); NaN stays in its row.</para>
/// <para>Maximum error of the loss, the Hessian and each of the gradient's two terms: 4 ε for the rounded a, which is
/// within (½|a| + |τ·ln(π₁/π₀)|) ε.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct LogitAdjustedBinaryLoss<T> : IPointLoss<LogitAdjustedBinaryLoss<T>, T>, ISoftBinaryLoss<LogitAdjustedBinaryLoss<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BinaryWeights<T> weights;
    private readonly T adjustment;

    /// <summary>A loss from the frequency of the class 1, perhaps with class weights.</summary>
    /// <param name="positiveFraction">π₁, the fraction of the training data that is of class 1: in (0, 1).</param>
    /// <param name="tau">τ, the strength of the adjustment: finite. 1 is the consistent choice, 0 gives binary cross-entropy.</param>
    /// <param name="positiveWeight">w₁, weight of the part y (the class 1): finite, not negative; 1 by default.</param>
    /// <param name="negativeWeight">w₀, weight of the part 1 − y (the class 0): finite, not negative; 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range, or τ·ln(π₁/π₀) is not finite.</exception>
    public LogitAdjustedBinaryLoss(T positiveFraction, T tau, T? positiveWeight = null, T? negativeWeight = null)
    {
        Guard.Parameter(positiveFraction > T.Zero && positiveFraction < T.One, positiveFraction, nameof(positiveFraction), "lie between 0 and 1");
        weights = new(positiveWeight ?? T.One, negativeWeight ?? T.One);
        adjustment = T.CreateTruncating(double.CreateTruncating(tau) * LogOdds(double.CreateTruncating(positiveFraction)));
        Guard.Parameter(T.IsFinite(adjustment), tau, nameof(tau), "be finite, and its product with the logarithm of the odds too");
    }

    BinaryWeights<T> ISoftBinaryLoss<LogitAdjustedBinaryLoss<T>, T>.Weights => weights;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
        where TBlock : struct, IBlock<TBlock, T>
    {
        weights.Parts(target, out var one, out var zero);
        Logistic.CrossEntropy<TBlock, T>(score + TBlock.Create(adjustment), one, zero, out value, out gradient, out hessian);
    }

    /// <summary>ln(π/(1−π)), by the library's own logarithm: the same bits on every system.</summary>
    private static double LogOdds(double fraction)
    {
        Span<double> log = [fraction / (1 - fraction)];
        VectorMath.Log<double>(log, log);
        return log[0];
    }
}
