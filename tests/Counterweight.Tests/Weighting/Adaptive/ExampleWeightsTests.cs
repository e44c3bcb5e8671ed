using Counterweight.Weighting.Adaptive;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Weighting.Adaptive;

public sealed class ExampleWeightsTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    [InlineData(2.0)]
    [InlineData(5.0)]
    public void HardnessIsThatOfTheLabel(double gamma)
    {
        double[] losses = [0, 1e-12, 0.1, 1, 5, 700, double.PositiveInfinity];
        var (weights, ofProbabilities) = (new double[7], new double[7]);
        ExampleWeights.Hardness(losses, gamma, weights);
        ExampleWeights.HardnessOfProbabilities([.. losses.Select(loss => Math.Exp(-loss))], gamma, ofProbabilities);
        Assert.Equal(gamma == 0 ? 1 : 0, weights[0]);
        Assert.Equal(Math.Pow(1e-12 - 5e-25, gamma), weights[1], 1e-15 * weights[1]);
        Assert.Equal(1, weights[6]);
        for (var i = 2; i < 7; i++)
        {
            Assert.Equal(Math.Pow(1 - Math.Exp(-losses[i]), gamma), weights[i], 1e-14);
            Assert.Equal(weights[i], ofProbabilities[i], 1e-14);
        }
    }

    [Fact]
    public void TiltedWeightsFollowTheirLaws() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var rows = 1 + random.Next(3000);
        double[] losses = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() * 5)];
        double[] samples = [.. losses.Select(_ => random.Next(4) * 0.5)];
        samples[0] = 1;
        var (tilt, tilted, other) = ((random.NextDouble() * 4) - 2, new double[rows], new double[rows]);
        ExampleWeights.Tilted(losses, tilt, tilted, samples);
        Assert.Equal(samples.Sum(), tilted.Zip(samples, (weight, sample) => weight * sample).Sum(), 1e-12 * rows);
        Assert.All(samples.Zip(tilted), pair => Assert.Equal(pair.First == 0, pair.Second == 0));
        for (var i = 1; i < rows; i++)
        {
            Assert.True(samples[i] == 0 || Math.Abs(Math.Log(tilted[i] / tilted[0]) - (tilt * (losses[i] - losses[0]))) < 1e-12);
        }

        // A constant in all losses changes nothing, nor does the unit of the weights.
        ExampleWeights.Tilted([.. losses.Select(loss => loss + 300)], tilt, other, [.. samples.Select(sample => 8 * sample)]);
        Assert.All(tilted.Zip(other), pair => Assert.Equal(pair.First, pair.Second, 1e-11 * Math.Max(1, pair.First)));
        ExampleWeights.Tilted(losses, 0, other);
        Assert.Equal(Enumerable.Repeat(1.0, rows), other);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void GreatLossesAreTiltedWithoutOverflow()
    {
        float[] losses = [3e38f, 0, -3e38f];
        ExampleWeights.Tilted(losses, 1e100, losses);
        Assert.Equal([3f, 0, 0], losses);
        float[] light = [1000, 1, 1];
        ExampleWeights.Tilted<float>([1000, 1, 1], 1, light, [0, 1, 1]);
        Assert.Equal([0f, 1, 1], light);
        ExampleWeights.Tilted<float>([], 1, []);
    }

    /// <summary>Sample weights times a constant change nothing, to the ends of double.</summary>
    [Fact]
    public void TheUnitOfSampleWeightsDoesNotShow()
    {
        double[] losses = [1, 2, 0.5, 3];
        var (expected, weights) = (new double[4], new double[4]);
        ExampleWeights.Tilted<double>(losses, 1, expected, [1, 0.5, 0, 0.75]);
        foreach (var unit in (double[])[Math.ScaleB(1, 1023), Math.ScaleB(1, -1072)])
        {
            ExampleWeights.Tilted<double>(losses, 1, weights, [unit, unit / 2, 0, (unit / 2) + (unit / 4)]);
            Assert.Equal(expected, weights);
        }
    }

    [Fact]
    public void TheEasiestRowsAreChosen() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        float[] losses = [.. Enumerable.Range(0, random.Next(1, 80)).Select(_ => random.Next(3) == 0 ? random.Next(-3, 3) : (random.NextSingle() * 6) - 3)];
        var fraction = random.NextDouble();
        var weights = new float[losses.Length];
        var greatest = ExampleWeights.Easiest<float>(losses, fraction, weights);
        var rank = (int)Math.Ceiling(fraction * losses.Length);
        Assert.Equal(losses.Order().ElementAt(rank - 1), greatest);
        Assert.Equal(losses.Select(loss => loss <= greatest ? 1f : 0), weights);
        Assert.True(weights.Sum() >= rank);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void ACurriculumEndsWithAllRows()
    {
        double[] losses = [3, 1, double.PositiveInfinity, 2, -0.0, 0];
        var weights = new double[6];
        Assert.Equal(double.NegativeInfinity, ExampleWeights.Easiest(losses, 0, weights));
        Assert.Equal(new double[6], weights);
        Assert.Equal(double.PositiveInfinity, ExampleWeights.Easiest(losses, 1, weights));
        Assert.Equal([1.0, 1, 1, 1, 1, 1], weights);
        Assert.Equal(0, ExampleWeights.Easiest(losses, 1 / 6.0, weights));
        Assert.Equal([0.0, 0, 0, 0, 1, 1], weights);
        Assert.Equal(double.NegativeInfinity, ExampleWeights.Easiest<double>([], 0.5, []));

        // 0.07 of 100 rows are 7, though their product is a little more.
        double[] hundred = [.. Enumerable.Range(1, 100).Select(i => (double)i)];
        Assert.Equal(7, ExampleWeights.Easiest(hundred, 0.07, new double[100]));
        Assert.Equal([0.2, 0.6, 1, 1], [ExampleWeights.Pace(0, 10, 0.2), Math.Round(ExampleWeights.Pace(5, 10, 0.2), 15), ExampleWeights.Pace(10, 10, 0.2), ExampleWeights.Pace(99, 10, 0.2)]);
    }

    [Fact]
    public void BadOperandsAreNamedAndNothingIsWritten()
    {
        Throws<ArgumentException>("destination has 1", "destination", d => ExampleWeights.Hardness([1.0, 1], 1, d), 1);
        Throws<ArgumentOutOfRangeException>("losses[1] is -1", "losses", d => ExampleWeights.Hardness([1.0, -1], 1, d), 2);
        Throws<ArgumentOutOfRangeException>("gamma is -1", "gamma", d => ExampleWeights.Hardness([1.0], -1, d), 1);
        Throws<ArgumentOutOfRangeException>("gamma is Infinity", "gamma", d => ExampleWeights.HardnessOfProbabilities([1.0], double.PositiveInfinity, d), 1);
        Throws<ArgumentOutOfRangeException>("probabilities[0] is 1.5", "probabilities", d => ExampleWeights.HardnessOfProbabilities([1.5], 1, d), 1);
        Throws<ArgumentOutOfRangeException>("losses[0] is NaN", "losses", d => ExampleWeights.Tilted([double.NaN], 1, d), 1);
        Throws<ArgumentOutOfRangeException>("losses[1] is Infinity", "losses", d => ExampleWeights.Tilted([1, double.PositiveInfinity], 1, d), 2);
        Throws<ArgumentOutOfRangeException>("tilt is 1E+101", "tilt", d => ExampleWeights.Tilted([1.0], 1e101, d), 1);
        Throws<ArgumentException>("no finite double", "losses", d => ExampleWeights.Tilted([1e300], 1e100, d), 1);
        Throws<ArgumentException>("No row has weight", "losses", d => ExampleWeights.Tilted([1.0], 1, d, [0.0]), 1);
        Throws<ArgumentException>("sampleWeights has 2", "sampleWeights", d => ExampleWeights.Tilted([1.0], 1, d, [1.0, 1]), 1);
        Throws<ArgumentException>("destination overlaps sampleWeights", "destination", d => ExampleWeights.Tilted([1.0], 1, d, d), 1);
        Throws<ArgumentOutOfRangeException>("losses[0] is NaN", "losses", d => ExampleWeights.Easiest([double.NaN], 1, d), 1);
        Throws<ArgumentOutOfRangeException>("fraction is 1.1", "fraction", d => ExampleWeights.Easiest([1.0], 1.1, d), 1);
        Throws<ArgumentException>("beyond Double", "sampleWeights", d => ExampleWeights.Tilted([1000.0, 0], 1, d, [1e-300, 1e300]), 2);
        Assert.Throws<ArgumentOutOfRangeException>("step", () => ExampleWeights.Pace(-1, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => ExampleWeights.Pace(1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>("start", () => ExampleWeights.Pace(1, 1, 1.5));
        Assert.Throws<NotSupportedException>(() => ExampleWeights.Easiest<Half>(new Half[1], 1, new Half[1]));
    }

    private static void Throws<TException>(string message, string parameter, Action<double[]> call, int length)
        where TException : ArgumentException
    {
        var destination = Enumerable.Repeat(0.125, length).ToArray();
        Assert.Contains(message, Assert.Throws<TException>(parameter, () => call(destination)).Message, StringComparison.Ordinal);
        Assert.All(destination, element => Assert.Equal(0.125, element));
    }
}
