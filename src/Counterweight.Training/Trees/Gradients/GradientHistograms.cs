using System.Collections.Concurrent;
using Counterweight.Features;
using Counterweight.Features.Bundles;
using Counterweight.Histograms;
using Counterweight.Splits;
using Counterweight.Training.Data;

namespace Counterweight.Training.Trees.Gradients;

/// <summary>Histograms of nodes in memory that is used again.</summary>
/// <param name="data">The bins.</param>
/// <param name="binCount">Bins of a feature.</param>
/// <param name="outputCount">K.</param>
/// <param name="timer">Told of the kernels' times, or null.</param>
internal sealed class GradientHistograms(ColumnBins data, int binCount, int outputCount, KernelTimer? timer = null)
{
    private readonly ConcurrentBag<long[]> spare = [];
    private readonly GradientHistogramShape shape = new(data.ColumnCount, data.BinCount, outputCount);

    public GradientHistogramShape Shape => shape;

    /// <summary>Which features share a column of the histograms; null: each has one.</summary>
    public FeatureBundles? Bundles => data.Bundles;

    /// <summary>The sums of some rows, in memory to give back with <see cref="Return"/>.</summary>
    public long[] Build(ReadOnlySpan<int> rows, in GradientOperands operands, int degreeOfParallelism)
    {
        var histogram = Take();
        var destination = new GradientHistogramSpan(histogram, shape, operands.Scale);
        var started = KernelTimer.Now(timer);
        if (rows.Length == data.RowCount)
        {
            // The root of a tree grown on all rows: they are in their order, and columns are faster.
            GradientHistogram.Build(data.ColumnMatrix, operands.Weights, operands.Gradients, operands.Hessians, destination, RowSet.All, degreeOfParallelism);
        }
        else
        {
            GradientHistogram.Build(data.RowMatrix, operands.Weights, operands.Gradients, operands.Hessians, destination, rows, degreeOfParallelism);
        }

        timer?.AddSince(started, rows.Length);
        return histogram;
    }

    /// <summary>The sums of some rows, as <see cref="Build"/>; the parent's histogram becomes that of the other child.</summary>
    public long[] Divide(long[] parent, ReadOnlySpan<int> rows, in GradientOperands operands, int degreeOfParallelism)
    {
        var histogram = Take();
        var started = KernelTimer.Now(timer);
        GradientHistogram.Divide(data.RowMatrix, operands.Weights, operands.Gradients, operands.Hessians, parent, new(histogram, shape, operands.Scale), rows, degreeOfParallelism);
        timer?.AddSince(started, rows.Length);
        return histogram;
    }

    public void Return(long[]? histogram)
    {
        if (histogram is not null)
        {
            spare.Add(histogram);
        }
    }

    public GradientSplit FindSplit(long[] histogram, GradientHistogramScale scale, BoostingGain gain, GradientSplitOptions options, SplitFeatures features, int degreeOfParallelism)
    {
        var started = KernelTimer.Now(timer);
        var split = GradientSplitSearch.Find(new(histogram, shape, scale), gain, options, features, degreeOfParallelism);
        timer?.AddSince(started, 0);
        return split;
    }

    /// <summary>Sums of all rows.</summary>
    public long[] Total(long[] histogram)
    {
        var sums = new long[shape.CellLength];
        for (var bin = 0; bin < shape.BinCount; bin++)
        {
            AddCell(histogram, 0, bin, sums);
        }

        return sums;
    }

    /// <summary>The sums of a feature's bins.</summary>
    public GradientCells Cells(long[] histogram, int feature, GradientHistogramScale scale)
    {
        if (data.Bundles is null)
        {
            return new(histogram.AsSpan(shape.IndexOf(feature, 0), shape.FeatureStride), binCount, shape.CellLength);
        }

        var cells = new long[checked(binCount * shape.CellLength)];
        GradientHistogram.CopyFeature(new(histogram, shape, scale), data.Bundles, feature, cells);
        return new(cells, binCount, shape.CellLength);
    }

    private long[] Take() => spare.TryTake(out var used) ? used : GC.AllocateUninitializedArray<long>(shape.Length);

    private void AddCell(long[] histogram, int feature, int bin, long[] sums) =>
        GradientHistogram.Add(sums, histogram.AsSpan(shape.IndexOf(feature, bin), sums.Length), sums);
}
