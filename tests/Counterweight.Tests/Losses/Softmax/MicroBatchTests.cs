using System.Numerics;
using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>Sums of micro-batches, cut anywhere, against the sum of the whole.</summary>
[Trait("Registers", "any")]
public sealed class MicroBatchTests(ITestOutputHelper output)
{
    /// <summary>
    /// What a lane rounds away over a work item is kept beside it; only a few blocks at a time are summed without. Over
    /// these cuts no bit differed; 2 ulp are promised.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(64)]
    [InlineData(100)]
    [InlineData(1000)]
    public void CutAnywhereTheyDifferInTheLastBits(int classes)
    {
        Check<float>(classes, ulps: 2);
        Check<double>(classes, ulps: 2);
    }

    private void Check<T>(int classes, int ulps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(classes);
        var worst = 0.0;
        var rows = classes <= 10 ? 20_007 : classes <= 100 ? 3007 : 1007;
        var batch = SoftmaxBatch<T>.Create(rows, classes);
        foreach (var isClassMajor in (bool[])[false, true])
        {
            var call = new SoftmaxCall<T> { IsClassMajor = isClassMajor, Parts = SoftmaxParts.None };
            var whole = call.Run(batch).Sum;
            for (var trial = 0; trial < 20; trial++)
            {
                int[] cuts = [0, .. Enumerable.Range(0, random.Next(1, 9)).Select(_ => random.Next(rows)).Order(), rows];
                var merged = cuts.Zip(cuts.Skip(1), (start, end) => call.Run(batch.Slice(start, end)).Sum).Aggregate((a, b) => a + b);
                Assert.Equal(whole.Rows, merged.Rows);
                worst = Math.Max(worst, Math.Max(Ulps(whole.Loss, merged.Loss), Ulps(whole.Weight, merged.Weight)));
            }
        }

        output.WriteLine($"{typeof(T).Name}, {classes} classes: {worst} ulp");
        Assert.True(worst <= ulps, $"{worst} ulp");
    }

    private static double Ulps(double expected, double actual) => Math.Abs(BitConverter.DoubleToInt64Bits(expected) - BitConverter.DoubleToInt64Bits(actual));
}
