using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Splits;
using Counterweight.Weighting;

namespace Counterweight.Tests.Splits;

/// <summary>Random binned rows, most of class 0, and their histograms.</summary>
public sealed class BinnedData : HistogramData<BinnedData, WeightScale, ClassCell>
{
    public required HistogramShape Shape { get; init; }

    public required int[] Labels { get; init; }

    /// <summary>Empty, or a weight a class.</summary>
    public required float[] ClassWeights { get; init; }

    public override WeightScale Scale => WeightScale.For<float>(ClassWeights, SampleWeights, Rows);

    public override int Length => Shape.Length;

    public override ClassCell Filler => new(-7, -8);

    public byte[] Bytes => BinsOf<byte>(FeatureLayout.RowMajor);

    protected override int FeatureCount => Shape.FeatureCount;

    protected override int BinCount => Shape.BinCount;

    public static BinnedData Create(int seed, int rows, int features, int bins, int classes)
    {
        var random = new Random(seed);
        var data = new ushort[rows * features];
        for (var i = 0; i < data.Length; i++)
        {
            data[i] = (ushort)random.Next(bins);
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

    public override BinnedData Take(int[] rows) => new()
    {
        Shape = Shape,
        Bins = Of(Bins, rows, Shape.FeatureCount),
        Labels = Of(Labels, rows),
        ClassWeights = [.. ClassWeights],
        SampleWeights = Of(SampleWeights, rows),
    };

    public override void Build<TBin, T>(BinMatrix<TBin> bins, int[]? rows, WeightScale scale, ClassCell[] cells, int threads)
    {
        var (classWeights, sampleWeights) = (As<T>(ClassWeights), As<T>(SampleWeights));
        if (rows is null)
        {
            ClassHistogram.Build<TBin, T>(bins, Labels, classWeights, sampleWeights, new(cells, Shape, scale), degreeOfParallelism: threads);
        }
        else
        {
            ClassHistogram.Build<TBin, T>(bins, Labels, classWeights, sampleWeights, new(cells, Shape, scale), rows, threads);
        }
    }

    /// <summary>The cells without the padding between features.</summary>
    public ClassCell[] Pack(ClassCell[] cells) => [.. Enumerable.Range(0, Shape.FeatureCount)
        .SelectMany(f => cells.Skip(Shape.IndexOf(f, 0, 0)).Take(Shape.BinCount * Shape.ClassCount))];

    public Split Find<TImpurity>(TImpurity impurity, SplitOptions options = default, int threads = 1)
        where TImpurity : struct, IImpurity => SplitSearch.Find(new(Histogram(), Shape, Scale), impurity, options, default, threads);
}
