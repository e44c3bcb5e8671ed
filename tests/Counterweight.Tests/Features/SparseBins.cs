using Counterweight.Features;
using Counterweight.Features.Bundles;
using Counterweight.Histograms;

namespace Counterweight.Tests.Features;

/// <summary>Random bins of features most of which belong to a group: a row has at most one feature of a group outside its commonest bin.</summary>
internal sealed class SparseBins
{
    private SparseBins(byte[] bins, int rows, int features, int binCount)
    {
        (Bins, Rows, Features, BinCount) = (bins, rows, features, binCount);
        Bundles = FeatureBundles.Find(Matrix, binCount);
        Columns = new byte[rows * Bundles.ColumnCount];
        Bundles.Apply(Matrix, Columns);
    }

    /// <summary>Row-major.</summary>
    public byte[] Bins { get; }

    public int Rows { get; }

    public int Features { get; }

    public int BinCount { get; }

    public FeatureBundles Bundles { get; }

    /// <summary>Row-major.</summary>
    public byte[] Columns { get; }

    public BinMatrix<byte> Matrix => new(Bins, Rows, Features);

    public BinMatrix<byte> ColumnMatrix => new(Columns, Rows, Bundles.ColumnCount);

    /// <summary>The last bin of some features is the commonest, as of columns in which most values are missing; some bins never occur, nor anything but one bin of some features.</summary>
    public static SparseBins Create(int seed, int rows, int features, int binCount)
    {
        var random = new Random(seed);
        int[] group = [.. Enumerable.Range(0, features).Select(_ => random.Next(1 + (features / 3)))];
        int[] common = [.. Enumerable.Range(0, features).Select(_ => random.Next(3) switch { 0 => 0, 1 => binCount - 1, _ => random.Next(binCount) })];
        int[] kinds = [.. Enumerable.Range(0, features).Select(_ => random.Next(10))];
        var bins = new byte[rows * features];
        for (var row = 0; row < rows; row++)
        {
            int[] chosen = [.. Enumerable.Range(0, 1 + (features / 3)).Select(_ => random.Next(features))];
            for (var feature = 0; feature < features; feature++)
            {
                bins[(row * features) + feature] = (byte)(kinds[feature] switch
                {
                    0 => random.Next(binCount),
                    1 => common[feature],
                    _ when chosen[group[feature]] == feature || (kinds[feature] == 2 && group[feature] == 0 && random.Next(40) == 0) => random.Next(binCount) & ~(kinds[feature] & 1),
                    _ => common[feature],
                });
            }
        }

        return new(bins, rows, features, binCount);
    }

    /// <summary>Of bins given row by row.</summary>
    public static SparseBins Of(int binCount, params byte[][] rows) => new([.. rows.SelectMany(row => row)], rows.Length, rows[0].Length, binCount);

    /// <summary>Histograms of features, and of columns, of some rows.</summary>
    public (GradientHistogramShape Shape, long[] Cells, GradientHistogramShape ColumnShape, long[] ColumnCells, GradientHistogramScale Scale) Histograms(int seed, int outputs, int[] rows)
    {
        var random = new Random(seed);
        float[] gradients = [.. Enumerable.Range(0, Rows * outputs).Select(_ => random.NextSingle() - 0.5f)];
        float[] hessians = [.. Enumerable.Range(0, Rows * outputs).Select(_ => random.NextSingle())];
        float[] weights = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(4))];
        var scale = GradientHistogramScale.For<float>(weights, gradients, hessians, outputs);
        var (shape, columnShape) = (new GradientHistogramShape(Features, BinCount, outputs), new GradientHistogramShape(Bundles.ColumnCount, Bundles.ColumnBinCount, outputs));
        var (cells, columnCells) = (new long[shape.Length], new long[columnShape.Length]);
        GradientHistogram.Build<byte, float>(Matrix, weights, gradients, hessians, new(cells, shape, scale), rows);
        GradientHistogram.Build<byte, float>(ColumnMatrix, weights, gradients, hessians, new(columnCells, columnShape, scale), rows);
        return (shape, cells, columnShape, columnCells, scale);
    }
}
