using Counterweight.Calibration;
using Counterweight.Metrics;
using Counterweight.Metrics.Ranking;
using Xunit;

namespace Counterweight.Tests.Metrics;

/// <summary>Inputs that other libraries' metrics got wrong, by the numbers of public reports; docs/METRICS.md lists them.</summary>
[Trait("Registers", "any")]
public sealed class KnownFaultTests
{
    /// <summary>scikit-learn #9980, #16065: rows of weight 0 made average precision NaN and curves of other points.</summary>
    [Fact]
    public void RowsOfWeightZeroMakeNoPoint()
    {
        var weighted = ScoreRanking.Create<double>([0.1, 0.4, 0.85, 0.35, 0.8, 0.9], [0, 0, 0, 1, 1, 1], [1, 1, 0, 1, 1, 0]);
        Assert.Equal(0.5 + (0.5 * 2 / 3), RankingMetrics.AveragePrecision(weighted), 1e-15);
        Assert.Equal([0.8, 0.4, 0.35, 0.1], weighted.Thresholds.ToArray());
    }

    /// <summary>scikit-learn #3864, #6688: scores that are close counted as equal.</summary>
    [Fact]
    public void CloseScoresAreToldApart()
    {
        Assert.Equal(1, RankingMetrics.RocAuc(ScoreRanking.Create<double>([1e-10, 0, 0], [1, 0, 0])));
        Assert.Equal(0.75, RankingMetrics.RocAuc(ScoreRanking.Create<double>([1e-8, 4e-8, 3.5e-8, 8e-8], [0, 0, 1, 1])));
        Assert.Equal(1, RankingMetrics.RocAuc(ScoreRanking.Create<double>([double.BitIncrement(1), 1], [1, 0])));
        Assert.Equal(1, RankingMetrics.RocAuc(ScoreRanking.Create<float>([float.Epsilon, 0], [1, 0])));
    }

    /// <summary>scikit-learn #6842: sums of single-precision weights stood still from 2²⁴ on.</summary>
    [Fact]
    public void SumsOfFloatWeightsDoNotStandStill()
    {
        const float Many = 16777216;
        var curve = ScoreRanking.Create<float>([5, 4, 3, 2, 1], [1, 1, 1, 0, 0], [Many, 1, 1, Many, 1]);
        Assert.Equal([Many, Many + 1.0, Many + 2.0, Many + 2.0, Many + 2.0], curve.TruePositives.ToArray());
        Assert.Equal(Many + 1.0, curve.Negatives);
        var matrix = new ConfusionMatrix(2);
        matrix.AddPredictions<float>([1, 1, 1], [1, 1, 1], [Many, 1, 1]);
        Assert.Equal(Many + 2.0, matrix[1, 1]);
    }

    /// <summary>scikit-learn #9786: rounding made rates fall, and areas refuse the curve.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void RatesNeverFallAndEndAtOne(int seed)
    {
        var random = new Random(seed);
        double[] scores = [.. Enumerable.Range(0, 3000).Select(_ => random.NextDouble())];
        int[] labels = [.. scores.Select(_ => random.Next(2))];
        float[] weights = [.. scores.Select(_ => (float)Math.Exp(40 * (random.NextDouble() - 0.5)))];
        var curve = ScoreRanking.Create<double>(scores, labels, [.. weights.Select(weight => (double)weight)]);
        var (falsePositives, truePositives) = (new double[curve.Count + 1], new double[curve.Count + 1]);
        RankingMetrics.Roc(curve, falsePositives, truePositives);
        foreach (var rates in (double[][])[falsePositives, truePositives])
        {
            Assert.Equal(rates.Order(), rates);
            Assert.Equal((0, 1), (rates[0], rates[^1]));
        }
    }

    /// <summary>scikit-learn #8245, #30079: without a positive row average precision was 0, recall 1, and for a time the area 0.</summary>
    [Fact]
    public void WhatIsNotDefinedIsNaN()
    {
        var curve = ScoreRanking.Create<double>([0.1, 0.4, 0.35, 0.8], [0, 0, 0, 0]);
        Assert.Equal(double.NaN, RankingMetrics.AveragePrecision(curve));
        Assert.Equal(double.NaN, RankingMetrics.RocAuc(curve));
        var (precisions, recalls) = (new double[5], new double[5]);
        RankingMetrics.PrecisionRecall(curve, precisions, recalls);
        Assert.Equal([0, double.NaN, double.NaN, double.NaN, double.NaN], recalls);
        Assert.Equal([1, 0, 0, 0, 0], precisions);
    }

