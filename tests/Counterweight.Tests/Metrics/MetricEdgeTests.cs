using Counterweight.Decisions;
using Counterweight.Decisions.Guarantees;
using Counterweight.Metrics;
using Counterweight.Metrics.Bins;
using Counterweight.Metrics.Ranking;
using Counterweight.Metrics.Ranking.Intervals;
using Counterweight.Randomness;
using Xunit;

namespace Counterweight.Tests.Metrics;

/// <summary>The table of docs/METRICS.md, "At the edges", line by line.</summary>
[Trait("Registers", "any")]
public sealed class MetricEdgeTests
{
    [Fact]
    public void NoRow()
    {
        var curve = ScoreRanking.Create<double>([], []);
        var matrix = new ConfusionMatrix(2);
        var estimate = DeLong.Estimate<double>([], []);
        double[] undefined =
        [
            RankingMetrics.RocAuc(curve), RankingMetrics.AveragePrecision(curve), RankingMetrics.PartialAuc(curve, 0.5), RankingMetrics.PrecisionAt(curve, 3),
            RankingMetrics.KolmogorovSmirnov(curve, out _), estimate.Auc, estimate.Interval().Low, estimate.Interval().High, new StreamingAuc(0, 1, 10).Evaluate().Auc,
            ProbabilityScore.BinaryBrier<double>([], []).Mean, ProbabilityScore.BinaryLogLoss<double>([], []).Mean, CalibrationBins.EqualWidth(5).ExpectedCalibrationError,
            CalibrationBins.EqualWidth(5).DecomposeBrier().Reliability, matrix.Accuracy, matrix.BalancedAccuracy, matrix.MacroMeanAbsoluteError, matrix.RecallGeometricMean(), matrix.CohenKappa(),
        ];
        Assert.All(undefined, value => Assert.Equal(double.NaN, value));
        double[] zero =
        [
            matrix.Total, matrix.Recall(1), matrix.Precision(1), matrix.FBeta(1), matrix.MatthewsCorrelation(), curve.Positives, ProbabilityScore.BinaryBrier<double>([], []).Sum,
            DecisionCost.OfMatrix<double>([], [], CostMatrix.OfMistakes(1, 1)).WeightedMean, CalibrationBins.EqualWidth(5).Weight,
        ];
        Assert.All(zero, value => Assert.Equal(0, value));
        Assert.Equal(double.NaN, matrix.MatthewsCorrelation(double.NaN));
    }

    [Fact]
    public void NoPositiveRow()
    {
        var curve = ScoreRanking.Create<double>([2, 1], [0, 0]);
        Assert.Equal((double.NaN, double.NaN, 0.0), (RankingMetrics.AveragePrecision(curve), curve.At(1).Recall, curve.At(1).Precision));
        Assert.Equal(double.PositiveInfinity, ThresholdSearch.BestFBeta(curve).Threshold);
    }

    [Fact]
    public void OneClass()
    {
        var curve = ScoreRanking.Create<double>([2, 1], [1, 1]);
        Assert.Equal(double.NaN, RankingMetrics.RocAuc(curve));
        Assert.Equal(double.NaN, RankingMetrics.PartialAuc(curve, 0.5));
        Assert.Equal(double.NaN, RankingMetrics.KolmogorovSmirnov(curve, out _));
        Assert.Equal(1, RankingMetrics.AveragePrecision(curve));
        Assert.Equal((0.01 + 0.04) / 2, ProbabilityScore.BinaryBrier<double>([0.9, 0.8], [1, 1]).Mean, 1e-15);
        var matrix = new ConfusionMatrix(2);
        matrix.AddPredictions([1, 0], [1, 1]);
        Assert.Equal((0.5, 0.5, double.NaN, 0.0, 0.0), (matrix.Recall(1), matrix.BalancedAccuracy, matrix.AdjustedBalancedAccuracy, matrix.MatthewsCorrelation(), matrix.CohenKappa()));
        Assert.Equal(0.25, matrix.MatthewsCorrelation(0.25));
    }

    [Fact]
    public void NoAlert()
    {
        var curve = ScoreRanking.Create<double>([2, 1], [0, 1]);
        Assert.Equal(1, curve.At(-1).Precision);
        var matrix = new ConfusionMatrix(2);
        matrix.AddPredictions([0, 0], [0, 1]);
        Assert.Equal((0.0, double.NaN), (matrix.Precision(1), matrix.Precision(1, double.NaN)));
    }

