using Counterweight.Metrics.Ranking;
using Counterweight.Metrics.Ranking.Intervals;
using Counterweight.Randomness;
using Xunit;

namespace Counterweight.Tests.Metrics.Ranking;

/// <summary>Weights, costs and β over the whole range of a double: what is a ratio has no unit.</summary>
[Trait("Registers", "any")]
public sealed class RankingExtremesTests
{
    private static readonly double[] Scores = [1, 2, 3, 4, 5, 6, 6, 7];
    private static readonly int[] Labels = [0, 1, 0, 1, 1, 0, 1, 0];

    public static TheoryData<double, double> Units => new() { { 1e-160, 1 }, { 1, 1e-160 }, { 1e-300, 1e300 }, { 1e300, 1e-300 }, { 1e-320, 1e-320 }, { 1e306, 1e306 } };

    /// <summary>Each of a million terms loses as much as the one before, unless what rounding takes away is kept.</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(1.0 / 3)]
    [InlineData(0.7)]
    public void AMillionPointsAreNoLessExact(double weight)
    {
        const int Rows = 1 << 20;
        double[] scores = [.. Enumerable.Range(0, Rows).Select(row => (double)-row)];
        int[] first = [1, .. new int[Rows - 1]];
        double[] weights = [weight, .. Enumerable.Repeat(1.0, Rows - 1)];
        Assert.Equal(1, RankingMetrics.RocAuc(ScoreRanking.Create<double>(scores, first, weights)), 4e-16);

        // The one negative row is above all: Σ k ∕ (k + 1) ∕ n = 1 − (H(n + 1) − 1) ∕ n.
        int[] others = [.. first.Select(label => 1 - label)];
        var n = Rows - 1.0;
        var harmonic = Math.Log(Rows) + 0.57721566490153286 + (1 / (2.0 * Rows)) - (1 / (12.0 * Rows * Rows));
        Assert.Equal(1 - ((harmonic - 1) / n), RankingMetrics.AveragePrecision(ScoreRanking.Create<double>(scores, others, [])), 4e-16);
    }

    /// <summary>Each class has its unit: area, variance and areas of replicates are those of weight 1.</summary>
    [Theory]
    [MemberData(nameof(Units))]
    public void UnitsOfClassesDoNotShowInAreas(double ofPositives, double ofNegatives)
    {
        double[] plainWeights = [.. Labels.Select((_, row) => 1.0 + (row % 3))];
        double[] weights = [.. Labels.Select((label, row) => plainWeights[row] * (label == 1 ? ofPositives : ofNegatives))];
        var (plain, scaled) = (DeLong.Estimate<double>(Scores, Labels, plainWeights), DeLong.Estimate<double>(Scores, Labels, weights));
        Assert.Equal(plain.Auc, scaled.Auc, 1e-14);
        Assert.Equal(plain.Variance, scaled.Variance, 1e-14);
        Assert.Equal(plain.Auc, RankingMetrics.RocAuc(ScoreRanking.Create<double>(Scores, Labels, weights)), 1e-14);
        foreach (var isStratified in (bool[])[true, false])
        {
            var (expected, areas, metric) = (new double[40], new double[40], new double[40]);
            RankingBootstrap.Areas<double>(Scores, Labels, expected, [], new RandomStream(3), plainWeights, isStratified);
            RankingBootstrap.Areas<double>(Scores, Labels, areas, [], new RandomStream(3), weights, isStratified);
            RankingBootstrap.Evaluate<double>(Scores, Labels, curve => RankingMetrics.RocAuc(curve), metric, new RandomStream(3), weights, isStratified);
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], areas[i], 1e-13);
                Assert.Equal(expected[i], metric[i], 1e-13);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void UnitsOfClassesDoNotShowInAreasOfPairs(double unit, double other)
    {
        var (plain, scaled) = (new double[9], new double[9]);
        var (count, weight) = (new double[3], new double[3]);
        var random = new Random(1);
        int[] labels = [.. Enumerable.Range(0, 60).Select(row => row % 3)];
        double[] scores = [.. Enumerable.Range(0, 180).Select(_ => (double)random.Next(9))];
        MulticlassAuc.Pairs<double>(scores, 3, labels, plain, count);
        MulticlassAuc.Pairs<double>(scores, 3, labels, scaled, weight, [.. labels.Select(label => label == 1 ? unit : other)]);
        for (var pair = 0; pair < 9; pair++)
        {
            Assert.Equal(plain[pair], scaled[pair], 1e-14);
        }

        Assert.Equal(MulticlassAuc.OneVsOne(plain, count), MulticlassAuc.OneVsOne(scaled, weight), 1e-14);
        MulticlassAuc.Pairs<double>(scores, 3, labels, scaled, weight, [.. labels.Select(_ => unit)]);
        Assert.Equal(MulticlassAuc.OneVsOne(plain, count, true), MulticlassAuc.OneVsOne(scaled, weight, true), 1e-14);
        Assert.Equal(MulticlassAuc.OneVsRest(plain, count, true), MulticlassAuc.OneVsRest(scaled, weight, true), 1e-14);
    }

