using System.Numerics;
using Counterweight.Engine;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Losses;

/// <summary>The order-free sum against exact arithmetic.</summary>
public sealed class ReproducibleSumTests
{
    /// <summary>Numbers are integers in units of the least subnormal.</summary>
    private const int Unit = -1074;

    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(600)]
    [InlineData(2000)]
    public void IsTheExactSumRoundedOnce(int spread) => Prop.ForAll(
        Gen.Choose(0, 1 << 20).ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            var lowest = random.Next(-1074, 960 - spread);
            var terms = Enumerable.Range(0, random.Next(1, 200))
                .Select(_ => Math.ScaleB((random.NextDouble() - 0.5) * 2, lowest + random.Next(spread + 1)))
                .ToArray();
            AssertRounded(terms, Sum(terms));
            AssertRounded([.. terms, .. terms.Select(term => -term)], Sum([.. terms, .. terms.Select(term => -term)]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void OrderAndMergingChangeNoBit() => Prop.ForAll(
        Gen.Choose(0, 1 << 20).ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            var terms = Enumerable.Range(0, 300).Select(_ => Math.ScaleB(random.NextDouble() - 0.3, random.Next(-900, 900))).ToArray();
            var expected = Sum(terms);
            random.Shuffle(terms);
            Assert.Equal(expected, Sum(terms));
            var merged = default(ReproducibleSum);
            foreach (var part in terms.Chunk(random.Next(1, 50)))
            {
                var sum = default(ReproducibleSum);
                foreach (var term in part)
                {
                    sum.Add(term);
                }

                merged.Add(in sum);
            }

            Assert.Equal(expected, merged.Value);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void SpecialTermsAndZeros()
    {
        Assert.Equal(0, Sum([]));
        Assert.Equal(0, Sum([0, -0.0]));
        Assert.Equal(double.PositiveInfinity, Sum([1, double.PositiveInfinity, -1e300]));
        Assert.Equal(double.NegativeInfinity, Sum([double.NegativeInfinity, 1e300]));
        Assert.Equal(double.NaN, Sum([double.NegativeInfinity, 1, double.PositiveInfinity]));
        Assert.Equal(double.NaN, Sum([double.NaN, 1]));
        Assert.Equal(double.Epsilon * 3, Sum([double.Epsilon, double.Epsilon, double.Epsilon]));
        Assert.Equal(double.MaxValue, Sum([double.MaxValue, double.MaxValue, -double.MaxValue]));
        Assert.Equal(double.PositiveInfinity, Sum([double.MaxValue, double.MaxValue]));
        Assert.Equal(1, Sum([1e18, 1, -1e18]));
    }

    /// <summary>Half a unit in the last place, and what lies 84 bits below the greatest term.</summary>
    private static void AssertRounded(double[] terms, double actual)
    {
        var exact = terms.Aggregate(BigInteger.Zero, (sum, term) => sum + Exact(term));
        var greatest = terms.Max(term => BigInteger.Abs(Exact(term)));
        var error = BigInteger.Abs(Exact(actual) - exact);
        var ulp = Exact(Math.BitIncrement(Math.Abs(actual)) - Math.Abs(actual));
        var lost = (greatest * terms.Length) >> 83;
        Assert.True(2 * error <= ulp + (2 * lost), $"off by {(double)error / (double)ulp} ulp");
    }

    private static BigInteger Exact(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52) & 0x7FF;
        var mantissa = bits & ((1L << 52) - 1);
        var size = exponent == 0 ? new BigInteger(mantissa) : new BigInteger(mantissa | (1L << 52)) << (exponent - 1 - (Unit + 1074));
        return bits < 0 ? -size : size;
    }

    private static double Sum(double[] terms)
    {
        var sum = default(ReproducibleSum);
        foreach (var term in terms)
        {
            sum.Add(term);
        }

        return sum.Value;
    }
}
