using Xunit;

namespace Counterweight.Tests.Losses.Point;

/// <summary>Binary cross-entropy at the edges of its domain.</summary>
public sealed class BinaryCrossEntropyEdgeTests
{
    private const double Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData(Infinity, 1, 0, 0)]
    [InlineData(-Infinity, 0, 0, 0)]
    [InlineData(Infinity, 0, Infinity, 0.5)]
    [InlineData(-Infinity, 1, Infinity, -3)]
    [InlineData(Infinity, 0.25, Infinity, 0.375)]
    [InlineData(-Infinity, 0.25, Infinity, -0.75)]
    public void InfiniteScoresHaveTheirExactLimits(double score, double target, double value, double gradient)
    {
        foreach (var count in (ReadOnlySpan<int>)[1, 16, 37])
        {
            var result = Evaluated<double>.Binary([.. Enumerable.Repeat(score, count)], [.. Enumerable.Repeat(target, count)], positive: 3, negative: 0.5);
            Assert.All(result.Value, actual => Assert.Equal(value, actual));
            Assert.All(result.Gradient, actual => Assert.Equal(gradient, actual));
            Assert.All(result.Hessian, actual => Assert.Equal(0, actual));
            var single = Evaluated<float>.Binary([.. Enumerable.Repeat((float)score, count)], [.. Enumerable.Repeat((float)target, count)], positive: 3, negative: 0.5);
            Assert.All(single.Value, actual => Assert.Equal((float)value, actual));
            Assert.All(single.Gradient, actual => Assert.Equal((float)gradient, actual));
        }
    }

    [Fact]
    public void TailsKeepTheirRelativePrecision()
    {
        var result = Evaluated<float>.Binary([50, -50, 100, -100], [1, 0, 0, 1]);
        Assert.Equal(1.928749847963918e-22, result.Value[0], 3e-29);
        Assert.Equal(result.Value[0], result.Value[1]);
        Assert.Equal([-result.Value[0], result.Value[0], 1, -1], result.Gradient);
        Assert.Equal([100f, 100f], result.Value[2..]);
    }

    [Fact]
    public void NaNStaysInItsRow()
    {
        var scores = Enumerable.Range(0, 45).Select(i => i == 29 ? float.NaN : i * 0.1f).ToArray();
        var result = Evaluated<float>.Binary(scores, new float[45]);
        for (var i = 0; i < 45; i++)
        {
            Assert.Equal(i == 29, float.IsNaN(result.Value[i]));
            Assert.Equal(i == 29, float.IsNaN(result.Gradient[i]));
            Assert.Equal(i == 29, float.IsNaN(result.Hessian[i]));
        }

        Assert.True(double.IsNaN(result.Sum.Loss));
        Assert.Equal((45, 45L), (result.Sum.Weight, result.Sum.Rows));
    }

    [Fact]
    public void AnEmptyBatchIsAZeroSum()
    {
        var sum = Evaluated<float>.Binary([], []).Sum;
        Assert.Equal((0, 0, 0L, 0, 0), (sum.Loss, sum.Weight, sum.Rows, sum.Mean, sum.WeightedMean));
    }

    [Fact]
    public void RowsOfWeightZeroCountNothingWhateverTheirScores()
    {
        var bySample = Evaluated<float>.Binary([float.NaN, float.PositiveInfinity, 3], [1, 0, 0.5f], sampleWeights: [0, 0, 0]);
        var byClass = Evaluated<float>.Binary([float.NaN, float.PositiveInfinity, -3], [0, 0, 0], negative: 0);
        foreach (var result in (Evaluated<float>[])[bySample, byClass])
        {
            Assert.Equal((0, 0, 0L, 0, 0), (result.Sum.Loss, result.Sum.Weight, result.Sum.Rows, result.Sum.Mean, result.Sum.WeightedMean));
            Assert.All((float[])[.. result.Value, .. result.Gradient, .. result.Hessian], output => Assert.Equal(0, BitConverter.SingleToInt32Bits(output)));
        }
    }

    [Fact]
    public void SumsCountWeightAndRows()
    {
        var sum = Evaluated<double>.Binary([0, 0, 0], [1, 0, 1], sampleWeights: [2, 1, 0], positive: 3, negative: 0.5).Sum;
        Assert.Equal((6.5, 2L), (sum.Weight, sum.Rows));
        Assert.Equal(6.5 * Math.Log(2), sum.Loss, 1e-15);
        Assert.Equal(Math.Log(2), sum.WeightedMean, 1e-15);
        Assert.Equal(3.25 * Math.Log(2), sum.Mean, 1e-15);
    }
}
