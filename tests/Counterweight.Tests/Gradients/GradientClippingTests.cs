using Counterweight.Gradients;
using Xunit;

namespace Counterweight.Tests.Gradients;

/// <summary>Clipping at the edges, and what it refuses.</summary>
public sealed class GradientClippingTests
{
    [Fact]
    public void SeveralSpansClipToTheirNormTogether()
    {
        float[] first = [3, 0];
        double[] second = [-4];
        var norm = GradientNorm.Of<float>(first) + GradientNorm.Of<double>(second);
        Assert.Equal(5, norm.Norm);
        GradientClipping.ByGlobalNorm(first, norm, 1);
        GradientClipping.ByGlobalNorm(second, norm, 1);
        Assert.Equal([0.6f, 0], first);
        Assert.Equal([-0.8], second, (a, b) => Math.Abs(a - b) < 1e-15);
    }

    [Fact]
    public void WithinTheLimitNothingIsWritten()
    {
        double[] gradient = [3, -4, -0.0, double.Epsilon];
        double[] before = [.. gradient];
        Assert.Equal(5, GradientClipping.ByGlobalNorm(gradient, 5).Norm);
        Assert.Equal(5, GradientClipping.ByGlobalNorm(gradient, double.PositiveInfinity).Norm);
        Assert.Equal(0, GradientClipping.ByRowNorm(gradient, 2, 5));
        Assert.Equal(before.Select(BitConverter.DoubleToInt64Bits), gradient.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(0, GradientClipping.ByGlobalNorm(Array.Empty<float>(), 1).Norm);
        Assert.Equal(0, GradientClipping.ByRowNorm(Array.Empty<float>(), 3, 1));
    }

    /// <summary>Norms that no double holds, factors that no double holds.</summary>
    [Theory]
    [InlineData(1.7e308, 1)]
    [InlineData(1.7e308, 1e-20)]
    [InlineData(1.7e308, 1e308)]
    [InlineData(1.7e308, 1e-300)]
    [InlineData(1e-300, 1e-310)]
    [InlineData(1e-310, 1e-315)]
    [InlineData(1, 1e-200)]
    [InlineData(12, 5)]
    public void GradientsOfAnySizeAreClipped(double size, double maxNorm)
    {
        double[] gradient = [size, -size, size, size];
        double[] rows = [.. gradient, .. gradient];
        GradientClipping.ByGlobalNorm(gradient, maxNorm);
        Assert.Equal(2, GradientClipping.ByRowNorm(rows, 4, maxNorm));
        Assert.All(gradient, g => Assert.Equal(maxNorm / 2, Math.Abs(g), Math.Max(1e-15 * maxNorm, 2 * double.Epsilon)));
        Assert.Equal([.. gradient, .. gradient], rows);
    }

    [Theory]
    [InlineData(3e38f, 1)]
    [InlineData(3e38f, 1e-30)]
    [InlineData(1e-40f, 1e-43)]
    [InlineData(2f, 1e-44)]
    public void FloatsOfAnySizeAreClipped(float size, double maxNorm)
    {
        var gradient = Enumerable.Repeat(size, 10000).ToArray();
        GradientClipping.ByGlobalNorm(gradient, maxNorm);
        Assert.All(gradient, g => Assert.Equal(maxNorm / 100, g, Math.Max(2e-7 * maxNorm / 100, 1e-45)));
    }

    [Theory]
    [InlineData(0, double.NaN)]
    [InlineData(4999, double.PositiveInfinity)]
    [InlineData(17, double.NegativeInfinity)]
    public void NoFiniteNormIsRefusedBeforeAnythingIsWritten(int index, double value)
    {
        var gradient = new float[5000];
        gradient.AsSpan().Fill(3);
        gradient[index] = (float)value;
        float[] before = [.. gradient];
        var error = Assert.Throws<ArgumentException>("gradient", () => GradientClipping.ByGlobalNorm(gradient, 1));
        Assert.Contains($"gradient[{index}] is {value.ToString(System.Globalization.CultureInfo.InvariantCulture)}", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>("norm", () => GradientClipping.ByGlobalNorm<float>([1, 2], GradientNorm.Of<float>(gradient), 1));
        Assert.Contains(double.IsNaN(value) ? "NaN" : "Infinity", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, gradient);
    }

    [Fact]
    public void ARowWithoutNormIsNaNThroughout()
    {
        foreach (var bad in (ReadOnlySpan<float>)[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            float[] gradient = [3, 4, 0, bad, 1, 0, 0.3f, 0.4f, 0];
            Assert.Equal(2, GradientClipping.ByRowNorm(gradient, 3, 2.5));
            Assert.Equal([1.5f, 2, 0, float.NaN, float.NaN, float.NaN, 0.3f, 0.4f, 0], gradient);
        }
    }

    [Fact]
    public void ByValueIsExactAndKeepsNaN()
    {
        float[] gradient = [-3, -2, -0.0f, 1e-45f, 2, 2.0000002f, float.NaN, float.PositiveInfinity, float.NegativeInfinity];
        float[] padded = [.. Enumerable.Repeat(0.5f, 30), .. gradient];
        GradientClipping.ByValue(gradient, 2);
        GradientClipping.ByValue(padded, 2);
        Assert.Equal([-2, -2, -0.0f, 1e-45f, 2, 2, float.NaN, 2, -2], gradient);
        Assert.Equal(int.MinValue, BitConverter.SingleToInt32Bits(gradient[2]));
        Assert.Equal(gradient, padded[30..]);
        GradientClipping.ByValue(gradient, float.PositiveInfinity);
    }

    [Fact]
    public void LimitsOutOfRangeAreRefused()
    {
        float[] gradient = [3, 4];
        foreach (var bad in (ReadOnlySpan<double>)[0, -1, double.NaN])
        {
            Refuses("maxNorm", () => GradientClipping.ByGlobalNorm(gradient, bad));
            Refuses("maxNorm", () => GradientClipping.ByGlobalNorm(gradient, default, bad));
            Refuses("maxNorm", () => GradientClipping.ByRowNorm(gradient, 1, bad));
            Refuses("limit", () => GradientClipping.ByValue(gradient, (float)bad));
        }

        Refuses("rowLength", () => GradientClipping.ByRowNorm(gradient, 0, 1));
        Refuses("degreeOfParallelism", () => GradientClipping.ByGlobalNorm(gradient, 1, 0));
        Refuses("degreeOfParallelism", () => GradientClipping.ByGlobalNorm(gradient, default, 1, 0));
        Refuses("degreeOfParallelism", () => GradientClipping.ByRowNorm(gradient, 1, 1, 0));
        Assert.Throws<ArgumentException>("gradient", () => GradientClipping.ByRowNorm(gradient, 3, 1));
        Assert.Equal([3f, 4], gradient);

        static void Refuses(string parameter, Action call) => Assert.Throws<ArgumentOutOfRangeException>(parameter, call);
    }
}
