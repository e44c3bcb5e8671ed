using Counterweight.Weighting.Priors;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Weighting.Priors;

public sealed class PriorShiftTests
{
    private const double NegativeInfinity = double.NegativeInfinity;

    [Fact]
    public void RatiosAreThoseOfThePriors()
    {
        var ratios = new double[3];
        PriorShift.LogRatios([4.0, 1, 0.5], [], ratios);
        Assert.Equal([-Math.Log(4), 0, Math.Log(2)], ratios.Select(ratio => Math.Round(ratio, 15)), (a, b) => Math.Abs(a - b) < 1e-15);
        PriorShift.LogRatios([1.0, 1, 1], [0.9, 0.1, 0], ratios);
        Assert.Equal(Math.Log(9), ratios[0] - ratios[1], 1e-15);
        Assert.Equal(NegativeInfinity, ratios[2]);

        // Whose quotients are no doubles.
        PriorShift.LogRatios([1e-300, 1e300, double.Epsilon], [1e300, 1e-300, double.MaxValue], ratios);
        Assert.Equal(600 * Math.Log(10), ratios[0], 1e-12);
        Assert.Equal(-600 * Math.Log(10), ratios[1], 1e-12);
        Assert.Equal(Math.Log(double.MaxValue) - Math.Log(double.Epsilon), ratios[2], 1e-12);

        // Near each other: no difference of great logarithms.
        PriorShift.LogRatios([1e-200, 1, 1], [1e-200 * (1 + 1e-10), 1, 1], ratios);
        Assert.Equal(1e-10, ratios[0], 1e-16);
    }

    /// <summary>Of the same model, all four entries say the same.</summary>
    [Fact]
    public void LogitsAndProbabilitiesAgree() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        double[] logits = [.. Enumerable.Range(0, 12).Select(_ => (random.NextDouble() * 8) - 4)];
        double[] ratios = [random.NextDouble() - 2, (random.NextDouble() * 6) - 3, random.NextDouble()];
        var (corrected, probabilities) = (new double[12], new double[12]);
        PriorShift.Logits(logits, ratios, corrected);
        PriorShift.Probabilities(Softmax(logits, 3), ratios, probabilities);
        Near(Softmax(corrected, 3), probabilities);

        PriorShift.BinaryLogits(logits, ratios.AsSpan(0, 2), corrected);
        PriorShift.BinaryProbabilities([.. logits.Select(Sigmoid)], ratios.AsSpan(0, 2), probabilities);
        Near([.. corrected.Select(Sigmoid)], probabilities);

