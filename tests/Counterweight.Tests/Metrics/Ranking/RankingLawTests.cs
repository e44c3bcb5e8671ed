using Counterweight.Metrics.Ranking;
using Xunit;

namespace Counterweight.Tests.Metrics.Ranking;

/// <summary>Laws that rankings obey, of rows with ties, weights of 0 and infinite scores.</summary>
[Trait("Registers", "any")]
public sealed class RankingLawTests
{
    public static TheoryData<int, int> Rows => new() { { 1, 2 }, { 2, 40 }, { 3, 1000 }, { 4, 40000 } };

    [Theory]
    [MemberData(nameof(Rows))]
    public void PermutedRowsChangeNoBit(int seed, int rows)
    {
        var (scores, labels, weights) = RandomRanking.Create(seed, rows);
        var order = Enumerable.Range(0, rows).ToArray();
        new Random(seed).Shuffle(order);
        Same(Curve.Of(scores, labels, weights), Curve.Of([.. order.Select(row => scores[row])], [.. order.Select(row => labels[row])], [.. order.Select(row => weights[row])]));
    }

    /// <summary>The more rows are in a bucket, the more digits sort them: from one up to the four of two million rows.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(5_000)]
    [InlineData(9_000)]
    [InlineData(70_000)]
    [InlineData(2_200_000)]
    public void RowsOfOneBucketAreSorted(int rows)
    {
        var random = new Random(rows);
        double[] scores = [.. Enumerable.Range(0, rows).Select(_ => 1 + (random.NextDouble() / 128))];
        scores[0] = -1e300; // so that all others share the highest bits
        var curve = ScoreRanking.Create<double>(scores, new int[rows]);
        double[] expected = [.. scores.Distinct()];
        expected.AsSpan().Sort((one, other) => other.CompareTo(one));
        Assert.True(curve.Thresholds.SequenceEqual(expected));
        Assert.Equal(rows, curve.FalsePositives[^1]);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void WeightTwoIsTheRowTwice(int seed, int rows)
    {
        var (scores, labels, weights) = RandomRanking.Create(seed, rows);
        for (var i = 0; i < rows; i += 3)
        {
            weights[i] *= 2;
        }

        var single = Curve.Of(scores, labels, weights);
        var twice = Enumerable.Range(0, rows).SelectMany(row => Enumerable.Repeat(row, row % 3 == 0 ? 2 : 1)).ToArray();
        Same(single, Curve.Of(
            [.. twice.Select(row => scores[row])], [.. twice.Select(row => labels[row])], [.. twice.Select(row => row % 3 == 0 ? weights[row] / 2 : weights[row])]));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void WeightZeroIsNoRow(int seed, int rows)
    {
        var (scores, labels, weights) = RandomRanking.Create(seed, rows);
        var kept = Enumerable.Range(0, rows).Where(row => weights[row] > 0).ToArray();
        Same(Curve.Of(scores, labels, weights), Curve.Of([.. kept.Select(row => scores[row])], [.. kept.Select(row => labels[row])], [.. kept.Select(row => weights[row])]));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void APowerOfTwoInTheWeightsChangesNoMetric(int seed, int rows)
    {
        var (scores, labels, weights) = RandomRanking.Create(seed, rows);
        foreach (var exponent in (int[])[-900, -30, 1, 900])
        {
            Assert.Equal(Metrics(scores, labels, weights), Metrics(scores, labels, [.. weights.Select(weight => Math.ScaleB(weight, exponent))]));
        }

        // Classes of their own units: the area does not notice.
        double[] apart = [.. weights.Select((weight, row) => Math.ScaleB(weight, labels[row] == 1 ? -1000 : 900))];
        Assert.Equal(Metrics(scores, labels, weights)[0], Metrics(scores, labels, apart)[0]);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void WeightsOfOneAreNoWeights(int seed, int rows)
    {
        var (scores, labels, _) = RandomRanking.Create(seed, rows);
        Same(Curve.Of(scores, labels, []), Curve.Of(scores, labels, [.. scores.Select(_ => 1.0)]));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void FloatsRankAsDoublesDo(int seed, int rows)
    {
        var (scores, labels, weights) = RandomRanking.Create(seed, rows);
        float[] single = [.. scores.Select(score => (float)score)];
        float[] light = [.. weights.Select(weight => (float)weight)];
        var floats = ScoreRanking.Create<float>(single, labels, light);
        var doubles = ScoreRanking.Create<double>([.. single.Select(score => (double)score)], labels, [.. light.Select(weight => (double)weight)]);
        Assert.Equal(doubles.Thresholds.ToArray(), floats.Thresholds.ToArray().Select(threshold => (double)threshold).ToArray());
        Assert.Equal(doubles.TruePositives, floats.TruePositives);
        Assert.Equal(doubles.FalsePositives, floats.FalsePositives);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void NegatedScoresHaveTheComplement(int seed, int rows)
    {
        var (scores, labels, weights) = RandomRanking.Create(seed, rows);
        Assert.Equal(1 - Metrics(scores, labels, weights)[0], Metrics([.. scores.Select(score => -score)], labels, weights)[0], 1e-14);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void TheAreaIsTheCountOfPairs(int seed, int rows)
    {
        var (scores, labels, weights) = RandomRanking.Create(seed, Math.Min(rows, 1500));
        var (ordered, all) = (0.0, 0.0);
        for (var i = 0; i < scores.Length; i++)
        {
            for (var j = 0; j < scores.Length && labels[i] == 1; j++)
            {
                var pair = labels[j] == 0 ? weights[i] * weights[j] : 0;
                all += pair;
                ordered += scores[i] > scores[j] ? pair : scores[i] == scores[j] ? pair / 2 : 0;
            }
        }

        Assert.Equal(ordered / all, Metrics(scores, labels, weights)[0], 1e-12);
    }

    [Fact]
    public void AnyPositiveRowAloneOrNegativeRowAloneIsNaN()
    {
        foreach (var labels in (int[][])[[1, 1, 1], [0, 0, 0], []])
        {
            var curve = ScoreRanking.Create<double>(labels.Length == 0 ? [] : [1, 2, 2], labels);
            Assert.True(double.IsNaN(RankingMetrics.RocAuc(curve)) && double.IsNaN(RankingMetrics.PartialAuc(curve, 0.5)) && double.IsNaN(RankingMetrics.KolmogorovSmirnov(curve, out _)));
            Assert.Equal(labels.Contains(1) ? 1 : double.NaN, RankingMetrics.AveragePrecision(curve));
        }
    }

    [Fact]
    public void ZerosAreEqualAndInfinitiesAreScores()
    {
        var curve = ScoreRanking.Create<double>([0, -0.0, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon], [1, 0, 1, 0, 0]);
        Assert.Equal([double.PositiveInfinity, double.Epsilon, 0, double.NegativeInfinity], curve.Thresholds);
        Assert.Equal([1, 1, 2, 2], curve.TruePositives);
        Assert.Equal([0, 1, 2, 3], curve.FalsePositives);
        Assert.True(double.IsNaN(curve.At(-1).Threshold));
    }

    private static double[] Metrics(double[] scores, int[] labels, double[] weights)
    {
        var curve = ScoreRanking.Create<double>(scores, labels, weights);
        return [RankingMetrics.RocAuc(curve), RankingMetrics.AveragePrecision(curve), RankingMetrics.PartialAuc(curve, 0.2), RankingMetrics.KolmogorovSmirnov(curve, out _)];
    }

    private static void Same(Curve one, Curve other)
    {
        Assert.Equal(one.Thresholds, other.Thresholds);
        Assert.Equal(one.TruePositives, other.TruePositives);
        Assert.Equal(one.FalsePositives, other.FalsePositives);
    }

    private sealed record Curve(double[] Thresholds, double[] TruePositives, double[] FalsePositives)
    {
        public static Curve Of(double[] scores, int[] labels, double[] weights)
        {
            var curve = ScoreRanking.Create<double>(scores, labels, weights);
            return new(curve.Thresholds.ToArray(), curve.TruePositives.ToArray(), curve.FalsePositives.ToArray());
        }
    }
}
