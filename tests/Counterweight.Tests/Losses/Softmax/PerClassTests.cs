using System.Numerics;
using Counterweight.Losses;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>The sums of the rows of each label.</summary>
public sealed class PerClassTests
{
    /// <summary>
    /// Up to 8,192 losses follow each other in one double where there are few classes; as floats they hardly round.
    /// </summary>
    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void AddUpToTheWhole(int classes)
    {
        Check<float>(classes, ulps: 2);
        Check<double>(classes, ulps: 16);
    }

    [Theory]
    [MemberData(nameof(LayoutClasses.All), MemberType = typeof(LayoutClasses))]
    public void MergeOverPartsOfWholeWorkItems(int classes)
    {
        Parts<float>(classes);
        Parts<double>(classes);
    }

    [Fact]
    public void AreZeroOfAnEmptyBatchAndOfClassesWithoutRows()
    {
        var call = new SoftmaxCall<float>();
        Assert.All(call.Run(SoftmaxBatch<float>.Create(0, 5)).PerClass, sum => Assert.Equal(default, sum));
        var batch = SoftmaxBatch<float>.Create(40, 5) with { Labels = [.. Enumerable.Repeat(3, 40)] };
        var result = call.Run(batch);
        Assert.Equal(result.Sum.Rows, result.PerClass[3].Rows);
        Assert.All((int[])[0, 1, 2, 4], c => Assert.Equal(default, result.PerClass[c]));
    }

    private static void Check<T>(int classes, int ulps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var rows in SoftmaxBatch<T>.RowCounts(classes))
        {
            foreach (var isClassMajor in (bool[])[false, true])
            {
                var batch = SoftmaxBatch<T>.Create(rows, classes);
                var result = new SoftmaxCall<T> { IsClassMajor = isClassMajor, Smoothing = T.CreateChecked(0.1) }.Run(batch);
                var sum = result.PerClass.Aggregate(default(LossSum), (a, b) => a + b);
                Assert.Equal(result.Sum.Rows, sum.Rows);
                Assert.Equal(result.Sum.Loss, sum.Loss, ulps * (Math.BitIncrement(result.Sum.Loss) - result.Sum.Loss));
                Assert.Equal(result.Sum.Weight, sum.Weight, ulps * (Math.BitIncrement(result.Sum.Weight) - result.Sum.Weight));
                for (var c = 0; c < classes; c++)
                {
                    var (loss, counted) = (0.0, 0);
                    for (var i = 0; i < rows; i++)
                    {
                        loss += batch.Labels[i] == c ? double.CreateChecked(result.Value[i]) : 0;
                        counted += batch.Labels[i] == c && batch.SampleWeights[i] > T.Zero && (classes > 1 || batch.ClassWeights[0] > T.Zero) ? 1 : 0;
                    }

                    Assert.Equal(counted, result.PerClass[c].Rows);
                    Assert.Equal(loss, result.PerClass[c].Loss, 1e-13 * loss);
                    Assert.Equal(0, result.PerClass[c].Correct);
                }
            }
        }
    }

    private static void Parts<T>(int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var item = SoftmaxLoss.RowsPerWorkItem(classes);
        foreach (var isClassMajor in (bool[])[false, true])
        {
            var call = new SoftmaxCall<T> { IsClassMajor = isClassMajor };
            var batch = SoftmaxBatch<T>.Create((3 * item) + 7, classes);
            var whole = call.Run(batch);
            var (last, first) = (call.Run(batch.Slice(item, batch.Rows)), call.Run(batch.Slice(0, item)));
            for (var c = 0; c < classes; c++)
            {
                Assert.Equal(whole.PerClass[c], last.PerClass[c] + first.PerClass[c]);
            }
        }
    }
}
