using Counterweight.Metrics;
using Counterweight.Metrics.Bins;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Metrics;

/// <summary>Laws and edges of calibration bins.</summary>
public sealed class CalibrationBinsTests
{
    [Fact]
    public void ThePartsAddUpToTheBrierScore() => ForAll((p, labels, weights, random) =>
    {
        var score = ProbabilityScore.BinaryBrier<double>(p, labels, weights);
        foreach (var bins in (CalibrationBins[])[CalibrationBins.EqualWidth(1 + random.Next(20)), CalibrationBins.EqualMass<double>(p, 2 + random.Next(20), weights), new([])])
        {
            bins.Add<double>(p, labels, weights);
            var parts = bins.DecomposeBrier();
            Assert.Equal(score.Weight, bins.Weight);
            if (score.Weight > 0)
            {
                Assert.Equal(score.Mean, parts.Score, 1e-14);
                Assert.InRange(bins.ExpectedCalibrationError, 0, bins.MaximumCalibrationError + 1e-15);
                Assert.InRange(parts.Reliability, 0, bins.MaximumCalibrationError + 1e-15);
            }
        }
    });

    [Fact]
    public void OrderAndPartsChangeNoBit() => ForAll((p, labels, weights, random) =>
    {
        var order = Enumerable.Range(0, p.Length).ToArray();
        random.Shuffle(order);
        var (whole, permuted, part, rest) = (CalibrationBins.EqualWidth(7), CalibrationBins.EqualWidth(7), CalibrationBins.EqualWidth(7), CalibrationBins.EqualWidth(7));
        var cut = random.Next(p.Length);
        AddTo(whole, [.. Enumerable.Range(0, p.Length)]);
        AddTo(permuted, order);
        AddTo(part, order[cut..]);
        AddTo(rest, order[..cut]);
        part.Add(rest);
        foreach (var other in (CalibrationBins[])[permuted, part])
        {
            Assert.Equal(whole.DecomposeBrier(), other.DecomposeBrier());
            Assert.Equal((whole.ExpectedCalibrationError, whole.MaximumCalibrationError), (other.ExpectedCalibrationError, other.MaximumCalibrationError));
            Assert.All(Enumerable.Range(0, 7), bin => Assert.Equal(whole[bin], other[bin]));
        }

        void AddTo(CalibrationBins bins, int[] rows) => bins.Add<double>([.. rows.Select(row => p[row])], [.. rows.Select(row => labels[row])], [.. rows.Select(row => weights[row])]);
    });

    [Fact]
    public void WeightTwoIsTheRowTwiceAndWeightZeroNone()
    {
        var (weighted, repeated) = (CalibrationBins.EqualWidth(3), CalibrationBins.EqualWidth(3));
        weighted.Add([0.1, 0.2, 0.9, 0.5], [0, 1, 1, 1], [2.0, 1, 3, 0]);
        repeated.Add([0.1, 0.9, 0.1, 0.2, 0.9, 0.9], [0, 1, 0, 1, 1, 1]);
        Assert.Equal(repeated.DecomposeBrier(), weighted.DecomposeBrier());
        Assert.Equal(repeated[0], weighted[0]);
    }

    [Fact]
    public void AnEdgeBelongsToTheBinBelow()
    {
        var bins = CalibrationBins.EqualWidth(4);
        Assert.Equal([0.25, 0.5, 0.75, 1], bins.Edges.ToArray());
        bins.Add([0, 0.25, 0.26, 0.5, 1, 0.9], [0, 1, 1, 0, 1, 5], ignoreLabel: 5);
        Assert.Equal(new(0.25, 2, 0.125, 0.5), bins[0]);
        Assert.Equal(new(0.5, 2, 0.38, 0.5), bins[1]);
        Assert.Equal((0, double.NaN, double.NaN), (bins[2].Weight, bins[2].MeanProbability, bins[2].Frequency));
        Assert.Equal(new(1, 1, 1, 1), bins[3]);
        Assert.Equal((0.4 * 0.375) + (0.4 * 0.12), bins.ExpectedCalibrationError, 1e-15);
        Assert.Equal(0.375, bins.MaximumCalibrationError);
        Assert.Equal("4 bins, weight 5", bins.ToString());
    }

