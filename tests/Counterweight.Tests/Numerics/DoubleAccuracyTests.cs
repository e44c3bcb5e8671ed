using Xunit;

namespace Counterweight.Tests.Numerics;

public sealed class DoubleAccuracyTests(ITestOutputHelper output)
{
    private const int PerExponent = 240;
    private const int PerRange = 300_000;

    // Where the exponents alone would sample too thinly: all exponents of e^x, the bends around 0 and 1.
    private static readonly (double Low, double High)[] Ranges = [(-750, 750), (-2, 2), (0.5, 2), (-40, 40)];

    [Theory]
    [MemberData(nameof(ElementaryFunction.Names), MemberType = typeof(ElementaryFunction))]
    public void AllExponentsRangesAndThresholds(string name)
    {
        var function = ElementaryFunction.All[name];
        var worst = new WorstError();
        Parallel.For(0, 2048 + Ranges.Length + 1, new ParallelOptions { MaxDegreeOfParallelism = 2 }, part =>
        {
            var samples = part < 2048 ? Exponent(part)
                : part < 2048 + Ranges.Length ? Uniform(Ranges[part - 2048], part)
                : [.. Neighbourhoods(function.Thresholds)];
            var results = new double[samples.Length];
            function.OfDoubles(samples, results);
            for (var i = 0; i < samples.Length; i++)
            {
                if (samples[i] < function.Low || samples[i] > function.High)
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

    private static double[] Exponent(int exponent)
    {
        var random = new Random(exponent);
        var samples = new double[2 * PerExponent];
        for (var i = 0; i < PerExponent; i++)
        {
            // The first sample is the power of two itself: ±0 and ±∞ among them.
            var bits = ((long)exponent << 52) | (i == 0 ? 0 : random.NextInt64(1L << 52));
            samples[2 * i] = BitConverter.Int64BitsToDouble(bits);
            samples[(2 * i) + 1] = -samples[2 * i];
        }

        return samples;
    }

    private static double[] Uniform((double Low, double High) range, int seed)
    {
        var random = new Random(seed);
        var samples = new double[PerRange];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = range.Low + (random.NextDouble() * (range.High - range.Low));
        }

        return samples;
    }

    private static IEnumerable<double> Neighbourhoods(double[] thresholds)
    {
        foreach (var threshold in (IEnumerable<double>)[0, 1, 2.2250738585072014e-308, double.MaxValue, .. thresholds])
        {
            var bits = BitConverter.DoubleToInt64Bits(Math.Abs(threshold));
            for (var i = -100; i <= 100; i++)
            {
                var near = BitConverter.Int64BitsToDouble(Math.Max(0, bits + i));
                yield return near;
                yield return -near;
            }
        }
    }
}
