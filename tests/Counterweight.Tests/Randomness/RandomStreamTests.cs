using Counterweight.Randomness;
using Xunit;

namespace Counterweight.Tests.Randomness;

/// <summary>A number depends on its place alone, and every kind has its distribution.</summary>
public sealed class RandomStreamTests
{
    private const int Draws = 1 << 20;

    [Fact]
    public void AnyCutOfThePlacesGivesTheSameNumbers()
    {
        var stream = new RandomStream(42, 7);
        var (bits, single, uniform, below, normal, exponential) =
            (new uint[700], new float[700], new double[700], new uint[700], new double[700], new double[700]);
        stream.FillBits(0, bits);
        stream.FillUniform(0, single);
        stream.FillUniform(0, uniform);
        stream.FillBelow(0, 17, below);
        stream.FillNormal(0, normal);
        stream.FillExponential(0, exponential);
        foreach (var start in Enumerable.Range(0, 70).Append(641))
        {
            foreach (var length in Enumerable.Range(0, 59))
            {
                Assert.Equal(bits[start..(start + length)], Filled<uint>(length, part => stream.FillBits(start, part)));
                Assert.Equal(single[start..(start + length)], Filled<float>(length, part => stream.FillUniform(start, part)));
                Assert.Equal(uniform[start..(start + length)], Filled<double>(length, part => stream.FillUniform(start, part)));
                Assert.Equal(below[start..(start + length)], Filled<uint>(length, part => stream.FillBelow(start, 17, part)));
                Assert.Equal(normal[start..(start + length)], Filled<double>(length, part => stream.FillNormal(start, part)));
                Assert.Equal(exponential[start..(start + length)], Filled<double>(length, part => stream.FillExponential(start, part)));
                Assert.Equal([.. normal[start..(start + length)].Select(number => (float)number)], Filled<float>(length, part => stream.FillNormal(start, part)));
            }

            Assert.Equal(bits[start], stream.Bits(start));
            Assert.Equal(uniform[start], stream.Uniform(start));
            Assert.Equal(below[start], stream.Below(start, 17));
        }
    }

    [Fact]
    public void SeedsAndStreamsDifferInEveryBit()
    {
        var first = Filled<uint>(64, new RandomStream(1, 1).FillBits);
        for (var bit = 0; bit < 64; bit++)
        {
            Assert.Empty(first.Intersect(Filled<uint>(64, new RandomStream(1UL ^ (1UL << bit), 1).FillBits)));
            Assert.Empty(first.Intersect(Filled<uint>(64, new RandomStream(1, 1UL ^ (1UL << bit)).FillBits)));
        }

        Assert.Equal(default, new RandomStream(0));
        Assert.True(new RandomStream(1) != new RandomStream(1, 1));
        Assert.True(new RandomStream(2) != new RandomStream(1));
    }

    [Fact]
    public void TheLastPlacesExist()
    {
        var stream = new RandomStream(3);
        Assert.Equal(stream.Bits(long.MaxValue), Filled<uint>(3, part => stream.FillBits(long.MaxValue - 2, part))[2]);
        Assert.Equal(stream.Uniform(long.MaxValue / 2), Filled<double>(3, part => stream.FillUniform((long.MaxValue / 2) - 2, part))[2]);
        Assert.NotEqual(stream.Bits(1L << 34), stream.Bits(0));
        Assert.NotEqual(stream.Below(1L << 34, uint.MaxValue), stream.Below(0, uint.MaxValue));
        stream.FillBits(long.MaxValue, []);
    }

    [Fact]
    public void PlacesThatDoNotExistAreRefusedAndNothingIsWritten()
    {
        var stream = new RandomStream(3);
        Refused("start", "-1", "at least 0", length => Filled<uint>(length, part => stream.FillBits(-1, part)));
        Refused("start", "9223372036854775807", "at most 9223372036854775806", length => Filled<uint>(length, part => stream.FillBits(long.MaxValue, part)));
        Refused("start", "9223372036854775807", "at most 9223372036854775806", length => Filled<float>(length, part => stream.FillUniform(long.MaxValue, part)));
        Refused("start", "4611686018427387903", "at most 4611686018427387902", length => Filled<double>(length, part => stream.FillUniform(long.MaxValue / 2, part)));
        Refused("start", "4611686018427387903", "at most 4611686018427387902", length => Filled<double>(length, part => stream.FillNormal(long.MaxValue / 2, part)));
        Refused("start", "4611686018427387903", "at most 4611686018427387902", length => Filled<float>(length, part => stream.FillNormal(long.MaxValue / 2, part)));
        Refused("start", "4611686018427387903", "at most 4611686018427387902", length => Filled<double>(length, part => stream.FillExponential(long.MaxValue / 2, part)));
        Refused("start", "4611686018427387903", "at most 4611686018427387902", length => Filled<uint>(length, part => stream.FillBelow(long.MaxValue / 2, 1, part)));
        Refused("bound", "0", "at least 1", length => Filled<uint>(length, part => stream.FillBelow(0, 0, part)));
    }

