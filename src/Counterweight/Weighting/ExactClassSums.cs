using System.Numerics;

namespace Counterweight.Weighting;

/// <summary>
/// Sums of weights by class in 128-bit fixed point: exact, in any order, while weights lie within a factor of 2⁴³ of
/// the largest; what is smaller is cut at that quantum.
/// </summary>
internal static class ExactClassSums
{
    private const int TotalBits = 127;
    private const int RowBits = 31;

    /// <summary>Adds up weights, already checked, of labels, already checked. The unit is arbitrary, the same for all classes.</summary>
    public static void Sum<T>(ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, double largest, int? ignoreLabel, Span<UInt128> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        sums.Clear();
        if (largest == 0)
        {
            return;
        }

        var exponent = TotalBits - RowBits - (Math.ILogB(largest) + 1);
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] != ignoreLabel)
            {
                sums[labels[i]] += ToFixed(double.CreateTruncating(weights[i]), exponent);
            }
        }
    }

    /// <summary>weight · 2^exponent, cut to an integer.</summary>
    internal static UInt128 ToFixed(double weight, int exponent)
    {
        var bits = BitConverter.DoubleToUInt64Bits(weight);
        var field = (int)(bits >> 52) & 0x7FF;
        var mantissa = bits & ((1UL << 52) - 1);
        mantissa |= field == 0 ? 0 : 1UL << 52;
        var shift = Math.Max(field, 1) - 1075 + exponent;
        if (shift >= 0)
        {
            return (UInt128)mantissa << shift;
        }

        return shift > -64 ? mantissa >> -shift : 0;
    }
}
