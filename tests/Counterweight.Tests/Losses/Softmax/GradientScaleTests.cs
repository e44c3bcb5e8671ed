using System.Numerics;
using Counterweight.Losses;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>What the gradient and the Hessian are divided by.</summary>
public sealed class GradientScaleTests(ITestOutputHelper output)
{
    /// <summary>
    /// The factor is multiplied before others: four products of half an ε each on both sides of a gradient, five and six
    /// of a Hessian.
    /// </summary>
    private const double GradientEpsilons = 4;
    private const double HessianEpsilons = 6;

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void ScalesTheRawDerivatives(int classes)
    {
        Check<float>(classes, Math.ScaleB(1, -23));
        Check<double>(classes, Math.ScaleB(1, -52));
    }

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void APowerOfTwoIsExact(int classes)
    {
        var batch = SoftmaxBatch<float>.Create(100, classes);
        foreach (var call in (SoftmaxCall<float>[])[new(), new() { IsClassMajor = true, Smoothing = 0.1f }])
        {
            var raw = call.Run(batch);
            var scaled = (call with { Scale = GradientScale.By(-1024) }).Run(batch);
            Assert.Equal([.. raw.Gradient.Select(g => -1024 * g)], scaled.Gradient);
            Assert.Equal([.. raw.Hessian.Select(h => -1024 * h)], scaled.Hessian);
        }
    }

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void IsZeroWhenNoRowCounts(int classes)
    {
        foreach (var scale in (GradientScale[])[GradientScale.PerRow, GradientScale.PerWeight])
        {
            foreach (var isClassMajor in (bool[])[false, true])
            {
                var call = new SoftmaxCall<float> { Scale = scale, IsClassMajor = isClassMajor, Smoothing = 0.1f };
                var batch = SoftmaxBatch<float>.Create(33, classes);
                foreach (var none in (SoftmaxBatch<float>[])[batch with { SampleWeights = new float[33] }, batch with { Labels = [.. Enumerable.Repeat(-1, 33)] }])
                {
                    var result = call.Run(none);
                    Assert.Equal(0, result.Sum.Rows);
                    Assert.All(result.Gradient, g => Assert.Equal(0, g));
                    Assert.All(result.Hessian, h => Assert.Equal(0, h));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void AFactorOfTheCallersGivesTheSameBitsInEveryCut(int classes)
    {
        Cuts<float>(classes);
        Cuts<double>(classes);
    }

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void RowsAreWeighedByAllThreadsAndWithAnyOperandsAlike(int classes)
    {
        var full = SoftmaxBatch<float>.Create((5 * SoftmaxLoss.RowsPerWorkItem(classes)) + 21, classes);
        foreach (var batch in (SoftmaxBatch<float>[])[full, full with { SampleWeights = [] }, full with { ClassWeights = [] }, full with { ClassWeights = [], SampleWeights = [] }])
        {
            var call = new SoftmaxCall<float> { Parts = SoftmaxParts.Gradient };
            var factor = GradientScale.By(1 / call.Run(batch).Sum.Weight);
            var expected = (call with { Scale = factor }).Run(batch);
            foreach (var threads in (int[])[1, 2, 7])
            {
                foreach (var hasLongLabels in (bool[])[false, true])
                {
                    var scaled = (call with { Scale = GradientScale.PerWeight, Threads = threads, HasLongLabels = hasLongLabels }).Run(batch);
                    Assert.Equal(expected.Sum, scaled.Sum);
                    SameBits.Assert<float>(expected.Gradient, scaled.Gradient, $"{threads} threads, long {hasLongLabels}");
                }
            }
        }
    }

    [Fact]
    public void ScalesCompareByWhatTheyDo()
    {
        Assert.True(GradientScale.By(2) == GradientScale.By(2));
        Assert.True(GradientScale.By(2) != GradientScale.By(3));
        Assert.True(GradientScale.PerRow != GradientScale.PerWeight);
        Assert.True(GradientScale.None.Equals((object)default(GradientScale)));
        Assert.Equal(GradientScale.By(0.5).GetHashCode(), GradientScale.By(0.5).GetHashCode());
    }

    private void Check<T>(int classes, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (gradient, hessian) = (0.0, 0.0);
        foreach (var rows in SoftmaxBatch<T>.RowCounts(classes).Skip(1))
        {
            foreach (var isClassMajor in (bool[])[false, true])
            {
                var batch = SoftmaxBatch<T>.Create(rows, classes);
                var call = new SoftmaxCall<T> { IsClassMajor = isClassMajor };
                var raw = call.Run(batch);
                foreach (var (scale, factor) in ((GradientScale, double)[])
                    [
                        (GradientScale.None, 1),
                        (GradientScale.By(1 / 3.0), 1 / 3.0),
                        (GradientScale.PerWeight, raw.Sum.Rows == 0 ? 0 : 1 / raw.Sum.Weight),
                        (GradientScale.PerRow, raw.Sum.Rows == 0 ? 0 : 1.0 / raw.Sum.Rows),
                    ])
                {
                    var scaled = (call with { Scale = scale }).Run(batch);
                    Assert.Equal(raw.Sum, scaled.Sum);
                    SameBits.Assert<T>(raw.Value, scaled.Value, "value");
                    gradient = Math.Max(gradient, Worst(raw.Gradient, scaled.Gradient, factor));
                    hessian = Math.Max(hessian, Worst(raw.Hessian, scaled.Hessian, factor));
                    SameBits.Assert((call with { Scale = GradientScale.By(factor) }).Run(batch), scaled, $"{rows} rows");
                }
            }
        }

        output.WriteLine($"{typeof(T).Name}, {classes} classes: gradient {gradient / epsilon:F2} ε, hessian {hessian / epsilon:F2} ε");
        Assert.True(gradient <= GradientEpsilons * epsilon && hessian <= HessianEpsilons * epsilon, $"{gradient / epsilon} ε, {hessian / epsilon} ε");
    }

    /// <summary>Relative error, but of numbers so small that they have fewer bits.</summary>
    private static double Worst<T>(T[] raw, T[] scaled, double factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var worst = 0.0;
        for (var i = 0; i < raw.Length; i++)
        {
            var expected = double.CreateChecked(raw[i] * T.CreateChecked(factor));
            var error = Math.Abs(double.CreateChecked(scaled[i]) - expected);
            worst = Math.Max(worst, error == 0 ? 0 : error / (Math.Abs(expected) + (16 * Reference.Catalog.Converted.Tiny<T>())));
        }

        return worst;
    }

    private static void Cuts<T>(int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var batch = SoftmaxBatch<T>.Create(150, classes);
        foreach (var isClassMajor in (bool[])[false, true])
        {
            var call = new SoftmaxCall<T> { Scale = GradientScale.By(1.0 / 150), IsClassMajor = isClassMajor, Smoothing = T.CreateChecked(0.1) };
            var whole = call.Run(batch);
            foreach (var size in (int[])[1, 7, 16, 17, 64, 149])
            {
                var parts = Enumerable.Range(0, (batch.Rows + size - 1) / size).Select(part => call.Run(batch.Slice(part * size, Math.Min(batch.Rows, (part + 1) * size)))).ToArray();
                SameBits.Assert<T>(whole.Gradient, parts.SelectMany(part => part.Gradient).ToArray(), $"gradient by {size}");
                SameBits.Assert<T>(whole.Hessian, parts.SelectMany(part => part.Hessian).ToArray(), $"hessian by {size}");
                SameBits.Assert<T>(whole.Value, parts.SelectMany(part => part.Value).ToArray(), $"value by {size}");
                SameBits.Assert<T>(whole.LogSumExp, parts.SelectMany(part => part.LogSumExp).ToArray(), $"log-sum-exp by {size}");
            }
        }
    }
}
