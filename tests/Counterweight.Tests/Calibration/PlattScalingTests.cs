using Counterweight.Calibration;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Calibration;

public sealed class PlattScalingTests
{
    [Fact]
    public void FitsFollowTheLawsOfWeights() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        double[] scores = [.. Enumerable.Range(0, 60).Select(_ => Math.Round((random.NextDouble() * 40) - 20) / 4)];
        int[] labels = [.. scores.Select(score => score + (random.NextDouble() * 8) - 4 > 1 ? 1 : 0)];
        double[] weights = [.. scores.Select(_ => random.Next(4) == 0 ? 0 : 0.25 * random.Next(1, 40))];
        weights[0] = 1;
        var whole = PlattScaling.Fit(scores, labels, weights);
        int[] order = [.. Enumerable.Range(0, 60)];
        random.Shuffle(order);
        Assert.Equal(whole, Of(order, weights));
        Assert.Equal(whole, Of([.. order.Where(row => weights[row] > 0)], weights));
        Assert.Equal(Of(order, [.. weights.Select(weight => 2 * weight)]), Of([.. order, .. order], weights));
        Assert.Equal(whole, PlattScaling.Fit<float>([.. scores.Select(score => (float)score)], labels, [.. weights.Select(weight => (float)weight)]));

        PlattScaling Of(int[] rows, double[] own) => PlattScaling.Fit([.. rows.Select(row => scores[row])], [.. rows.Select(row => labels[row])], [.. rows.Select(row => own[row])]);
    }).QuickCheckThrowOnFailure();

    /// <summary>At the least loss probabilities have the mean of the smoothed targets, alone and times the scores.</summary>
    [Fact]
    public void TheGradientVanishes() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var (offset, scale) = ((random.NextDouble() * 200) - 100, Math.ScaleB(1, random.Next(-30, 30)));
        double[] scores = [.. Enumerable.Range(0, 80).Select(_ => scale * ((random.NextDouble() * 10) + offset))];
        int[] labels = [.. scores.Select(score => (score / scale) - offset + (random.NextDouble() * 6) > 9 ? 1 : 0)];
        var probabilities = new double[80];
        PlattScaling.Fit<double>(scores, labels).Apply(scores, probabilities);
        double positive = labels.Sum();
        double[] errors = [.. probabilities.Select((p, row) => p - (labels[row] == 1 ? (positive + 1) / (positive + 2) : 1 / (80 - positive + 2)))];
        Assert.Equal(0, errors.Sum(), 1e-9);
        Assert.Equal(0, errors.Zip(scores, (error, score) => error * ((score / scale) - offset)).Sum(), 1e-8);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void RowsThatAreToldApartHaveAFiniteSlope()
    {
        var line = PlattScaling.Fit<double>([-2, -1, 1, 2], [0, 0, 1, 1]);
        Assert.InRange(line.Slope, 0.5, 5);
        Assert.Equal(0, line.Intercept, 1e-12);

        // Of one class, and of one score, there is no slope: the smoothed rate is all.
        Assert.Equal(0, PlattScaling.Fit<double>([-2, -1, 1, 2], [1, 1, 1, 1]).Slope, 1e-9);
        Assert.Equal(Math.Log(5), PlattScaling.Fit<double>([-2, -1, 1, 2], [1, 1, 1, 1]).Intercept, 1e-9);
        var flat = PlattScaling.Fit<double>([3, 3, 3, 3], [0, 0, 0, 1]);
        var rate = ((3 * 0.2) + (2.0 / 3)) / 4;
        Assert.Equal(0, flat.Slope, 1e-9);
        Assert.Equal(Math.Log(rate / (1 - rate)), flat.Intercept + (3 * flat.Slope), 1e-9);
    }

    [Fact]
    public void GreatAndSmallScoresAndWeightsDoNotOverflow()
    {
        foreach (var unit in (double[])[1e-300, 1e-30, 1e30, 1e289])
        {
            var line = PlattScaling.Fit<double>([-2 * unit, -1 * unit, 1 * unit, 2 * unit], [0, 1, 0, 1]);
            Assert.Equal(PlattScaling.Fit<double>([-2, -1, 1, 2], [0, 1, 0, 1]).Slope, line.Slope * unit, 1e-9);
        }

        var heavy = PlattScaling.Fit([-2, -1, 1, 2], [0, 1, 0, 1], [1e300, 1e300, 1e300, 1e300]);
        Assert.True(double.IsFinite(heavy.Slope) && heavy.Slope > 0);
        Assert.Equal(heavy.Slope, PlattScaling.Fit([-2.0, -1, 1, 2, 7], [0, 1, 0, 1, 1], [1e20, 1e20, 1e20, 1e20, 0]).Slope, 1e-9);
    }

    [Fact]
    public void BadInputIsRefused()
    {
        Assert.Contains("scores[1] is NaN", Assert.Throws<ArgumentOutOfRangeException>(() => PlattScaling.Fit<double>([0, double.NaN], [0, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("scores[0] is 1E+291", Assert.Throws<ArgumentOutOfRangeException>(() => PlattScaling.Fit<double>([1e291, 0], [0, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("labels[0] is 2", Assert.Throws<ArgumentOutOfRangeException>(() => PlattScaling.Fit<double>([0, 0], [2, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("sampleWeights[0] is -1", Assert.Throws<ArgumentOutOfRangeException>(() => PlattScaling.Fit([0.0, 0], [0, 1], [-1.0, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("No row has weight", Assert.Throws<ArgumentException>(() => PlattScaling.Fit([0.0, 0], [0, 1], [0.0, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("No row has weight", Assert.Throws<ArgumentException>(() => PlattScaling.Fit<double>([], [])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PlattScaling.Fit<double>([0, 0], [0]));
        Assert.Throws<ArgumentException>(() => default(PlattScaling).Apply([0.0, 0], new double[1]));
    }

    /// <summary>The mean of equal scores may be off them by rounding, and so may scores that were computed in several ways: that is no slope.</summary>
    [Fact]
    public void EqualScoresHaveNoSlope()
    {
        var random = new Random(7);
        for (var trial = 0; trial < 300; trial++)
        {
            var (rows, score) = (random.Next(1, 12), (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-9, 9)));
            double[] scores = [.. Enumerable.Range(0, rows).Select(row => trial % 3 == 0 && row == 0 ? Math.BitIncrement(score) : score)];
            int[] labels = [.. Enumerable.Range(0, rows).Select(row => row % 2)];
            double[] weights = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() + 0.01)];
            var fitted = PlattScaling.Fit<double>(scores, labels, weights);
            Assert.Equal(0, fitted.Slope);

            // Both targets, by the weights of their rows.
            var (ones, all) = (weights.Where((_, row) => row % 2 == 1).Sum(), weights.Sum());
            var mean = ((ones * (ones + 1) / (ones + 2)) + ((all - ones) / (all - ones + 2))) / all;
            Assert.Equal(mean, 1 / (1 + Math.Exp(-fitted.Intercept)), 1e-12);
        }
    }

    [Fact]
    public void TheLeastScoresHaveAFiniteSlope()
    {
        var fitted = PlattScaling.Fit<double>([1e-310, 2e-310, 3e-310, 0], [0, 1, 1, 0]);
        Assert.True(double.IsFinite(fitted.Slope) && double.IsFinite(fitted.Intercept) && fitted.Slope > 0, $"{fitted}");
    }
}
