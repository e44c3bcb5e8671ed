using System.Numerics;
using Counterweight.Losses;
using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>What the gradient and the Hessian are divided by.</summary>
public sealed class GradientScaleTests(ITestOutputHelper output)
{
    /// <summary>The factor is rounded to T and multiplied before the other factors: four roundings, each half a unit, may go the other way.</summary>
    private const double Ulps = 4;

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void ScalesTheRawDerivatives(int classes)
    {
        Check<float>(classes);
        Check<double>(classes);
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

    [Fact]
    public void ScalesCompareByWhatTheyDo()
    {
        Assert.True(GradientScale.By(2) == GradientScale.By(2));
        Assert.True(GradientScale.By(2) != GradientScale.By(3));
        Assert.True(GradientScale.PerRow != GradientScale.PerWeight);
        Assert.True(GradientScale.None.Equals((object)default(GradientScale)));
        Assert.Equal(GradientScale.By(0.5).GetHashCode(), GradientScale.By(0.5).GetHashCode());
    }

    private void Check<T>(int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var worst = 0.0;
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
                        (GradientScale.By(-1024), -1024),
                        (GradientScale.PerWeight, raw.Sum.Rows == 0 ? 0 : 1 / raw.Sum.Weight),
                        (GradientScale.PerRow, raw.Sum.Rows == 0 ? 0 : 1.0 / raw.Sum.Rows),
                    ])
                {
                    var scaled = (call with { Scale = scale }).Run(batch);
                    Assert.Equal(raw.Sum, scaled.Sum);
                    SameBits.Assert<T>(raw.Value, scaled.Value, "value");
                    worst = Math.Max(worst, Math.Max(Worst(raw.Gradient, scaled.Gradient, factor), Worst(raw.Hessian, scaled.Hessian, factor)));
                }
            }
        }

        output.WriteLine($"{typeof(T).Name}, {classes} classes: {worst:F2} ulp");
        Assert.True(worst <= Ulps, $"{worst} ulp");
    }

    private static double Worst<T>(T[] raw, T[] scaled, double factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var worst = 0.0;
        for (var i = 0; i < raw.Length; i++)
        {
            var (expected, actual) = (raw[i] * T.CreateChecked(factor), scaled[i]);
            var ulp = T.Max(T.BitIncrement(T.Abs(expected)) - T.Abs(expected), T.Epsilon);
            worst = Math.Max(worst, double.CreateChecked(T.Abs(actual - expected) / ulp));
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
