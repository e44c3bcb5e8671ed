using Counterweight.Losses;
using Xunit;

namespace Counterweight.Tests.Losses;

/// <summary>The constants of the least loss, beside sorted rows and sums of decimals.</summary>
public sealed class LocationTests
{
    private static readonly int[] Counts = [0, 1, 2, 999];

    [Theory]
    [InlineData(0.5f)]
    [InlineData(0.25f)]
    [InlineData(0.875f)]
    [InlineData(0.1f)]
    public void QuantilesAreThoseOfTheSortedRows(float quantile)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var (values, weights) = Draw(seed);
            float[] sorted = [.. values.SelectMany((value, row) => Enumerable.Repeat(value, (int)weights[row])).Order()];
            var expected = Quantile(sorted, quantile);
            Assert.Equal(expected, new QuantileLoss<float>(quantile).Location(values, weights));
            Assert.Equal(expected, new QuantileLoss<float>(quantile).Location(sorted));
            Assert.Equal(expected, new QuantileLoss<float>(quantile).Location([.. values.Reverse()], [.. weights.Reverse().Select(weight => weight * float.ScaleB(1, -100))]));
            Assert.Equal(expected, (float)new QuantileLoss<double>(quantile).Location([.. values.Select(value => (double)value)], [.. weights.Select(weight => (double)weight)]));
        }
    }

    [Fact]
    public void MediansOfTwoAreTheirMiddle()
    {
        Assert.Equal(3f, default(AbsoluteLoss<float>).Location([5, 1]));
        Assert.Equal(5f, default(AbsoluteLoss<float>).Location([5, 1], [2, 1]));
        Assert.Equal(float.MaxValue, default(AbsoluteLoss<float>).Location([float.MaxValue, float.MaxValue]));
        Assert.Equal(0f, default(AbsoluteLoss<float>).Location([float.MaxValue, -float.MaxValue]));
        Assert.Equal(float.Epsilon, default(AbsoluteLoss<float>).Location([float.Epsilon, 1, -1]));
        Assert.Equal(1e20, default(AbsoluteLoss<double>).Location([1e20, 1, 1e300], [1e-300, 1e-305, 1e-305]));
    }

    [Fact]
    public void NothingHasTheLocationZero()
    {
        Assert.Equal(0f, default(SquaredLoss<float>).Location([]));
        Assert.Equal(0f, default(AbsoluteLoss<float>).Location([]));
        Assert.Equal(0f, new QuantileLoss<float>(0.3f).Location([7, 8], [0, 0]));
        Assert.Equal(0f, new HuberLoss<float>(1).Location([7, 8], [0, 0]));
        Assert.Equal(0f, default(SquaredLoss<float>).Location([7, 8], [0, 0]));
    }

    [Fact]
    public void MeansAreOfExactSums()
    {
        Assert.Equal(1f / 3, default(SquaredLoss<float>).Location([1e30f, 1, -1e30f]));
        Assert.Equal(5f, default(SquaredLoss<float>).Location([5, 9], [3, 0]));
    }

    [Theory]
    [InlineData(0.01f)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1e30f)]
    public void HubersSlopeIsZeroAtItsLocation(float delta)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var (values, weights) = Draw(seed);
            var loss = new HuberLoss<float>(delta);
            var location = loss.Location(values, weights);
            double Slope(double at) => values.Select((value, row) => weights[row] * Math.Clamp(value - at, -(double)delta, delta)).Sum();
            var tolerance = 1e-6 * Math.Max(1, Math.Abs(location));
            if (weights.Any(weight => weight > 0))
            {
                Assert.True(Slope(location - tolerance) >= 0 && Slope(location + tolerance) <= 0, $"seed {seed}: {location}");
            }

            Assert.Equal(location, loss.Location([.. values.SelectMany((value, row) => Enumerable.Repeat(value, (int)weights[row]))]));
            Assert.Equal(8 * location, new HuberLoss<float>(8 * delta).Location([.. values.Select(value => 8 * value)], [.. weights.Select(weight => weight / 4)]));
            Assert.Equal(-location, loss.Location([.. values.Select(value => -value)], weights), 2 * tolerance);
        }
    }

    [Fact]
    public void HubersIntervalHasAMiddle() => Assert.Equal(50f, new HuberLoss<float>(1).Location([0, 100]));

    [Fact]
    public void BadNumbersAreNamed()
    {
        Assert.Contains("residuals[1] is NaN", Assert.Throws<ArgumentOutOfRangeException>("residuals", () => default(AbsoluteLoss<float>).Location([1, float.NaN])).Message, StringComparison.Ordinal);
        Assert.Contains("weights[1] is -2", Assert.Throws<ArgumentOutOfRangeException>("weights", () => new HuberLoss<float>(1).Location([1, 3], [1, -2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("weights", () => default(SquaredLoss<double>).Location([1, 3], [1]));
    }

    private static (float[] Values, float[] Weights) Draw(int seed)
    {
        var random = new Random(seed);
        float[] values = [.. Enumerable.Range(0, 1 + random.Next(60)).Select(_ => seed % 3 == 0 ? random.Next(-5, 5) : (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 4))))];
        return (values, [.. values.Select(_ => (float)Counts[random.Next(4)])]);
    }

    private static float Quantile(float[] sorted, double quantile)
    {
        if (sorted.Length == 0)
        {
            return 0;
        }

        var rank = (decimal)quantile * sorted.Length;
        var at = (int)decimal.Ceiling(rank);
        return at == rank ? (sorted[at - 1] + sorted[at]) / 2 : sorted[at - 1];
    }
}
