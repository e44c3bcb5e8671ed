using System.Runtime.CompilerServices;

namespace Counterweight.Metrics.Ranking.Curves;

/// <summary>Least and greatest weight of each class, found without a branch: weights above 0 compare as their bits do, and a positive row's has the sign bit set.</summary>
internal struct WeightExtents
{
    private const ulong Sign = 0x8000000000000000;

    // One below the least: a weight of 0 wraps to the greatest number there is.
    private ulong leastNegative = ulong.MaxValue;
    private ulong leastPositive = ulong.MaxValue;
    private long greatestNegative;
    private ulong greatestPositive;

    public WeightExtents()
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double weight, int isPositive)
    {
        var tagged = BitConverter.DoubleToUInt64Bits(weight) | ((ulong)isPositive << 63);
        leastNegative = Math.Min(leastNegative, tagged - 1);
        leastPositive = Math.Min(leastPositive, (tagged ^ Sign) - 1);
        greatestNegative = Math.Max(greatestNegative, (long)tagged);
        greatestPositive = Math.Max(greatestPositive, tagged);
    }

    /// <summary>Biased exponents of the weights of a class, 1 of a subnormal one; 1 and 1 where it has none.</summary>
    public readonly (int Least, int Greatest) Exponents(bool isPositive)
    {
        var least = (isPositive ? leastPositive : leastNegative) + 1;
        var greatest = isPositive ? greatestPositive & ~Sign : (ulong)greatestNegative;
        return greatest == 0 ? (1, 1) : (Field(least), Field(greatest));
    }

    private static int Field(ulong bits) => Math.Max((int)(bits >> 52) & 0x7FF, 1);
}
