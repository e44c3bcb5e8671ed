using System.Collections.Concurrent;
using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Splits;
using Counterweight.Training.Data;

namespace Counterweight.Training.Trees.Gradients;

/// <summary>Histograms of nodes in memory that is used again.</summary>
internal sealed class GradientHistograms(BinnedDataset data, int outputCount, KernelTimer? timer = null)
{
    private readonly ConcurrentBag<long[]> spare = [];
    private readonly GradientHistogramShape shape = new(data.FeatureCount, data.BinCount, outputCount);

    public GradientHistogramShape Shape => shape;

    /// <summary>The sums of some rows, in memory to give back with <see cref="Return"/>.</summary>
    public long[] Build(ReadOnlySpan<int> rows, in GradientOperands operands, int degreeOfParallelism)
    {
        var histogram = Take();
        var destination = new GradientHistogramSpan(histogram, shape, operands.Scale);
        var started = KernelTimer.Now(timer);
        if (rows.Length == data.RowCount)
        {
            // The root of a tree grown on all rows: they are in their order, and columns are faster.
            var matrix = BinMatrix.Create(data.ColumnArray, data.RowCount, data.FeatureCount, FeatureLayout.FeatureMajor);
            GradientHistogram.Build(matrix, operands.Weights, operands.Gradients, operands.Hessians, destination, RowSet.All, degreeOfParallelism);
        }
        else
        {
            var matrix = BinMatrix.Create(data.BinArray, data.RowCount, data.FeatureCount);
            GradientHistogram.Build(matrix, operands.Weights, operands.Gradients, operands.Hessians, destination, rows, degreeOfParallelism);
        }

        timer?.AddSince(started, rows.Length);
        return histogram;
    }

    /// <summary>The sums of some rows, as <see cref="Build"/>; the parent's histogram becomes that of the other child.</summary>
    public long[] Divide(long[] parent, ReadOnlySpan<int> rows, in GradientOperands operands, int degreeOfParallelism)
    {
        var histogram = Take();
        var started = KernelTimer.Now(timer);
        var matrix = BinMatrix.Create(data.BinArray, data.RowCount, data.FeatureCount);
        GradientHistogram.Divide(matrix, operands.Weights, operands.Gradients, operands.Hessians, parent, new(histogram, shape, operands.Scale), rows, degreeOfParallelism);
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

    /// <summary>Sums of the left side of a split.</summary>
    public long[] LeftSums(long[] histogram, in GradientSplit split, bool lastBinIsMissing)
    {
        var left = new long[shape.CellLength];
        if (shape.OutputCount == 1)
        {
            (left[0], left[1], left[2], left[3]) = (split.Left.RowCount, split.Left.Weight, (long)split.Left.Gradient, (long)split.Left.Hessian);
            return left;
        }

        for (var bin = 0; bin < shape.BinCount; bin++)
        {
            if (split.GoesLeft(bin, lastBinIsMissing && bin == shape.BinCount - 1))
            {
                AddCell(histogram, split.Feature, bin, left);
            }
        }

        return left;
    }

    /// <summary>Rows of a bin.</summary>
    public long Rows(long[] histogram, int feature, int bin) => histogram[shape.IndexOf(feature, bin)];

    private long[] Take() => spare.TryTake(out var used) ? used : GC.AllocateUninitializedArray<long>(shape.Length);

    private void AddCell(long[] histogram, int feature, int bin, long[] sums) =>
        GradientHistogram.Add(sums, histogram.AsSpan(shape.IndexOf(feature, bin), sums.Length), sums);
}
