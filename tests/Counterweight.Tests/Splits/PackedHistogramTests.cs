using Counterweight.Features;
using Counterweight.Histograms;
using Xunit;

namespace Counterweight.Tests.Splits;

/// <summary>Rows without weights are summed in packed cells where these hold them. The sums are those of rows of weight 1, whose cells are not packed.</summary>
public class PackedHistogramTests
{
    private static readonly FeatureLayout[] Layouts = [FeatureLayout.RowMajor, FeatureLayout.FeatureMajor];

    /// <summary>The last number of rows that packed cells hold and the first that they do not, with gradients at their limits.</summary>
    [Theory]
    [InlineData((1 << 20) - 1, 1f)]
    [InlineData((1 << 20) - 1, -1f)]
    [InlineData(1 << 20, 1f)]
    [InlineData(1 << 20, -1f)]
    public void TheLargestSumsAreExact(int rows, float gradient)
    {
        var scale = new GradientHistogramScale(19, 23, 23);
        float[] gradients = [.. Enumerable.Repeat(gradient, rows)];
        foreach (var threads in (int[])[1, 3])
        {
            var cells = Sum([], gradients, gradients, new byte[rows], new(1, 1), scale, threads);
            var sum = (long)(gradient * rows) << (19 + 23);
            Assert.Equal([rows, (long)rows << 19, sum, sum], cells);
        }
    }

    /// <summary>Sums of either sign in neighbouring cells, with Hessians below 0 too.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(13, 5)]
    [InlineData(2050, 1)]
    [InlineData(5000, 4)]
    [InlineData(9000, 29)]
    public void RowsWithoutWeightsAreRowsOfWeightOne(int rows, int features)
    {
        var random = new Random(rows);
        byte[] bins = [.. Enumerable.Range(0, rows * features).Select(_ => (byte)random.Next(5))];
        float[] gradients = [.. Enumerable.Range(0, rows).Select(row => (random.NextSingle() * 2) - (row % 3))];
        float[] hessians = [.. Enumerable.Range(0, rows).Select(_ => random.NextSingle() - 0.3f)];
        var scale = GradientHistogramScale.For<float>([], gradients, hessians);
        foreach (var threads in (int[])[1, 3])
        {
            Assert.Equal(Sum(Ones(rows), gradients, hessians, bins, new(features, 5), scale, threads), Sum([], gradients, hessians, bins, new(features, 5), scale, threads));
        }
    }

    /// <summary>Weights of any exponent: those that round to 0, where rows are no rows, and the largest.</summary>
    [Theory]
    [InlineData(-40)]
    [InlineData(-2)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(28)]
    public void WeightsOfAnyExponentAreThoseOfWeightOne(int exponent)
    {
        const int Rows = 2048;
        float[] gradients = [.. Enumerable.Range(0, Rows).Select(row => (row - 700) / 2048f)];
        var scale = new GradientHistogramScale(exponent, 20, 21);
        byte[] bins = [.. Enumerable.Range(0, Rows).Select(row => (byte)(row % 7))];
        var cells = Sum([], gradients, gradients, bins, new(1, 7), scale, 1);
        Assert.Equal(Sum(Ones(Rows), gradients, gradients, bins, new(1, 7), scale, 1), cells);
        Assert.Equal(exponent < 0 ? 0 : Rows, Enumerable.Range(0, 7).Sum(bin => cells[4 * bin]));
    }

    [Fact]
    public void WeightsThatCouldOverflowAreRefused()
    {
        var cells = new long[4];
        Array.Fill(cells, -7);
        var exception = Assert.Throws<ArgumentOutOfRangeException>("destination", () => GradientHistogram.Build<byte, float>(
            new(new byte[2048], 2048, 1), [], new float[2048], new float[2048], new(cells, new(1, 1), new GradientHistogramScale(29, 0, 0))));
        Assert.Contains("could overflow", exception.Message, StringComparison.Ordinal);
        Assert.Equal([-7, -7, -7, -7], cells);
    }

    private static float[] Ones(int rows) => [.. Enumerable.Repeat(1f, rows)];

    /// <summary>The sums of all rows, which are the same in both layouts and for a list of the rows.</summary>
    private static long[] Sum(float[] weights, float[] gradients, float[] hessians, byte[] bins, GradientHistogramShape shape, GradientHistogramScale scale, int threads)
    {
        var (rows, features) = (gradients.Length, shape.FeatureCount);
        var columns = new byte[bins.Length];
        for (var i = 0; i < bins.Length; i++)
        {
            columns[(i % features * rows) + (i / features)] = bins[i];
        }

        int[] list = [.. Enumerable.Range(0, rows)];
        var sums = new long[4][];
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = new long[shape.Length];
            var layout = Layouts[i / 2];
            var matrix = BinMatrix.Create(layout == FeatureLayout.RowMajor ? bins : columns, rows, features, layout);
            GradientHistogram.Build(matrix, weights, gradients, hessians, new GradientHistogramSpan(sums[i], shape, scale), i % 2 == 0 ? RowSet.All : list, threads);
            Assert.Equal(sums[0], sums[i]);
        }

        return sums[0];
    }
}
