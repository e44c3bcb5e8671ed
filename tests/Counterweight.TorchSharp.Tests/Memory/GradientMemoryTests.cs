using Counterweight.TorchSharp.Memory;
using Xunit;

namespace Counterweight.TorchSharp.Tests.Memory;

/// <summary>Gradients of several tensors and types are clipped as one; none is written where one is bad.</summary>
public sealed class GradientMemoryTests
{
    [Fact]
    public void TheNormIsOfAllTogether()
    {
        ArrayMemory one = ArrayMemory.Of<float>([3, 0, 4], 3), other = ArrayMemory.Of<double>([0, 12], 1, 2);
        Assert.Equal(13, GradientMemory.ByNorm([one, null, other], 26, threads: 2));
        Assert.Equal([3, 0, 4], one.Read<float>());
        Assert.Equal(13, GradientMemory.ByNorm([one, null, other], 6.5, threads: 1));
        Assert.Equal([1.5f, 0, 2], one.Read<float>());
        Assert.Equal([0, 6.0], other.Read<double>());
        Assert.Equal(6.5, GradientMemory.ByNorm([other, one], double.PositiveInfinity, threads: 1));
        Assert.Equal(0, GradientMemory.ByNorm([null], 1, threads: 1));
    }

    [Fact]
    public void ElementsAreClipped()
    {
        ArrayMemory one = ArrayMemory.Of<float>([3, -0.25f, -4, float.NaN], 4), other = ArrayMemory.Of<double>([0.75, -12], 2);
        GradientMemory.ByValue([null, one, other], 0.5);
        Assert.Equal([0.5f, -0.25f, -0.5f, float.NaN], one.Read<float>());
        Assert.Equal([0.5, -0.5], other.Read<double>());
    }

    [Fact]
    public void BadGradientsAreNamedAndNoneIsWritten()
    {
        var good = ArrayMemory.Of<float>([30, 40], 2);
        foreach (var (bad, message) in ((ArrayMemory, string)[])
            [
                (ArrayMemory.Of<long>([1], 1), "parameters[2].grad has elements of type Int64, where Float64 is needed"),
                (new(ArrayMemory.Of<float>([1, 2, 3, 4], 2, 2)) { Steps = [1, 2] }, "parameters[2].grad of shape [2, 2] has strides [1, 2]"),
                (new(good) { Device = "cuda:0" }, "parameters[2].grad is on cuda:0"),
            ])
        {
            Assert.StartsWith(message, Assert.Throws<ArgumentException>("parameters[2].grad", () => GradientMemory.ByNorm([good, null, bad], 1, 1)).Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>("parameters[2].grad", () => GradientMemory.ByValue([good, null, bad], 1));
        }

        Assert.Throws<ArgumentException>("norm", () => GradientMemory.ByNorm([good, ArrayMemory.Of([double.NaN], 1)], 1, 1));
        Assert.Throws<ArgumentException>("norm", () => GradientMemory.ByNorm([good, ArrayMemory.Of([float.NegativeInfinity], 1)], 1, 1));
        foreach (var limit in (double[])[0, -1, double.NaN])
        {
            Assert.Throws<ArgumentOutOfRangeException>("maxNorm", () => GradientMemory.ByNorm([good], limit, 1));
            Assert.Throws<ArgumentOutOfRangeException>("maxNorm", () => GradientMemory.ByNorm([], limit, 1));
            Assert.Throws<ArgumentOutOfRangeException>("limit", () => GradientMemory.ByValue([], limit));
        }

        Assert.Equal([30, 40], good.Read<float>());
    }
}
