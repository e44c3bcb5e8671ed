using System.Numerics;
using Counterweight.Metrics;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Metrics;

/// <summary>Confusion matrices and weights take labels that are longs, as those of tensors, to the bits of ints, and refuse what no int holds as what it is.</summary>
public sealed class LongLabelEntryTests
{
    private const int Ignored = -100;

    /// <summary>Numbers of classes by every way a matrix counts: several tables, one, and none.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(31)]
    [InlineData(300)]
    public void MatricesAreThoseOfInts(int classes)
    {
        foreach (var rows in (int[])[0, 1, 7, 16, 511, 512, 513, 5000])
        {
            var random = new Random(rows + classes);
            int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(9) == 0 ? Ignored : random.Next(classes))];
            int[] predicted = [.. Enumerable.Range(0, rows).Select(_ => random.Next(-1, classes))];
            Check<float>(labels, predicted, classes, random);
            Check<double>(labels, predicted, classes, random);
        }
    }

    private static void Check<T>(int[] labels, int[] predicted, int classes, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] scores = [.. Enumerable.Range(0, labels.Length * classes).Select(place => place % 97 == 0 ? T.NaN : T.CreateTruncating(random.NextDouble()))];
        T[] some = [.. labels.Select(_ => T.CreateTruncating(random.NextDouble()))];
        foreach (var weights in (T[][])[[], some])
        {
            foreach (var threads in (int[])[1, 3])
            {
                Same(classes, matrix => matrix.AddScores<T>(scores, labels, weights, Ignored, threads), matrix => matrix.AddScores<T>(scores, Long(labels), weights, Ignored, threads));
                Same(classes, matrix => matrix.AddPredictions<T>(predicted, labels, weights, Ignored, threads), matrix => matrix.AddPredictions<T>(Long(predicted), Long(labels), weights, Ignored, threads));
                Same(classes, matrix => matrix.AddPredictions(predicted, labels, Ignored, threads), matrix => matrix.AddPredictions(Long(predicted), Long(labels), Ignored, threads));
                if (classes == 2)
                {
                    T[] own = scores[..labels.Length];
                    var half = T.CreateTruncating(0.5);
                    Same(classes, matrix => matrix.AddBinaryScores<T>(own, half, labels, weights, Ignored, threads), matrix => matrix.AddBinaryScores<T>(own, half, Long(labels), weights, Ignored, threads));
                }
            }
        }
    }

    private static void Same(int classes, Action<ConfusionMatrix> ints, Action<ConfusionMatrix> longs)
    {
        var (expected, actual) = (new ConfusionMatrix(classes), new ConfusionMatrix(classes));
        ints(expected);
        longs(actual);
        for (var label = 0; label < classes; label++)
        {
            for (var answer = 0; answer <= classes; answer++)
            {
                Assert.Equal(expected[label, answer], actual[label, answer]);
            }
        }
    }

    [Theory]
    [InlineData(3, 10)]
    [InlineData(300, 2000)]
    public void WeightsAreThoseOfInts(int classes, int rows)
    {
        var random = new Random(classes);
        int[] labels = [.. Enumerable.Range(0, classes), .. Enumerable.Range(0, rows).Select(_ => random.Next(5) == 0 ? Ignored : random.Next(classes))];
        double[] costs = [.. Enumerable.Range(0, classes * classes).Select(place => place / classes == place % classes ? 0 : 1.0 + (place % 7))];
        double[] some = [.. labels.Select(_ => random.NextDouble() + 0.1)];
        foreach (var weights in (double[][])[[], some])
        {
            Same(classes, to => ClassWeights.Balanced(labels, to, weights, ignoreLabel: Ignored), to => ClassWeights.Balanced(Long(labels), to, weights, ignoreLabel: Ignored));
            Same(classes, to => ClassWeights.InverseSquareRoot(labels, to, weights, ignoreLabel: Ignored), to => ClassWeights.InverseSquareRoot(Long(labels), to, weights, ignoreLabel: Ignored));
            Same(classes, to => ClassWeights.MedianFrequency(labels, to, weights, ignoreLabel: Ignored), to => ClassWeights.MedianFrequency(Long(labels), to, weights, ignoreLabel: Ignored));
            Same(classes, to => ClassWeights.EffectiveNumber(labels, 0.99, to, weights, ignoreLabel: Ignored), to => ClassWeights.EffectiveNumber(Long(labels), 0.99, to, weights, ignoreLabel: Ignored));
            Same(classes, to => ClassWeights.FromCosts(labels, costs, to, weights, ignoreLabel: Ignored), to => ClassWeights.FromCosts(Long(labels), costs, to, weights, ignoreLabel: Ignored));
            Same(labels.Length, to => SampleWeights.FromClassWeights(labels, some.AsSpan(0, classes), to, weights, Ignored), to => SampleWeights.FromClassWeights(Long(labels), some.AsSpan(0, classes), to, weights, Ignored));
        }
    }

    private static void Same(int count, Action<double[]> ints, Action<double[]> longs)
    {
        var (expected, actual) = (new double[count], new double[count]);
        ints(expected);
        longs(actual);
        Assert.Equal(expected, actual);
    }

    /// <summary>The low half of each is a label.</summary>
    [Theory]
    [InlineData(1L << 32)]
    [InlineData((1L << 32) + 1)]
    [InlineData(-1L << 32)]
    [InlineData((1L << 32) - 100)]
    public void ALabelThatIsNoneIsNamed(long label)
    {
        long[] labels = [0, 1, 0, label, 1];
        var message = $"labels[3] is {label}; a label must lie in [0, 2) or be the one to ignore.";
        var (five, two) = (new double[5], new double[2]);
        foreach (var weights in (double[][])[[], [1, 1, 1, 1, 1]])
        {
            Refused(message, () => Matrix().AddScores<double>(new double[10], labels, weights, Ignored));
            Refused(message, () => Matrix().AddBinaryScores<double>(five, 0.5, labels, weights, Ignored));
            Refused(message, () => Matrix().AddPredictions<double>(new long[5], labels, weights, Ignored));
            Refused(message, () => ClassWeights.Balanced(labels, two, weights, ignoreLabel: Ignored));
            Refused(message, () => ClassWeights.InverseSquareRoot(labels, two, weights, ignoreLabel: Ignored));
            Refused(message, () => ClassWeights.MedianFrequency(labels, two, weights, ignoreLabel: Ignored));
            Refused(message, () => ClassWeights.EffectiveNumber(labels, 0.9, two, weights, ignoreLabel: Ignored));
            Refused(message, () => ClassWeights.FromCosts(labels, [0, 1, 1, 0], two, weights, ignoreLabel: Ignored));
            Refused(message, () => SampleWeights.FromClassWeights(labels, [1.0, 2], five, weights, Ignored));
        }

        // Where no label is ignored, none is spoken of.
        Refused($"labels[3] is {label}; a label must lie in [0, 2).", () => ClassWeights.Balanced(labels, two));
        var error = Assert.Throws<ArgumentOutOfRangeException>("predicted", () => Matrix().AddPredictions(labels, new long[5]));
        Assert.StartsWith($"predicted[3] is {label}; it must lie in [0, 2) or be -1.", error.Message, StringComparison.Ordinal);
        Assert.Equal((0.0, 0.0), (five.Sum(), two.Sum()));
    }

    [Fact]
    public unsafe void NothingIsWrittenOverThem()
    {
        var memory = new double[4];
        fixed (double* at = memory)
        {
            var address = (nint)at;
            Assert.Throws<ArgumentException>("destination", () => ClassWeights.Balanced(new ReadOnlySpan<long>((void*)address, 2), new Span<double>((void*)address, 2)));
            Assert.Throws<ArgumentException>("destination", () => SampleWeights.FromClassWeights(new ReadOnlySpan<long>((void*)address, 4), [1.0, 2], new Span<double>((void*)address, 4)));
        }

        Assert.Equal(new double[4], memory);
    }

    private static ConfusionMatrix Matrix() => new(2);

    private static long[] Long(int[] labels) => Array.ConvertAll(labels, label => (long)label);

    private static void Refused(string message, Action call) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>("labels", call).Message, StringComparison.Ordinal);
}
