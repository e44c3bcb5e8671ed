using System.Numerics;
using Counterweight.Metrics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Metrics;

/// <summary>Sums of doubles against whole numbers of any size.</summary>
[Trait("Registers", "any")]
public sealed class ExactSumsTests
{
    [Fact]
    public void SumsAreThoseOfWholeNumbers() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var (sums, parts, whole) = (new ExactSums(2), new ExactSums(1), new BigInteger[2]);
        var spread = random.Next(1, 2046);
        for (var i = random.Next(40); i >= 0; i--)
        {
            var term = BitConverter.UInt64BitsToDouble(((ulong)random.Next(spread) << 52) | ((ulong)random.NextInt64() & ((1UL << 52) - 1)));
            sums.Add(0, term);
            whole[0] += Integer(term);
            if (random.Next(3) == 0)
            {
                parts.Add(0, term);
                whole[1] += Integer(term);
            }
        }

        Assert.Equal(Rounded(whole[0]), sums.Value(0));
        sums.SubtractCell(0, parts, 0);
        sums.AddCell(1, parts, 0);
        Assert.Equal((Rounded(whole[0] - whole[1]), Rounded(whole[1])), (sums.Value(0), sums.Value(1)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void OneBitFarBelowDecidesTheRounding()
    {
        var sums = new ExactSums(1);
        sums.Add(0, Math.ScaleB(1, 200));
        sums.Add(0, Math.ScaleB(1, 147));
        Assert.Equal(Math.ScaleB(1, 200), sums.Value(0));
        sums.Add(0, double.Epsilon);
        Assert.Equal(Math.BitIncrement(Math.ScaleB(1, 200)), sums.Value(0));
        Assert.Equal(200, sums.Exponent(0));
    }

    [Fact]
    public void CarriesReachTheSpareWord()
    {
        var sums = new ExactSums(1);
        for (var i = 0; i < 8; i++)
        {
            sums.Add(0, 1086, ulong.MaxValue >> 1);
            sums.Add(0, 1087, 1);
        }

        Assert.Equal(8 * (Math.ScaleB(1, 75) + Math.ScaleB(1, 13)), sums.Value(0));
        sums.Add(0, double.MaxValue);
        sums.Add(0, double.MaxValue);
        Assert.Equal((double.PositiveInfinity, double.MaxValue), (sums.Value(0), sums.Value(0, -1)));
    }

    private static BigInteger Integer(double term)
    {
        var position = ExactSums.PositionOf(term, out var mantissa);
        return (BigInteger)mantissa << position;
    }

    /// <summary>The nearest double, ties to even.</summary>
    private static double Rounded(BigInteger whole)
    {
        var excess = Math.Max((int)whole.GetBitLength() - 53, 0);
        var (kept, rest) = (whole >> excess, whole & ((BigInteger.One << excess) - 1));
        var twice = (rest << 1).CompareTo(excess == 0 ? BigInteger.One : BigInteger.One << excess);
        kept += excess > 0 && (twice > 0 || (twice == 0 && !kept.IsEven)) ? 1 : 0;
        return Math.ScaleB((double)(ulong)kept, excess - 1074);
    }
}
