using Counterweight.Gradients;
using Counterweight.Reference.Gradients;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Gradients;

/// <summary>Norms over the whole range of exponents, in parts and in any order.</summary>
public sealed class GradientNormTests
{
    [Theory]
    [InlineData(1e308)]
    [InlineData(1.7e308)]
    [InlineData(1e-308)]
    [InlineData(1e-320)]
    [InlineData(double.Epsilon)]
    [InlineData(1e150)]
    [InlineData(1e-150)]
    [InlineData(3e154)]
    [InlineData(7e-162)]
    [InlineData(2.5)]
    public void NeitherOverflowsNorUnderflows(double size)
    {
        foreach (var count in (ReadOnlySpan<int>)[1, 5, 16, 17, 1000])
        {
            double[] gradient = [.. Enumerable.Range(0, count).Select(i => i % 2 == 0 ? size : -size)];
            var norm = GradientNorm.Of<double>(gradient);
            var expected = GradientReference.Norm(gradient);
            Assert.True(Math.Abs(norm.Norm - expected) <= Math.Max(1e-14 * expected, double.Epsilon) || norm.Norm.Equals(expected), $"{norm.Norm:R} of {count}, not {expected:R}");
            Assert.True(norm.IsFinite);
        }
    }

    [Fact]
    public void ThreeFourFiveAtEveryExponent()
    {
        for (var exponent = -1074; exponent <= 1021; exponent++)
        {
            double[] gradient = [0, Math.ScaleB(3, exponent), 0, Math.ScaleB(-4, exponent)];
            Assert.Equal(Math.ScaleB(5, exponent), GradientNorm.Of<double>(gradient).Norm);
            if (exponent is >= -149 and <= 125)
            {
                float[] single = [.. gradient.Select(g => (float)g)];
                Assert.Equal(Math.ScaleB(5, exponent), GradientNorm.Of<float>(single).Norm);
            }
        }
    }

    [Fact]
    public void SizesFarApartMeet()
    {
        Assert.Equal(1e200, Merge([1e200], [1, 1e-200], [double.Epsilon]).Norm);
        Assert.Equal(Math.Sqrt(2) * 3e144, Merge([3e144], [3e144]).Norm, 3e144 * 4e-16);

        // Both sides of the borders between frames.
        foreach (var border in (ReadOnlySpan<int>)[480, -450])
        {
            var (above, below) = (Math.ScaleB(1.5, border), Math.ScaleB(2, border - 2));
            var expected = Math.Sqrt(2.5) * Math.ScaleB(1, border);
            Assert.Equal(expected, Merge([above], [below]).Norm, 4e-16 * expected);
            Assert.Equal(expected, GradientNorm.Of<double>([above, below]).Norm, 4e-16 * expected);
        }
    }

    [Fact]
    public void NaNAndInfinityShow()
    {
        foreach (var at in (ReadOnlySpan<int>)[0, 8, 36, 5000])
        {
            var gradient = new double[5001];
            gradient[at] = double.NegativeInfinity;
            var norm = GradientNorm.Of<double>(gradient);
            Assert.Equal((double.PositiveInfinity, double.PositiveInfinity, false), (norm.Norm, norm.SumOfSquares, norm.IsFinite));
            var single = new float[5001];
            single[at] = float.NaN;
            var none = GradientNorm.Of<float>(single);
            Assert.Equal((double.NaN, double.NaN, false), (none.Norm, none.SumOfSquares, none.IsFinite));
            Assert.Equal(double.NaN, (norm + none).Norm);
            Assert.Equal(double.PositiveInfinity, (norm + GradientNorm.Of<float>([1f])).Norm);
            gradient[at] = double.NaN;
            Assert.Equal(double.NaN, GradientNorm.Of<double>(gradient).Norm);
        }

        // Finite elements whose norm no double holds.
        var huge = GradientNorm.Of<double>([1.7e308, 1.7e308]);
        Assert.Equal((double.PositiveInfinity, true), (huge.Norm, huge.IsFinite));
    }

