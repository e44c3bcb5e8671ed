using Counterweight.Histograms;
using Counterweight.Reference.Splits;
using Counterweight.Splits;

namespace Counterweight.Tests.Splits;

/// <summary>Rows of integers, as a scale makes them, and their gradient histogram.</summary>
internal sealed class GradientUnits
{
    public required GradientHistogramShape Shape { get; init; }

    public required GradientHistogramScale Scale { get; init; }

    public required byte[][] Bins { get; init; }

    /// <summary>Of each row: weight, and g, h of each output, unweighted.</summary>
    public required long[][] Sums { get; init; }

    public static GradientUnits Create(int seed, int rows, int features, int bins, int outputs = 1)
    {
        var random = new Random(seed);
        return new()
        {
            Shape = new(features, bins, outputs),
            Scale = new(18, 20, 21),
            Bins = [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, features).Select(_ => (byte)random.Next(bins)).ToArray())],
            Sums = [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, 1 + (2 * outputs))
                .Select(i => i == 0 ? random.NextInt64(1, 1 << 20) : i % 2 == 1 ? random.NextInt64(-1 << 22, 1 << 22) : random.NextInt64(1, 1 << 20)).ToArray())],
        };
    }

    public GradientUnits With(byte[][]? bins = null, long[][]? sums = null, GradientHistogramScale? scale = null) => new()
    {
        Shape = Shape,
        Scale = scale ?? Scale,
        Bins = bins ?? Bins,
        Sums = sums ?? Sums,
    };

    public long[] Histogram()
    {
        var cells = new long[Shape.Length];
        for (var r = 0; r < Bins.Length; r++)
        {
            for (var f = 0; f < Shape.FeatureCount; f++)
            {
                var cell = cells.AsSpan(Shape.IndexOf(f, Bins[r][f]), Shape.CellLength);
                cell[0]++;
                cell[1] += Sums[r][0];
                for (var i = 1; i < Sums[r].Length; i++)
                {
                    cell[1 + i] += Sums[r][0] * Sums[r][i];
                }
            }
        }

        return cells;
    }

    public GradientSplit Find(BoostingGain gain = default, GradientSplitOptions options = default, int threads = 1, double[]? gainWeights = null, bool[]? categorical = null) =>
        GradientSplitSearch.Find(new(Histogram(), Shape, Scale), gain, options, new() { GainWeights = gainWeights, IsCategorical = categorical }, threads);

    public GradientSplitReference Reference(BoostingGain gain, GradientSplitOptions options)
    {
        var cells = Histogram();
        var real = new List<double>();
        for (var f = 0; f < Shape.FeatureCount; f++)
        {
            for (var b = 0; b < Shape.BinCount; b++)
            {
                var cell = cells.AsSpan(Shape.IndexOf(f, b), Shape.CellLength);
                for (var i = 0; i < cell.Length; i++)
                {
                    real.Add(cell[i] * (i == 0 ? 1 : i == 1 ? Scale.WeightQuantum : i % 2 == 0 ? Scale.GradientQuantum : Scale.HessianQuantum));
                }
            }
        }

        return new([.. real], Shape.FeatureCount, Shape.BinCount, Shape.OutputCount, gain, options);
    }
}
