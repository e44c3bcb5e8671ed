namespace Counterweight.Metrics.Ranking;

/// <summary>Powers of two that bring a sum near 1, so that products of sums neither overflow nor vanish.</summary>
internal static class UnitFactor
{
    /// <summary>The factor that brings <paramref name="total"/> into [1, 2), a subnormal one to at least 2⁻⁵¹; 1 for 0.</summary>
    public static double Under(double total) => total == 0 ? 1 : Math.ScaleB(1, Math.Min(-Math.ILogB(total), 1023));
}
