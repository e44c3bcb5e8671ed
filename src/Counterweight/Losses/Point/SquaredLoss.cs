using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Losses.Location;

namespace Counterweight.Losses.Point;

/// <summary>Half the squared error of a prediction z of a real target y.</summary>
/// <remarks>
/// <para>L = ½(z − y)²; dL/dz = z − y; d²L/dz² = 1. It is least at the mean of the targets.</para>
/// <para>Maximum error, in ε of each output: value 2, gradient ½, Hessian exact. The value overflows to ∞ beyond
/// |z − y| ≈ 2.6·10¹⁹ (float) or 1.9·10¹⁵⁴ (double), the gradient only with z − y itself. At z = ±∞ value and
/// gradient are ∞ and ±∞; NaN stays in its row.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct SquaredLoss<T> : IPointLoss<SquaredLoss<T>, T>, ILocationLoss<T>, IShortOperator
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public bool IsQuadratic => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
        where TBlock : struct, IBlock<TBlock, T>
    {
        gradient = score - target;
        value = gradient * TBlock.Constant(0.5) * gradient;
        hessian = TBlock.One;
    }

    /// <summary>The weighted mean of residuals.</summary>
    /// <param name="residuals">Targets less scores, n, finite.</param>
    /// <param name="weights">Weights, n, finite and not negative, or empty: all 1.</param>
    /// <returns>The constant of the least loss; 0 where nothing has weight.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a number is not finite or a weight negative (the message names it).</exception>
    public T Location(ReadOnlySpan<T> residuals, ReadOnlySpan<T> weights = default)
    {
        Guard.Residuals(residuals, weights);
        return MeanLocation.Find(residuals, weights);
    }
}
