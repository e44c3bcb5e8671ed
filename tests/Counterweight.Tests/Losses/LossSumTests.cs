using Counterweight.Losses;
using Counterweight.Losses.Overlap;
using Counterweight.Losses.Point;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Counterweight.Losses.SoftTargets;
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

    [Fact]
    public void SumsDifferByAnyOfTheirParts()
    {
        var one = Of(1, 2, 3, 2);
        Assert.True(one == Of(1, 2, 3, 2));
        Assert.False(one != Of(1, 2, 3, 2));
        foreach (var other in (ReadOnlySpan<LossSum>)[Of(4, 2, 3, 2), Of(1, 4, 3, 2), Of(1, 2, 4, 2), Of(1, 2, 3, 1)])
        {
            Assert.False(one == other);
            Assert.True(one != other);
            Assert.False(one.Equals((object)other));
        }

        Assert.True(Of(double.NaN, 2, 3, 2) == Of(double.NaN, 2, 3, 2));

        static LossSum Of(double loss, double weight, int rows, int correct)
        {
            var sums = default(LossAccumulator);
            sums.Add(loss, weight, rows, correct);
            return new(sums);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(80)]
    public void RowsOfPositiveWeightAreCountedAndAnInfiniteOneIsTheSum(int classes)
    {
        foreach (var rows in (int[])[1, 16, 17, 33, 48, 101, 5000])
        {
            var weights = Enumerable.Range(0, rows).Select(row => (rows - 1 - row) % 3 == 0 ? 1f : 0).ToArray();
            var expected = (rows + 2) / 3;
            foreach (var last in (ReadOnlySpan<float>)[0, float.NegativeInfinity])
            {
                var (scores, targets) = (new float[rows], new float[rows]);
                var (logits, soft) = (new float[rows * classes], new float[rows * classes]);
                for (var row = 0; row < rows; row++)
                {
                    (targets[row], soft[row * classes]) = (1, 1);
                }

                (scores[^1], logits[^classes]) = (last, last);
                var perSample = new LossWeights<float> { PerSample = weights };
                AssertSum(PointLoss.Evaluate(new BinaryCrossEntropy<float>(1, 1, 0), scores, targets, weights), Math.Log(2));
                AssertSum(SoftmaxLoss.Evaluate(default(SoftmaxCrossEntropy<float>), logits, classes, new int[rows], perSample), Math.Log(classes));
                AssertSum(SoftTargetLoss.Evaluate(default(SoftTargetCrossEntropy<float>), logits, LogitLayout.RowMajor(classes), soft, perSample), Math.Log(classes));

                void AssertSum(LossSum sum, double each)
                {
                    Assert.Equal((expected, expected), (sum.Rows, sum.Weight));
                    Assert.Equal(last == 0 ? expected * each : double.PositiveInfinity, sum.Loss, 1e-6 * expected * each);
                }
            }
        }
    }

    [Fact]
    public void MeansAreByRowsAndByWeight()
    {
        var sum = Evaluated<double>.Binary([0, 0, 0, 5], [1, 0, 0.5, 1], [4, 0.5, 1.5, 0]).Sum;
        Assert.Equal((6.0, 3L), (sum.Weight, sum.Rows));
        Assert.Equal(2 * Math.Log(2), sum.Mean, 1e-15);
        Assert.Equal(Math.Log(2), sum.WeightedMean, 1e-15);
        Assert.Equal(2 * Math.Log(2), (sum + sum).Mean, 1e-15);
        Assert.Equal((0.0, 0.0), (default(LossSum).Mean, default(LossSum).WeightedMean));
    }

    [Fact]
    public void DoublingSixtyTwoTimesIsExactAndMoreRowsThanALongHasAreRefused()
    {
        var one = Evaluated<double>.Binary([0.3, -0.2], [1, 1], [0.1, 0]).Sum;
        var sum = one;
        for (var doublings = 1; doublings <= 62; doublings++)
        {
            sum += sum;
            Assert.Equal((Math.ScaleB(one.Loss, doublings), Math.ScaleB(one.Weight, doublings), 1L << doublings), (sum.Loss, sum.Weight, sum.Rows));
            Assert.Equal(one.WeightedMean, sum.WeightedMean);
        }

        Assert.Throws<OverflowException>(() => sum + sum);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public void MoreThan64WorkItemsMergeOnAnyThreads(int threads)
    {
        var random = new Random(9);
        var rows = (70 * PointLoss.RowsPerWorkItem) + 5;
        var scores = Scores(random, rows);
        var targets = scores.Select(_ => random.NextSingle()).ToArray();
        Assert.Equal(Point(1), Point(threads));
        var parts = scores.Chunk(PointLoss.RowsPerWorkItem).Zip(targets.Chunk(PointLoss.RowsPerWorkItem))
            .Select(part => PointLoss.Evaluate(new BinaryCrossEntropy<float>(2, 0.3f, 0), part.First, part.Second));
        Assert.Equal(parts.Aggregate((left, right) => left + right), Point(threads));
        Assert.Equal(Overlap(1), Overlap(threads));
        foreach (var classes in (int[])[3, 80])
        {
            var labels = new int[(70 * SoftmaxLoss.RowsPerWorkItem(classes)) + 1];
            labels.AsSpan(labels.Length / 2).Fill(1);
            var logits = Scores(random, labels.Length * classes);
            var soft = logits.Select(MathF.Abs).ToArray();
            Assert.Equal(Softmax(1), Softmax(threads));
            Assert.Equal(Soft(1), Soft(threads));

            (LossSum Sum, LossSum Of0, LossSum Of1) Softmax(int on)
            {
                var perClass = new LossSum[classes];
                var sum = SoftmaxLoss.Evaluate(default(SoftmaxCrossEntropy<float>), logits, classes, labels, rowOutputs: new() { PerClass = perClass, CountsCorrect = true }, degreeOfParallelism: on);
                Assert.Equal(sum.Rows, labels.Length);
                return (sum, perClass[0], perClass[1]);
            }

            LossSum Soft(int on) => SoftTargetLoss.Evaluate(default(SoftTargetCrossEntropy<float>), logits, LogitLayout.RowMajor(classes), soft, degreeOfParallelism: on);
        }

        LossSum Point(int on) => PointLoss.Evaluate(new BinaryCrossEntropy<float>(2, 0.3f, 0), scores, targets, degreeOfParallelism: on);

        OverlapSum Overlap(int on) => OverlapLoss.Sum<float>(scores, targets, degreeOfParallelism: on);
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
