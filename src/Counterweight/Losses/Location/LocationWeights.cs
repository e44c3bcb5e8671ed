using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Core.Sums;

namespace Counterweight.Losses.Location;

/// <summary>Weights as integers, whose sums are exact: round(w·2^a) with Σw·2^a in [2⁶⁰, 2⁶²), or 1 where there are none.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct LocationWeights<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> weights;

    // One power of two may be beyond a double.
    private readonly double factor;
    private readonly double factorAgain;

    /// <param name="weights">Finite and not negative, or empty.</param>
    public LocationWeights(ReadOnlySpan<T> weights)
    {
        this.weights = weights;
        var sum = default(ReproducibleSum);
        foreach (var weight in weights)
        {
            sum.Add(double.CreateTruncating(weight));
        }

        var exponent = sum.Value > 0 ? 60 - Math.ILogB(Math.Min(sum.Value, double.MaxValue)) : 0;
        factor = Math.ScaleB(1, exponent / 2);
        factorAgain = Math.ScaleB(1, exponent - (exponent / 2));
    }

    /// <summary>The integer of one weight.</summary>
    public long this[int index] => weights.IsEmpty ? 1 : (long)Math.Round(double.CreateTruncating(weights[index]) * factor * factorAgain);
}