    [Fact]
    public void NothingHasNorm0()
    {
        Assert.Equal((0, 0, true), (default(GradientNorm).Norm, default(GradientNorm).SumOfSquares, default(GradientNorm).IsFinite));
        Assert.Equal(default, GradientNorm.Of<double>([]));
        Assert.Equal(0, GradientNorm.Of<double>([0, -0.0]).Norm);
        Assert.Equal("norm 0", default(GradientNorm).ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    [InlineData(1000)]
    public void MergingInAnyOrderGivesTheSameBits(int spread) => ForAll(random =>
    {
        var parts = Enumerable.Range(0, 9).Select(_ => GradientNorm.Of<double>(Gradient(random, random.Next(50), spread))).ToArray();
        var expected = parts.Aggregate((a, b) => a + b);
        random.Shuffle(parts);
        Assert.Equal(expected, parts.Aggregate((a, b) => b + a));
        Assert.Equal(expected, (parts[0] + (parts[1] + parts[2])) + ((parts[3] + parts[4]) + ((parts[5] + parts[6]) + (parts[7] + parts[8]))));
        Assert.Equal(expected, expected + default(GradientNorm));
        Assert.Equal(expected.GetHashCode(), parts.Aggregate((a, b) => b + a).GetHashCode());
    });

    [Fact]
    public void PartsOfWholeWorkItemsMergeToTheWhole()
    {
        var gradient = Gradient(new Random(3), 30011, 40);
        var whole = GradientNorm.Of<double>(gradient, 2);
        foreach (var step in (ReadOnlySpan<int>)[GradientNorm.ElementsPerWorkItem, 3 * GradientNorm.ElementsPerWorkItem])
        {
            var merged = default(GradientNorm);
            for (var end = gradient.Length; end > 0; end = (end - 1) / step * step)
            {
                merged += GradientNorm.Of<double>(gradient.AsSpan(((end - 1) / step * step)..end));
            }

            Assert.Equal(whole, merged);
            Assert.True(whole == merged);
        }
    }

    [Fact]
    public void PermutingElementsChangesTheLastBitsAtMost() => ForAll(random =>
    {
        var gradient = Gradient(random, random.Next(1, 6000), 20);
        var expected = GradientNorm.Of<double>(gradient).Norm;
        random.Shuffle(gradient);
        Assert.Equal(expected, GradientNorm.Of<double>(gradient).Norm, 4e-15 * expected);
    });

    [Fact]
    public void ScalingByPowersOfTwoIsExact() => ForAll(random =>
    {
        var gradient = Gradient(random, random.Next(1, 5000), 40);
        var expected = GradientNorm.Of<double>(gradient).Norm;
        foreach (var exponent in (ReadOnlySpan<int>)[-900, -500, -450, -100, 100, 440, 500, 900])
        {
            double[] scaled = [.. gradient.Select(g => Math.ScaleB(g, exponent))];
            Assert.Equal(Math.ScaleB(expected, exponent), GradientNorm.Of<double>(scaled).Norm);
        }
    });

    [Fact]
    public void FloatsAreSummedAsTheSameDoubles() => ForAll(random =>
    {
        float[] gradient = [.. Gradient(random, random.Next(1, 5000), 60).Select(g => (float)g)];
        Assert.Equal(GradientNorm.Of<double>([.. gradient.Select(g => (double)g)]), GradientNorm.Of<float>(gradient));
    });

    /// <summary>Squares of 1e143 lie just below the greatest of the middle frame, and their sum is beyond it after 64 doublings.</summary>
    [Theory]
    [InlineData(1, 3)]
    [InlineData(1e143, 3e143)]
    [InlineData(1e144, -1e150)]
    [InlineData(1e-180, 1e-170)]
    [InlineData(1e-160, 1e140)]
    [InlineData(5e-324, 1e-310)]
    public void DoublingEightyTimesIsExact(double one, double other)
    {
        var norm = GradientNorm.Of<double>([one, other]);
        var sum = norm;
        for (var doublings = 1; doublings <= 80; doublings++)
        {
            sum += sum;
            Assert.True(sum.IsFinite);
            if (doublings % 2 == 0)
            {
                Assert.Equal(Math.ScaleB(norm.Norm, doublings / 2), sum.Norm);
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(100)]
    public void MoreThan64WorkItemsMergeOnAnyThreads(int threads)
    {
        var random = new Random(4);
        var gradient = new double[(70 * GradientNorm.ElementsPerWorkItem) + 7];
        foreach (ref var element in gradient.AsSpan())
        {
            element = Math.ScaleB(random.NextDouble() - 0.5, random.Next(-40, 40));
        }

        var norm = GradientNorm.Of<double>(gradient);
        Assert.Equal(norm, GradientNorm.Of<double>(gradient, threads));
        Assert.Equal(norm, gradient.Chunk(GradientNorm.ElementsPerWorkItem).Select(part => GradientNorm.Of<double>(part)).Aggregate((left, right) => left + right));
        gradient[^1] = double.NaN;
        Assert.Equal(double.NaN, GradientNorm.Of<double>(gradient, threads).Norm);
    }

    [Fact]
    public void OtherTypesAndNoThreadsAreRefused()
    {
        Assert.Throws<NotSupportedException>(() => GradientNorm.Of<Half>([Half.One]));
        Assert.Throws<ArgumentOutOfRangeException>("degreeOfParallelism", () => GradientNorm.Of<float>([1f], 0));
    }

    private static GradientNorm Merge(params double[][] parts) => parts.Select(part => GradientNorm.Of<double>(part)).Aggregate((a, b) => a + b);

    private static double[] Gradient(Random random, int count, int spread) =>
        [.. Enumerable.Range(0, count).Select(_ => Math.ScaleB(random.NextDouble() - 0.5, random.Next(-spread, spread + 1)))];

    private static void ForAll(Action<Random> law) => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed => law(new Random(seed))).QuickCheckThrowOnFailure();
}
