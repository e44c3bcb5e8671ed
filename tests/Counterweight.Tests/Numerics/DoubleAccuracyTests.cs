using Xunit;

namespace Counterweight.Tests.Numerics;

/// <summary>Other register widths have the same bits: <see cref="NumericChecksumTests"/>.</summary>
[Trait("Registers", "any")]
public sealed class DoubleAccuracyTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(ElementaryFunction.Names), MemberType = typeof(ElementaryFunction))]
    public void AllExponentsRangesAndThresholds(string name)
    {
        var function = ElementaryFunction.All[name];
        var worst = new WorstError();
        Parallel.For(0, Samples.DoubleParts, new ParallelOptions { MaxDegreeOfParallelism = 2 }, part =>
        {
            var samples = Samples.Doubles(part, function.Thresholds);
            var results = new double[samples.Length];
            function.OfDoubles(samples, results);
            for (var i = 0; i < samples.Length; i++)
            {
                if (!function.Takes(samples[i]))
                {
                    continue;
                }

                var ulps = function.DoubleReference(samples[i]).UlpsTo(results[i]);
                if (ulps > worst.Ulps)
                {
                    worst.Meet(ulps, samples[i], results[i]);
                }
            }
        });
        output.WriteLine($"{name}: {worst}");
        Assert.True(worst.Ulps <= function.DoubleBound, $"{name}: {worst}");
    }
}
