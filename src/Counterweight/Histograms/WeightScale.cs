using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Numerics;

namespace Counterweight.Histograms;

/// <summary>
/// The power of two that turns weights into integers, so that sums of weights are exact: no order of rows, number of
/// threads or subtraction of histograms changes a bit of them.
/// </summary>
/// <remarks>
/// <para>
/// A weight w, the product of a class weight and a sample weight, becomes round(w · 2^<see cref="Exponent"/>), after
/// w has been rounded to 24 significant bits (float's precision, a relative error of at most 2⁻²⁴, also for double
/// weights). The exponent is the greatest for which the sum of all rows stays within 2⁶² and one weight within 2⁵¹.
/// </para>
/// <para>
/// A weight of at least 2⁻²⁷ times the largest (up to 2¹¹ rows), 2⁻¹⁸ (2²⁰ rows) or 2⁻⁷ (2³¹ rows) is therefore an
/// integer without another rounding, and then a row of weight 2w is exactly the row of weight w twice, a row of
/// weight m·w exactly m rows where m·w needs no more than 24 bits. Smaller weights are rounded to the quantum, and to
/// zero, which is no row, below half of it.
/// </para>
/// <para>Take one scale for the whole training set: histograms of different scales do not add or subtract.</para>
/// </remarks>
public readonly record struct WeightScale
{
    private const int LargestExponent = 1000;

    /// <summary>A given exponent: weights become multiples of 2^−<paramref name="exponent"/>.</summary>
    /// <param name="exponent">−1,100 … 1,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The exponent is outside its range.</exception>
    public WeightScale(int exponent)
    {
        Guard.AtLeast(exponent, -1100);
        Guard.AtMost(exponent, LargestExponent);
        Exponent = exponent;
    }

    /// <summary>Weights are multiplied by two to this power.</summary>
    public int Exponent { get; }

    /// <summary>The weight of one unit, 2^−<see cref="Exponent"/>.</summary>
    public double Quantum => Math.ScaleB(1, -Exponent);

    /// <summary>Two to the power <see cref="Exponent"/>.</summary>
    internal double Factor => Math.ScaleB(1, Exponent);

    /// <summary>The finest scale on which <paramref name="rowCount"/> rows of at most <paramref name="largestWeight"/> cannot overflow.</summary>
    /// <param name="largestWeight">Largest product of class weight and sample weight: finite, at least 0.</param>
    /// <param name="rowCount">Rows summed at most, 0 … 2³¹.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static WeightScale Create(double largestWeight, long rowCount)
    {
        Guard.AtLeast(rowCount, 0);
        Guard.AtMost(rowCount, 1L << 31);
        if (!(largestWeight >= 0 && double.IsFinite(largestWeight)))
        {
            throw new ArgumentOutOfRangeException(nameof(largestWeight), largestWeight, Guard.Text($"{nameof(largestWeight)} is {largestWeight}; the largest product of class and sample weight must be finite and at least 0."));
        }

        if (largestWeight == 0)
        {
            return default;
        }

        var weightBits = Math.ILogB(largestWeight) + 1;
        return new(Math.Min(UnitBits(rowCount) - weightBits, LargestExponent));
    }

    /// <summary>The scale for rows with these weights.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="classWeights">One weight a class, or empty: all 1.</param>
    /// <param name="sampleWeights">One weight a row, or empty: all 1.</param>
    /// <param name="rowCount">Rows summed at most, 0 … 2³¹.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative, NaN or infinite (the message names it), the largest product overflows, or the row count is outside its range.</exception>
    public static WeightScale For<T>(ReadOnlySpan<T> classWeights, ReadOnlySpan<T> sampleWeights, long rowCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largestClass = classWeights.IsEmpty ? 1 : Guard.Weights(classWeights, nameof(classWeights));
        var largestSample = sampleWeights.IsEmpty ? 1 : Guard.Weights(sampleWeights, nameof(sampleWeights));
        return Create(largestClass * largestSample, rowCount);
    }

    /// <summary>The integer that stands for a weight.</summary>
    /// <param name="weight">Finite, at least 0, at most the largest weight of this scale.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is negative, NaN or beyond 2⁵¹ quanta.</exception>
    public long ToUnits(double weight)
    {
        if (!(weight >= 0 && weight * Factor <= 1L << 51))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, Guard.Text($"{nameof(weight)} is {weight}; on this scale weights are 0 … {(1L << 51) * Quantum}."));
        }

        return FixedPoint.ToUnits(weight, Factor);
    }

    /// <summary>The weight that a sum of units stands for.</summary>
    /// <param name="units">A sum of weights, as histograms hold them.</param>
    public double ToWeight(long units) => units * Quantum;

    /// <summary>What weights must be below for <paramref name="rowCount"/> rows not to overflow.</summary>
    internal double WeightLimit(long rowCount) => Math.ScaleB(1, UnitBits(rowCount) - Exponent);

    /// <summary>Bits that a row's weight in units may have.</summary>
    private static int UnitBits(long rowCount) => Math.Min(62 - (rowCount <= 1 ? 0 : BitOperations.Log2((ulong)(rowCount - 1)) + 1), 51);
}
