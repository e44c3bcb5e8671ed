using System.Numerics;
using Counterweight.Core.Sums;

namespace Counterweight.Losses.Location;

/// <summary>The weighted mean, of exact sums.</summary>
internal static class MeanLocation
{
    /// <summary>Where the greatest products reach the upper end of a digit of <see cref="ReproducibleSum"/>: below them 113 bits are exact.</summary>
    private const double Place = 1 << 18;

    /// <summary>Σw·r / Σw; 0 where nothing has weight.</summary>
    /// <param name="values">Finite values.</param>
    /// <param name="weights">Finite and not negative, or empty.</param>
    public static T Find<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // In units of the greatest ones: no product or sum leaves the range, and powers of two do not show.
        var (unit, weightUnit) = (LocationUnit.Of(values, weights), LocationUnit.Of(weights));
        var (sum, weightSum) = (default(ReproducibleSum), default(ReproducibleSum));
        for (var i = 0; i < values.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : weightUnit.Divide(double.CreateTruncating(weights[i]));
            sum.Add(weight * (Place * unit.Divide(double.CreateTruncating(values[i]))));
            weightSum.Add(weight);
        }

        return weightSum.Value > 0 ? T.CreateTruncating(unit.Times(sum.Value / weightSum.Value / Place)) : T.Zero;
    }
}