    [Fact]
    public void UniformNumbersAreUniform()
    {
        var stream = new RandomStream(11);
        var single = Filled<float>(Draws, part => stream.FillUniform(0, part));
        var numbers = Filled<double>(Draws, part => stream.FillUniform(0, part));
        Assert.InRange(single.Min(), 0, 1e-5f);
        Assert.InRange(single.Max(), 1 - 1e-5f, 1 - float.ScaleB(1, -24));
        Assert.InRange(numbers.Min(), 0, 1e-5);
        Assert.InRange(numbers.Max(), 1 - 1e-5, 1 - double.ScaleB(1, -52));
        ChiSquare(256, single, number => (int)(number * 256));
        ChiSquare(256, numbers, number => (int)(number * 256));

        // The lowest bits too.
        ChiSquare(256, single, number => (int)((long)(number * (1L << 24)) & 255));
        ChiSquare(256, numbers, number => (int)((long)(number * (1L << 52)) & 255));
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(7u)]
    [InlineData(1000u)]
    public void NumbersBelowABoundAreUniform(uint bound)
    {
        var numbers = Filled<uint>(Draws, part => new RandomStream(5).FillBelow(0, bound, part));
        Assert.Equal(bound - 1, numbers.Max());
        ChiSquare((int)bound, numbers, number => (int)number);
    }

    [Fact]
    public void NumbersBelowAGreatBoundReachItsEnds()
    {
        var numbers = Filled<uint>(Draws, part => new RandomStream(5).FillBelow(0, uint.MaxValue, part));
        Assert.InRange(numbers.Min(), 0u, 1u << 16);
        Assert.InRange(numbers.Max(), uint.MaxValue - (1u << 16), uint.MaxValue - 1);
        ChiSquare(256, numbers, number => (int)(number & 255));
    }

    [Fact]
    public void NormalNumbersHaveTheirDistribution()
    {
        var numbers = Filled<double>(Draws, part => new RandomStream(13).FillNormal(0, part));

        // Four standard errors of mean, variance and fourth moment.
        Assert.InRange(numbers.Average(), -4 / Math.Sqrt(Draws), 4 / Math.Sqrt(Draws));
        Assert.InRange(numbers.Average(x => x * x), 1 - (4 * Math.Sqrt(2.0 / Draws)), 1 + (4 * Math.Sqrt(2.0 / Draws)));
        Assert.InRange(numbers.Average(x => x * x * x * x), 3 - (4 * Math.Sqrt(96.0 / Draws)), 3 + (4 * Math.Sqrt(96.0 / Draws)));
        Assert.InRange(numbers.Count(x => Math.Abs(x) > 1.959963984540054) / (double)Draws, 0.05 - (4 * Math.Sqrt(0.0475 / Draws)), 0.05 + (4 * Math.Sqrt(0.0475 / Draws)));
    }

    [Fact]
    public void ExponentialNumbersHaveTheirDistribution()
    {
        var numbers = Filled<double>(Draws, part => new RandomStream(17).FillExponential(0, part));
        Assert.True(numbers.Min() > 0);
        ChiSquare(64, numbers, x => (int)(Math.Exp(-x) * 64));
    }

    private static T[] Filled<T>(int length, Filler<T> fill)
    {
        var numbers = new T[length];
        fill(numbers);
        return numbers;
    }

    private static T[] Filled<T>(int length, Action<long, Span<T>> fill)
    {
        var numbers = new T[length];
        fill(0, numbers);
        return numbers;
    }

    private static void Refused<T>(string name, string value, string rule, Func<int, T[]> fill)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(name, () => fill(2));
        Assert.StartsWith($"{name} is {value}; it must be {rule}.", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Counts of equally likely cells: χ² lies within five standard deviations of its mean.</summary>
    private static void ChiSquare<T>(int cells, T[] numbers, Func<T, int> cell)
    {
        var counts = new int[cells];
        foreach (var number in numbers)
        {
            counts[cell(number)]++;
        }

        var expected = numbers.Length / (double)cells;
        var sum = counts.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.InRange(sum, cells - 1 - (5 * Math.Sqrt(2.0 * (cells - 1))), cells - 1 + (5 * Math.Sqrt(2.0 * (cells - 1))));
    }

    private delegate void Filler<T>(Span<T> numbers);
}
