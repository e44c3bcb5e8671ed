using Counterweight.Weighting.Adaptive;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Weighting.Adaptive;

public sealed class GroupWeightsTests
{
    [Fact]
    public void LawsOfSteps() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        double[] losses = [.. Enumerable.Range(0, 6).Select(_ => random.NextDouble() * 3)];
        double[] start = [.. Enumerable.Range(0, 6).Select(_ => random.NextDouble())];
        var expected = Step(losses, start, 0.5);
        Assert.Equal(1, expected.Sum(), 1e-14);

        // Neither a constant in all losses nor the unit of the weights matters; two half steps are one.
        Near(expected, Step([.. losses.Select(loss => loss + 100)], start, 0.5));
        Near(expected, Step(losses, [.. start.Select(weight => weight * 7)], 0.5));
        Near(expected, Step(losses, Step(losses, start, 0.25), 0.25));
        Near([.. start.Select(weight => weight / start.Sum())], Step(losses, start, 0));

        // The adjustment is a loss more.
        long[] counts = [.. losses.Select(_ => 1 + random.NextInt64(100))];
        double[] adjusted = [.. start];
        GroupWeights.Step(losses, adjusted, 0.5, counts, 3);
        Near(Step([.. losses.Select((loss, g) => loss + (3 / Math.Sqrt(counts[g])))], start, 0.5), adjusted);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void GreatLossesDoNotOverflow()
    {
        float[] weights = [0.5f, 0.5f, 0];
        GroupWeights.Step([3e38f, 1, 3e38f], weights, 1e200);
        Assert.Equal([1f, 0, 0], weights);
        double[] many = [.. Enumerable.Repeat(1.0, 500)];
        GroupWeights.Step([.. Enumerable.Range(0, 500).Select(g => g == 499 ? 2000.0 : 0)], many, 1);
        Assert.Equal(1, many[499]);
        GroupWeights.Step([.. Enumerable.Repeat(-2000.0, 500)], many, 1);
        Assert.Equal(1, many.Sum(), 1e-12);
    }

    [Fact]
    public void MeansAreThoseOfTheRowsOfAGroup() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        double[] losses = [.. Enumerable.Range(0, 40).Select(_ => random.NextDouble() - 0.2)];
        int[] groups = [.. losses.Select(_ => random.Next(3))];
        double[] weights = [.. losses.Select(_ => random.NextDouble())];
        var (plain, weighted, twice) = (new double[4], new double[4], new double[4]);
        GroupWeights.MeanLosses(losses, groups, plain);
        GroupWeights.MeanLosses(losses, groups, weighted, weights);
        for (var g = 0; g < 3; g++)
        {
            int[] rows = [.. Enumerable.Range(0, 40).Where(i => groups[i] == g)];
            Assert.Equal(rows.Length == 0 ? 0 : rows.Average(i => losses[i]), plain[g], 1e-14);
            Assert.Equal(rows.Length == 0 ? 0 : rows.Sum(i => weights[i] * losses[i]) / rows.Sum(i => weights[i]), weighted[g], 1e-14);
        }

