using Counterweight.Decisions;
using Counterweight.Weighting.Priors;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Decisions;

public sealed class BayesThresholdTests
{
    [Fact]
    public void TheThresholdIsThatOfElkan()
    {
        Assert.Equal(0.1, BayesThreshold.Of(CostMatrix.OfMistakes(falseAlarm: 1, miss: 9)), 1e-15);

        // A right alarm costs 2, a right silence gains 1.
        Assert.Equal(6 / (6.0 + 28), BayesThreshold.Of(new(2, [-1, 5, 30, 2])), 1e-15);
        Assert.Equal(1, BayesThreshold.Of(CostMatrix.OfMistakes(3, 0)));
        Assert.Equal(0, BayesThreshold.Of(CostMatrix.OfMistakes(0, 3)));
    }

    [Fact]
    public void OneAnswerMayAlwaysBeTheCheaperOne()
    {
        Assert.Equal(double.NegativeInfinity, BayesThreshold.Of(new(2, [1, 0, 5, 0])));
        Assert.Equal(double.NegativeInfinity, BayesThreshold.Of(new(2, [1, 0, 0, 0])));
        Assert.Equal(double.PositiveInfinity, BayesThreshold.Of(new(2, [0, 5, 0, 1])));
        Assert.Equal(double.PositiveInfinity, BayesThreshold.Of(new(2, [0, 0, 0, 1])));
    }

    [Fact]
    public void MatricesWithoutAThresholdAreRefused()
    {
        Assert.Contains("same for both", Assert.Throws<ArgumentException>(() => BayesThreshold.Of(new(2, [1, 1, 2, 2]))).Message, StringComparison.Ordinal);
        Assert.Contains("below a threshold", Assert.Throws<ArgumentException>(() => BayesThreshold.Of(new(2, [1, 0, 0, 1]))).Message, StringComparison.Ordinal);
        Assert.Contains("has 3 classes", Assert.Throws<ArgumentException>(() => BayesThreshold.Of(new(3, new double[9]))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => BayesThreshold.Of(null!));
    }

    /// <summary>A decision by the threshold is that of least expected cost.</summary>
    [Fact]
    public void TheThresholdSeparatesTheCheaperAnswers() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var matrix = new CostMatrix(2, [random.Next(-4, 5), random.Next(-4, 5), random.Next(-4, 5), random.Next(-4, 5)]);
        var (alarm, miss) = (matrix[0, 1] - matrix[0, 0], matrix[1, 0] - matrix[1, 1]);
        if ((alarm == 0 && miss == 0) || (alarm < 0 && miss < 0))
        {
            return;
        }

        var threshold = BayesThreshold.Of(matrix);
        var answer = new int[1];
        foreach (var p in Enumerable.Range(1, 63).Select(part => part / 64.0))
        {
            LeastCost.Decide<double>([1 - p, p], matrix, answer);
            Assert.True(answer[0] == (p > threshold ? 1 : 0) || Math.Abs(p - threshold) < 1e-15, $"{p} at {threshold}");
        }
    }).QuickCheckThrowOnFailure();

    /// <summary>Uncorrected scores above the moved threshold are corrected scores above the threshold.</summary>
    [Fact]
    public void OtherPriorsMoveTheThresholdAsTheyMoveScores() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var (trained, deployed, threshold) = (0.01 + (0.98 * random.NextDouble()), 0.001 + (0.99 * random.NextDouble()), random.NextDouble());
        var ratios = new double[2];
        PriorShift.LogRatios([1 - trained, trained], [1 - deployed, deployed], ratios);
        var moved = new[] { BayesThreshold.ForPriors(threshold, trained, deployed) };
        var corrected = new double[1];
        PriorShift.BinaryProbabilities(moved, ratios, corrected);

        // A threshold near 1 has few digits of what it lacks, which other odds magnify.
        var odds = deployed * (1 - trained) / (trained * (1 - deployed));
        Assert.Equal(threshold, corrected[0], 1e-15 * (10 + Math.Max(odds, 1 / odds)));
        Assert.Equal(threshold, BayesThreshold.ForPriors(moved[0], deployed, trained), 1e-15 * (10 + Math.Max(odds, 1 / odds)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void CertainThresholdsStay()
    {
        foreach (var threshold in (double[])[0, 1, double.NegativeInfinity, double.PositiveInfinity])
        {
            Assert.Equal(threshold, BayesThreshold.ForPriors(threshold, 0.5, 0.01));
        }

        // 1 in 2 of the rows trained on, 1 in 100 of those to come: 0.5 becomes 0.99.
        Assert.Equal(0.99, BayesThreshold.ForPriors(0.5, 0.5, 0.01), 1e-15);
        Assert.Throws<ArgumentOutOfRangeException>(() => BayesThreshold.ForPriors(1.5, 0.5, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => BayesThreshold.ForPriors(double.NaN, 0.5, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => BayesThreshold.ForPriors(0.5, 0, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => BayesThreshold.ForPriors(0.5, 0.5, 1));
    }

    [Fact]
    public void RowsHaveThresholdsOfTheirOwn()
    {
        var thresholds = new double[4];
        BayesThreshold.PerRow([5.0], [5.0, 95, 0, double.MaxValue / 2], thresholds);
        Assert.Equal([0.5, 0.05, 1, 5 / (double.MaxValue / 2)], thresholds);
        BayesThreshold.PerRow([0.0, 1, 0, 2], [0.0], thresholds);
        Assert.Equal([double.PositiveInfinity, 1, double.PositiveInfinity, 1], thresholds);
        Assert.Contains("missCosts[1] is -1", Assert.Throws<ArgumentOutOfRangeException>(() => BayesThreshold.PerRow([1.0], [0.0, -1], new double[2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => BayesThreshold.PerRow([double.MaxValue], [0.0, 1], new double[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BayesThreshold.PerRow([float.NaN], [0f, 1], new float[2]));
        Assert.Contains("one for all, or 2", Assert.Throws<ArgumentException>(() => BayesThreshold.PerRow([1.0, 2, 3], [0.0, 1], new double[2])).Message, StringComparison.Ordinal);
    }

    /// <summary>Products of three small rates vanish; their ratio does not.</summary>
    [Theory]
    [InlineData(1e-200, 1e-200)]
    [InlineData(1e-300, 1e-320)]
    [InlineData(0.5, 1e-320)]
    [InlineData(1 - 1e-15, 1e-310)]
    public void EqualPriorsKeepAnyThreshold(double threshold, double rate)
    {
        Assert.Equal(threshold, BayesThreshold.ForPriors(threshold, rate, rate), 4e-16 * threshold);
        Assert.Equal(threshold, BayesThreshold.ForPriors(BayesThreshold.ForPriors(threshold, rate, 3 * rate), 3 * rate, rate), 3e-15 * threshold);
    }
}
