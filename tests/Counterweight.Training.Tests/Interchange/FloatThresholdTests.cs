using Counterweight.Training.Interchange;
using Xunit;

namespace Counterweight.Training.Tests.Interchange;

/// <summary>Thresholds of floats for values that are doubles, against rounding itself.</summary>
public class FloatThresholdTests
{
    private static readonly float[] Special =
    [
        0, -0f, 1, -1, 0.1f, 3, float.Epsilon, -float.Epsilon, 2 * float.Epsilon, 3 * float.Epsilon, 1.17549435E-38f, -1.17549435E-38f, 1.17549421E-38f,
        float.MaxValue, float.MinValue, MathF.BitDecrement(float.MaxValue), MathF.BitIncrement(float.MinValue), float.PositiveInfinity,
    ];

    // The least double that rounds to infinity.
    private static readonly double Overflow = (float.MaxValue + Math.ScaleB(1, 128)) / 2;

    public static IEnumerable<float> Thresholds()
    {
        var random = new Random(1);
        return [.. Special, .. Enumerable.Range(0, 2000).Select(_ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue))).Where(float.IsFinite)];
    }

    [Fact]
    public void ADoubleIsAtMostTheThresholdExactlyWhereItsFloatIsBelow()
    {
        foreach (var threshold in Thresholds())
        {
            var greatest = FloatThreshold.GreatestBelow(threshold);
            Assert.False(double.IsNaN(greatest));
            foreach (var value in About(threshold))
            {
                Assert.True(value <= greatest == (float)value < threshold, FormattableString.Invariant($"{threshold:R}: {value:R} against {greatest:R}"));
            }

            // Nothing lies between the last that is below and the first that is not.
            Assert.True((float)greatest < threshold && (float)Math.BitIncrement(greatest) >= threshold);
        }
    }

    // Adjacent floats, the doubles half way between them, and their neighbours.
    private static IEnumerable<double> About(float threshold)
    {
        double[] floats = [MathF.BitDecrement(MathF.BitDecrement(threshold)), MathF.BitDecrement(threshold), threshold, MathF.BitIncrement(threshold), MathF.BitIncrement(MathF.BitIncrement(threshold))];
        double[] halfway = [.. floats.Zip(floats.Skip(1), (low, high) => (low / 2) + (high / 2))];
        return ((double[])[.. floats, .. halfway, 0, -0.0, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue, double.NegativeInfinity, double.PositiveInfinity, Overflow, -Overflow])
            .SelectMany(value => (double[])[Math.BitDecrement(value), value, Math.BitIncrement(value)]);
    }
}
