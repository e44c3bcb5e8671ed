using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Losses.Location;

namespace Counterweight.Losses.Point;

/// <summary>Quantile (pinball, check) loss of a prediction z of a real target y: it is least at the targets' quantile τ.</summary>
/// <remarks>
/// <para>L = τ(y − z) where z &lt; y, (1 − τ)(z − y) where z ≥ y; dL/dz = −τ or 1 − τ, and of the subgradients at the
/// kink z = y the 0; d²L/dz² = 0 everywhere. τ = ½ is half the <see cref="AbsoluteLoss{T}"/>.</para>
/// <para>The Hessian is exact. Boosters put 1 in its place (the Hessian of <see cref="SquaredLoss{T}"/>) and then
/// set each leaf to the quantile of its residuals, <see cref="Location"/>.</para>
/// <para>Maximum error, in ε of each output: value 1½, gradient ½ (of 1 − τ), Hessian exact. At z = ±∞ the value is
/// ∞; NaN stays in its row.</para>
/// <para>Source: R. Koenker, G. Bassett, Regression Quantiles, Econometrica 46, 1978, section 3.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct QuantileLoss<T> : IPointLoss<QuantileLoss<T>, T>, ILocationLoss<T>, IShortOperator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T below;
    private readonly T above;

    /// <summary>The median: τ = ½.</summary>
    public QuantileLoss()
        : this(T.One / T.CreateChecked(2))
    {
    }

    /// <summary>A loss that is least at a quantile.</summary>
    /// <param name="quantile">τ in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="quantile"/> is outside (0, 1).</exception>
    public QuantileLoss(T quantile)
    {
        if (!(quantile > T.Zero && quantile < T.One))
        {
            throw new ArgumentOutOfRangeException(nameof(quantile), quantile, Guard.Text($"quantile is {quantile}; it must lie in (0, 1), ends excluded."));
        }

        below = quantile;
        above = T.One - quantile;
    }

    /// <summary>τ.</summary>
    public T Quantile => below;

    /// <inheritdoc/>
    public bool IsQuadratic => false;

    /// <inheritdoc/>
    public static void Validate(QuantileLoss<T> loss) => Guard.Constructed(loss.above != T.Zero, nameof(QuantileLoss<T>));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
        where TBlock : struct, IBlock<TBlock, T>
    {
        var residual = score - target;

        // The derivative at 0 is 0, and NaN stays NaN.
        gradient = TBlock.SelectLess(residual, TBlock.Zero, -TBlock.Create(below), residual);
        gradient = TBlock.SelectLess(TBlock.Zero, residual, TBlock.Create(above), gradient);
        value = residual * gradient;
        hessian = TBlock.Zero;
    }

    /// <summary>The weighted quantile τ of residuals, exactly: the least one up to which their weight reaches τ; where it equals τ, the mean of that and the next.</summary>
    /// <param name="residuals">Targets less scores, n, finite.</param>
    /// <param name="weights">Weights, n, finite and not negative, or empty: all 1.</param>
    /// <returns>The constant of the least loss; 0 where nothing has weight.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a number is not finite or a weight negative (the message names it).</exception>
    public T Location(ReadOnlySpan<T> residuals, ReadOnlySpan<T> weights = default)
    {
        Validate(this);
        Guard.Residuals(residuals, weights);
        return QuantileLocation.Find(residuals, weights, double.CreateTruncating(below));
    }
}