        var rows = new double[24];
        PriorShift.Probabilities([.. logits.SelectMany(z => (double[])[1 - Sigmoid(z), Sigmoid(z)])], ratios.AsSpan(0, 2), rows);
        Near([.. rows.Where((_, i) => i % 2 == 1)], probabilities);
    }).QuickCheckThrowOnFailure();

    /// <summary>There and back again.</summary>
    [Fact]
    public void ACorrectionAndItsInverseAreNone() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        double[] trained = [.. Enumerable.Range(0, 4).Select(_ => 0.01 + random.NextDouble())];
        double[] deployed = [.. Enumerable.Range(0, 4).Select(_ => 0.01 + random.NextDouble())];
        var (there, back) = (new double[4], new double[4]);
        PriorShift.LogRatios(trained, deployed, there);
        PriorShift.LogRatios(deployed, trained, back);
        double[] given = Softmax([.. Enumerable.Range(0, 40).Select(_ => (random.NextDouble() * 10) - 5)], 4);
        double[] rows = [.. given];
        PriorShift.Probabilities(rows, there, rows);
        PriorShift.Probabilities(rows, back, rows);
        Near(given, rows);

        double[] logits = [.. given];
        PriorShift.Logits(logits, there, logits);
        PriorShift.Logits(logits, back, logits);
        Assert.All(given.Zip(logits), pair => Assert.Equal(pair.First, pair.Second, 1e-14));

        double[] ones = [.. given];
        PriorShift.BinaryProbabilities(ones, there.AsSpan(0, 2), ones);
        PriorShift.BinaryProbabilities(ones, back.AsSpan(0, 2), ones);
        Near(given, ones);
    }).QuickCheckThrowOnFailure();

    /// <summary>
    /// A model that is right about rows weighted or drawn by class says, corrected, what occurs: q_c·P(x | c) over their sum, at the base rate, whichever x.
    /// </summary>
    [Fact]
    public void WeightsAndCorrectionAreTheBaseRate() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        double[] priors = Normalized([.. Enumerable.Range(0, 3).Select(_ => 0.02 + random.NextDouble())]);
        double[] weights = [.. Enumerable.Range(0, 3).Select(_ => 0.1 + (10 * random.NextDouble()))];
        double[][] likelihoods = [.. Enumerable.Range(0, 3).Select(_ => Normalized([.. Enumerable.Range(0, 5).Select(_ => random.NextDouble())]))];
        var (byWeights, byRows) = (new double[3], new double[3]);
        PriorShift.LogRatios(weights, [], byWeights);
        PriorShift.LogRatios([.. priors.Zip(weights, (prior, weight) => prior * weight)], priors, byRows);
        var rate = new double[3];
        for (var x = 0; x < 5; x++)
        {
            double[] weighted = Normalized([.. Enumerable.Range(0, 3).Select(c => weights[c] * priors[c] * likelihoods[c][x])]);
            double[] masses = [.. Enumerable.Range(0, 3).Select(c => priors[c] * likelihoods[c][x])];
            var (corrected, again) = (new double[3], new double[3]);
            PriorShift.Probabilities(weighted, byWeights, corrected);
            PriorShift.Probabilities(weighted, byRows, again);
            Near(Normalized(masses), corrected);
            Near(corrected, again);
            for (var c = 0; c < 3; c++)
            {
                rate[c] += corrected[c] * masses.Sum();
            }
        }

        Near(priors, rate);
    }).QuickCheckThrowOnFailure();

    /// <summary>−∞ is compared with −∞, never subtracted from it.</summary>
    [Fact]
    public void InfiniteLogitsStayWhatTheyAre()
    {
        double[] logits = [NegativeInfinity, 1, 2, NegativeInfinity, NegativeInfinity, 3, 0, double.NaN, 1];
        PriorShift.Logits(logits, [0.5, NegativeInfinity, -1], logits);
        Assert.Equal([NegativeInfinity, NegativeInfinity, 1, NegativeInfinity, NegativeInfinity, 2, 0.5, double.NaN, 0], logits);
        double[] binary = [NegativeInfinity, double.PositiveInfinity, 1, double.NaN];
        PriorShift.BinaryLogits(binary, [1.0, 3], binary);
        Assert.Equal([NegativeInfinity, double.PositiveInfinity, 3, double.NaN], binary);
        PriorShift.BinaryLogits(binary, [0, NegativeInfinity], binary);
        Assert.Equal([NegativeInfinity, double.NaN, NegativeInfinity, double.NaN], binary);
        double[] other = [NegativeInfinity, double.PositiveInfinity, 1];
        PriorShift.BinaryLogits(other, [NegativeInfinity, 0], other);
        Assert.Equal([double.NaN, double.PositiveInfinity, double.PositiveInfinity], other);
    }

    [Fact]
    public void CertainProbabilitiesStayCertain()
    {
        double[] rows = [1, 0, 0, 1, 0.5, 0.5, 0, 0];
        PriorShift.Probabilities(rows, [-5000.0, 5000], rows);
        Assert.Equal([1, 0, 0, 1, 0, 1, double.NaN, double.NaN], rows.Select(p => p < 1e-300 ? 0 : p));
        float[] ones = [0, 1, 0.5f, float.NaN];
        PriorShift.BinaryProbabilities(ones, [-500f, 500], ones);
        Assert.Equal([0, 1, 1, float.NaN], ones);
        ones[2] = 0.5f;
        PriorShift.BinaryProbabilities(ones, [500f, -500], ones);
        Assert.Equal([0, 1, 0, float.NaN], ones.Select(p => p < 1e-37f ? 0 : p));
        double[] gone = [0, 1, 0.25];
        PriorShift.BinaryProbabilities(gone, [0, NegativeInfinity], gone);
        Assert.Equal([0, double.NaN, 0], gone);
        gone = [0, 1, 0.25];
        PriorShift.BinaryProbabilities(gone, [NegativeInfinity, 7], gone);
        Assert.Equal([double.NaN, 1, 1], gone);
    }

    /// <summary>What a row sums to does not matter, to the ends of double, and certain rows stay certain.</summary>
    [Fact]
    public void TheSizeOfARowDoesNotShow()
    {
        double[] ratios = [0, -1, 2];
        var (expected, corrected) = (new double[3], new double[3]);
        PriorShift.Probabilities([0.5, 0.25, 0.25], ratios, expected);
        foreach (var factor in (double[])[Math.ScaleB(1, 1024), Math.ScaleB(1, -1060), Math.ScaleB(1, -1072)])
        {
            // Half of the first factor: itself it is none.
            PriorShift.Probabilities([0.5 * Math.Min(factor, double.MaxValue), 0.25 * Math.Min(factor, double.MaxValue), 0.25 * Math.Min(factor, double.MaxValue)], ratios, corrected);
            Near(expected, corrected);
        }

        // A class that does not occur has no say in it, however probable it was.
        PriorShift.Probabilities([0, 0.75, 0.25], [NegativeInfinity, 0, -1], expected);
        PriorShift.Probabilities([1, 3 * double.Epsilon, double.Epsilon], [NegativeInfinity, 0, -1], corrected);
        Near(expected, corrected);
        foreach (var certain in (double[])[double.MaxValue, 1, 1e-20, double.Epsilon])
        {
            PriorShift.Probabilities([0, certain, 0], [0, -1000, 2], corrected);
            Assert.Equal([0, 1, 0], corrected);
            PriorShift.Probabilities([certain, 0, 0], [NegativeInfinity, -1000, 2], corrected);
            Assert.All(corrected, p => Assert.Equal(double.NaN, p));
            PriorShift.Probabilities([double.NaN, certain, 0], [0, 0, 2], corrected);
            Assert.All(corrected, p => Assert.Equal(double.NaN, p));
        }
    }

    /// <summary>More classes than fit the stack, and many rows.</summary>
    [Theory]
    [InlineData(3, 1000)]
    [InlineData(1025, 3)]
    public void RowsOfAnyWidthAreCorrected(int classes, int rows)
    {
        float[] logits = [.. Enumerable.Range(0, classes * rows).Select(i => i % 17 * 0.25f)];
        float[] ratios = [.. Enumerable.Range(0, classes).Select(c => (c % 5) - 2f)];
        var corrected = new float[logits.Length];
        PriorShift.Logits<float>(logits, ratios, corrected);
        Assert.Equal(logits.Select((z, i) => z + ratios[i % classes]), corrected);
        var probabilities = new float[logits.Length];
        PriorShift.Probabilities<float>(logits, ratios, probabilities);
        Assert.Equal(rows, probabilities.Sum(p => (double)p), 1e-4);
    }

    /// <summary>Rows need not sum to 1, and may sum to more than their type or a double holds.</summary>
    [Fact]
    public void RowsThatSumToInfinityAreScaled()
    {
        double[] rows = [1.6e308, 1.6e308, 0, 1.7e308, 1.7e308, 1.7e308];
        PriorShift.Probabilities<double>(rows, [0, 0, 0], rows);
        Assert.All((double[])[0.5, 0.5, 0, 1 / 3.0, 1 / 3.0, 1 / 3.0], (expected, at) => Assert.Equal(expected, rows[at], 1e-15));
        float[] single = [3e38f, 1e38f];
        PriorShift.Probabilities<float>(single, [0, 0], single);
        Assert.Equal([0.75, 0.25], single.Select(value => Math.Round(value, 6)));
    }

    [Fact]
    public void BadOperandsAreNamedAndNothingIsWritten()
    {
        Throws<ArgumentException>("no classes", "trained", d => PriorShift.LogRatios<double>([], [], d), 0);
        Throws<ArgumentOutOfRangeException>("trained[1] is 0", "trained", d => PriorShift.LogRatios([1.0, 0], [], d), 2);
        Throws<ArgumentOutOfRangeException>("trained[0] is Infinity", "trained", d => PriorShift.LogRatios([double.PositiveInfinity, 1], [], d), 2);
        Throws<ArgumentOutOfRangeException>("deployed[1] is -1", "deployed", d => PriorShift.LogRatios([1.0, 1], [1, -1], d), 2);
        Throws<ArgumentException>("All of deployed is 0", "deployed", d => PriorShift.LogRatios([1.0, 1], [0, 0], d), 2);
        Throws<ArgumentException>("deployed has 1", "deployed", d => PriorShift.LogRatios([1.0, 1], [1], d), 2);
        Throws<ArgumentException>("destination has 3", "destination", d => PriorShift.LogRatios([1.0, 1], [], d), 3);
        Throws<ArgumentException>("no classes", "logRatios", d => PriorShift.Logits([], [], d), 0);
        Throws<ArgumentException>("no multiple of 2", "logits", d => PriorShift.Logits([1.0, 2, 3], [0.0, 1], d), 3);
        Throws<ArgumentOutOfRangeException>("logRatios[1] is NaN", "logRatios", d => PriorShift.Logits([1.0, 2], [0.0, double.NaN], d), 2);
        Throws<ArgumentOutOfRangeException>("logRatios[0] is Infinity", "logRatios", d => PriorShift.BinaryLogits([1.0, 2], [double.PositiveInfinity, 0], d), 2);
        Throws<ArgumentException>("All of logRatios", "logRatios", d => PriorShift.Probabilities([1.0, 0], [NegativeInfinity, NegativeInfinity], d), 2);
        Throws<ArgumentException>("logRatios has 3", "logRatios", d => PriorShift.BinaryLogits([1.0, 2], [0.0, 0, 0], d), 2);
        Throws<ArgumentException>("destination has 3", "destination", d => PriorShift.BinaryProbabilities([0.5, 0.5], [0.0, 0], d), 3);
        Throws<ArgumentOutOfRangeException>("probabilities[1] is 1.5", "probabilities", d => PriorShift.BinaryProbabilities([0.5, 1.5], [0.0, 0], d), 2);
        Throws<ArgumentOutOfRangeException>("probabilities[0] is -0.5", "probabilities", d => PriorShift.BinaryProbabilities([-0.5, 1], [0.0, 0], d), 2);
        Throws<ArgumentOutOfRangeException>("probabilities[1] is Infinity", "probabilities", d => PriorShift.Probabilities([0.5, double.PositiveInfinity], [0.0, 0], d), 2);
        Throws<ArgumentOutOfRangeException>("probabilities[0] is -1", "probabilities", d => PriorShift.Probabilities([-1, 0.5], [0.0, 0], d), 2);
        Assert.Throws<NotSupportedException>(() => PriorShift.Logits<Half>(new Half[2], new Half[2], new Half[2]));
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    private static double[] Softmax(double[] logits, int classes) => [.. logits.Select((z, i) => Math.Exp(z) / logits.Skip(i / classes * classes).Take(classes).Sum(Math.Exp))];

    private static double[] Normalized(double[] masses) => [.. masses.Select(mass => mass / masses.Sum())];

    private static void Near(double[] expected, double[] actual) => Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-14 + (1e-13 * pair.First)));

    private static void Throws<TException>(string message, string parameter, Action<double[]> call, int length)
        where TException : ArgumentException
    {
        var destination = Enumerable.Repeat(0.125, length).ToArray();
        Assert.Contains(message, Assert.Throws<TException>(parameter, () => call(destination)).Message, StringComparison.Ordinal);
        Assert.All(destination, element => Assert.Equal(0.125, element));
    }
}
