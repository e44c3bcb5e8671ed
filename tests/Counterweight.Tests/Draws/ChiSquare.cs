namespace Counterweight.Tests.Draws;

/// <summary>Pearson's test of counts against probabilities.</summary>
internal static class ChiSquare
{
    /// <summary>Standard deviations that the statistic may lie above its mean. A right draw exceeds 5 once in some three million times, and the seeds are fixed.</summary>
    private const double Limit = 5;

    /// <summary>How many standard deviations the statistic lies above its mean, by Wilson and Hilferty's cube root. Categories of less than five expected draws are taken together.</summary>
    public static double Deviation(long[] counts, double[] probabilities)
    {
        var draws = counts.Sum();
        var (statistic, cells, rareCount, rareExpected) = (0.0, 0, 0L, 0.0);
        for (var i = 0; i < counts.Length; i++)
        {
            var expected = draws * probabilities[i];
            if (expected == 0)
            {
                Xunit.Assert.Equal(0, counts[i]);
            }
            else if (expected < 5)
            {
                (rareCount, rareExpected) = (rareCount + counts[i], rareExpected + expected);
            }
            else
            {
                statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
                cells++;
            }
        }

        if (rareExpected >= 5)
        {
            statistic += (rareCount - rareExpected) * (rareCount - rareExpected) / rareExpected;
            cells++;
        }

        var freedom = cells - 1.0;
        Xunit.Assert.True(freedom >= 1, "Too few draws to test.");
        var variance = 2 / (9 * freedom);
        return (Math.Cbrt(statistic / freedom) - (1 - variance)) / Math.Sqrt(variance);
    }

    public static void AssertFits(long[] counts, double[] probabilities, string of = "") =>
        Xunit.Assert.True(Deviation(counts, probabilities) is > -Limit and < Limit, FormattableString.Invariant($"{of}: {Deviation(counts, probabilities):F1} standard deviations"));

    public static long[] Count(ReadOnlySpan<int> draws, int categories)
    {
        var counts = new long[categories];
        foreach (var draw in draws)
        {
            counts[draw]++;
        }

        return counts;
    }
}
