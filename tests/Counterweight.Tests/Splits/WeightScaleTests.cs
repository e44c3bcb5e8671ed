using Counterweight.Histograms;
using Xunit;

namespace Counterweight.Tests.Splits;

public class WeightScaleTests
{
    [Theory]
    [InlineData(1.0, 1L << 31)]
    [InlineData(1.0, 1000L)]
    [InlineData(0.9999, 1L << 20)]
    [InlineData(3.5e30, (1L << 20) + 1)]
    [InlineData(1e-30, 77L)]
    [InlineData(double.MaxValue, 1L << 31)]
    [InlineData(1e-300, 1L)]
    public void TheSumOfAllRowsNeverOverflows(double largest, long rows)
    {
        var scale = WeightScale.Create(largest, rows);
        var sum = (Int128)scale.ToUnits(largest) * rows;
        Assert.InRange(sum, (Int128)1, (Int128)1 << 62);
        Assert.InRange(scale.ToUnits(largest), 1, 1L << 51);
    }

    [Theory]
    [InlineData(1L << 20, 18)]
    [InlineData(1L << 31, 7)]
    [InlineData(1L << 11, 27)]
    public void WeightsWithinTheStatedRangeAreExactAndDouble(long rows, int range)
    {
        var random = new Random(5);
        var scale = WeightScale.Create(1.999, rows);
        for (var i = 0; i < 1000; i++)
        {
            var weight = Math.ScaleB(0.5 + (random.NextSingle() / 2), -random.Next(range));
            Assert.Equal((double)(float)weight, scale.ToWeight(scale.ToUnits(weight)));
            Assert.Equal(2 * scale.ToUnits(weight), scale.ToUnits(2 * weight));
        }
    }

    [Fact]
    public void BadArgumentsAreNamed()
    {
        Assert.Throws<ArgumentOutOfRangeException>("largestWeight", () => WeightScale.Create(double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>("largestWeight", () => WeightScale.Create(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("largestWeight", () => WeightScale.For<double>([1e200], [1e200], 1));
        Assert.Throws<ArgumentOutOfRangeException>("rowCount", () => WeightScale.Create(1, (1L << 31) + 1));
        Assert.Throws<ArgumentOutOfRangeException>("exponent", () => new WeightScale(1001));
        Assert.Throws<ArgumentOutOfRangeException>("weight", () => WeightScale.Create(1, 1).ToUnits(3));
        var error = Assert.Throws<ArgumentOutOfRangeException>("sampleWeights", () => WeightScale.For<float>([], [1, 2, -3], 3));
        Assert.Contains("sampleWeights[2] is -3", error.Message, StringComparison.Ordinal);
    }
}
