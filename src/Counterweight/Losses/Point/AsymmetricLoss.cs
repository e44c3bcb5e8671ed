using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;

namespace Counterweight.Losses.Point;

/// <summary>
/// Asymmetric loss of a logit z and a target y in [0, 1], hard or soft (Ridnik et al., «Asymmetric Loss For Multi-Label
/// Classification», ICCV 2021, section 2): a focal loss with an exponent for each class, which drops easy negatives.
/// </summary>
/// <remarks>
/// <para>With σ = σ(z), u = max(σ − c, 0), F = (1−σ)^γ₊·(−ln σ) and G = u^γ₋·(−ln(1−u)):
/// L = w₁·y·F + w₀·(1−y)·G.</para>
/// <para>dF/dz = −(1−σ)^γ₊·(γ₊·σ·(−ln σ) + 1 − σ); dG/dz = σ(1−σ)·u^γ₋·(γ₋·(−ln(1−u))/u + 1/(1−u)). The second
/// derivatives are theirs, and may be negative. Where u = 0 all of G is 0, its derivatives too, whatever γ₋.</para>
/// <para>Exact limits at z = ±∞: for z → ∞ G is (1−c)^γ₋·(−ln c), or ∞ where c = 0, with gradient 0, or 1 where c = 0.
/// NaN stays in its row.</para>
/// <para>Maximum error, of the loss's, the gradient's and the Hessian's sums of magnitudes: 8 ε, and 3γ·(1 + |ln q|) ε for
/// q^γ unless γ = 2; with a shift, 3·(γ₋·|ln u| + (γ₋ + 1)·σ/u) ε for what u = σ − c cancels.</para>
/// <para>Exponents 0, 1, 2, 3 and 4 take multiplications only and are the fastest.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct AsymmetricLoss<T> : IPointLoss<AsymmetricLoss<T>, T>, ISoftBinaryLoss<AsymmetricLoss<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BinaryWeights<T> weights;
    private readonly Focusing<T> positiveFocusing;
    private readonly Focusing<T> negativeFocusing;
    private readonly T shift;
    private readonly T leastHessian;

    /// <summary>The paper's γ₊ = 0, γ₋ = 4, c = 0.05, unweighted.</summary>
    public AsymmetricLoss()
        : this(T.Zero, T.CreateChecked(4), T.CreateChecked(0.05))
    {
    }

    /// <summary>A loss with its own exponents and shift, perhaps with class weights.</summary>
    /// <param name="positiveGamma">γ₊, the exponent of the class 1: in [0, 10⁶].</param>
    /// <param name="negativeGamma">γ₋, the exponent of the class 0: in [0, 10⁶].</param>
    /// <param name="shift">c, up to which a probability counts as 0 for the class 0: in [0, 1).</param>
    /// <param name="positiveWeight">w₁, weight of the part y (the class 1): finite, not negative; 1 by default.</param>
    /// <param name="negativeWeight">w₀, weight of the part 1 − y (the class 0): finite, not negative; 1 by default.</param>
    /// <param name="clampHessian">Whether a negative second derivative is written as 0, for boosting, which must not divide by it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public AsymmetricLoss(T positiveGamma, T negativeGamma, T shift, T? positiveWeight = null, T? negativeWeight = null, bool clampHessian = false)
    {
        positiveFocusing = new(positiveGamma, nameof(positiveGamma));
        negativeFocusing = new(negativeGamma, nameof(negativeGamma));
        Guard.Parameter(shift >= T.Zero && shift < T.One, shift, nameof(shift), "lie in [0, 1)");
        weights = new(positiveWeight ?? T.One, negativeWeight ?? T.One);
        this.shift = shift;
        leastHessian = clampHessian ? T.Zero : T.NegativeInfinity;
    }

    BinaryWeights<T> ISoftBinaryLoss<AsymmetricLoss<T>, T>.Weights => weights;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
        where TBlock : struct, IBlock<TBlock, T>
    {
        Logistic.Parts<TBlock, T>(score, out var magnitude, out var log, out var large, out var small);
        var p = TBlock.SelectLess(score, TBlock.Zero, small, large);
        var q = TBlock.SelectLess(score, TBlock.Zero, large, small);

        // G = u^γ·d with d = −ln(1 − u). Beside it σ(1 − σ)·d/u, σ(1 − σ)/(1 − u), σ(1 − σ)/u and 1 − σ − σc/(1 − u).
        TBlock u, d, logPerU, perRest, perU, rest;
        if (shift == T.Zero)
        {
            u = p;
            d = TBlock.Max(score, TBlock.Zero) + log;
            logPerU = TBlock.Max(q * d, TBlock.Zero);
            perRest = p;
            perU = q;
            rest = q;
        }
        else if (BlockDispatch.HasSeveralRegisters<TBlock, T>())
        {
            // Several registers a block: in one piece this is more than the JIT keeps track of. It has nine parameters,
            // since a struct of the six results would not stay in registers.
            var (likely, unlikely) = (p, q);
            ShiftedCalled(shift, in likely, in unlikely, out var first, out var second, out var third, out var fourth, out var fifth, out var sixth);
            (u, d, logPerU, perRest, perU, rest) = (first, second, third, fourth, fifth, sixth);
        }
        else
        {
            Shifted(shift, p, q, out u, out d, out logPerU, out perRest, out perU, out rest);
        }

        // Max takes 0 for 0·∞, the limit. It drops NaN as well, which the other terms still have.
        weights.Parts(target, out var one, out var zero);
        var hidden = TBlock.Equal(u, TBlock.Zero);
        one *= positiveFocusing.Power(q);
        zero *= negativeFocusing.Power(u);
        var linear = TBlock.Max(-score, TBlock.Zero);
        value = TBlock.FusedMultiplyAdd(one, log, TBlock.Max(one * linear, TBlock.Zero));
        value += TBlock.Select(hidden, TBlock.Zero, TBlock.Max(zero * d, TBlock.Zero));

        var gamma = TBlock.Create(positiveFocusing.Gamma);
        var term = gamma * TBlock.Max(p * (linear + log), TBlock.Zero);
        var curve = TBlock.FusedMultiplyAdd(term, TBlock.FusedMultiplyAdd(gamma, p, -q), (p * q) * (TBlock.One + (gamma + gamma)));
        gradient = one * (term + q);
        hessian = one * curve;

        gamma = TBlock.Create(negativeFocusing.Gamma);
        curve = TBlock.FusedMultiplyAdd(logPerU, TBlock.FusedMultiplyAdd(gamma - TBlock.One, perU, q - p), (perU + perU) * perRest);
        curve = TBlock.FusedMultiplyAdd(gamma, curve, perRest * rest);
        gradient = TBlock.Select(hidden, TBlock.Zero, zero * TBlock.FusedMultiplyAdd(gamma, logPerU, perRest)) - gradient;
        hessian = TBlock.Max(TBlock.Create(leastHessian), hessian + TBlock.Select(hidden, TBlock.Zero, zero * curve));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ShiftedCalled<TBlock>(T shift, in TBlock p, in TBlock q, out TBlock u, out TBlock d, out TBlock logPerU, out TBlock perRest, out TBlock perU, out TBlock rest)
        where TBlock : struct, IBlock<TBlock, T> => Shifted(shift, p, q, out u, out d, out logPerU, out perRest, out perU, out rest);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Shifted<TBlock>(T shift, TBlock p, TBlock q, out TBlock u, out TBlock d, out TBlock logPerU, out TBlock perRest, out TBlock perU, out TBlock rest)
        where TBlock : struct, IBlock<TBlock, T>
    {
        var c = TBlock.Create(shift);
        var v = q + c;
        u = TBlock.Max(TBlock.Zero, p - c);

        // v = 1 − u keeps the digits of a small 1 − u, u those of a small u: what v lacks of them is added to its logarithm.
        d = -TBlock.FusedMultiplyAdd((TBlock.One - v) - u, TBlock.One + u, TBlock.Log(v));
        var pq = p * q;
        perU = pq / u;
        logPerU = perU * d;
        perRest = pq / v;
        rest = TBlock.FusedMultiplyAdd(-p, c / v, q);
    }
}
