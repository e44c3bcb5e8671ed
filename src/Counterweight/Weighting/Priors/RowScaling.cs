using System.Numerics;
using Counterweight.Core.Numerics;

namespace Counterweight.Weighting.Priors;

/// <summary>A power of two for a row that sums to too much or too little for a double.</summary>
internal static class RowScaling
{
    /// <summary>One that brings the greatest probability of those that count into [1, 2): those of classes whose factor is above 0. NaN stays NaN.</summary>
    public static WeightScaling Of<T>(ReadOnlySpan<T> row, ReadOnlySpan<double> factors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var greatest = 0.0;
        for (var c = 0; c < row.Length; c++)
        {
            var own = double.CreateTruncating(row[c]);
            greatest = factors[c] > 0 && own > greatest ? own : greatest;
        }

        return new(greatest > 0 ? greatest : 1);
    }

    /// <summary>A scaled probability times its factor. One that does not count may be beyond a double when it is scaled; it is 0, or NaN.</summary>
    public static double Term<T>(WeightScaling scaling, T probability, double factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        factor > 0 ? scaling.Of(probability) * factor : double.CreateTruncating(probability) * factor;
}
