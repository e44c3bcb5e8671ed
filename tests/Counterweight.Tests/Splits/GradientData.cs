using Counterweight.Binning;
using Counterweight.Splits;
using Xunit;

namespace Counterweight.Tests.Splits;

/// <summary>Random binned rows with weights, gradients and Hessians, and their histograms.</summary>
internal sealed class GradientData
{
    public required GradientHistogramShape Shape { get; init; }

    /// <summary>Bins, row-major.</summary>
    public required ushort[] Bins { get; init; }

    public required float[] Weights { get; init; }

    public required float[] Gradients { get; init; }

    public required float[] Hessians { get; init; }

    public int Rows => Bins.Length / Shape.FeatureCount;

    public GradientHistogramScale Scale => GradientHistogramScale.For<float>(Weights, Gradients, Hessians, Shape.OutputCount);

    public static GradientData Create(int seed, int rows, int features, int bins, int outputs)
    {
        var random = new Random(seed);
        return new()
        {
            Shape = new(features, bins, outputs),
            Bins = [.. Enumerable.Range(0, rows * features).Select(_ => (ushort)(random.Next(3) == 0 ? 0 : random.Next(bins)))],
            Weights = [.. Enumerable.Range(0, rows).Select(_ => random.Next(8) == 0 ? 0 : random.NextSingle() * 3)],
            Gradients = [.. Enumerable.Range(0, rows * outputs).Select(_ => (random.NextSingle() * 2) - 1)],
            Hessians = [.. Enumerable.Range(0, rows * outputs).Select(_ => random.NextSingle() - 0.1f)],
        };
    }

    public GradientData With(float[] weights) => new() { Shape = Shape, Bins = Bins, Weights = weights, Gradients = Gradients, Hessians = Hessians };

    /// <summary>The data of these rows, in this order.</summary>
    public GradientData Take(int[] rows) => new()
    {
        Shape = Shape,
        Bins = Of(Bins, rows, Shape.FeatureCount),
        Weights = Weights.Length == 0 ? [] : Of(Weights, rows, 1),
        Gradients = Of(Gradients, rows, Shape.OutputCount),
        Hessians = Of(Hessians, rows, Shape.OutputCount),
    };

    /// <summary>By every element type and layout of bins and both types of numbers, which must agree.</summary>
    public long[] Histogram(int[]? rows = null, GradientHistogramScale? scale = null, int threads = 1)
    {
        var chosen = scale ?? Scale;
        var byColumn = new ushort[Bins.Length];
        for (var i = 0; i < Bins.Length; i++)
        {
            byColumn[(i % Shape.FeatureCount * Rows) + (i / Shape.FeatureCount)] = Bins[i];
        }

        var result = Build<ushort, float>(Bins, FeatureLayout.RowMajor, Weights, Gradients, Hessians);
        Assert.Equal(result, Build<ushort, double>(byColumn, FeatureLayout.FeatureMajor, Wide(Weights), Wide(Gradients), Wide(Hessians)));
        if (Shape.BinCount <= 256)
        {
            Assert.Equal(result, Build<byte, double>([.. Bins.Select(b => (byte)b)], FeatureLayout.RowMajor, Wide(Weights), Wide(Gradients), Wide(Hessians)));
            Assert.Equal(result, Build<byte, float>([.. byColumn.Select(b => (byte)b)], FeatureLayout.FeatureMajor, Weights, Gradients, Hessians));
        }

        return result;

        long[] Build<TBin, T>(TBin[] bins, FeatureLayout layout, T[] weights, T[] gradients, T[] hessians)
            where TBin : unmanaged
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            var cells = new long[Shape.Length];
            Array.Fill(cells, -1);
            var matrix = new BinMatrix<TBin>(bins, Rows, Shape.FeatureCount, layout);
            if (rows is null)
            {
                GradientHistogram.Build<TBin, T>(matrix, Shape, weights, gradients, hessians, chosen, cells, threads);
            }
            else
            {
                GradientHistogram.Build<TBin, T>(matrix, Shape, rows, weights, gradients, hessians, chosen, cells, threads);
            }

            return cells;
        }
    }

    public static double[] Wide(float[] values) => [.. values.Select(v => (double)v)];

    private static T[] Of<T>(T[] values, int[] rows, int width) => [.. rows.SelectMany(r => values[(r * width)..((r + 1) * width)])];
}
