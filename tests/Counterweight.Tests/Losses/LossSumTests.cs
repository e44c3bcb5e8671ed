using Counterweight.Losses;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Losses;

/// <summary>Parts of a batch sum to the bits of the whole, in any order.</summary>
public sealed class LossSumTests
{
    [Theory]
    [InlineData(1, 20011)]
    [InlineData(3, 20011)]
    [InlineData(97, 1003)]
    [InlineData(1000, 131)]
    [InlineData(20000, 50)]
    public void SoftmaxPartsOfWholeWorkItemsMerge(int classes, int rows)
    {
        var random = new Random(classes);
        var scores = Scores(random, rows * classes);
        int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(-1, classes))];
        var weights = Scores(random, rows).Select(Math.Abs).ToArray();
        var whole = Sum(0, rows);
        var item = SoftmaxLoss.RowsPerWorkItem(classes);
        Assert.True(rows > item);
        AssertMerges(whole, rows, item, Sum);

        LossSum Sum(int start, int end) => SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<float>(0.1f),
            scores.AsSpan((start * classes)..(end * classes)),
            classes,
            labels.AsSpan(start..end),
            new LossWeights<float> { PerSample = weights.AsSpan(start..end) });
    }

    [Fact]
    public void PointPartsOfWholeWorkItemsMerge()
    {
        const int Rows = 30011;
        var random = new Random(5);
        var scores = Scores(random, Rows);
        var targets = scores.Select(_ => random.NextSingle()).ToArray();
        AssertMerges(Sum(0, Rows), Rows, PointLoss.RowsPerWorkItem, Sum);

        LossSum Sum(int start, int end) => PointLoss.Evaluate(new BinaryCrossEntropy<float>(2, 0.3f, 0), scores.AsSpan(start..end), targets.AsSpan(start..end));
    }

    [Fact]
    public void MergingIsAssociativeAndCommutativeBitForBit() => Prop.ForAll(
        Gen.Choose(0, 1 << 20).ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            var parts = Enumerable.Range(0, 7).Select(_ => Part(random)).ToArray();
            var forward = parts.Aggregate((a, b) => a + b);
            var backward = parts.Reverse().Aggregate((a, b) => b + a);
            var tree = (parts[3] + (parts[0] + parts[6])) + ((parts[1] + parts[5]) + (parts[4] + parts[2]));
            Assert.Equal(forward, backward);
            Assert.Equal(forward, tree);
            Assert.Equal(forward, default(LossSum) + forward);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void SumsCompareByWhatTheySay()
    {
        var one = Evaluated<float>.Binary([1], [1]).Sum;
        Assert.True(one == Evaluated<float>.Binary([1], [1]).Sum);
        Assert.True(one != one + one);
        Assert.Equal(one.GetHashCode(), Evaluated<float>.Binary([1], [1]).Sum.GetHashCode());
        Assert.Equal("loss 0, weight 0, rows 0", default(LossSum).ToString());
    }

    private static LossSum Part(Random random)
    {
        var scores = Enumerable.Range(0, random.Next(1, 40)).Select(_ => Math.ScaleB(random.NextDouble() - 0.5, random.Next(-60, 60))).ToArray();
        var weights = scores.Select(_ => Math.ScaleB(random.NextDouble(), random.Next(-60, 60))).ToArray();
        return Evaluated<double>.Binary(scores, [.. scores.Select(_ => random.NextDouble())], weights).Sum;
    }

    private static float[] Scores(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)Math.ScaleB(random.NextDouble() - 0.5, random.Next(-20, 8)))];

    private static void AssertMerges(LossSum whole, int rows, int item, Func<int, int, LossSum> sum)
    {
        foreach (var itemsPerPart in (ReadOnlySpan<int>)[1, 2])
        {
            var (merged, step) = (default(LossSum), item * itemsPerPart);
            for (var end = rows; end > 0; end = (end - 1) / step * step)
            {
                merged += sum((end - 1) / step * step, end);
            }

            Assert.Equal(whole, merged);
        }
    }
}
