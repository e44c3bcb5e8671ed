using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Losses.Location;

namespace Counterweight.Losses.Point;

/// <summary>Absolute error of a prediction z of a real target y.</summary>
/// <remarks>
/// <para>L = |z − y|; dL/dz = sign(z − y), and of the subgradients at the kink z = y the 0; d²L/dz² = 0 everywhere.
/// It is least at the median of the targets.</para>
/// <para>The Hessian is exact. Newton steps divide by it, so boosters put 1 in its place (the Hessian of
/// <see cref="SquaredLoss{T}"/>) and then set each leaf to the median of its residuals, <see cref="Location"/>.</para>
/// <para>Maximum error: value ½ ulp, derivatives exact. At z = ±∞ the value is ∞ and the gradient ±1; NaN stays in
/// its row.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct AbsoluteLoss<T> : IPointLoss<AbsoluteLoss<T>, T>, ILocationLoss<T>, IShortOperator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public bool IsQuadratic => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
        where TBlock : struct, IBlock<TBlock, T>
    {
        var residual = score - target;
        value = TBlock.Abs(residual);

        // Zero and NaN are their own sign.
        gradient = TBlock.SelectLess(residual, TBlock.Zero, -TBlock.One, residual);
        gradient = TBlock.SelectLess(TBlock.Zero, residual, TBlock.One, gradient);
        hessian = TBlock.Zero;
    }

    /// <summary>The weighted median of residuals, exactly: of two in the middle, their mean.</summary>
    /// <param name="residuals">Targets less scores, n, finite.</param>
    /// <param name="weights">Weights, n, finite and not negative, or empty: all 1.</param>
    /// <returns>The constant of the least loss; 0 where nothing has weight.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a number is not finite or a weight negative (the message names it).</exception>
    public T Location(ReadOnlySpan<T> residuals, ReadOnlySpan<T> weights = default)
    {
        Guard.Residuals(residuals, weights);
        return QuantileLocation.Find(residuals, weights, 0.5);
    }
}
