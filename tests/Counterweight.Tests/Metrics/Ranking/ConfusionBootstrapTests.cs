using Counterweight.Metrics;
using Counterweight.Metrics.Ranking.Intervals;
using Counterweight.Randomness;
using Xunit;

namespace Counterweight.Tests.Metrics.Ranking;

/// <summary>Replicates of confusion matrices, intervals of shares and of means.</summary>
[Trait("Registers", "any")]
public sealed class ConfusionBootstrapTests
{
    [Fact]
    public void TheSpreadOfAnAccuracyIsBinomial()
    {
        int[] labels = [.. Enumerable.Range(0, 1000).Select(row => row % 3)];
        int[] predicted = [.. labels.Select((label, row) => row % 5 == 0 ? (label + 1) % 3 : label)];
        var accuracies = Accuracies(predicted, labels, 2000);

        Assert.Equal(0.8, accuracies.Average(), 0.002);
        Assert.InRange(accuracies.Sum(value => (value - 0.8) * (value - 0.8)) / accuracies.Length / (0.8 * 0.2 / 1000), 0.9, 1.1);
        var (wilson, percentile) = (MetricInterval.Wilson(0.8, 1000), MetricInterval.Percentile(accuracies));
        Assert.Equal(wilson.Low, percentile.Low, 0.003);
        Assert.Equal(wilson.High, percentile.High, 0.003);
    }

    [Fact]
    public void ReplicatesDependOnNoOrderOfRowsAndNoNumberOfReplicates()
    {
        var random = new Random(4);
        int[] labels = [.. Enumerable.Range(0, 300).Select(_ => random.Next(4))];
        int[] predicted = [.. labels.Select(label => random.Next(3) == 0 ? random.Next(5) - 1 : label)];
        double[] weights = [.. labels.Select(_ => random.Next(4) / 2.0)];
        var order = Enumerable.Range(0, labels.Length).ToArray();
        random.Shuffle(order);

        var many = Accuracies(predicted, labels, 40, weights);
        var few = Accuracies([.. order.Select(row => predicted[row])], [.. order.Select(row => labels[row])], 17, [.. order.Select(row => weights[row])]);

        Assert.Equal(many[..17], few);
        Assert.Distinct(many);
    }

    [Fact]
    public void RowsOfWeightZeroAreNoRows()
    {
        var with = Accuracies([0, 1, 1, 0, 1, 0], [0, 1, 0, 1, 1, 1], 30, [1, 2, 1, 1, 0, 0]);
        Assert.Equal(Accuracies([0, 1, 1, 0], [0, 1, 0, 1], 30, [1, 2, 1, 1]), with);
        Assert.All(Accuracies([0, 1], [0, 1], 3, [0, 0]), value => Assert.True(double.IsNaN(value)));
    }

    [Fact]
    public void BadInputIsRefused()
    {
        Assert.Throws<ArgumentException>(() => ConfusionBootstrap.Evaluate<double>([0], [0], 2, Accuracy, 2, new double[3], default));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfusionBootstrap.Evaluate<double>([0], [0], 2, Accuracy, 0, new double[3], default));
        Assert.Throws<ArgumentNullException>(() => ConfusionBootstrap.Evaluate<double>([0], [0], 2, null!, 1, new double[3], default));
        Assert.Throws<ArgumentOutOfRangeException>(() => Accuracies([4], [3], 3));
        Assert.Throws<ArgumentException>(() => Accuracies([0, 1], [0], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Accuracies([0], [0], 3, [-1]));
    }

    // The examples of Brown, Cai and DasGupta's formula, by hand: z = 1.959963984540054.
    [Theory]
    [InlineData(0.5, 10, 0.236593090512564, 0.763406909487436)]
    [InlineData(0, 10, 0, 0.277532799862889)]
    [InlineData(1, 10, 0.722467200137111, 1)]
    [InlineData(0.9, 50, 0.786397685625204, 0.956524235068110)]
    public void WilsonIsTheFormula(double share, double trials, double low, double high)
    {
        var interval = MetricInterval.Wilson(share, trials);
        Assert.Equal(low, interval.Low, 1e-12);
        Assert.Equal(high, interval.High, 1e-12);
    }

    [Fact]
    public void WilsonAtItsEdges()
    {
        Assert.True(double.IsNaN(MetricInterval.Wilson(double.NaN, 0).Low));
        Assert.Throws<ArgumentOutOfRangeException>(() => MetricInterval.Wilson(1.1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => MetricInterval.Wilson(double.NaN, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => MetricInterval.Wilson(0.5, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MetricInterval.Wilson(0.5, 3, 1));
    }

    // Mean 2.5, variance 5/3, standard error √(5/12).
    [Fact]
    public void TheMeansIntervalIsNormal()
    {
        var interval = MetricInterval.OfMean([1, 2, 3, 4]);
        Assert.Equal(2.5 - (1.959963984540054 * Math.Sqrt(5.0 / 12)), interval.Low, 1e-12);
        Assert.Equal(2.5 + (1.959963984540054 * Math.Sqrt(5.0 / 12)), interval.High, 1e-12);
        Assert.Equal(interval, MetricInterval.OfMean([1, 2, 9, 3, 4], [4, 4, 0, 4, 4]));

        // Mean 3, Σw²(x − 3)² = 14.
        Assert.Equal(3 - (1.959963984540054 * Math.Sqrt(14 * 4.0 / 3) / 6), MetricInterval.OfMean([1, 2, 3, 4], [1, 1, 1, 3]).Low, 1e-12);
        Assert.True(double.IsNaN(MetricInterval.OfMean([1, 2], [1, 0]).Low));
        Assert.True(double.IsNaN(MetricInterval.OfMean([1, double.PositiveInfinity]).High));
        Assert.Throws<ArgumentException>(() => MetricInterval.OfMean([1, 2], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => MetricInterval.OfMean([1, 2], [1, -1]));
    }

    // z = 2.5758293035489004 at the level 0.99.
    [Fact]
    public void AnEstimateWithItsErrorHasANormalInterval()
    {
        var interval = MetricInterval.Normal(3, 0.5);
        Assert.Equal(3 - (1.959963984540054 * 0.5), interval.Low, 1e-12);
        Assert.Equal(3 + (1.959963984540054 * 0.5), interval.High, 1e-12);
        Assert.Equal(3 + (2.5758293035489004 * 0.5), MetricInterval.Normal(3, 0.5, 0.99).High, 1e-12);
        Assert.Equal(new(-1, -1), MetricInterval.Normal(-1, 0));
        Assert.True(double.IsNaN(MetricInterval.Normal(1, double.NaN).Low));
        Assert.Throws<ArgumentOutOfRangeException>(() => MetricInterval.Normal(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MetricInterval.Normal(1, 1, 1));
    }

    private static void Accuracy(ConfusionMatrix matrix, Span<double> values) => values[0] = matrix.Accuracy;

    private static double[] Accuracies(int[] predicted, int[] labels, int replicates, double[]? weights = null)
    {
        var values = new double[replicates];
        ConfusionBootstrap.Evaluate<double>(predicted, labels, 1 + labels.Max(), Accuracy, 1, values, new RandomStream(3), weights);
        return values;
    }
}
