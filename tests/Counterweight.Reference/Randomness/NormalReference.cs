namespace Counterweight.Reference.Randomness;

/// <summary>The quantile of the normal distribution as the root of its distribution function.</summary>
public static class NormalReference
{
    /// <summary>x with Φ(x) = u, by Newton's method on the smaller tail.</summary>
    public static double Quantile(double u)
    {
        var tail = Math.Min(u, 1 - u);
        var x = Math.Sqrt(-2 * Math.Log(tail)) * (1 - tail - tail);
        for (var step = 0; step < 60; step++)
        {
            var change = Excess(x, tail) / Density(x);
            x += change;
            // The next change would be the square of this one, and of no digit.
            if (Math.Abs(change) <= 1e-12 * Math.Abs(x))
            {
                break;
            }
        }

        return u < 0.5 ? -x : x;
    }

    /// <summary>1 − Φ(x) − tail for x ≥ 0: ½ − φ(x)·(x + x³/3 + x⁵/15 + …), or Laplace's continued fraction, whose terms are enough from there on.</summary>
    private static double Excess(double x, double tail)
    {
        if (x < 0.7)
        {
            var (term, sum) = (x, x);
            for (var n = 3; term > 1e-20 * sum; n += 2)
            {
                term *= x * x / n;
                sum += term;
            }

            return (0.5 - tail) - (Density(x) * sum);
        }

        var fraction = x;
        for (var n = 1000; n > 0; n--)
        {
            fraction = x + (n / fraction);
        }

        return (Density(x) / fraction) - tail;
    }

    private static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
}
