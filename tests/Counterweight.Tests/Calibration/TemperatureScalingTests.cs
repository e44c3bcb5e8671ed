using Counterweight.Calibration;
using Counterweight.Losses.Softmax;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Calibration;

public sealed class TemperatureScalingTests
{
    [Fact]
    public void FitsFollowTheLawsOfWeights() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var (logits, labels, random) = Rows(seed);
        double[] weights = [.. labels.Select(_ => random.Next(4) == 0 ? 0 : 0.25 * random.Next(1, 40))];
        weights[0] = 1;
        var whole = Of([.. Enumerable.Range(0, 50)], weights);
        int[] order = [.. Enumerable.Range(0, 50)];
        random.Shuffle(order);
        Assert.Equal(whole, Of(order, weights));
        Assert.Equal(whole, Of([.. order.Where(row => weights[row] > 0)], weights));
        Assert.Equal(whole, Of([.. order, .. order], weights));
        Assert.Equal(whole, Of(order, [.. weights.Select(weight => 1024 * weight)]));

        TemperatureScaling Of(int[] rows, double[] own) =>
            TemperatureScaling.Fit([.. rows.SelectMany(row => logits.Skip(4 * row).Take(4))], 4, [.. rows.Select(row => labels[row])], [.. rows.Select(row => own[row])]);
    }).QuickCheckThrowOnFailure();

    /// <summary>No temperature near it, or far from it, has less loss.</summary>
    [Fact]
    public void TheLossIsLeast() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var (logits, labels, _) = Rows(seed);
        var fit = TemperatureScaling.Fit<double>(logits, 4, labels);
        var least = Loss(fit.Temperature);
        foreach (var factor in (double[])[0.01, 0.5, 0.999, 1.001, 2, 100])
        {
            Assert.True(Loss(factor * fit.Temperature) >= least, $"{factor}");
        }

        // Logits times a power of two have a temperature as many times as great.
        Assert.Equal(fit.Temperature, Math.ScaleB(TemperatureScaling.Fit<double>([.. logits.Select(z => Math.ScaleB(z, 300))], 4, labels).Temperature, -300), 1e-10 * fit.Temperature);

        double Loss(double temperature)
        {
            var scaled = new double[logits.Length];
            new TemperatureScaling(temperature).Apply(logits, scaled);
            return SoftmaxLoss.Evaluate(default(SoftmaxCrossEntropy<double>), scaled, 4, labels).Loss;
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void TemperaturesWithoutALeastLossAreAtTheEnds()
    {
        // Always right, always wrong, and nothing to tell.
        Assert.Equal(Math.ScaleB(3, -60), TemperatureScaling.Fit<double>([3, 0, 0, 2], 2, [0, 1]).Temperature);
        Assert.Equal(Math.ScaleB(3, 60), TemperatureScaling.Fit<double>([3, 0, 0, 2], 2, [1, 0]).Temperature);
        Assert.Equal(1, TemperatureScaling.Fit<double>([3, 3, 2, 2], 2, [1, 0]).Temperature);
        Assert.Equal(1, TemperatureScaling.Fit<float>([3, 2], 1, [0, 0]).Temperature);
    }

    /// <summary>Two rows of a binary logit 1 that are right, and one that is wrong: σ(1/T) is 2/3.</summary>
    [Fact]
    public void ASmallFitIsKnown()
    {
        Assert.Equal(1 / Math.Log(2), TemperatureScaling.Fit<double>([0, 1, 0, 1, 0, 1], 2, [1, 1, 0]).Temperature, 1e-14);
        Assert.Equal(1 / Math.Log(2), TemperatureScaling.Fit<double>([0, 1, 0, 1], 2, [1, 0], [2, 1]).Temperature, 1e-14);
        Assert.Equal(1e280 / Math.Log(2), TemperatureScaling.Fit<double>([0, 1e280, 0, 1e280], 2, [1, 0], [2, 1]).Temperature, 1e267);
    }

    [Fact]
    public void BadInputIsRefused()
    {
        Assert.Contains("logits[1] is NaN", Assert.Throws<ArgumentOutOfRangeException>(() => TemperatureScaling.Fit<double>([0, double.NaN], 2, [0])).Message, StringComparison.Ordinal);
        Assert.Contains("labels[0] is 2", Assert.Throws<ArgumentOutOfRangeException>(() => TemperatureScaling.Fit<double>([0, 0], 2, [2])).Message, StringComparison.Ordinal);
        Assert.Contains("classCount is 0", Assert.Throws<ArgumentOutOfRangeException>(() => TemperatureScaling.Fit<double>([], 0, [])).Message, StringComparison.Ordinal);
        Assert.Contains("No row has weight", Assert.Throws<ArgumentException>(() => TemperatureScaling.Fit<double>([], 2, [])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => TemperatureScaling.Fit<double>([0, 0, 0], 2, [0]));
        Assert.Throws<InvalidOperationException>(() => default(TemperatureScaling).Apply([0.0], new double[1]));
        Assert.Throws<ArgumentException>(() => new TemperatureScaling(1).Apply([0.0], new double[2]));
    }

    private static (double[] Logits, int[] Labels, Random Random) Rows(int seed)
    {
        var random = new Random(seed);
        double[] logits = [.. Enumerable.Range(0, 200).Select(_ => Math.Round((random.NextDouble() * 100) - 50) / 16)];
        int[] labels = [.. Enumerable.Range(0, 50).Select(row => row > 3 && random.Next(3) == 0 ? random.Next(4) : Greatest(row))];
        labels[1] = (Greatest(1) + 1) % 4;
        return (logits, labels, random);

        int Greatest(int row)
        {
            var own = logits.AsSpan(4 * row, 4).ToArray();
            return Array.IndexOf(own, own.Max());
        }
    }

    /// <summary>The temperature of rows that are all right is far below their logits: below the least float, or double.</summary>
    [Theory]
    [InlineData(1e-30)]
    [InlineData(1e-44)]
    [InlineData(1e38)]
    public void TemperaturesBeyondTheTypeAreDividedBy(double logit)
    {
        float[] logits = [(float)logit, 0, 0, (float)logit], scaled = new float[4];
        foreach (var label in (int[])[0, 1])
        {
            var fitted = TemperatureScaling.Fit<float>(logits, 2, [label, 1 - label]);
            fitted.Apply<float>(logits, scaled);
            var expected = (float)(logits[0] / fitted.Temperature);
            Assert.Equal([expected, 0, 0, expected], scaled);
            Assert.True(expected > 0 && float.IsFinite(expected), $"{expected}");
        }
    }

    [Fact]
    public void TheLeastLogitsHaveATemperature()
    {
        var fitted = TemperatureScaling.Fit<double>([1e-310, 0, 0, 1e-310], 2, [0, 1]);
        Assert.True(fitted.Temperature > 0, $"{fitted}");
    }
}
