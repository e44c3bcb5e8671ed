using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Counterweight.Core.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Elementwise;
using Counterweight.Reference.Precision;
using Xunit;

namespace Counterweight.Tests.Numerics;

public sealed class VectorMathTests(ITestOutputHelper output)
{
    [Fact]
    public void TailsGiveTheBitsOfWholeBlocksAndTouchNothingElse()
    {
        for (var length = 0; length <= 100; length++)
        {
            var source = Enumerable.Range(0, length).Select(i => (i - 50) * 0.37f).ToArray();
            var destination = new float[length + 3];
            Array.Fill(destination, 77);
            VectorMath.Exp<float>(source, destination.AsSpan(1));
            Assert.Equal([77, .. destination[1..^2], 77, 77], destination);
            for (var i = 0; i < length; i++)
            {
                var repeated = new float[16];
                Array.Fill(repeated, source[i]);
                VectorMath.Exp<float>(repeated, repeated);
                Assert.Equal(repeated[5], destination[i + 1]);
            }
        }
    }

    [Fact]
    public void WorksInPlace()
    {
        double[] values = [.. Enumerable.Range(1, 37)];
        var expected = new double[37];
        VectorMath.Log2<double>(values, expected);
        VectorMath.Log2<double>(values, values);
        Assert.Equal(expected, values);
    }

    [Fact]
    public void RefusesAShortDestination()
    {
        var exception = Assert.Throws<ArgumentException>("destination", () => VectorMath.Exp<float>(new float[5], new float[4]));
        Assert.Contains("4", exception.Message, StringComparison.Ordinal);
        Assert.Contains("5", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(19)]
    [InlineData(-19)]
    public void RefusesOverlapAndWritesNothing(int shift)
    {
        var memory = Enumerable.Range(0, 60).Select(i => (float)i).ToArray();
        var copy = memory.ToArray();
        Assert.Throws<ArgumentException>("destination", () => VectorMath.Exp<float>(memory.AsSpan(20, 20), memory.AsSpan(20 + shift, 20)));
        Assert.Equal(copy, memory);
    }

    [Fact]
    public void AcceptsNeighboursAndLongerDestinations()
    {
        var memory = new float[60];
        VectorMath.Exp<float>(memory.AsSpan(20, 20), memory.AsSpan(40));
        VectorMath.Exp<float>(memory.AsSpan(20, 20), memory.AsSpan(0, 20));
        VectorMath.Exp<float>(memory.AsSpan(20, 20), memory.AsSpan(20));
        Assert.All(memory, value => Assert.Equal(1f, value));
    }

    [Fact]
    public void RefusesOtherTypes() =>
        Assert.Throws<NotSupportedException>(() => VectorMath.Exp<Half>(new Half[5], new Half[5]));

    [Fact]
    public void AllocatesNothing()
    {
        var source = new float[1003];
        var destination = new float[1003];
        Assert.Equal(0, Allocation.Of(() => VectorMath.Pow(source, 2.5f, destination)));
    }

    [Fact]
    public void RunsAMapOfTheCaller()
    {
        var destination = new double[11];
        VectorMath.Map(new Affine(3), [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], destination);
        Assert.Equal([4.0, 7, 10, 13, 16, 19, 22, 25, 28, 31, 34], destination);
    }

    [Theory]
    [InlineData(0.0, 2.0, 0.0)]
    [InlineData(0.0, -2.0, double.PositiveInfinity)]
    [InlineData(0.0, 0.0, 1.0)]
    [InlineData(double.NaN, 0.0, 1.0)]
    [InlineData(-3.0, 0.0, 1.0)]
    [InlineData(1.0, double.NaN, 1.0)]
    [InlineData(1.0, double.PositiveInfinity, 1.0)]
    [InlineData(double.NaN, 2.0, double.NaN)]
    [InlineData(2.0, double.NaN, double.NaN)]
    [InlineData(-3.0, 2.0, double.NaN)]
    [InlineData(double.PositiveInfinity, 0.5, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, -0.5, 0.0)]
    [InlineData(double.PositiveInfinity, 0.0, 1.0)]
    [InlineData(0.5, double.PositiveInfinity, 0.0)]
    [InlineData(0.5, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(2.0, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(2.0, double.NegativeInfinity, 0.0)]
    [InlineData(0.0, double.PositiveInfinity, 0.0)]
    [InlineData(0.0, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity, 0.0)]
    [InlineData(2.0, double.MaxValue, double.PositiveInfinity)]
    [InlineData(2.0, -double.MaxValue, 0.0)]
    [InlineData(2.0, double.Epsilon, 1.0)]
    [InlineData(2.0, 10.0, 1024.0)]
    [InlineData(9.0, 0.5, 3.0)]
    public void PowAtTheEdges(double x, double y, double expected)
    {
        var result = new double[1];
        VectorMath.Pow([x], y, result);
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected) & long.MaxValue, BitConverter.DoubleToInt64Bits(result[0]) & long.MaxValue);

        var single = new float[1];
        VectorMath.Pow([(float)x], (float)y, single);
        Assert.Equal((float)expected, single[0]);
    }

    [Fact]
    public void PowIsAccurateForAnyExponent()
    {
        var random = new Random(11);
        var (singles, doubles) = (new float[1], new double[1]);
        var (worstSingle, worstDouble) = (0.0, 0.0);
        for (var i = 0; i < 300_000; i++)
        {
            // The exponent of the result first: all of them, past both ends too.
            var x = Math.ScaleB(1 + random.NextDouble(), i % 3 == 0 ? random.Next(-1, 1) : random.Next(-1074, 1023));
            var y = ((random.NextDouble() * 2150) - 1090) / Math.Log2(x);
            VectorMath.Pow([x], y, doubles);
            worstDouble = Math.Max(worstDouble, PreciseMath.Pow(x, y).UlpsTo(doubles[0]));

            var xSingle = (float)Math.ScaleB(1 + random.NextDouble(), i % 3 == 0 ? random.Next(-1, 1) : random.Next(-149, 127));
            var ySingle = (float)(((random.NextDouble() * 300) - 160) / Math.Log2(xSingle));
            VectorMath.Pow([xSingle], ySingle, singles);
            worstSingle = Math.Max(worstSingle, SingleMath.UlpsTo(SingleMath.Pow(xSingle, ySingle), singles[0]));
        }

        output.WriteLine($"{worstSingle} {worstDouble}");
        Assert.InRange(worstSingle, 0, 1);
        Assert.InRange(worstDouble, 0, 1.02);
    }

    [Fact]
    public void PowIgnoresTheSignOfAZeroBase()
    {
        var result = new float[2];
        VectorMath.Pow([-0f, 0f], 3f, result);
        Assert.Equal([0, 0], result.Select(BitConverter.SingleToInt32Bits));
        VectorMath.Pow([-0f, 0f], -3f, result);
        Assert.Equal([float.PositiveInfinity, float.PositiveInfinity], result);
    }

    [Fact]
    public void Log2IsExactAtPowersOfTwo()
    {
        double[] powers = [.. Enumerable.Range(-1074, 2098).Select(n => Math.ScaleB(1, n))];
        VectorMath.Log2<double>(powers, powers);
        Assert.Equal(Enumerable.Range(-1074, 2098).Select(n => (double)n), powers);
    }

    [Fact]
    public void BothBlocksGiveTheSameBits()
    {
        Assert.SkipUnless(Vector512.IsHardwareAccelerated, "No 512-bit registers here.");
        SameBits<float>();
        SameBits<double>();
    }

    private static void SameBits<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(5);
        var bytes = new byte[64];
        for (var i = 0; i < 200_000; i++)
        {
            random.NextBytes(bytes);
            if (i % 2 == 0)
            {
                for (var lane = 0; lane < Vector512<T>.Count; lane++)
                {
                    Unsafe.WriteUnaligned(ref bytes[lane * Unsafe.SizeOf<T>()], T.CreateTruncating((random.NextDouble() * 200) - 100));
                }
            }

            ref var lanes = ref Unsafe.As<byte, T>(ref bytes[0]);
            var expected = AllOf<Vector512Block<T>, T>(ref lanes);
            Assert.Equal(expected, AllOf<VectorBlock<T, Registers.One>, T>(ref lanes));
            if (Vector<byte>.Count <= 32)
            {
                Assert.Equal(expected, AllOf<VectorBlock<T, Registers.Two>, T>(ref lanes));
            }
        }
    }

