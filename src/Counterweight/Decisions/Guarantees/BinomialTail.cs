using System.Diagnostics;
using Counterweight.Elementwise;

namespace Counterweight.Decisions.Guarantees;

/// <summary>The probability of at most so many successes, to the last digits even of numbers of trials where logarithms of factorials have lost them.</summary>
/// <remarks>
/// The nearest term to the mean comes from its saddle point (C. Loader, Fast and Accurate Computation of Binomial Probabilities, 2000), the others from the ratio of neighbors.
/// All are positive and fall away from the mean, so that nothing cancels.
/// </remarks>
internal static class BinomialTail
{
    /// <summary>Terms below this fraction of the sum are left out.</summary>
    private const double Negligible = 1.0 / (1L << 60);

    /// <summary>Errors of Stirling's formula, ln n! − (n + ½) ln n + n − ½ ln 2π, of 1 to 15.</summary>
    private static readonly double[] SmallStirlingErrors =
    [
        0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.020790672103765093, 0.016644691189821193,
        0.01387612882307075, 0.01189670994589177, 0.010411265261972096, 0.009255462182712733, 0.008330563433362871,
        0.007573675487951841, 0.0069428401072095299, 0.0064089941880042071, 0.0059513701127588477, 0.0055547335519628014,
    ];

    /// <summary>P(X ≤ <paramref name="successes"/>) of <paramref name="trials"/> with a probability in (0, 1).</summary>
    public static double AtMost(int trials, int successes, double probability)
    {
        Debug.Assert(trials >= 1 && successes >= 0, "There are less than no trials or successes.");
        if (successes >= trials)
        {
            return 1;
        }

        var odds = (1 - probability) / probability;
        return successes < trials * probability
            ? Math.Min(1, Mass(trials, successes, probability) * Below(trials, successes, odds))
            : Math.Max(0, 1 - (Mass(trials, successes + 1, probability) * Above(trials, successes + 1, odds)));
    }

    /// <summary>P(X = <paramref name="successes"/>).</summary>
    private static double Mass(int trials, int successes, double probability)
    {
        if (successes == 0)
        {
            return NumberMath.Exp(trials * NumberMath.Log1p(-probability));
        }

        var failures = trials - successes;
        if (failures == 0)
        {
            return NumberMath.Exp(trials * NumberMath.Log(probability));
        }

        var log = StirlingError(trials) - StirlingError(successes) - StirlingError(failures)
            - Deviance(successes, trials * probability) - Deviance(failures, trials * (1 - probability));
        return NumberMath.Exp(log) * Math.Sqrt(trials / (2 * Math.PI * successes * failures));
    }

    /// <summary>Σ of the terms from one downwards, over that one.</summary>
    private static double Below(int trials, int successes, double odds)
    {
        var (term, sum) = (1.0, 1.0);
        for (var j = successes; j > 0 && term > sum * Negligible; j--)
        {
            term *= j * odds / (trials - j + 1.0);
            sum += term;
        }

        return sum;
    }

    /// <summary>Σ of the terms from one upwards, over that one.</summary>
    private static double Above(int trials, int successes, double odds)
    {
        var (term, sum) = (1.0, 1.0);
        for (var j = successes; j < trials && term > sum * Negligible; j++)
        {
            term *= (trials - j) / ((j + 1.0) * odds);
            sum += term;
        }

        return sum;
    }

    private static double StirlingError(int n)
    {
        if (n <= SmallStirlingErrors.Length)
        {
            return SmallStirlingErrors[n - 1];
        }

        var square = (double)n * n;
        return ((1 / 12.0) - (((1 / 360.0) - (((1 / 1260.0) - (((1 / 1680.0) - (1 / 1188.0 / square)) / square)) / square)) / square)) / n;
    }

    /// <summary>x ln(x/m) + m − x, by a series where x is near m.</summary>
    private static double Deviance(double x, double mean)
    {
        var difference = x - mean;
        if (Math.Abs(difference) >= 0.1 * (x + mean))
        {
            return (x * NumberMath.Log(x / mean)) - difference;
        }

        var ratio = difference / (x + mean);
        var sum = difference * ratio;
        var power = 2 * x * ratio;
        for (var j = 3; j < 1000; j += 2)
        {
            power *= ratio * ratio;
            var next = sum + (power / j);
            if (next == sum)
            {
                break;
            }

            sum = next;
        }

        return sum;
    }
}
