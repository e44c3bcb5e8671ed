using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterweight.Core.Numerics;

/// <summary>Multiplies weights by a power of two that brings the largest into [1, 2), so that no sum overflows and no ratio is lost.</summary>
internal readonly struct WeightScaling
{
    // Two factors: the reciprocal of the least double is none.
    private readonly double first;
    private readonly double second;

    /// <param name="largest">The largest weight, above 0.</param>
    public WeightScaling(double largest)
    {
        var exponent = -Math.ILogB(largest);
        first = Math.ScaleB(1, exponent / 2);
        second = Math.ScaleB(1, exponent - (exponent / 2));
    }

    /// <summary>The scaled weight: exact, unless it is below 2⁻¹⁰²² of the largest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Of<T>(T weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => double.CreateTruncating(weight) * first * second;
}
