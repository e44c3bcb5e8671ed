using System.Numerics;
using Counterweight.Core.Sums;
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

    /// <summary>A part of terms adds what each of them does: what is cut off too, which shows when greater terms have come and gone.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(150)]
    [InlineData(2000)]
    public void PartsAddWhatTheirTermsDo(int spread) => Prop.ForAll(
        Gen.Choose(0, 1 << 20).ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            var lowest = random.Next(-1090, 1000 - spread);
            var terms = Enumerable.Range(0, random.Next(1, 1500))
                .Select(_ => random.Next(9) == 0 ? 0 : Math.ScaleB((random.NextDouble() - 0.5) * 2, lowest + random.Next(spread + 1)))
                .ToArray();
            var great = Math.ScaleB(random.NextDouble(), lowest + spread + random.Next(100));
            var parts = default(ReproducibleSum);
            for (var start = 0; start < terms.Length;)
            {
                var length = random.Next(1, terms.Length - start + 1);
                parts.Add(terms.AsSpan(start, length));
                start += length;
            }

            var single = default(ReproducibleSum);
            foreach (var term in terms)
            {
                single.Add(term);
            }

            Assert.Equal(single.Value, parts.Value);
            foreach (var term in (double[])[great, -great, single.Value is 0 ? 1 : -single.Value])
            {
                single.Add(term);
                parts.Add(term);
                Assert.Equal(single.Value, parts.Value);
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity)]
    [InlineData(double.NaN, double.NaN)]
    public void PartsMayHoldWhatIsNotFinite(double term, double expected)
    {
        var sum = default(ReproducibleSum);
        sum.Add([1, 2, 3, term, 5, 6, 7, 8, 9]);
        sum.Add([double.MaxValue, double.Epsilon]);
        Assert.Equal(expected, sum.Value);
        Assert.False(sum.IsFinite);
    }

    [Fact]
    public void PartsReachTheEndsOfDouble()
    {
        double[] terms = [.. Enumerable.Repeat(double.MaxValue, 700), .. Enumerable.Repeat(double.Epsilon, 9), .. Enumerable.Repeat(-double.MaxValue, 700)];
        var sum = default(ReproducibleSum);
        sum.Add(terms.AsSpan(700, 9));
        Assert.Equal(9 * double.Epsilon, sum.Value);
        sum = default;
        sum.Add(terms);
        Assert.Equal(0, sum.Value);
        sum.Add([1.5]);
        Assert.Equal(0, sum.Value);
    }

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

    /// <summary>Each doubling is a merge, as of the sums of two machines: 2⁶⁴ times the terms are 2⁶⁴ times the sum.</summary>
    [Theory]
    [InlineData(1.0)]
    [InlineData(-1.0)]
    [InlineData(0.1, 0.2, -0.7)]
    [InlineData(-0.1, 1e-20, 3.5e9)]
    [InlineData(double.Epsilon, 3 * double.Epsilon)]
    [InlineData(-1e200, 1e180, 1e190)]
    [InlineData(1e280, -1e265, 7.0)]
    [InlineData(3.2733906078961414e150, 3.6e134)]
    [InlineData(-4294967295.999999, -1.8446744073709550e19, -7.922816251426433e28)]
    public void DoublingSixtyFourTimesIsExact(params double[] terms)
    {
        var sum = Merged(terms);
        for (var doublings = 1; doublings <= 64; doublings++)
        {
            sum = Plus(sum, sum);
            Assert.Equal(Math.ScaleB(Sum(terms), doublings), sum.Value);
        }
    }

    /// <summary>Sums of 2⁵³ to 2⁹⁰ terms reach far above what their greatest term does: what decides a tie may lie in the lowest digit.</summary>
    [Fact]
    public void TiesOfAnyNumberOfTermsAreDecidedByTheLowestDigit()
    {
        for (var doublings = 0; doublings <= 90; doublings++)
        {
            foreach (var sign in (ReadOnlySpan<double>)[1, -1])
            {
                var least = sign * Math.ScaleB(1, -96);
                foreach (var term in (ReadOnlySpan<double>)[sign, sign * Math.BitIncrement(1.0)])
                {
                    var sum = Times(Merged([term]), doublings);
                    var tie = Plus(sum, Times(Merged([sign * Math.ScaleB(1, -53)]), doublings));
                    var (below, above) = (Math.ScaleB(term, doublings), Math.ScaleB(term + (sign * Math.ScaleB(1, -52)), doublings));
                    Assert.Equal(term == sign ? below : above, tie.Value);
                    Assert.Equal(above, Plus(tie, Merged([least])).Value);
                    Assert.Equal(below, Plus(tie, Merged([-least])).Value);
                    Assert.Equal(below, Plus(sum, Merged([least])).Value);
                }
            }
        }
    }

    [Fact]
    public void MoreThan2To32MergesGiveTheSameBitsInAnyOrder() => Prop.ForAll(
        Gen.Choose(0, 1 << 20).ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            var parts = Enumerable.Range(0, 6)
                .Select(_ => Times(Merged([.. Enumerable.Range(0, 20).Select(_ => Math.ScaleB(random.NextDouble() - 0.5, random.Next(-150, 150)))]), random.Next(70)))
                .ToArray();
            var forward = parts.Aggregate(Plus);
            Assert.Equal(forward.Value, parts.Reverse().Aggregate(Plus).Value);
            Assert.Equal(forward.Value, Plus(Plus(parts[4], parts[1]), Plus(Plus(parts[0], parts[5]), Plus(parts[2], parts[3]))).Value);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(double.PositiveInfinity, 1, double.PositiveInfinity)]
    [InlineData(1, double.NegativeInfinity, double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity, double.NaN)]
    [InlineData(double.NaN, 1, double.NaN)]
    [InlineData(1, double.NaN, double.NaN)]
    [InlineData(double.NaN, double.PositiveInfinity, double.NaN)]
    [InlineData(double.NegativeInfinity, double.NaN, double.NaN)]
    public void MergingKeepsInfinityAndNaN(double first, double second, double expected)
    {
        var merged = Plus(Merged([1e300, first]), Merged([second, -1e-300]));
        Assert.Equal(expected, merged.Value);
        Assert.False(merged.IsFinite);
        Assert.Equal(expected, Plus(default, merged).Value);
        Assert.Equal(expected, Plus(merged, default).Value);
        Assert.Equal(expected, Plus(merged, Merged([5])).Value);
        Assert.True(Merged([double.MaxValue, double.MaxValue]).IsFinite);
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

    private static ReproducibleSum Plus(ReproducibleSum left, ReproducibleSum right)
    {
        left.Add(in right);
        return left;
    }

    private static ReproducibleSum Times(ReproducibleSum sum, int doublings)
    {
        for (var i = 0; i < doublings; i++)
        {
            sum = Plus(sum, sum);
        }

        return sum;
    }

    private static double Sum(double[] terms) => Merged(terms).Value;

    private static ReproducibleSum Merged(double[] terms)
    {
        var sum = default(ReproducibleSum);
        foreach (var term in terms)
        {
            sum.Add(term);
        }

        return sum;
    }
}
