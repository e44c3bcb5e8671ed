namespace Counterweight.Binning;

/// <summary>The threshold between two neighbouring values.</summary>
internal static class Midpoint
{
    /// <summary>A number t with lower ≤ t &lt; upper: the midpoint, or <paramref name="lower"/> where rounding would reach <paramref name="upper"/>.</summary>
    public static double Between(double lower, double upper)
    {
        var sum = lower + upper;
        var middle = double.IsFinite(sum) ? sum / 2 : (lower / 2) + (upper / 2);
        return middle >= lower && middle < upper ? middle : lower;
    }
}
