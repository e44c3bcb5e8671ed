using Counterweight.Elementwise;
using Counterweight.Randomness;
using Counterweight.Reference.Randomness;
using Xunit;

namespace Counterweight.Tests.Randomness;

/// <summary>The quantile in the middle, near, far and at the ends, beside the root of the distribution function.</summary>
public sealed class NormalQuantileTests
{
    private static readonly double Epsilon = Math.ScaleB(1, -52);

    [Fact]
    public void ErrorsAreWithinTheStatedBound()
    {
        List<double> places = [0.5 * Epsilon, 1.5 * Epsilon, 0.075, 0.0751, Math.Exp(-25) * 0.999, Math.Exp(-25) * 1.001];
        places.AddRange(Enumerable.Range(1, 999).Select(i => i / 1000.0));
        places.AddRange(Enumerable.Range(4, 47).Select(i => Math.ScaleB(1.3, -i)));
        places.AddRange(places.ToArray().Select(place => 1 - place));
        double[] numbers = [.. places.Where(place => place is > 0 and < 1)];
        var actual = new double[numbers.Length];
        VectorMath.Map<NormalQuantile, double>(default, numbers, actual);
        Assert.All(numbers.Zip(actual), pair =>
        {
            var expected = NormalReference.Quantile(pair.First);
            Assert.InRange(Math.Abs(pair.Second - expected) / (Epsilon * Math.Max(1, Math.Abs(expected))), 0, 3);
        });
    }

    /// <summary>From Wichura's paper, section 3.</summary>
    [Theory]
    [InlineData(0.25, -0.6744897501960817)]
    [InlineData(0.001, -3.090232306167814)]
    [InlineData(1e-15, -7.941345326170998)]
    public void KnownValues(double u, double expected)
    {
        var number = new[] { u };
        VectorMath.Map<NormalQuantile, double>(default, number, number);
        Assert.Equal(expected, number[0], 1e-14);
    }
}
