using Counterweight.Losses.Overlap;
using Xunit;

namespace Counterweight.Tests.Losses.Overlap;

/// <summary>Overlap sums of weights down to the least number have the digits of weights near 1.</summary>
public sealed class OverlapWeightTests
{
    private const int Count = (2 * OverlapLoss.RowsPerWorkItem) + 1237;

    [Theory]
    [InlineData(-20)]
    [InlineData(-33)]
    [InlineData(-64)]
    [InlineData(-100)]
    [InlineData(-126)]
    [InlineData(-149)]
    public void SingleWeightsTimesAPowerOfTwoGiveTheSameLossAndGradient(int exponent)
    {
        var (scores, targets, weights) = Rows();
        float[] moved = [.. weights.Select(weight => MathF.ScaleB(weight, exponent))];
        var loss = new TverskyLoss(0.3, 0.7, 0);
        var (gradient, other) = (new float[Count], new float[Count]);
        var sum = OverlapLoss.Evaluate(loss, scores, targets, weights, gradient);
        foreach (var threads in (int[])[1, 3])
        {
            var small = OverlapLoss.Evaluate(loss, scores, targets, moved, other, threads);
            Assert.Equal(Math.ScaleB(sum.TruePositives, exponent), small.TruePositives);
            Assert.Equal(Math.ScaleB(sum.FalsePositives, exponent), small.FalsePositives);
            Assert.Equal(Math.ScaleB(sum.FalseNegatives, exponent), small.FalseNegatives);
            Assert.Equal((sum.Rows, loss.Value(sum)), (small.Rows, loss.Value(small)));
            for (var row = 0; row < Count; row++)
            {
                Assert.Equal(gradient[row], other[row], Math.Abs(gradient[row]) * 1e-6);
            }
        }
    }

    [Theory]
    [InlineData(-900)]
    [InlineData(-1022)]
    [InlineData(-1074)]
    public void DoubleWeightsToo(int exponent)
    {
        var (singles, singleTargets, singleWeights) = Rows();
        double[] scores = [.. singles], targets = [.. singleTargets], weights = [.. singleWeights];
        double[] moved = [.. weights.Select(weight => Math.ScaleB(weight, exponent))];
        var (sum, small) = (OverlapLoss.Sum<double>(scores, targets, weights), OverlapLoss.Sum<double>(scores, targets, moved, 3));

        // Of the sums themselves, once.
        var least = exponent < -1000 ? double.Epsilon : 0;
        Assert.Equal(Math.ScaleB(sum.TruePositives, exponent), small.TruePositives, least);
        Assert.Equal(Math.ScaleB(sum.FalsePositives, exponent), small.FalsePositives, least);
        Assert.Equal(Math.ScaleB(sum.FalseNegatives, exponent), small.FalseNegatives, least);
        Assert.Equal(sum.Rows, small.Rows);
    }

    [Fact]
    public void PartsOfSmallWeightsMergeToTheBitsOfTheWhole()
    {
        // The parts' greatest weights differ by 2²⁹ and more.
        var (scores, targets, weights) = Rows();
        const int Item = OverlapLoss.RowsPerWorkItem;
        float[] moved = [.. weights.Select((weight, row) => MathF.ScaleB(weight, row < Item ? -149 : row < 2 * Item ? -120 : -70))];
        var parts = Part(0, Item) + Part(Item, 2 * Item) + Part(2 * Item, Count);
        Assert.Equal(OverlapLoss.Sum<float>(scores, targets, moved), parts);
        Assert.Equal(Part(Item, Count) + Part(0, Item), parts);

        // Least numbers times least probabilities: nothing is left, and nothing else fails.
        var none = OverlapLoss.Sum<double>([-700, -740], [1, 1], [double.Epsilon, double.Epsilon]);
        Assert.Equal((0.0, 2 * double.Epsilon, 2L), (none.TruePositives, none.FalseNegatives, none.Rows));
        var merged = none + OverlapLoss.Sum<double>([0], [1], [4]);
        Assert.Equal((2.0, 2.0, 3L), (merged.TruePositives, merged.FalseNegatives, merged.Rows));

        OverlapSum Part(int from, int to) => OverlapLoss.Sum<float>(scores.AsSpan(from..to), targets.AsSpan(from..to), moved.AsSpan(from..to));
    }

    private static (float[] Scores, float[] Targets, float[] Weights) Rows()
    {
        var random = new Random(12);
        return ([.. Enumerable.Range(0, Count).Select(_ => (random.NextSingle() * 20) - 10)],
            [.. Enumerable.Range(0, Count).Select(row => row % 3 == 0 ? random.NextSingle() : row % 2)],
            [.. Enumerable.Range(0, Count).Select(row => (float)(row % 8))]);
    }
}
