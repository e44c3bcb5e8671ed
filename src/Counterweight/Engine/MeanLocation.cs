using System.Numerics;

namespace Counterweight.Engine;

/// <summary>The weighted mean, of exact sums.</summary>
internal static class MeanLocation
{
    /// <summary>Σw·r / Σw; 0 where nothing has weight.</summary>
    /// <param name="values">Finite values.</param>
    /// <param name="weights">Finite and not negative, or empty.</param>
    public static T Find<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (sum, weightSum) = (default(ReproducibleSum), default(ReproducibleSum));
        for (var i = 0; i < values.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : double.CreateTruncating(weights[i]);
            sum.Add(weight * double.CreateTruncating(values[i]));
            weightSum.Add(weight);
        }

        return weightSum.Value > 0 ? T.CreateTruncating(sum.Value / weightSum.Value) : T.Zero;
    }
}