    /// <summary>Sums of weights over pairs of classes may be beyond a double where the weights themselves are not.</summary>
    [Fact]
    public void ManyHeavyClassesHaveAMean()
    {
        double[] pairs = [.. Enumerable.Repeat(0.75, 36)];
        double[] weights = [.. Enumerable.Repeat(double.MaxValue / 12, 6)];
        Assert.Equal(0.75, MulticlassAuc.OneVsOne(pairs, weights, true), 1e-15);
        Assert.Equal(0.75, MulticlassAuc.OneVsRest(pairs, weights, true), 1e-15);
    }

    /// <summary>Of models that differ in two neighbors of many rows the areas have no digits left for the difference.</summary>
    [Fact]
    public void AlmostEqualModelsAreNoCertainDifference()
    {
        const int Rows = 250_000;
        double[] scores = [.. Enumerable.Range(0, Rows).Select(row => (double)row)];
        int[] labels = [.. Enumerable.Range(0, Rows).Select(row => row & 1)];
        double[] other = [.. scores];
        (other[1001], other[1002]) = (other[1002], other[1001]);
        var compared = DeLong.Compare<double>(scores, other, labels);
        const double Each = Rows / 2;

        // One pair changes places: one placement of each class, by one row of the other.
        Assert.Equal(-1 / (Each * Each), compared.Difference, 1e-9 / (Each * Each));
        Assert.Equal(2 / (Each * Each * Each * Each), compared.Variance, 1e-4 / (Each * Each * Each * Each));
        Assert.Equal(NormalTail.TwoSided(Math.Sqrt(0.5)), compared.PValue, 1e-4);
    }

    [Fact]
    public void TheVarianceOfADifferenceIsThatOfBothModels()
    {
        var (scores, labels, weights) = RandomRanking.Create(15, 400);
        double[] other = [.. scores.Select((score, row) => row % 7 == 0 ? row : Math.Clamp(score, -9, 9))];
        var compared = DeLong.Compare<double>(scores, other, labels, weights);
        Assert.True(Math.Abs(compared.Difference) > 0.01, $"{compared}");
        Assert.Equal(compared.First.Auc - compared.Second.Auc, compared.Difference, 1e-14);
        Assert.Equal(compared.First.Variance + compared.Second.Variance - (2 * compared.Covariance), compared.Variance, 1e-12 * compared.Variance);
    }

    [Theory]
    [InlineData(1, 1e200)]
    [InlineData(1e306, 20)]
    [InlineData(1e-320, 1e200)]
    public void GreatBetaIsRecall(double weight, double beta)
    {
        var curve = ScoreRanking.Create<double>(Scores, Labels, [.. Labels.Select(_ => weight)]);
        Assert.Equal(1, ThresholdSearch.BestFBeta(curve, beta).Recall);
        Assert.Equal(0.25, curve.At(1).FBeta(beta), 0.003);
        Assert.Equal(0.25, curve.At(1).FBeta(double.PositiveInfinity));
        Assert.Equal(0, curve.At(-1).FBeta(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScoreRanking.Create<double>(Scores, Labels).At(0).FBeta(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScoreRanking.Create<double>(Scores, Labels).At(0).FBeta(double.NaN));
    }

    /// <summary>The unit of costs and that of weights change no threshold, whatever their product.</summary>
    [Theory]
    [InlineData(996, 33)]
    [InlineData(1020, 1016)]
    [InlineData(-33, -1074)]
    [InlineData(-1030, -1030)]
    public void UnitsDoNotShowInAThreshold(int costExponent, int weightExponent)
    {
        var (cost, weight) = (Math.ScaleB(1, costExponent), Math.ScaleB(1, weightExponent));
        AlertCosts[] all = [new(1, 1), new(1, 3, -2, -1), new(2, 1), new(1, 15, -15)];
        foreach (var costs in all)
        {
            var plain = ThresholdSearch.LeastCost(ScoreRanking.Create<double>(Scores, Labels), costs);
            var scaled = ThresholdSearch.LeastCost(
                ScoreRanking.Create<double>(Scores, Labels, [.. Labels.Select(_ => weight)]),
                new(costs.FalsePositive * cost, costs.FalseNegative * cost, costs.TruePositive * cost, costs.TrueNegative * cost));
            Assert.Equal(plain.Threshold, scaled.Threshold);
        }
    }

    [Fact]
    public void IntervalsHoldInfinityAndTheWholeRange()
    {
        const double Most = double.PositiveInfinity;
        Assert.Equal(new(1, 1), MetricInterval.Percentile([1, 1, 1, 1, Most], 0.5));
        Assert.Equal(new(Most, Most), MetricInterval.Percentile([Most, Most, Most], 0.5));
        Assert.Equal(new(1.5, Most), MetricInterval.Percentile([1, 2, Most], 0.5));
        Assert.Equal(new(-5e307, 5e307), MetricInterval.Percentile([-1e308, 1e308], 0.5));
        Assert.Equal(new(double.NaN, double.NaN), MetricInterval.Percentile([double.NaN], 0.5));
    }

    [Fact]
    public void OfAMissingPositiveClassOnlyPrecisionIsKnown()
    {
        var curve = ScoreRanking.Create<double>([1, 2, 3], [0, 0, 0]);
        Assert.Equal(0, RankingMetrics.PrecisionAt(curve, 1));
        Assert.Equal(double.NaN, RankingMetrics.PrecisionAt(default(RankingCurve<double>), 1));
        Assert.Equal(double.NaN, RankingMetrics.AveragePrecision(curve));
        Assert.Equal(double.NaN, RankingMetrics.RocAuc(curve));
    }
}
