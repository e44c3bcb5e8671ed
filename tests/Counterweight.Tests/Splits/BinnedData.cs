using Counterweight.Engine;
using Counterweight.Splits;

namespace Counterweight.Tests.Splits;

/// <summary>Random binned rows, most of class 0, and their histograms.</summary>
internal sealed class BinnedData
{
    public required HistogramShape Shape { get; init; }

    public required byte[] Bins { get; init; }

    public required int[] Labels { get; init; }

    public required float[] ClassWeights { get; init; }

    public required float[] SampleWeights { get; init; }

    public int Rows => Labels.Length;

    public BinMatrix<byte> Matrix => new(Bins, Rows, Shape.FeatureCount);

    public WeightScale Scale => WeightScale.For<float>(ClassWeights, SampleWeights, Rows);

    public static BinnedData Create(int seed, int rows, int features, int bins, int classes)
    {
        var random = new Random(seed);
        var data = new byte[rows * features];
        for (var i = 0; i < data.Length; i++)
        {
            data[i] = (byte)random.Next(bins);
        }

        var labels = new int[rows];
        for (var r = 0; r < rows; r++)
        {
            labels[r] = random.Next(4) == 0 ? random.Next(classes) : data[r * features] * classes / bins;
        }

        return new()
        {
            Shape = new(features, bins, classes),
            Bins = data,
            Labels = labels,
            ClassWeights = [.. Enumerable.Range(0, classes).Select(c => 0.3f + (1.7f * c))],
            SampleWeights = [.. Enumerable.Range(0, rows).Select(_ => random.Next(8) == 0 ? 0 : random.NextSingle() * 3)],
        };
    }

    public BinnedData With(float[]? classWeights = null, float[]? sampleWeights = null) => new()
    {
        Shape = Shape,
        Bins = Bins,
        Labels = Labels,
        ClassWeights = classWeights ?? ClassWeights,
        SampleWeights = sampleWeights ?? SampleWeights,
    };

    /// <summary>The data of these rows, in this order.</summary>
    public BinnedData Take(int[] rows) => new()
    {
        Shape = Shape,
        Bins = [.. rows.SelectMany(r => Bins[(r * Shape.FeatureCount)..((r + 1) * Shape.FeatureCount)])],
        Labels = [.. rows.Select(r => Labels[r])],
        ClassWeights = ClassWeights,
        SampleWeights = SampleWeights.Length == 0 ? [] : [.. rows.Select(r => SampleWeights[r])],
    };

    public ClassCell[] Histogram(WeightScale? scale = null, int threads = 1)
    {
        var cells = new ClassCell[Shape.Length];
        ClassHistogram.Build<byte, float>(Matrix, Shape, Labels, ClassWeights, SampleWeights, scale ?? Scale, cells, threads);
        return cells;
    }

    public ClassCell[] Histogram(int[] rows, WeightScale? scale = null, int threads = 1)
    {
        var cells = new ClassCell[Shape.Length];
        ClassHistogram.Build<byte, float>(Matrix, Shape, rows, Labels, ClassWeights, SampleWeights, scale ?? Scale, cells, threads);
        return cells;
    }

    /// <summary>The cells without the padding between features.</summary>
    public ClassCell[] Pack(ClassCell[] cells) => [.. Enumerable.Range(0, Shape.FeatureCount)
        .SelectMany(f => cells.Skip(Shape.IndexOf(f, 0, 0)).Take(Shape.BinCount * Shape.ClassCount))];

    public Split Find<TImpurity>(TImpurity impurity, SplitOptions options = default, int threads = 1)
        where TImpurity : struct, IImpurity => SplitSearch.Find(Histogram(), Shape, Scale, impurity, options, threads);

    public static double[] Wide(float[] values) => [.. values.Select(v => (double)v)];
}
