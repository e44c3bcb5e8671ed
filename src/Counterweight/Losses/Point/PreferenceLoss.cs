using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;

namespace Counterweight.Losses.Point;

/// <summary>
/// Loss of a pair of responses by the Bradley–Terry model, as direct preference optimisation uses it (Rafailov et al.,
/// «Direct Preference Optimization», NeurIPS 2023, section 4): the score h is the first response's margin over the second
/// (in DPO the difference of their log-probability ratios), the target y the probability that the first is preferred.
/// </summary>
/// <remarks>
/// <para>With y′ = (1−ε)·y + ε·(1−y): L = y′·softplus(−βh) + (1−y′)·softplus(βh); dL/dh = β·((1−y′)·σ(βh) − y′·σ(−βh));
/// d²L/dh² = β²·σ(βh)·σ(−βh). Every pair has weight 1.</para>
/// <para>ε is the fraction of labels believed to be flipped (Mitchell, «A note on DPO with noisy preferences», 2023).</para>
/// <para>Exact limits at h = ±∞ (0 or ∞; gradient 0 or ± a fraction of β); NaN stays in its row. Where βh overflows the
/// limits hold.</para>
/// <para>Maximum error of the loss, the Hessian and each of the gradient's two terms: 5 ε + ½|βh| ε, the latter the
/// rounding of βh, 0 where β is a power of two.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct PreferenceLoss<T> : IPointLoss<PreferenceLoss<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T beta;
    private readonly T noise;
    private readonly T keep;

    /// <summary>β = 0.1, as in the paper, without label noise.</summary>
    public PreferenceLoss()
        : this(T.CreateChecked(0.1))
    {
    }

    /// <summary>A loss with its own β and label noise.</summary>
    /// <param name="beta">β, the scale of the margin: positive and finite. 1 and no noise give binary cross-entropy.</param>
    /// <param name="labelNoise">ε in [0, ½); 0 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public PreferenceLoss(T beta, T labelNoise = default)
    {
        Guard.Parameter(beta > T.Zero && T.IsFinite(beta), beta, nameof(beta), "be positive and finite");
        Guard.Parameter(labelNoise >= T.Zero && labelNoise + labelNoise < T.One, labelNoise, nameof(labelNoise), "lie in [0, 0.5)");
        this.beta = beta;
        noise = labelNoise;
        keep = T.One - (labelNoise + labelNoise);
    }

    /// <summary>1: without targets the first response is the preferred one in every row, as in DPO data.</summary>
    public static T? DefaultTarget => T.One;

    /// <inheritdoc/>
    public static string TargetRule => BinaryTarget.SoftRule;

    /// <inheritdoc/>
    public static void Validate(PreferenceLoss<T> loss) => Guard.Constructed(loss.beta != T.Zero, nameof(PreferenceLoss<T>));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock Accepts<TBlock>(TBlock target)
        where TBlock : struct, IBlock<TBlock, T> => BinaryTarget.IsSoft<TBlock, T>(target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
        where TBlock : struct, IBlock<TBlock, T>
    {
        var kept = TBlock.Create(keep);
        var flipped = TBlock.Create(noise);
        var first = TBlock.FusedMultiplyAdd(target, kept, flipped);
        var second = TBlock.FusedMultiplyAdd(TBlock.One - target, kept, flipped);
        var scale = TBlock.Create(beta);
        Logistic.CrossEntropy<TBlock, T>(scale * score, first, second, out value, out gradient, out hessian);
        gradient *= scale;
        hessian = scale * (scale * hessian);
    }
}