    /// <summary>scikit-learn #23213, #31635: curves lost points behind a recall of 1, or some of those on straight lines.</summary>
    [Fact]
    public void CurvesHaveAllPoints()
    {
        var curve = ScoreRanking.Create<double>([8, 7, 6, 5, 4], [1, 1, 0, 0, 0]);
        var (precisions, recalls) = (new double[6], new double[6]);
        RankingMetrics.PrecisionRecall(curve, precisions, recalls);
        Assert.Equal([1, 1, 1, 2 / 3.0, 0.5, 0.4], precisions);
        Assert.Equal([0, 0.5, 1, 1, 1, 1], recalls);
        var (falsePositives, truePositives) = (new double[6], new double[6]);
        RankingMetrics.Roc(curve, falsePositives, truePositives);
        Assert.Equal([0, 0, 0, 1 / 3.0, 2 / 3.0, 1], falsePositives);
        Assert.Equal([0, 0.5, 1, 1, 1, 1], truePositives);
    }

    /// <summary>scikit-learn #9790, #26193: the threshold of no alert was the highest score plus 1, or missing.</summary>
    [Fact]
    public void NoAlertHasAThresholdOfItsOwn()
    {
        var curve = ScoreRanking.Create<double>([0.89, 0.61, 0.83, 0.62, 0.90], [0, 0, 1, 1, 1]);
        Assert.Equal((double.PositiveInfinity, 0.0), (curve.At(-1).Threshold, curve.At(-1).Alerts));
        Assert.Equal((0.90, 1.0), (curve.At(0).Threshold, curve.At(0).Alerts));
    }

    /// <summary>scikit-learn #24636: a class without rows made all areas of several classes fail. Its one-vs-one areas take no weights.</summary>
    [Fact]
    public void AClassWithoutRowsIsLeftOut()
    {
        var (pairs, weights) = (new double[9], new double[3]);
        MulticlassAuc.Pairs<double>([0.2, 0.5, 0.3, 0.1, 0.3, 0.6, 0.1, 0.2, 0.7], 3, [1, 2, 2], pairs, weights, [1, 1, 2]);
        Assert.Equal([0, 1, 3], weights);
        Assert.Equal((double.NaN, 1.0, 1.0), (pairs[1], pairs[5], pairs[7]));
        Assert.Equal((1.0, 1.0), (MulticlassAuc.OneVsOne(pairs, weights), MulticlassAuc.OneVsRest(pairs, weights)));
    }

    /// <summary>scikit-learn #24315: a float of 1 made log loss NaN. #17399: a certain mistake cost 34.5.</summary>
    [Fact]
    public void CertainFloatsHaveTheirLogLoss()
    {
        Assert.Equal(0, ProbabilityScore.BinaryLogLoss<float>([1, 0], [1, 0]).Mean);
        Assert.Equal(double.PositiveInfinity, ProbabilityScore.BinaryLogLoss<float>([1], [0]).Mean);
        Assert.Equal(0, ProbabilityScore.LogLoss<float>([0, 1], 2, [1]).Mean);
        Assert.Equal(-Math.Log(1e-6), ProbabilityScore.BinaryLogLoss<float>([1], [0], least: 1e-6).Mean, 1e-15);
    }

    /// <summary>scikit-learn #4546, #6980, #9300: where all rows were of one class, scores were those of the other, or failed.</summary>
    [Fact]
    public void RowsOfOneClassHaveProperScores()
    {
        Assert.Equal(-(Math.Log(0.1) + Math.Log(0.7) + Math.Log(0.5)) / 3, ProbabilityScore.BinaryLogLoss<double>([0.1, 0.7, 0.5], [1, 1, 1]).Mean, 1e-15);
        Assert.Equal(0, ProbabilityScore.BinaryBrier<double>([1, 1, 1], [1, 1, 1]).Mean);
        Assert.Equal(0.36, ProbabilityScore.BinaryBrier<double>([0.4], [1]).Mean, 1e-15);
        Assert.Equal(0.25, ProbabilityScore.BinaryBrier<double>([0.5], [0]).Mean);
    }

    /// <summary>scikit-learn #34889: the adjusted balanced accuracy of a single class was −∞.</summary>
    [Fact]
    public void BalancedAccuracyOfOneClassIsNotAdjusted()
    {
        var matrix = new ConfusionMatrix(3);
        matrix.AddPredictions([0, 1, 2], [0, 0, 0]);
        Assert.Equal(double.NaN, matrix.AdjustedBalancedAccuracy);
        Assert.Equal(1 / 3.0, matrix.BalancedAccuracy);
    }

