using Counterweight.Elementwise;
using Counterweight.Randomness;

namespace Counterweight.Metrics.Ranking.Intervals;

/// <summary>Quantiles and tails of the normal distribution.</summary>
internal static class NormalTail
{
    /// <summary>From here on the continued fraction converges fast.</summary>
    private const double Far = 3;

    private const int Terms = 60;

    public static double Quantile(double share)
    {
        Span<double> value = [share];
        VectorMath.Map<NormalQuantile, double>(default, value, value);
        return value[0];
    }

    /// <summary>P(|X| ≥ z): by the series of the integral near 0, by Laplace's continued fraction far out; relative error some 10⁻¹³.</summary>
    public static double TwoSided(double z)
    {
        var density = Math.Exp(-z * z / 2) * Math.Sqrt(2 / Math.PI);
        if (z < Far)
        {
            var (sum, term) = (0.0, z);
            for (var k = 1; k <= Terms; k++)
            {
                sum += term;
                term *= z * z / ((2 * k) + 1);
            }

            return 1 - (density * sum);
        }

        var fraction = z;
        for (var k = Terms; k >= 1; k--)
        {
            fraction = z + (k / fraction);
        }

        return density / fraction;
    }
}
