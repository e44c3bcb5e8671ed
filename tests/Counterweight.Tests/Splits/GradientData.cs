using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Weighting;

namespace Counterweight.Tests.Splits;

/// <summary>Random binned rows with weights, gradients and Hessians, and their histograms.</summary>
public sealed class GradientData : HistogramData<GradientData, GradientHistogramScale, long>
{
    public required GradientHistogramShape Shape { get; init; }

    public required float[] Gradients { get; init; }

    public required float[] Hessians { get; init; }

    public override GradientHistogramScale Scale => GradientHistogramScale.For<float>(SampleWeights, Gradients, Hessians, Shape.OutputCount);

    public override int Length => Shape.Length;

    public override long Filler => -7;

    protected override int FeatureCount => Shape.FeatureCount;

    protected override int BinCount => Shape.BinCount;

    public static GradientData Create(int seed, int rows, int features, int bins, int outputs)
    {
        var random = new Random(seed);
        return new()
        {
            Shape = new(features, bins, outputs),
            Bins = [.. Enumerable.Range(0, rows * features).Select(_ => (ushort)(random.Next(3) == 0 ? 0 : random.Next(bins)))],
            SampleWeights = [.. Enumerable.Range(0, rows).Select(_ => random.Next(8) == 0 ? 0 : random.NextSingle() * 3)],
            Gradients = [.. Enumerable.Range(0, rows * outputs).Select(_ => (random.NextSingle() * 2) - 1)],
            Hessians = [.. Enumerable.Range(0, rows * outputs).Select(_ => random.NextSingle() - 0.1f)],
        };
    }

    public GradientData With(float[] sampleWeights) => new() { Shape = Shape, Bins = Bins, SampleWeights = sampleWeights, Gradients = Gradients, Hessians = Hessians };

    public override GradientData Take(int[] rows) => new()
    {
        Shape = Shape,
        Bins = Of(Bins, rows, Shape.FeatureCount),
        SampleWeights = Of(SampleWeights, rows),
        Gradients = Of(Gradients, rows, Shape.OutputCount),
        Hessians = Of(Hessians, rows, Shape.OutputCount),
    };

    public override void Build<TBin, T>(BinMatrix<TBin> bins, int[]? rows, GradientHistogramScale scale, long[] cells, int threads)
    {
        var (weights, gradients, hessians) = (As<T>(SampleWeights), As<T>(Gradients), As<T>(Hessians));
        if (rows is null)
        {
            GradientHistogram.Build<TBin, T>(bins, weights, gradients, hessians, new(cells, Shape, scale), degreeOfParallelism: threads);
        }
        else
        {
            GradientHistogram.Build<TBin, T>(bins, weights, gradients, hessians, new(cells, Shape, scale), rows, threads);
        }
    }
}