    /// <summary>scikit-learn #2806, #9622: products of counts overflowed, and the correlation was above 1.</summary>
    [Fact]
    public void CorrelationOfManyRowsStaysWithinOne()
    {
        var matrix = new ConfusionMatrix(2);
        matrix.AddPredictions<double>([1, 0, 1, 0], [1, 0, 0, 1], [5e10, 5e10, 5e9, 5e9]);
        Assert.Equal(9 / 11.0, matrix.MatthewsCorrelation(), 1e-15);
    }

    /// <summary>scikit-learn #9624, #14256: kappa of one class was NaN with no way to say otherwise.</summary>
    [Fact]
    public void KappaOfOneClassIsWhatIsAskedFor()
    {
        var matrix = new ConfusionMatrix(3);
        matrix.AddPredictions([1, 1, 1], [1, 1, 1]);
        Assert.Equal(double.NaN, matrix.CohenKappa());
        Assert.Equal(1, matrix.CohenKappa(zeroDivision: 1));
    }

    /// <summary>scikit-learn #27189, #27577: F1 went by undefined precisions, and was NaN or too high.</summary>
    [Fact]
    public void FOneGoesByCounts()
    {
        var missed = new ConfusionMatrix(2);
        missed.AddPredictions([0, 0, 0], [0, 1, 1]);
        Assert.Equal((double.NaN, 0.0), (missed.Precision(1, double.NaN), missed.FBeta(1, zeroDivision: double.NaN)));
        var many = new ConfusionMatrix(105);
        many.AddPredictions([.. Enumerable.Range(0, 100), 101, 102, 103, 104], [.. Enumerable.Range(0, 104)]);
        Assert.Equal(100 / 105.0, many.FBeta(ClassAverage.Macro, zeroDivision: 1), 1e-15);
    }

    /// <summary>imbalanced-learn #1180: a weighted specificity of 5/3. #1096: the macro average of G-means was that of averages.</summary>
    [Fact]
    public void SpecificityAndGeometricMeanAreThoseOfTheirDefinitions()
    {
        var matrix = new ConfusionMatrix(2);
        matrix.AddPredictions<double>([0, 1, 1, 1], [0, 0, 1, 1], [1, 2, 3, 4]);
        Assert.Equal(1 / 3.0, matrix.Specificity(1));
        var three = new ConfusionMatrix(3);
        three.AddPredictions([0, 2, 1, 0, 1, 2], [0, 1, 2, 0, 1, 2]);
        Assert.Equal(0.7415816237971963, three.GeometricMean(ClassAverage.Macro), 1e-15);
    }

    /// <summary>scikit-learn #26766: sigmoids of great scores had slope 0. #28245: floats failed.</summary>
    [Fact]
    public void SigmoidsOfGreatScoresAreFitted()
    {
        var random = new Random(42);
        int[] labels = [.. Enumerable.Range(0, 1000).Select(row => row < 670 ? 1 : 0)];
        float[] scores = [.. labels.Select(label => (1e10f * label) + (float)random.NextDouble())];
        var probabilities = new float[scores.Length];
        PlattScaling.Fit<float>(scores, labels).Apply<float>(scores, probabilities);
        Assert.All(probabilities.Zip(labels), pair => Assert.InRange(pair.First, pair.Second == 1 ? 0.99f : 0, pair.Second == 1 ? 1 : 0.01f));
    }

    /// <summary>scikit-learn #9432: equal scores weighed too little. #4297: weights of 0 looped without end. #18639: scores next to 0 gave infinities.</summary>
    [Fact]
    public void IsotonicFunctionsAreOfAllRowsOfWeight()
    {
        var pooled = new double[5];
        IsotonicCalibration.Fit<double>([0, 1, 1, 2, 3], [0, 0, 1, 0, 1]).Apply<double>([0, 1, 1, 2, 3], pooled);
        Assert.Equal([0, 1 / 3.0, 1 / 3.0, 1 / 3.0, 1], pooled);

        var without = IsotonicCalibration.Fit<double>([0, 1, 3], [0, 0.5, 1]);
        var with = IsotonicCalibration.Fit<double>([0, 1, 2, 2.5, 3], [0, 0.5, 7, -7, 1], [1, 1, 0, 0, 1]);
        Assert.Equal(without.Scores.ToArray(), with.Scores.ToArray());
        Assert.Equal(without.Values.ToArray(), with.Values.ToArray());

        var values = new double[4];
        IsotonicCalibration.Fit<double>([0, 4.1e-320, 4.4e-314, 1], [0.42, 0.42, 0.44, 0.44]).Apply<double>([0, 2.1e-319, 5.4e-316, 1e-10], values);
        Assert.All(values, value => Assert.InRange(value, 0.42, 0.44));
    }
}
