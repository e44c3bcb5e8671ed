using System.Numerics;
using Counterweight.Losses.Point;

namespace Counterweight.Losses.Location;

/// <summary>
/// A loss of the residual alone, L(z + a, y + a) = L(z, y), which knows the constant of the least loss. Implement it beside
/// <see cref="IPointLoss{TSelf, T}"/> and boosting hands over residuals (against targets of 0) and starts from their location. Where the loss is not quadratic,
/// boosting also sets every leaf to the location of its residuals.
/// </summary>
/// <remarks>
/// Targets are any finite numbers, 0 among them, and every target weighs the same.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ILocationLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Whether Newton's step leads to the location from anywhere, as of the squared loss: then boosting takes Newton's
    /// steps with their penalties. Otherwise it puts 1 in the Hessians' place and takes locations.
    /// </summary>
    bool IsQuadratic { get; }

    /// <summary>The constant c of the least Σ w·L(c, r); of an interval of such constants the middle.</summary>
    /// <param name="residuals">Targets less scores, n, finite.</param>
    /// <param name="weights">Weights, n, finite and not negative, or empty: all 1.</param>
    /// <returns>The constant; 0 where nothing has weight.</returns>
    /// <remarks>
    /// Weight 2 should be the residual twice, weight 0 no residual, and neither their order nor a power of two in all
    /// weights should show. Calls come from several threads at once.
    /// </remarks>
    T Location(ReadOnlySpan<T> residuals, ReadOnlySpan<T> weights = default);
}
