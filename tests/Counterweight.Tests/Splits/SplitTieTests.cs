using Counterweight.Splits;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Splits;

/// <summary>Where missing values gain the same on both sides they go right, after feature and threshold have decided.</summary>
public sealed class SplitTieTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void MissingGradientsThatGainTheSameGoRight(int outputs)
    {
        // The missing row has no slope: either side it joins takes the same loss.
        var split = Find(4, outputs, (0, -5), (1, 5), (3, 0));
        Assert.Equal((0, false), (split.Bin, split.MissingGoesLeft));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void TheLowerThresholdComesBeforeTheDirectionOfMissingGradients(int outputs)
    {
        // {0, missing | 1, 2} and {0, 1 | 2, missing} are the same sides, changed over.
        var split = Find(4, outputs, (0, 1), (1, -3), (2, 1), (3, 3));
        Assert.Equal((0, true), (split.Bin, split.MissingGoesLeft));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e302)]
    [InlineData(8e307)]
    [InlineData(1e-300)]
    [InlineData(double.Epsilon)]
    public void GainsTimesFactorsOfAnySizeAreCompared(double unit)
    {
        var gradients = GradientUnits.Create(21, 400, 3, 5);
        double[] gains = [.. Enumerable.Range(0, 3).Select(f => gradients.Find(gainWeights: [.. Enumerable.Range(0, 3).Select(other => other == f ? 1.0 : 0)]).Gain)];
        var least = Array.IndexOf(gains, gains.Min());
        Assert.InRange(gains.Max() / gains.Min(), 1, 1e6);
        Assert.Equal(Array.IndexOf(gains, gains.Max()), gradients.Find(gainWeights: [unit, unit, unit]).Feature);
        double[] factors = [unit, unit, unit];
        if (unit is > 1e-320 and < 1e307)
        {
            factors[least] = unit * 2 * gains.Max() / gains.Min();
            Assert.Equal(least, gradients.Find(gainWeights: factors).Feature);
        }

        // Each of two nodes has a unit of its own.
        var cells = gradients.Histogram();
        var splits = new GradientSplit[2];
        GradientSplitSearch.FindAll(new([.. cells, .. cells], gradients.Shape, gradients.Scale), [0, 1], splits, features: new() { GainWeights = [1e308, 1e308, 1e308, .. factors] });
        Assert.Equal(gradients.Find(gainWeights: factors), splits[1]);
        Assert.True(splits[0].IsValid && splits[1].IsValid);
    }

    [Fact]
    public void MissingRowsOfClassesThatGainTheSameGoRight()
    {
        // One missing row of each class.
        var data = new BinnedData { Shape = new(1, 3, 2), Bins = [0, 0, 1, 1, 2, 2], Labels = [0, 0, 1, 1, 0, 1], ClassWeights = [], SampleWeights = [] };
        foreach (var split in new[] { data.Find(default(GiniImpurity), new() { LastBinIsMissing = true }), data.Find(default(EntropyImpurity), new() { LastBinIsMissing = true }) })
        {
            Assert.Equal((0, false), (split.Bin, split.MissingGoesLeft));
        }
    }

    [Fact]
    public void GammaIsPaidBeforeFactorsOfFeaturesCount()
    {
        // Feature 0 reduces the loss by 18, feature 1 by 6.
        var data = Rows(2, ([0, 0], -3), ([0, 0], -3), ([1, 0], 3), ([1, 1], 3));
        var split = data.Find(new() { Gamma = 5 }, gainWeights: [1, 4]);
        Assert.Equal((0, 13.0), (split.Feature, split.Gain));
        split = data.Find(new() { Gamma = 5 }, gainWeights: [1, 14]);
        Assert.Equal((1, 1.0), (split.Feature, split.Gain));
        split = data.Find(new() { Gamma = 10 }, gainWeights: [0.5, 100]);
        Assert.Equal((0, 8.0), (split.Feature, split.Gain));
        Assert.False(data.Find(new() { Gamma = 18 }, gainWeights: [100, 100]).IsValid);
    }

    private static GradientSplit Find(int bins, int outputs, params (byte Bin, long Gradient)[] rows)
    {
        var data = new GradientUnits
        {
            Shape = new(1, bins, outputs),
            Scale = new(0, 0, 0),
            Bins = [.. rows.Select(row => new[] { row.Bin })],
            Sums = [.. rows.Select(row => (long[])[1, .. Enumerable.Repeat((long[])[row.Gradient, 1], outputs).SelectMany(pair => pair)])],
        };
        return data.Find(default, new() { LastBinIsMissing = true });
    }

    private static GradientUnits Rows(int bins, params (byte[] Bins, long Gradient)[] rows) => new()
    {
        Shape = new(rows[0].Bins.Length, bins),
        Scale = new(0, 0, 0),
        Bins = [.. rows.Select(row => row.Bins)],
        Sums = [.. rows.Select(row => (long[])[1, row.Gradient, 1])],
    };
}