    [Fact]
    public void BinsOfEqualMassHaveEqualWeights()
    {
        double[] p = [.. Enumerable.Range(0, 1000).Select(row => Math.Pow(row / 1000.0, 4))];
        var bins = CalibrationBins.EqualMass<double>(p, 10);
        bins.Add<double>(p, new int[1000]);
        Assert.Equal(10, bins.BinCount);
        Assert.All(Enumerable.Range(0, 10), bin => Assert.InRange(bins[bin].Weight, 99, 101));
        Assert.Equal(1, CalibrationBins.EqualMass([0.5, 0.5, 0.5], 4).BinCount);
    }

    [Fact]
    public void NoRowsHaveNoMeasure()
    {
        var bins = CalibrationBins.EqualWidth(3);
        bins.Add([0.5], [1], [0.0]);
        var parts = bins.DecomposeBrier();
        Assert.All([bins.ExpectedCalibrationError, bins.MaximumCalibrationError, parts.Reliability, parts.Resolution, parts.Uncertainty, parts.WithinBinVariance, parts.WithinBinCovariance, parts.Score], measure => Assert.True(double.IsNaN(measure)));
    }

    [Fact]
    public void BadInputIsRefusedAndNothingAdded()
    {
        var bins = CalibrationBins.EqualWidth(3);
        Assert.Throws<ArgumentOutOfRangeException>("binCount", () => CalibrationBins.EqualWidth(0));
        Assert.Throws<ArgumentOutOfRangeException>("binCount", () => CalibrationBins.EqualWidth(65536));
        Assert.Throws<ArgumentOutOfRangeException>("binCount", () => CalibrationBins.EqualMass([0.5], 1));
        Assert.Throws<ArgumentOutOfRangeException>("probabilities", () => CalibrationBins.EqualMass([1.5], 2));
        Assert.StartsWith("edges[1] is 0.5;", Assert.Throws<ArgumentOutOfRangeException>("edges", () => new CalibrationBins([0.5, 0.5])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("edges", () => new CalibrationBins([1]));
        Assert.Throws<ArgumentOutOfRangeException>("edges", () => new CalibrationBins([double.NaN]));
        Assert.Throws<ArgumentException>("probabilities", () => bins.Add([0.5], [0, 1]));
        Assert.Throws<ArgumentException>("sampleWeights", () => bins.Add([0.5], [0], [1.0, 1]));
        Assert.StartsWith("probabilities[1] is NaN;", Assert.Throws<ArgumentOutOfRangeException>("probabilities", () => bins.Add([0.5, double.NaN], [0, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("probabilities", () => bins.Add([-0.1f], [0]));
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => bins.Add([0.5], [2]));
        Assert.Throws<ArgumentOutOfRangeException>("sampleWeights", () => bins.Add([0.5], [0], [-1.0]));
        Assert.Throws<ArgumentOutOfRangeException>("bin", () => bins[3]);
        Assert.Throws<ArgumentNullException>("other", () => bins.Add(null!));
        Assert.Throws<ArgumentException>("other", () => bins.Add(CalibrationBins.EqualWidth(4)));
        Assert.Equal(0, bins.Weight);
    }

    private static void ForAll(Action<double[], int[], double[], Random> law) => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        double[] p = [.. Enumerable.Range(0, 1 + random.Next(200)).Select(_ => random.Next(4) == 0 ? random.Next(21) / 20.0 : random.NextDouble())];
        int[] labels = [.. p.Select(probability => random.NextDouble() < probability ? 1 : 0)];
        double[] weights = [.. p.Select(_ => random.Next(5) == 0 ? 0 : random.NextDouble() * Math.Pow(10, -random.Next(9)))];
        law(p, labels, weights, random);
    }).QuickCheckThrowOnFailure();
}
