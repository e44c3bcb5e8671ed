namespace Counterweight.Reference.Catalog;

/// <summary>How near an output must come to the reference.</summary>
public enum ComparisonFamily
{
    /// <summary>Equal.</summary>
    Exact,

    /// <summary>Within units in the last place of the expected value.</summary>
    Elementwise,

    /// <summary>A sum over rows.</summary>
    Reduction,

    /// <summary>Within epsilons of a scale that the reference states: probabilities, gradients.</summary>
    Probability,
}

/// <summary>
/// |actual − expected| ≤ <paramref name="Ulps"/>·ulp(expected) + <paramref name="Epsilons"/>·ε·scale, ε and ulp those of
/// the kernel's element type.
/// </summary>
public readonly record struct Bound(ComparisonFamily Family, double Ulps = 0, double Epsilons = 0)
{
    /// <summary>Equal.</summary>
    public static Bound Exact => new(ComparisonFamily.Exact);

    /// <summary>Error as a multiple of what is allowed: at most 1 when the output is good, NaN against a number is infinite.</summary>
    public double Excess<T>(double actual, double expected, double scale)
    {
        if (double.IsNaN(expected) || double.IsInfinity(expected) || !double.IsFinite(actual))
        {
            return actual.Equals(expected) || RoundsToInfinity<T>(expected, actual) ? 0 : double.PositiveInfinity;
        }

        var error = Math.Abs(actual - expected);
        if (error == 0)
        {
            return 0;
        }

        var (epsilon, least) = typeof(T) == typeof(float)
            ? (Math.ScaleB(1, -23), (double)float.Epsilon)
            : (Math.ScaleB(1, -52), double.Epsilon);
        var ulp = expected == 0 ? least : Math.Max(least, Math.ScaleB(epsilon, Math.ILogB(expected)));
        return error / ((Ulps * ulp) + (Epsilons * epsilon * scale));
    }

    /// <summary>Loss, weights and sums are multiplied one after the other: a product may overflow on the way to a number that would not.</summary>
    private static bool RoundsToInfinity<T>(double expected, double actual) =>
        typeof(T) == typeof(float) && double.IsInfinity(actual) && Math.Sign(actual) == Math.Sign(expected) && Math.Abs(expected) >= Math.ScaleB(float.MaxValue, -16);
}