        Assert.Equal((0.0, 0.0), (plain[3], weighted[3]));
        GroupWeights.MeanLosses([.. losses.Reverse(), losses[3], 50], [.. groups.Reverse(), groups[3], 0], twice, [.. weights.Reverse(), weights[3], 0]);
        GroupWeights.MeanLosses(losses, groups, weighted, [.. weights.Select((weight, i) => i == 3 ? 2 * weight : weight)]);
        Assert.Equal(weighted, twice);
    }).QuickCheckThrowOnFailure();

    /// <summary>Sums beyond a double have means that are one.</summary>
    [Fact]
    public void MeansOfGreatLossesAreFinite()
    {
        var means = new double[1];
        GroupWeights.MeanLosses([double.MaxValue, double.MaxValue, double.MaxValue], [0, 0, 0], means);
        Assert.Equal(double.MaxValue, means[0]);
        GroupWeights.MeanLosses([1.0, 1, 3], [0, 0, 0], means, [double.MaxValue, double.MaxValue / 2, 0]);
        Assert.Equal(1, means[0], 1e-15);
    }

    /// <summary>A group whose rows weigh next to nothing has its mean; only one without weight has none.</summary>
    [Fact]
    public void MeansOfTheLeastWeightsAreMeans()
    {
        var means = new double[3];
        GroupWeights.MeanLosses<double>([3, 5, 7, 9], [0, 0, 1, 2], means, [double.Epsilon, double.Epsilon, 1e-310, 0]);
        Assert.Equal([4, 7, 0], means);
    }

    [Fact]
    public void BadOperandsAreNamedAndNothingIsWritten()
    {
        Throws<ArgumentException>("no groups", "losses", d => GroupWeights.Step([], d, 1), 0);
        Throws<ArgumentException>("weights has 3", "weights", d => GroupWeights.Step([1.0, 2], d, 1), 3);
        Throws<ArgumentOutOfRangeException>("losses[1] is NaN", "losses", d => GroupWeights.Step([1, double.NaN], d, 1), 2);
        Throws<ArgumentOutOfRangeException>("losses[0] is Infinity", "losses", d => GroupWeights.Step([double.PositiveInfinity, 1], d, 1), 2);
        Throws<ArgumentOutOfRangeException>("losses[1] makes an exponent", "losses", d => GroupWeights.Step([1, 1e200], d, 1e150), 2);
        Throws<ArgumentOutOfRangeException>("stepSize is -1", "stepSize", d => GroupWeights.Step([1.0, 1], d, -1), 2);
        Throws<ArgumentOutOfRangeException>("adjustment is NaN", "adjustment", d => GroupWeights.Step([1.0, 1], d, 1, [1, 1], double.NaN), 2);
        Throws<ArgumentException>("groupCounts is empty", "groupCounts", d => GroupWeights.Step([1.0, 1], d, 1, [], 1), 2);
        Throws<ArgumentOutOfRangeException>("groupCounts[1] is 0", "groupCounts", d => GroupWeights.Step([1.0, 1], d, 1, [1, 0], 1), 2);
        Throws<ArgumentException>("groupCounts has 1", "groupCounts", d => GroupWeights.Step([1.0, 1], d, 1, [1], 1), 2);
        Throws<ArgumentException>("weights overlaps losses", "weights", d => GroupWeights.Step(d, d, 1), 2);
        Throws<ArgumentException>("groups has 1", "groups", d => GroupWeights.MeanLosses([1.0, 1], [0], d), 2);
        Throws<ArgumentOutOfRangeException>("groups[1] is 2", "groups", d => GroupWeights.MeanLosses([1.0, 1], [0, 2], d), 2);
        Throws<ArgumentOutOfRangeException>("losses[0] is NaN", "losses", d => GroupWeights.MeanLosses([double.NaN, 1], [0, 1], d), 2);
        Throws<ArgumentOutOfRangeException>("sampleWeights[1] is -1", "sampleWeights", d => GroupWeights.MeanLosses([1.0, 1], [0, 1], d, [1.0, -1]), 2);
        double[] none = [0, 0];
        Assert.Contains("No group has weight", Assert.Throws<ArgumentException>("weights", () => GroupWeights.Step([1.0, 1], none, 1)).Message, StringComparison.Ordinal);
        double[] negative = [1, -1];
        Assert.Contains("weights[1] is -1", Assert.Throws<ArgumentOutOfRangeException>("weights", () => GroupWeights.Step([1.0, 1], negative, 1)).Message, StringComparison.Ordinal);
        var means = new double[] { 7 };
        Assert.Contains("losses[0] is 1E+200", Assert.Throws<ArgumentOutOfRangeException>("losses", () => GroupWeights.MeanLosses([1e200], [0], means, [1e200])).Message, StringComparison.Ordinal);
        Assert.Equal([7.0], means);
    }

    private static double[] Step(double[] losses, double[] start, double size)
    {
        double[] weights = [.. start];
        GroupWeights.Step(losses, weights, size);
        return weights;
    }

    private static void Near(double[] expected, double[] actual) => Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-13));

    private static void Throws<TException>(string message, string parameter, Action<double[]> call, int length)
        where TException : ArgumentException
    {
        var destination = Enumerable.Repeat(0.125, length).ToArray();
        Assert.Contains(message, Assert.Throws<TException>(parameter, () => call(destination)).Message, StringComparison.Ordinal);
        Assert.All(destination, element => Assert.Equal(0.125, element));
    }
}
