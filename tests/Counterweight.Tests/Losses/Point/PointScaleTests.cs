using System.Numerics;
using Counterweight.Losses;
using Counterweight.Losses.Point;
using Counterweight.Tests.Losses.Softmax;
using Xunit;

namespace Counterweight.Tests.Losses.Point;

/// <summary>What the derivatives of point losses are divided by.</summary>
public sealed class PointScaleTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(33)]
    [InlineData(20011)]
    public void ScalesTheRawDerivatives(int count)
    {
        Check<float>(count);
        Check<double>(count);
    }

    [Fact]
    public void IsZeroWhenNoRowCounts()
    {
        foreach (var scale in (GradientScale[])[GradientScale.PerRow, GradientScale.PerWeight])
        {
            var (sum, gradient, hessian) = Evaluate<float>([1, 2, -3], [0, 1, 1], [0, 0, 0], scale);
            Assert.Equal(0, sum.Rows);
            Assert.Equal(new float[3], gradient);
            Assert.Equal(new float[3], hessian);
        }
    }

    [Fact]
    public void AFactorOfTheCallersGivesTheSameBitsInEveryCut()
    {
        var (scores, targets, weights) = Batch<float>(300);
        var whole = Evaluate(scores, targets, weights, GradientScale.By(1.0 / 300));
        foreach (var size in (int[])[1, 7, 16, 17, 64, 299])
        {
            var parts = Enumerable.Range(0, (300 + size - 1) / size)
                .Select(part => (Start: part * size, End: Math.Min(300, (part + 1) * size)))
                .Select(part => Evaluate(scores[part.Start..part.End], targets[part.Start..part.End], weights[part.Start..part.End], GradientScale.By(1.0 / 300)))
                .ToArray();
            SameBits.Assert<float>(whole.Gradient, parts.SelectMany(part => part.Gradient).ToArray(), $"gradient by {size}");
            SameBits.Assert<float>(whole.Hessian, parts.SelectMany(part => part.Hessian).ToArray(), $"hessian by {size}");
        }
    }

    [Fact]
    public void RowsAreWeighedByAllThreadsAndWithAnyOperandsAlike()
    {
        var (scores, targets, weights) = Batch<float>((5 * PointLoss.RowsPerWorkItem) + 21);
        foreach (var sampleWeights in (float[][])[weights, []])
        {
            var factor = 1 / Evaluate(scores, targets, sampleWeights, GradientScale.None).Sum.Weight;
            var expected = Evaluate(scores, targets, sampleWeights, GradientScale.By(factor));
            foreach (var threads in (int[])[1, 2, 7])
            {
                var scaled = Evaluate(scores, targets, sampleWeights, GradientScale.PerWeight, threads);
                Assert.Equal(expected.Sum, scaled.Sum);
                SameBits.Assert<float>(expected.Gradient, scaled.Gradient, $"{threads} threads");
            }
        }
    }

    /// <summary>The factor comes last: one product, the bits of the raw derivative times the factor.</summary>
    private static void Check<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (scores, targets, weights) = Batch<T>(count);
        var raw = Evaluate(scores, targets, weights, GradientScale.None);
        foreach (var (scale, factor) in ((GradientScale, double)[])
            [
                (GradientScale.By(1 / 3.0), 1 / 3.0),
                (GradientScale.PerWeight, raw.Sum.Rows == 0 ? 0 : 1 / raw.Sum.Weight),
                (GradientScale.PerRow, raw.Sum.Rows == 0 ? 0 : 1.0 / raw.Sum.Rows),
            ])
        {
            var scaled = Evaluate(scores, targets, weights, scale);
            Assert.Equal(raw.Sum, scaled.Sum);
            SameBits.Assert<T>([.. raw.Gradient.Select(g => g * T.CreateChecked(factor))], scaled.Gradient, "gradient");
            SameBits.Assert<T>([.. raw.Hessian.Select(h => h * T.CreateChecked(factor))], scaled.Hessian, "hessian");
        }
    }

    private static (T[] Scores, T[] Targets, T[] Weights) Batch<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(count);
        T[] Numbers(double from, double to) => [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(from + ((to - from) * random.NextDouble())))];
        return (Numbers(-8, 8), Numbers(0, 1), [.. Numbers(-1, 5).Select(weight => T.Max(weight, T.Zero))]);
    }

    private static (LossSum Sum, T[] Gradient, T[] Hessian) Evaluate<T>(T[] scores, T[] targets, T[] weights, GradientScale scale, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (gradient, hessian) = (new T[scores.Length], new T[scores.Length]);
        var sum = PointLoss.Evaluate<BinaryCrossEntropy<T>, T>(
            new(T.CreateChecked(2), T.One, T.Zero), scores, targets, weights, new LossOutputs<T> { Gradient = gradient, Hessian = hessian, Scale = scale }, threads);
        return (sum, gradient, hessian);
    }
}
