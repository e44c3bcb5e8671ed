using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Losses.Location;

namespace Counterweight.Losses.Point;

/// <summary>Huber's loss of a prediction z of a real target y: squared near the target, absolute far from it, so that the gradient of outliers does not exceed δ.</summary>
/// <remarks>
/// <para>With r = z − y: L = ½r² where |r| ≤ δ, δ(|r| − ½δ) beyond; dL/dz = r clipped to ±δ; d²L/dz² = 1 where
/// |r| ≤ δ, 0 beyond. Smooth L1 of other libraries with parameter β is L/δ at δ = β. Boosters put 1 in place of the
/// Hessian's 0 (the Hessian of <see cref="SquaredLoss{T}"/>) and then set each leaf to <see cref="Location"/>.</para>
/// <para>Maximum error, in ε of each output: value 3, gradient ½, Hessian exact. The value overflows to ∞ where
/// δ·|r| does. At z = ±∞ the value is ∞ and the gradient ±δ; NaN stays in its row.</para>
/// <para>Source: P. J. Huber, Robust Estimation of a Location Parameter, Ann. Math. Statist. 35, 1964.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct HuberLoss<T> : IPointLoss<HuberLoss<T>, T>, ILocationLoss<T>, IShortOperator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T delta;

    /// <summary>δ = 1.</summary>
    public HuberLoss()
        : this(T.One)
    {
    }

    /// <summary>A loss that is squared up to <paramref name="delta"/>.</summary>
    /// <param name="delta">δ: finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is not above 0 or not finite.</exception>
    public HuberLoss(T delta)
    {
        Guard.Positive(delta, nameof(delta));
        Guard.Weight(delta, nameof(delta));
        this.delta = delta;
    }

    /// <summary>δ.</summary>
    public T Delta => delta;

    /// <inheritdoc/>
    public bool IsQuadratic => false;

    /// <inheritdoc/>
    public static void Validate(HuberLoss<T> loss) => Guard.Constructed(loss.delta != T.Zero, nameof(HuberLoss<T>));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
        where TBlock : struct, IBlock<TBlock, T>
    {
        var limit = TBlock.Create(delta);
        var residual = score - target;
        var size = TBlock.Abs(residual);

        // One formula for both sides: m(|r| − ½m), m = min(|r|, δ). Min and Max give NaN where the right one is.
        var clipped = TBlock.Min(limit, size);
        value = clipped * TBlock.FusedMultiplyAdd(clipped, TBlock.Constant(-0.5), size);
        gradient = TBlock.Max(-limit, TBlock.Min(limit, residual));
        hessian = TBlock.One & TBlock.LessThanOrEqual(size, limit);
    }

    /// <summary>Huber's weighted location of residuals: where the derivative of the loss changes sign, exact to neighbouring numbers.</summary>
    /// <param name="residuals">Targets less scores, n, finite.</param>
    /// <param name="weights">Weights, n, finite and not negative, or empty: all 1.</param>
    /// <returns>The constant of the least loss; 0 where nothing has weight.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a number is not finite or a weight negative (the message names it).</exception>
    public T Location(ReadOnlySpan<T> residuals, ReadOnlySpan<T> weights = default)
    {
        Validate(this);
        Guard.Residuals(residuals, weights);
        return HuberLocation.Find(residuals, weights, delta);
    }
}
