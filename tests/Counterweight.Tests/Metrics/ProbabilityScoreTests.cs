using Counterweight.Core.Sums;
using Counterweight.Metrics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Metrics;

/// <summary>Laws and edges of log loss and Brier score.</summary>
public sealed class ProbabilityScoreTests
{
    [Fact]
    public void OrderPartsAndRepeatedRowsChangeNoBit() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var length = 1 + random.Next(600);
        double[] p = [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() * Math.Pow(10, -random.Next(9)))];
        int[] labels = [.. p.Select(probability => random.NextDouble() < probability ? 1 : 0)];
        double[] weights = [.. p.Select(_ => random.Next(5) == 0 ? 0 : random.NextDouble() * Math.Pow(10, -random.Next(30)))];
        var order = Enumerable.Range(0, length).ToArray();
        random.Shuffle(order);
        foreach (var score in (Func<double[], int[], double[], ScoreSum>[])[
            (x, y, w) => ProbabilityScore.BinaryLogLoss<double>(x, y, w),
            (x, y, w) => ProbabilityScore.BinaryBrier<double>(x, y, w),
            (x, y, w) => ProbabilityScore.LogLoss<double>(Pairs(x), 2, y, w),
            (x, y, w) => ProbabilityScore.Brier<double>(Pairs(x), 2, y, w)])
        {
            var whole = score(p, labels, weights);
            Assert.Equal(whole, Of(order, weights));
            var cut = random.Next(length);
            Assert.Equal(whole, Of([.. order.Skip(cut)], weights) + Of([.. order.Take(cut)], weights));

            int[] times = [.. order.Select(_ => 1 + random.Next(2))];
            var repeated = Of([.. order.SelectMany(row => Enumerable.Repeat(row, times[row]))], weights);
            var weighted = Of(order, [.. weights.Select((weight, row) => times[row] * weight)]);
            Assert.Equal((repeated.Sum, repeated.Weight), (weighted.Sum, weighted.Weight));

            ScoreSum Of(int[] rows, double[] of) => score([.. rows.Select(row => p[row])], [.. rows.Select(row => labels[row])], [.. rows.Select(row => of[row])]);
        }
    }).QuickCheckThrowOnFailure();

    /// <summary>A product of a weight and a score has twice the digits of a double, which show in sums of few.</summary>
    [Fact]
    public void ProductsOfWeightsAndScoresAreNotRounded()
    {
        var random = new Random(1);
        var different = 0;
        for (var trial = 0; trial < 200; trial++)
        {
            double[] p = [random.NextDouble(), random.NextDouble(), random.NextDouble()];
            double[] weights = [random.NextDouble(), random.NextDouble(), random.NextDouble()];
            var (exact, rounded) = (default(ReproducibleSum), default(ReproducibleSum));
            for (var row = 0; row < p.Length; row++)
            {
                exact.AddProduct(weights[row], p[row] * p[row]);
                rounded.Add(weights[row] * (p[row] * p[row]));
            }

            different += exact.Value == rounded.Value ? 0 : 1;
            Assert.Equal(exact.Value, ProbabilityScore.BinaryBrier<double>(p, new int[p.Length], weights).Sum);
        }

        Assert.InRange(different, 20, 199);
    }

    [Fact]
    public void SmallProbabilitiesKeepTheirDigits()
    {
        Assert.Equal(1e-20, ProbabilityScore.BinaryLogLoss([1e-20], [0]).Sum, 1e-35);
        Assert.Equal(-Math.Log(1e-300), ProbabilityScore.BinaryLogLoss([1e-300], [1]).Sum, 1e-12);
        Assert.Equal(-Math.Log(0.25), ProbabilityScore.BinaryLogLoss([0.75f], [0]).Sum, 1e-15);
        Assert.Equal(0, ProbabilityScore.BinaryLogLoss([1.0, 0.0], [1, 0]).Sum);
        Assert.Equal(0, ProbabilityScore.LogLoss([0.0, 1, 0], 3, [1]).Sum);
    }

    [Fact]
    public void ACertainMistakeCostsWithoutEndUnlessTold()
    {
        Assert.Equal(double.PositiveInfinity, ProbabilityScore.BinaryLogLoss([1.0, 0.5], [0, 0]).Mean);
        Assert.Equal(double.PositiveInfinity, ProbabilityScore.LogLoss([0.0, 1], 2, [0], [2.0]).Mean);
        Assert.Equal(-Math.Log(1e-9), ProbabilityScore.BinaryLogLoss([1.0, 0], [0, 1], [], 1e-9).Mean, 1e-13);
        Assert.Equal(-Math.Log(1e-9), ProbabilityScore.LogLoss([0.0, 1], 2, [0], [], 1e-9).Mean, 1e-13);
    }

    [Fact]
    public void RowsThatDoNotCountMayHoldAnything()
    {
        float[] p = [float.NaN, 0, 0.5f, 1];
        var log = ProbabilityScore.BinaryLogLoss(p, [-1, 1, 1, 1], [1, 0, 2, 0], 0, -1);
        Assert.Equal((2 * Math.Log(2), 2, 1), (log.Sum, log.Weight, log.Rows));
        var brier = ProbabilityScore.BinaryBrier(p, [-1, 1, 1, 0], default, -1);
        Assert.Equal((2.25, 3, 3), (brier.Sum, brier.Weight, brier.Rows));
        Assert.True(double.IsNaN(ProbabilityScore.BinaryBrier(p, [0, 1, 1, 0]).Mean));
        Assert.True(double.IsNaN(ProbabilityScore.BinaryBrier<float>([], []).Mean));
        Assert.True(double.IsNaN(ProbabilityScore.LogLoss([0.5, double.NaN], 2, [1]).Mean));
    }

    [Fact]
    public void TheBrierScoreOfTwoClassesIsTwiceTheBinaryOne()
    {
        double[] p = [0.1, 0.7, 0.25];
        Assert.Equal(2 * ProbabilityScore.BinaryBrier(p, [0, 1, 1]).Mean, ProbabilityScore.Brier(Pairs(p), 2, [0, 1, 1]).Mean, 1e-15);
        Assert.Equal(0.04 + 0.49 + 0.25, ProbabilityScore.Brier([0.2, 0.3, 0.5], 3, [1]).Sum, 1e-15);
    }

    [Fact]
    public void BadInputIsRefused()
    {
        Assert.Throws<ArgumentException>("probabilities", () => ProbabilityScore.LogLoss([0.5, 0.5], 3, [0]));
        Assert.Throws<ArgumentException>("sampleWeights", () => ProbabilityScore.BinaryBrier([0.5], [0], [1, 1]));
        Assert.StartsWith("probabilities[1] is 1.5;", Assert.Throws<ArgumentOutOfRangeException>("probabilities", () => ProbabilityScore.BinaryBrier([0.5, 1.5], [0, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("probabilities", () => ProbabilityScore.Brier([-0.5, 0.5], 2, [0]));
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => ProbabilityScore.BinaryLogLoss([0.5], [2]));
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => ProbabilityScore.BinaryBrier([0.5], [-1]));
        Assert.Throws<ArgumentOutOfRangeException>("classCount", () => ProbabilityScore.Brier([0.5], 1, [0]));
        Assert.Throws<ArgumentOutOfRangeException>("classCount", () => ProbabilityScore.LogLoss<float>([], 0, []));
        Assert.Throws<ArgumentOutOfRangeException>("least", () => ProbabilityScore.LogLoss([0.5, 0.5], 2, [0], [], 0.6));
        Assert.Throws<ArgumentOutOfRangeException>("least", () => ProbabilityScore.BinaryLogLoss([0.5], [0], [], double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("sampleWeights", () => ProbabilityScore.BinaryLogLoss([0.5], [0], [double.NaN]));
    }

    [Fact]
    public void SumsAreEqualByTheirNumbers()
    {
        var (one, same, other) = (ProbabilityScore.BinaryBrier([0.5], [0]), ProbabilityScore.BinaryBrier([0.5], [1]), ProbabilityScore.BinaryBrier([0.25], [0]));
        Assert.True(one == same && one != other && one.Equals((object)same) && !one.Equals(null) && one.GetHashCode() == same.GetHashCode());
        Assert.Equal("0.25, weight 1, rows 1", one.ToString());
    }

    private static double[] Pairs(double[] p) => [.. p.SelectMany(probability => (double[])[1 - probability, probability])];
}
