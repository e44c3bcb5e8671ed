using Counterweight.Losses.Point;
using Xunit;

namespace Counterweight.Tests.Losses.Location;

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
    public void TheDefaultOfALossThatNeedsAParameterIsRefused()
    {
        Assert.Contains("HuberLoss", Assert.Throws<InvalidOperationException>(() => default(HuberLoss<float>).Location([1, 5])).Message, StringComparison.Ordinal);
        Assert.Contains("QuantileLoss", Assert.Throws<InvalidOperationException>(() => default(QuantileLoss<double>).Location([1, 5], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => default(HuberLoss<double>).Location([]));
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
    public void HubersDerivativeIsZeroAtItsLocation(float delta)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var (values, weights) = Draw(seed);
            var loss = new HuberLoss<float>(delta);
            var location = loss.Location(values, weights);
            double Derivative(double at) => values.Select((value, row) => weights[row] * Math.Clamp(value - at, -(double)delta, delta)).Sum();
            var tolerance = 1e-6 * Math.Max(1, Math.Abs(location));
            if (weights.Any(weight => weight > 0))
            {
                Assert.True(Derivative(location - tolerance) >= 0 && Derivative(location + tolerance) <= 0, $"seed {seed}: {location}");
            }

            Assert.Equal(location, loss.Location([.. values.SelectMany((value, row) => Enumerable.Repeat(value, (int)weights[row]))]));
            Assert.Equal(8 * location, new HuberLoss<float>(8 * delta).Location([.. values.Select(value => 8 * value)], [.. weights.Select(weight => weight / 4)]));
            Assert.Equal(-location, loss.Location([.. values.Select(value => -value)], weights), 2 * tolerance);
        }
    }

    [Fact]
    public void HubersIntervalHasAMiddle() => Assert.Equal(50f, new HuberLoss<float>(1).Location([0, 100]));

    [Theory]
    [InlineData(1e200, 1e200)]
    [InlineData(1e-200, 1e-200)]
    [InlineData(1e-310, 1e-310)]
    [InlineData(1.7e308, 1.7e308)]
    [InlineData(1.7e308, 5e-324)]
    [InlineData(5e-324, 1.7e308)]
    public void LocationsOfDoublesNeitherOverflowNorVanish(double value, double weight)
    {
        double[] weights = [weight, weight, weight];
        double[] values = [value, value, value];
        Assert.Equal(value, default(SquaredLoss<double>).Location(values), 4e-16 * value);
        Assert.Equal(value, default(SquaredLoss<double>).Location(values, weights), 4e-16 * value);
        Assert.Equal(value, default(AbsoluteLoss<double>).Location(values, weights));
        Assert.Equal(value, new HuberLoss<double>(value).Location(values, weights));
        if (value is > 1e-300 and < 1e300)
        {
            double[] spread = [value, 2 * value, 3 * value, 10 * value];
            double[] four = [weight, weight, weight, weight];
            Assert.Equal(4 * value, default(SquaredLoss<double>).Location(spread, four), 1e-14 * value);
            Assert.Equal(4 * value, new HuberLoss<double>(100 * value).Location(spread, four), 1e-14 * value);

            // The last pulls no harder than δ = 2: (1 − m) + (2 − m) + (3 − m) + 2 = 0.
            Assert.Equal(8.0 / 3 * value, new HuberLoss<double>(2 * value).Location(spread, four), 1e-14 * value);
        }
    }

    [Fact]
    public void APowerOfTwoDoesNotShowWhereTermsCancel()
    {
        // What is left after the greatest two have gone, over the grid of the sums.
        foreach (var great in (float[])[1e20f, 1e26f, 1e28f, 1e30f])
        {
            float[] values = [great, 1.5f, -great];
            var location = default(SquaredLoss<float>).Location(values);
            for (var power = -20; power <= 25; power++)
            {
                var factor = (float)Math.ScaleB(1, power);
                Assert.Equal(location * factor, default(SquaredLoss<float>).Location([.. values.Select(value => value * factor)]));
            }
        }
    }

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
