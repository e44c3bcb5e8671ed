using Counterweight.Metrics;
using Counterweight.Metrics.Bins;
using Xunit;

namespace Counterweight.Tests.Metrics;

/// <summary>Weights over the whole range of a double.</summary>
[Trait("Registers", "any")]
public sealed class MetricExtremesTests
{
    /// <summary>A class 600 decades below another is there, and its measures are those of its rows.</summary>
    [Theory]
    [InlineData(1e300, 1e-300)]
    [InlineData(1e-300, 1e300)]
    [InlineData(1e306, 1e-306)]
    [InlineData(1e-310, 1e-320)]
    public void NoClassVanishes(double heavy, double light)
    {
        var matrix = new ConfusionMatrix(2);
        matrix.AddPredictions<double>([0, 1, 0, 0], [0, 1, 1, 0], [heavy, 3 * light, light, heavy]);
        Assert.Equal(4 * light, matrix.Support(1), 1e-3 * light);
        Assert.Equal(0.75, matrix.Recall(1), 1e-3);
        Assert.Equal(0.875, matrix.BalancedAccuracy, 1e-3);
        Assert.Equal(Math.Sqrt(0.75), matrix.RecallGeometricMean(), 1e-3);

        // Of an all but empty class, a quarter of which is missed: det/√(variances) ≈ √(recall·precision), and as much agreement beside chance.
        var ratio = light / heavy;
        if (ratio < 1e-20)
        {
            Assert.Equal(Math.Sqrt(0.75), matrix.MatthewsCorrelation(), 1e-3);
            Assert.Equal(6.0 / 7, matrix.CohenKappa(), 1e-3);
            Assert.Equal(6.0 / 7, matrix.CohenKappa(KappaWeights.Quadratic), 1e-3);
        }
    }

    /// <summary>Means of scores have no unit, down to the least weight.</summary>
    [Theory]
    [InlineData(double.Epsilon)]
    [InlineData(1e-310)]
    [InlineData(1e-300)]
    [InlineData(1e280)]
    public void TheUnitOfWeightsDoesNotShowInScores(double weight)
    {
        double[] probabilities = [0.1, 0.9, 0.8, 1e-9];
        int[] labels = [0, 1, 1, 1];
        double[] weights = [weight, weight, weight, weight];
        Near(ProbabilityScore.BinaryBrier<double>(probabilities, labels), ProbabilityScore.BinaryBrier<double>(probabilities, labels, weights));
        Near(ProbabilityScore.BinaryLogLoss<double>(probabilities, labels), ProbabilityScore.BinaryLogLoss<double>(probabilities, labels, weights));
        Assert.Equal(4 * weight, ProbabilityScore.BinaryBrier<double>(probabilities, labels, weights).Weight);

        var (plain, scaled) = (CalibrationBins.EqualWidth(2), CalibrationBins.EqualWidth(2));
        plain.Add<double>(probabilities, labels);
        scaled.Add<double>(probabilities, labels, weights);
        Assert.Equal(4 * weight, scaled.Weight);
        Assert.Equal(2 * weight, scaled[1].Weight);
        Assert.Equal(plain[1].MeanProbability, scaled[1].MeanProbability, 1e-15);
        Assert.Equal(plain.ExpectedCalibrationError, scaled.ExpectedCalibrationError, 1e-15);
        Assert.Equal(plain.DecomposeBrier().Score, scaled.DecomposeBrier().Score, 1e-15);

        static void Near(ScoreSum expected, ScoreSum found) => Assert.Equal(expected.Mean, found.Mean, 1e-15 * expected.Mean);
    }

    /// <summary>A weight whose sums would overflow is refused, not summed to a mean of 0.</summary>
    [Fact]
    public void WeightsThatOverflowAreRefused()
    {
        double[] weights = [1, 1e281];
        Refused(() => ProbabilityScore.BinaryBrier<double>([0.1, 0.9], [0, 1], weights));
        Refused(() => ProbabilityScore.LogLoss<double>([0.1, 0.9, 0.1, 0.9], 2, [0, 1], weights));
        Refused(() => CalibrationBins.EqualWidth(2).Add<double>([0.1, 0.9], [0, 1], weights));

        static void Refused(Action action) => Assert.StartsWith("sampleWeights[1] is 1E+281; a weight must be at most 1E+280.", Assert.Throws<ArgumentOutOfRangeException>("sampleWeights", action).Message, StringComparison.Ordinal);
    }
}
