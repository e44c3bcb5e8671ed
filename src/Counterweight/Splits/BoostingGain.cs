using System.Runtime.InteropServices;
using Counterweight.Core.Work;
using Counterweight.Histograms;

namespace Counterweight.Splits;

/// <summary>
/// The loss reduction of a split in second order, ½[Q(L) + Q(R) − Q(L ∪ R)] − γ with Q = Σ_k T(G_k)²/(H_k + λ) over the
/// outputs and T(G) = sign(G)·max(|G| − α, 0); G and H are sums of weighted gradients and Hessians.
/// </summary>
/// <remarks>
/// <para>
/// A leaf's value is v = −T(G)/(H + λ), clipped to ±max step; with a clipped one Q is −2·T(G)·v − (H + λ)·v², twice the
/// reduction of that value. Where H + λ is not above 0 both are 0.
/// </para>
/// <para>
/// Sources: Chen, Guestrin, XGBoost: A Scalable Tree Boosting System, KDD 2016, section 2.2 (gain, λ, γ); LightGBM's
/// ThresholdL1 and max_delta_step (α, max step).
/// </para>
/// </remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BoostingGain
{
    /// <summary>Far beyond all sums of integers: leaves of no size, steps of any; and the product of two is still finite.</summary>
    private const double LargestPenalty = 1e100;

    /// <summary>α, finite, at least 0: the L1 penalty of leaf values.</summary>
    public double L1 { get; init; }

    /// <summary>λ, finite, at least 0: the L2 penalty of leaf values.</summary>
    public double L2 { get; init; }

    /// <summary>γ, finite, at least 0: the price of a split.</summary>
    public double Gamma { get; init; }

    /// <summary>Greatest |leaf value|, finite, at least 0; 0 means no limit.</summary>
    public double MaxStep { get; init; }

    /// <summary>The value of a leaf.</summary>
    /// <param name="gradient">G, the sum of its weighted gradients.</param>
    /// <param name="hessian">H, the sum of its weighted Hessians.</param>
    public double LeafValue(double gradient, double hessian)
    {
        var penalizedHessian = hessian + L2;
        if (!(penalizedHessian > 0))
        {
            return 0;
        }

        var step = Math.Max(Math.Abs(gradient) - L1, 0) / penalizedHessian;
        return -Math.CopySign(MaxStep > 0 ? Math.Min(step, MaxStep) : step, gradient);
    }

    internal void Check(string parameter)
    {
        SplitOptions.Check(L1, nameof(L1), parameter);
        SplitOptions.Check(L2, nameof(L2), parameter);
        SplitOptions.Check(Gamma, nameof(Gamma), parameter);
        SplitOptions.Check(MaxStep, nameof(MaxStep), parameter);
    }

    /// <summary>Whether α or a limit of the step is in force.</summary>
    internal bool IsLimited => L1 > 0 || MaxStep > 0;

    /// <summary>The gain on integers: what is real is an integer times a power of two.</summary>
    internal GradientCriterion<TLimited> ToCriterion<TLimited>(GradientHistogramScale scale)
        where TLimited : struct, IStaticFlag => new(
        Math.ScaleB(L1, scale.WeightExponent + scale.GradientExponent),
        Math.Min(Math.ScaleB(L2, scale.WeightExponent + scale.HessianExponent), LargestPenalty),
        MaxStep > 0 ? Math.Min(Math.ScaleB(MaxStep, scale.GradientExponent - scale.HessianExponent), LargestPenalty) : double.PositiveInfinity);

    /// <summary>A score of 1 on integers is 2 to this power.</summary>
    internal static int ScoreExponent(GradientHistogramScale scale) =>
        scale.HessianExponent - scale.WeightExponent - (2 * scale.GradientExponent);
}
