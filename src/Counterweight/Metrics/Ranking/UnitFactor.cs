namespace Counterweight.Metrics.Ranking;

/// <summary>Powers of two that bring a sum near 1, so that products of sums neither overflow nor vanish.</summary>
internal static class UnitFactor
{
    /// <summary>Powers of two between weights near 1 and the least that keep all their digits.</summary>
    private const int MostSpread = 990;

    /// <summary>The factor that brings <paramref name="total"/> into [1, 2), a subnormal one to at least 2⁻⁵¹; 1 for 0.</summary>
    public static double Under(double total) => total == 0 ? 1 : Math.ScaleB(1, Math.Min(-Math.ILogB(total), 1023));

    /// <summary>
    /// The factor that brings the largest of some weights to some 1, or far above it where the least would vanish otherwise; sums of 2²⁶ stay below
    /// half of the greatest double.
    /// </summary>
    public static double Between(double least, double largest)
    {
        var (low, high) = (Math.ILogB(least), Math.ILogB(largest));
        return Math.ScaleB(1, Math.Min(high - low > MostSpread ? MostSpread - high : -high, 1023));
    }
}