    private static byte[] AllOf<TBlock, T>(ref T lanes)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Functions = 10;
        var bytes = new byte[64 * Functions];
        for (var lane = 0; lane < Vector512<T>.Count; lane += TBlock.Count)
        {
            var x = TBlock.Load(ref Unsafe.Add(ref lanes, lane));
            TBlock[] results =
            [
                TBlock.Exp(x),
                TBlock.ExpNonPositive(-TBlock.Abs(x)),
                TBlock.Expm1(x),
                TBlock.Log(x),
                TBlock.Log1p(x),
                TBlock.Log1pUnit(x),
                TBlock.Log2(x),
                TBlock.Sigmoid(x),
                TBlock.Softplus(x),
                TBlock.Pow(TBlock.Abs(x), TBlock.Constant(1.7)),
            ];
            for (var i = 0; i < Functions; i++)
            {
                // All NaN are one: their sign depends on whether the compiler fuses a negation.
                var result = TBlock.SelectEqual(results[i], results[i], results[i], TBlock.Constant(double.NaN));
                TBlock.Store(result, ref Unsafe.Add(ref Unsafe.As<byte, T>(ref bytes[64 * i]), lane));
            }
        }

        return bytes;
    }

    private readonly struct Affine(double slope) : IMap<double>
    {
        public TBlock Apply<TBlock>(TBlock x)
            where TBlock : struct, IBlock<TBlock, double> => TBlock.FusedMultiplyAdd(x, TBlock.Create(slope), TBlock.One);
    }
}
