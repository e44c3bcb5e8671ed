using Counterweight.Metrics.Ranking;
using Counterweight.Metrics.Ranking.Intervals;
using Counterweight.Randomness;
using Xunit;

namespace Counterweight.Tests.Metrics.Ranking;

/// <summary>Intervals of areas, areas of streams and of several classes.</summary>
[Trait("Registers", "any")]
public sealed class IntervalTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheSpreadOfReplicatesIsDeLongs(bool isStratified)
    {
        var (scores, labels, _) = RandomRanking.Create(11, 2000);
        var replicates = new double[1000];
        RankingBootstrap.Areas<double>(scores, labels, replicates, [], new RandomStream(3), default, isStratified);
        var mean = replicates.Average();
        var variance = replicates.Sum(value => (value - mean) * (value - mean)) / (replicates.Length - 1);
        var estimate = DeLong.Estimate<double>(scores, labels);
        Assert.Equal(estimate.Auc, mean, 4 * Math.Sqrt(estimate.Variance / replicates.Length));
        Assert.InRange(variance / estimate.Variance, 0.8, 1.25);
        var (bootstrap, logit) = (MetricInterval.Percentile(replicates), estimate.Interval());
        Assert.Equal(logit.Low, bootstrap.Low, 0.005);
        Assert.Equal(logit.High, bootstrap.High, 0.005);
    }

    [Fact]
    public void ReplicatesDependOnNoOrderOfRowsAndNoNumberOfReplicates()
    {
        var (scores, labels, weights) = RandomRanking.Create(12, 500);
        var order = Enumerable.Range(0, scores.Length).ToArray();
        new Random(1).Shuffle(order);
        var (many, few) = (new double[50], new double[17]);
        RankingBootstrap.Areas<double>(scores, labels, many, [], new RandomStream(4), weights);
        RankingBootstrap.Areas<double>([.. order.Select(row => scores[row])], [.. order.Select(row => labels[row])], few, [], new RandomStream(4), [.. order.Select(row => weights[row])]);
        Assert.Equal(many[..17], few);
        Assert.Distinct(many);
    }

    [Fact]
    public void StratifiedReplicatesHaveBothClasses()
    {
        var labels = new int[400];
        labels[7] = 1;
        var (some, all) = (new double[100], new double[100]);
        double[] scores = [.. labels.Select((_, row) => (double)row)];
        RankingBootstrap.Areas<double>(scores, labels, some, [], new RandomStream(5));
        RankingBootstrap.Areas<double>(scores, labels, all, [], new RandomStream(5), default, isStratified: true);
        Assert.InRange(some.Count(double.IsNaN), 20, 55);
        Assert.DoesNotContain(double.NaN, all);
    }

    [Fact]
    public void DeLongObeysTheMeaningOfWeights()
    {
        var (scores, labels, weights) = RandomRanking.Create(13, 300);
        double[] twos = [.. weights.Select((_, row) => 1.0 + (row % 2))];
        int[] twice = [.. Enumerable.Range(0, 300).SelectMany(row => Enumerable.Repeat(row, 1 + (row % 2)))];
        var frequency = DeLong.Estimate<double>(scores, labels, twos, WeightMeaning.Frequency);
        var repeated = DeLong.Estimate<double>([.. twice.Select(row => scores[row])], [.. twice.Select(row => labels[row])]);
        Assert.Equal(repeated.Auc, frequency.Auc, 1e-14);
        Assert.Equal(repeated.Variance, frequency.Variance, 1e-14 * repeated.Variance * 100);
        Assert.Equal(DeLong.Estimate<double>(scores, labels, weights), DeLong.Estimate<double>(scores, labels, [.. weights.Select(weight => 1024 * weight)]));
        Assert.Equal(RankingMetrics.RocAuc(ScoreRanking.Create<double>(scores, labels, weights)), DeLong.Estimate<double>(scores, labels, weights).Auc, 1e-14);
    }

    [Fact]
    public void ThePairedTestIsThatOfTwoModels()
    {
        var (scores, labels, _) = RandomRanking.Create(14, 400);
        var random = new Random(2);
        double[] noisy = [.. scores.Select(score => Math.Clamp(score, -2, 2) + random.NextDouble())];
        Assert.Equal(1, DeLong.Compare<double>(scores, scores, labels).PValue);
        var compared = DeLong.Compare<double>(scores, noisy, labels);
        Assert.InRange(compared.PValue, 0, 1);
        Assert.Equal(0, DeLong.Compare<double>(scores, [.. scores.Select(score => score * 2)], labels).Variance, 1e-18);
        Assert.Equal(0.04550026389635842, NormalTail.TwoSided(2), 1e-14);
        Assert.Equal(6.334248366623996e-5, NormalTail.TwoSided(4), 1e-16);
        Assert.Equal(1.5239706048321e-23, NormalTail.TwoSided(10), 1e-34);
    }

    [Fact]
    public void PartsOfAStreamMergeToTheWholeWithinTheBound()
    {
        var random = new Random(6);
        double[] scores = [.. Enumerable.Range(0, 3000).Select(_ => random.NextDouble())];
        int[] labels = [.. scores.Select(score => random.NextDouble() < score ? 1 : 0)];
        double[] weights = [.. scores.Select(_ => random.NextDouble())];
        var (whole, first, second) = (new StreamingAuc(0, 1, 200), new StreamingAuc(0, 1, 200), new StreamingAuc(0, 1, 200));
        whole.Add<double>(scores, labels, weights);
        first.Add<double>(scores.AsSpan(0, 1234), labels.AsSpan(0, 1234), weights.AsSpan(0, 1234));
        second.Add<double>(scores.AsSpan(1234), labels.AsSpan(1234), weights.AsSpan(1234));
        second.Merge(first);
        Assert.Equal(whole.Evaluate(), second.Evaluate());
        var (auc, error) = whole.Evaluate();
        Assert.InRange(error, 0.0001, 0.005);
        Assert.Equal(RankingMetrics.RocAuc(ScoreRanking.Create<double>(scores, labels, weights)), auc, error);
        Assert.Throws<ArgumentException>(() => whole.Merge(new StreamingAuc(0, 1, 100)));
        Assert.Throws<ArgumentOutOfRangeException>(() => whole.Add<double>([0.5], [1], [1e10]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StreamingAuc(1, 1, 10));
        Assert.Throws<ArgumentOutOfRangeException>("low", () => new StreamingAuc(double.NaN, 1, 10));
        Assert.Throws<ArgumentOutOfRangeException>("high", () => new StreamingAuc(0, double.PositiveInfinity, 10));
    }

    [Fact]
    public void PercentilesAreBetweenNeighbors()
    {
        Assert.Equal(new(2.5, 7.5), MetricInterval.Percentile([.. Enumerable.Range(0, 11).Select(i => 10.0 - i), double.NaN], 0.5));
        Assert.Equal(new(double.NaN, double.NaN), MetricInterval.Percentile([double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => MetricInterval.Percentile([1], 1));
    }
}