    [Fact]
    public void ClassesWithoutRows()
    {
        var matrix = new ConfusionMatrix(4);
        matrix.AddPredictions([0, 0, 2, 1], [0, 0, 0, 1]); // class 2 is predicted, class 3 is nowhere
        Assert.Equal((2 / 3.0 + 1) / 3, matrix.Recall(ClassAverage.Macro), 1e-15);
        Assert.Equal((2 / 3.0 + 1) / 2, matrix.Recall(ClassAverage.Macro, double.NaN), 1e-15);
        Assert.Equal((2 / 3.0 + 1) / 2, matrix.BalancedAccuracy, 1e-15);
        Assert.Equal(Math.Sqrt(2 / 3.0), matrix.RecallGeometricMean(), 1e-15);
        Assert.Equal(2 / 3.0 / 2, matrix.MacroMeanAbsoluteError, 1e-15);
    }

    [Fact]
    public void EqualScoresAndThresholds()
    {
        var curve = ScoreRanking.Create<double>([1, 1, 1, 0], [1, 0, 0, 0]);
        Assert.Equal(2, curve.Count);
        Assert.Equal(2 / 3.0, RankingMetrics.RocAuc(curve), 1e-15);
        Assert.Equal(1 / 3.0, RankingMetrics.PrecisionAt(curve, 2), 1e-15);
        var matrix = new ConfusionMatrix(3);
        matrix.AddScores<float>([0.2f, 0.4f, 0.4f], [2]);
        Assert.Equal(1, matrix[2, 1]);
        var answers = new int[1];
        LeastCost.Decide<double>([0.5, 0.5], CostMatrix.OfMistakes(1, 1), answers);
        Assert.Equal([0], answers);
        Assert.Equal(3, ThresholdSearch.LeastCost(ScoreRanking.Create<double>([3, 2, 1], [1, 0, 1]), new(1, 1)).Threshold);
    }

    [Fact]
    public void InfiniteAndMissingScores()
    {
        var curve = ScoreRanking.Create<double>([double.PositiveInfinity, 0, -0.0, double.NegativeInfinity], [1, 1, 0, 0]);
        Assert.Equal([double.PositiveInfinity, 0, double.NegativeInfinity], curve.Thresholds.ToArray());
        Assert.Equal(double.NaN, curve.At(-1).Threshold);
        Assert.Throws<ArgumentOutOfRangeException>(() => ScoreRanking.Create<double>([double.NaN], [1]));
        var matrix = new ConfusionMatrix(2);
        matrix.AddBinaryScores<double>([double.NaN, 0.9], 0.5, [1, 1]);
        Assert.Equal((0.5, 1.0, 1.0), (matrix.Recall(1), matrix.Precision(1), matrix.Unanswered(1)));
        var (members, answers) = (new byte[2], new int[1]);
        ConformalSets.ByClass<double>([0.9, 0.1, 0.1, 0.9], [0, 1], 2).Decide<double>([double.NaN, double.NaN], 0.6, members);
        Assert.Equal<byte>([1, 1], members);
        LeastCost.Decide<double>([double.NaN, 0.5], CostMatrix.OfMistakes(1, 1), answers);
        Assert.Equal([-1], answers);
    }

    [Fact]
    public void CertainProbabilities()
    {
        Assert.Equal(double.PositiveInfinity, ProbabilityScore.BinaryLogLoss<double>([0], [1]).Mean);
        Assert.Equal(-Math.Log(0.01), ProbabilityScore.BinaryLogLoss<double>([0], [1], least: 0.01).Mean, 1e-15);
        Assert.Equal(0, ProbabilityScore.BinaryLogLoss<double>([1], [1], least: 0.01).Mean);
    }

    [Fact]
    public void IntervalsOfFewRows()
    {
        var single = DeLong.Estimate<double>([3, 4, 1], [1, 0, 0]);
        Assert.Equal((0.5, double.NaN), (single.Auc, single.Variance));
        Assert.Equal(double.NaN, DeLong.Estimate<double>([3, 4, 1, 2], [1, 0, 0, 1], [1e9, 1, 1, 1]).Variance);
        Assert.Equal(new(1, 1), DeLong.Estimate<double>([3, 4, 1, 2], [1, 1, 0, 0]).Interval());
        var replicates = new double[50];
        RankingBootstrap.Evaluate<double>([3, 1], [1, 0], RankingMetrics.RocAuc, replicates, new RandomStream(1));
        Assert.Contains(double.NaN, replicates); // a class was not drawn
        Assert.Equal(new(1, 1), MetricInterval.Percentile(replicates));
    }
}
