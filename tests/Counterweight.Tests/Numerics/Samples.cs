namespace Counterweight.Tests.Numerics;

/// <summary>Arguments of elementary functions, in parts that threads take.</summary>
internal static class Samples
{
    /// <summary>Parts of all floats.</summary>
    public const int FloatParts = (int)((1L << 32) / FloatsPerPart);

    private const int FloatsPerPart = 1 << 22;
    private const int Exponents = 2048;
    private const int PerExponent = 240;
    private const int PerRange = 300_000;

    // Where the exponents alone would sample too thinly: all exponents of e^x, the bends around 0 and 1.
    private static readonly (double Low, double High)[] Ranges = [(-750, 750), (-2, 2), (0.5, 2), (-40, 40)];

    /// <summary>Parts of the doubles.</summary>
    public static int DoubleParts => Exponents + Ranges.Length + 1;

    /// <summary>Every <paramref name="step"/>th float of a part, some thousand at a time. The memory is the same each time.</summary>
    public static IEnumerable<ReadOnlyMemory<float>> Floats(int part, int step)
    {
        var samples = new float[4096];
        var filled = 0;
        for (var bits = ((long)part * FloatsPerPart) + (part % step); bits < (part + 1L) * FloatsPerPart; bits += step)
        {
            samples[filled++] = BitConverter.UInt32BitsToSingle((uint)bits);
            if (filled == samples.Length)
            {
                yield return samples;
                filled = 0;
            }
        }

        yield return samples.AsMemory(0, filled);
    }

    /// <summary>Doubles of one exponent, of a range, or around thresholds.</summary>
    public static double[] Doubles(int part, double[] thresholds) => part < Exponents ? Exponent(part)
        : part < Exponents + Ranges.Length ? Uniform(Ranges[part - Exponents], part)
        : [.. Neighbourhoods(thresholds)];

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
