using Counterweight.Randomness;
using Counterweight.Resampling.Under;
using Counterweight.Weighting.Priors;

namespace Counterweight.Tests.Resampling.Under;

/// <summary>Random under-sampling and the correction of priors are what they were before, in expectation.</summary>
[Trait("Registers", "any")]
public sealed class PriorLawTests
{
    /// <summary>Rates of the rare class in three groups of rows, which an estimator that counts rows finds again.</summary>
    [Fact]
    public void CorrectedRatesOfDrawnRowsAreThoseOfAllRows()
    {
        const int Draws = 400;
        (int Rare, int All)[] groups = [(40, 4000), (300, 3000), (160, 2000)];
        int[] labels = [.. groups.SelectMany(group => Enumerable.Range(0, group.All).Select(row => row < group.Rare ? 1 : 0))];
        int[] groupOf = [.. groups.SelectMany((group, g) => Enumerable.Repeat(g, group.All))];
        Span<double> ratios = stackalloc double[2];
        double rare = labels.Sum();
        PriorShift.LogRatios([0.5, 0.5], [1 - (rare / labels.Length), rare / labels.Length], ratios);
        var mean = new double[groups.Length];
        var uncorrected = new double[groups.Length];
        for (var draw = 0; draw < Draws; draw++)
        {
            var kept = RandomUnderSampling.Select(labels, new RandomStream(3, (ulong)draw));
            Assert.Equal(2 * rare, kept.Length);
            double[] rates = [.. Enumerable.Range(0, groups.Length).Select(g => kept.Where(row => groupOf[row] == g).Average(row => labels[row]))];
            var corrected = new double[groups.Length];
            PriorShift.BinaryProbabilities<double>(rates, ratios, corrected);
            for (var g = 0; g < groups.Length; g++)
            {
                mean[g] += corrected[g] / Draws;
                uncorrected[g] += rates[g] / Draws;
            }
        }

        for (var g = 0; g < groups.Length; g++)
        {
            // A rate of m rows drawn of the common class is off by about 1/m of itself, with at least 100 rows here.
            var rate = groups[g].Rare / (double)groups[g].All;
            Assert.InRange(mean[g], 0.985 * rate, 1.015 * rate);
            Assert.True(uncorrected[g] > 2 * rate);
        }
    }
}
