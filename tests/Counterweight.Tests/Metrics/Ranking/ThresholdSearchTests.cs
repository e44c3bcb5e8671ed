using Counterweight.Metrics.Ranking;
using Xunit;

namespace Counterweight.Tests.Metrics.Ranking;

/// <summary>Searches of thresholds against a look at all of them, and what they say of ties.</summary>
[Trait("Registers", "any")]
public sealed class ThresholdSearchTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 9)]
    [InlineData(3, 700)]
    [InlineData(4, 5000)]
    public void TheBestOfAllThresholdsIsFound(int seed, int rows)
    {
        var (scores, labels, weights) = RandomRanking.Create(seed, rows);
        var curve = ScoreRanking.Create<double>(scores, labels, weights);
        OperatingPoint<double>[] points = [curve.At(-1), .. Points(curve)];
        foreach (var costs in (AlertCosts[])[new(1, 3), new(5, 1, -2, 0.5), new(0, 0), new(1, 0.001)])
        {
            Assert.Equal(points.Min(point => point.Cost(costs)), ThresholdSearch.LeastCost(curve, costs).Cost(costs), 1e-9);
        }

        foreach (var beta in (double[])[0, 0.5, 1, 2])
        {
            Assert.Equal(points.Max(point => point.FBeta(beta)), ThresholdSearch.BestFBeta(curve, beta).FBeta(beta), 1e-14);
        }

        foreach (var least in (double[])[0.01, 0.3, 0.5, 0.9, 1])
        {
            Assert.Equal(points.Where(point => point.Precision >= least).Max(point => point.Recall), ThresholdSearch.RecallAtPrecision(curve, least).Recall);
            Assert.Equal(points.Where(point => point.Recall >= least).Max(point => point.Precision), ThresholdSearch.PrecisionAtRecall(curve, least).Precision);
        }

        foreach (var capacity in (double[])[0, 0.05, 1, 20.5, 1e9])
        {
            Assert.Equal(points.Last(point => point.Alerts <= capacity), ThresholdSearch.WithCapacity(curve, capacity));
        }
    }

    [Fact]
    public void TheHighestOfEqualThresholdsIsReturned()
    {
        // Two negatives behind a positive, twice: both positives cost the same.
        var curve = ScoreRanking.Create<double>([8, 7, 6, 5, 4, 3], [1, 0, 0, 1, 1, 0]);
        Assert.Equal(8, ThresholdSearch.LeastCost(curve, new(1, 1)).Threshold);
        Assert.Equal(1 / 3.0, ThresholdSearch.LeastCost(curve, new(1, 1)).Recall);
        Assert.Equal(double.PositiveInfinity, ThresholdSearch.LeastCost(curve, new(1, 1, 1, 0)).Threshold);
        Assert.Equal(double.PositiveInfinity, ThresholdSearch.LeastCost(curve, new(0, 0)).Threshold);
        Assert.Equal(8, ThresholdSearch.RecallAtPrecision(curve, 1).Threshold);
        Assert.Equal(4, ThresholdSearch.RecallAtPrecision(curve, 0.6).Threshold);
        Assert.Equal(double.PositiveInfinity, ThresholdSearch.PrecisionAtRecall(curve, 0).Threshold);
        Assert.Equal(8, ThresholdSearch.PrecisionAtRecall(curve, 0.3).Threshold);
        Assert.Equal(5, ThresholdSearch.WithCapacity(curve, 4.5).Threshold);
        Assert.Equal(5, ThresholdSearch.WithCapacity(curve, 4).Threshold);
        Assert.Equal(2 / 3.0, RankingMetrics.KolmogorovSmirnov(ScoreRanking.Create<double>([3, 3, 2, 1], [1, 0, 0, 0]), out var at), 1e-15);
        Assert.Equal(3, at.Threshold);
    }

    [Fact]
    public void TheSameThresholdIsFoundAtEveryPlaceOfABlock()
    {
        for (var rows = 1; rows < 40; rows++)
        {
            for (var best = 0; best < rows; best++)
            {
                // Positives up to the best place, negatives behind it.
                double[] scores = [.. Enumerable.Range(0, rows).Select(i => (double)-i)];
                int[] labels = [.. Enumerable.Range(0, rows).Select(i => i <= best ? 1 : 0)];
                var curve = ScoreRanking.Create<double>(scores, labels);
                Assert.Equal(-best, ThresholdSearch.LeastCost(curve, new(1, 1)).Threshold);
                Assert.Equal(-best, ThresholdSearch.BestFBeta(curve).Threshold);
                Assert.Equal(best == rows - 1 ? double.NaN : 1, RankingMetrics.RocAuc(curve));
                Assert.Equal(1, RankingMetrics.AveragePrecision(curve));
            }
        }
    }

    /// <summary>Whichever places of their blocks both have.</summary>
    [Fact]
    public void TheFirstOfTwoBestPlacesIsFound()
    {
        for (var second = 2; second < 40; second++)
        {
            for (var first = second - 2; first >= 0; first -= 2)
            {
                // Down and up again: as many negatives as positives between both places.
                var turn = (first + second) / 2;
                int[] labels = [.. Enumerable.Range(0, second + 2).Select(i => i <= first || (i > turn && i <= second) ? 1 : 0)];
                var curve = ScoreRanking.Create<double>([.. labels.Select((_, i) => (double)-i)], labels);
                Assert.Equal(-first, ThresholdSearch.LeastCost(curve, new(1, 1)).Threshold);
            }
        }
    }

    [Fact]
    public void WithoutAPositiveRowNoneIsAlertedOn()
    {
        var curve = ScoreRanking.Create<double>([1, 2], [0, 0]);
        Assert.Equal(double.PositiveInfinity, ThresholdSearch.BestFBeta(curve).Threshold);
        Assert.Equal(double.PositiveInfinity, ThresholdSearch.PrecisionAtRecall(curve, 0.5).Threshold);
        Assert.Equal(double.PositiveInfinity, ThresholdSearch.RecallAtPrecision(curve, 0.5).Threshold);
        Assert.Equal(double.PositiveInfinity, ThresholdSearch.LeastCost(ScoreRanking.Create<double>([], []), new(1, 1)).Threshold);
    }

    [Fact]
    public void PrecisionAtShares()
    {
        var curve = ScoreRanking.Create<double>([4, 3, 3, 3, 1], [1, 1, 0, 0, 1]);
        Assert.Equal(1, RankingMetrics.PrecisionAt(curve, 1));
        Assert.Equal((1 + (1 / 3.0)) / 2, RankingMetrics.PrecisionAt(curve, 2));
        Assert.Equal(0.5, RankingMetrics.PrecisionAt(curve, 4));
        Assert.Equal(0.6, RankingMetrics.PrecisionAt(curve, 50));
        Assert.Equal(1, RankingMetrics.PrecisionAt(curve, 0.5));
    }

    [Fact]
    public void BadInputIsNamed()
    {
        var curve = ScoreRanking.Create<double>([1, 2], [0, 1]);
        Refused<ArgumentOutOfRangeException>("scores[1] is NaN", () => ScoreRanking.Create<double>([1, double.NaN], [0, 1]));
        Refused<ArgumentOutOfRangeException>("labels[1] is 2; a label must be 0 or 1.", () => ScoreRanking.Create<double>([1, 2], [0, 2]));
        Refused<ArgumentOutOfRangeException>("sampleWeights[0] is -1", () => ScoreRanking.Create<double>([1, 2], [0, 1], [-1, 1]));
        Refused<ArgumentException>("sum to more than half", () => ScoreRanking.Create<double>([1, 2], [0, 1], [double.MaxValue, double.MaxValue]));
        Refused<ArgumentException>("workspace has 7 elements and needs 8.", () => ScoreRanking.Build<double>([1, 2], [0, 1], new double[2], new double[2], new double[2], new long[7]));
        Refused<ArgumentException>("falsePositives has 1 elements and needs 2.", () => ScoreRanking.Build<double>([1, 2], [0, 1], new double[2], new double[2], new double[1], new long[8]));
        Refused<ArgumentOutOfRangeException>("maxFalsePositiveRate is 1.5", () => RankingMetrics.PartialAuc(ScoreRanking.Create<double>([1, 2], [0, 1]), 1.5));
        Refused<ArgumentOutOfRangeException>("alerts is -1", () => ThresholdSearch.WithCapacity(ScoreRanking.Create<double>([1, 2], [0, 1]), -1));
        Refused<ArgumentOutOfRangeException>("leastPrecision is 2", () => ThresholdSearch.RecallAtPrecision(ScoreRanking.Create<double>([1, 2], [0, 1]), 2));
        Refused<ArgumentOutOfRangeException>("beta is NaN", () => ThresholdSearch.BestFBeta(ScoreRanking.Create<double>([1, 2], [0, 1]), double.NaN));
        Refused<ArgumentOutOfRangeException>("costs.FalseNegative is ", () => ThresholdSearch.LeastCost(ScoreRanking.Create<double>([1, 2], [0, 1]), new(1, double.PositiveInfinity)));
        Refused<ArgumentException>("recalls has 2 elements", () => RankingMetrics.PrecisionRecall(ScoreRanking.Create<double>([1, 2], [0, 1]), new double[3], new double[2]));
        Assert.Equal(2, curve.At(0).Threshold);
    }

    private static void Refused<TException>(string text, Action action)
        where TException : ArgumentException => Assert.Contains(text, Assert.Throws<TException>(action).Message, StringComparison.Ordinal);

    private static OperatingPoint<double>[] Points(RankingCurve<double> curve)
    {
        var points = new OperatingPoint<double>[curve.Count];
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = curve.At(i);
        }

        return points;
    }
}
