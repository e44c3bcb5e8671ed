using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Reference.Splits;
using Xunit;

namespace Counterweight.Tests.Splits;

/// <summary>Rows without weights, or of one of two weights, are summed in packed cells where these hold them. The sums are those of other rows, whose cells are not packed.</summary>
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

    /// <summary>The last number of rows that packed cells hold and the first that they do not, every eighth row with the greater weight; and weights of odd units.</summary>
    [Theory]
    [InlineData((1 << 20) - 1, 1f, 18)]
    [InlineData((1 << 20) - 1, -1f, 18)]
    [InlineData(1 << 20, -1f, 18)]
    [InlineData(5000, -1f, 0)]
    public void TheLargestSumsOfTwoWeightsAreExact(int rows, float gradient, int exponent)
    {
        var scale = new GradientHistogramScale(exponent, 23, 23);
        float[] gradients = [.. Enumerable.Repeat(gradient, rows)];
        float[] weights = [.. Enumerable.Range(0, rows).Select(row => row % 8 == 7 ? 2f : 1f)];
        var weight = (rows + (rows / 8L)) << exponent;
        foreach (var threads in (int[])[1, 3])
        {
            var cells = Sum(weights, gradients, gradients, new byte[rows], new(1, 1), scale, threads);
            Assert.Equal([rows, weight, (long)gradient * (weight << 23), (long)gradient * (weight << 23)], cells);
        }
    }

    /// <summary>
    /// Two weights, one of them rare or only in the last work item; or a third one, which one work item alone has, or has for the
    /// second; rows without weight, whose gradients may be no numbers, among them.
    /// </summary>
    [Theory]
    [InlineData(2, 40.5f, 0, 1f)]
    [InlineData(97, 40.5f, 0, 40.5f)]
    [InlineData(97, 40.5f, 0, 1f)]
    [InlineData(97, 1e-30f, 0, 1f)]
    [InlineData(9000, 1f, 4999, 7f)]
    [InlineData(9000, 1f, 2, 7f)]
    [InlineData(97, 40.5f, 1, 3f)]
    [InlineData(97, 40.5f, 4997, 3f)]
    [InlineData(4900, 40.5f, 100, 3f)]
    [InlineData(97, 0f, 0, 1f)]
    [InlineData(4998, 0f, 0, 0.505f)]
    [InlineData(97, 40.5f, 4997, 0f)]
    [InlineData(1, 0f, 3000, 0.1f)]
    public void RowsOfTwoWeightsAreRowsOfMany(int every, float weightOfEvery, int oneRow, float weightOfOne)
    {
        const int Rows = 5000;
        var random = new Random(every);
        float[] weights = [.. Enumerable.Range(0, Rows).Select(row => row == oneRow ? weightOfOne : row % every == every - 1 ? weightOfEvery : 0.505f)];
        foreach (var (features, without) in ((int, float)[])[(1, 0), (1, float.NaN), (5, 0.7f), (29, float.PositiveInfinity)])
        {
            float[] gradients = [.. weights.Select(weight => weight == 0 ? without : (random.NextSingle() * 2) - 1.3f)];
            float[] hessians = [.. weights.Select(weight => weight == 0 ? without : random.NextSingle() - 0.6f)];
            byte[] bins = [.. Enumerable.Range(0, Rows * features).Select(_ => (byte)random.Next(5))];
            var scale = GradientHistogramScale.For<float>(weights, gradients, hessians);
            var expected = GradientHistogramReference.Sum(
                (row, feature) => bins[(row * features) + feature], features, 5, 1, [.. Enumerable.Range(0, Rows)], ToDoubles(weights), ToDoubles(gradients), ToDoubles(hessians), scale);
            foreach (var threads in (int[])[1, 3])
            {
                Assert.Equal([.. expected.Select(number => (long)number)], Sum(weights, gradients, hessians, bins, new(features, 5), scale, threads));
            }
        }
    }

    /// <summary>A bad row among those of two weights is named, whatever its place; nothing is written.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4999)]
    public void ABadRowOfTwoWeightsIsNamed(int bad)
    {
        float[] weights = [.. Enumerable.Range(0, 5000).Select(row => row % 50 == 0 ? 25f : 0.5f)];
        var gradients = new float[5000];
        gradients[bad] = float.NaN;
        var cells = new long[4];
        Array.Fill(cells, -7);
        foreach (var threads in (int[])[1, 3])
        {
            var exception = Assert.Throws<ArgumentOutOfRangeException>("gradients", () => GradientHistogram.Build<byte, float>(
                new(new byte[5000], 5000, 1), weights, gradients, new float[5000], new(cells, new(1, 1), new GradientHistogramScale(10, 10, 10)), degreeOfParallelism: threads));
            Assert.Contains($"row {bad},", exception.Message, StringComparison.Ordinal);
            Assert.Equal([-7, -7, -7, -7], cells);
        }
    }

    /// <summary>Each weight may be summed, but not both together.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void TwoWeightsThatCouldOverflowAreRefused(int threads)
    {
        float[] weights = [.. Enumerable.Range(0, 5000).Select(row => row % 2 == 0 ? 1f : 3f)];
        var cells = new long[4];
        Array.Fill(cells, -7);
        var exception = Assert.Throws<ArgumentOutOfRangeException>("destination", () => GradientHistogram.Build<byte, float>(
            new(new byte[5000], 5000, 1), weights, new float[5000], new float[5000], new(cells, new(1, 1), new GradientHistogramScale(26, 0, 0)), degreeOfParallelism: threads));
        Assert.Contains("could overflow", exception.Message, StringComparison.Ordinal);
        Assert.Equal([-7, -7, -7, -7], cells);
    }

    /// <summary>Exponents up to the greatest: a shift by 64 bits is none, and rows shifted out of 64 bits are none.</summary>
    [Theory]
    [InlineData(2048, 29)]
    [InlineData(2048, 39)]
    [InlineData(2048, 40)]
    [InlineData(2048, 53)]
    [InlineData(2048, 63)]
    [InlineData(2048, 64)]
    [InlineData(2048, 92)]
    [InlineData(2048, 500)]
    [InlineData(1 << 19, 21)]
    [InlineData(1 << 19, 45)]
    [InlineData(1 << 19, 64)]
    public void WeightsThatCouldOverflowAreRefused(int rows, int exponent)
    {
        var cells = new long[4];
        Array.Fill(cells, -7);
        var exception = Assert.ThrowsAny<ArgumentException>(() => GradientHistogram.Build<byte, float>(
            new(new byte[rows], rows, 1), [], new float[rows], new float[rows], new(cells, new(1, 1), new GradientHistogramScale(exponent, 0, 0))));
        Assert.Contains(exponent <= 39 ? "could overflow" : "weight", exception.Message, StringComparison.Ordinal);
        Assert.Equal([-7, -7, -7, -7], cells);
    }

    /// <summary>Any row of a block, and what follows the last four rows.</summary>
    [Fact]
    public void ANumberBeyondTheScaleIsNamedAndNothingIsWritten()
    {
        const int Rows = 2051;
        foreach (var row in (int[])[0, 3, 2047, 2048, 2050])
        {
            foreach (var bad in (float[])[1.5f, -1.5f, float.NaN, float.PositiveInfinity])
            {
                Refuses("gradients", row, bad, isGradient: true);
                Refuses("hessians", row, bad, isGradient: false);
            }
        }

        static void Refuses(string name, int row, float bad, bool isGradient)
        {
            var (gradients, hessians, cells) = (new float[Rows], new float[Rows], new long[4]);
            (isGradient ? gradients : hessians)[row] = bad;
            var exception = Assert.ThrowsAny<ArgumentException>(() => GradientHistogram.Build<byte, float>(
                new(new byte[Rows], Rows, 1), [], gradients, hessians, new(cells, new(1, 1), new GradientHistogramScale(0, 23, 23))));
            Assert.Equal(name, exception.ParamName);
            Assert.Contains(FormattableString.Invariant($"at row {row}, output 0 is {bad};"), exception.Message, StringComparison.Ordinal);
            Assert.Equal([0, 0, 0, 0], cells);
        }
    }

    private static double[] ToDoubles(float[] numbers) => Array.ConvertAll(numbers, number => (double)number);

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
