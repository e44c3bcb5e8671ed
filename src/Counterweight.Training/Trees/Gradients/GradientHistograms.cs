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
        var histogram = spare.TryTake(out var used) ? used : GC.AllocateUninitializedArray<long>(shape.Length);
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

    /// <summary>Turns a parent's histogram into that of the child that <paramref name="sibling"/> is not.</summary>
    public void Subtract(long[] parent, long[] sibling)
    {
        var started = KernelTimer.Now(timer);
        GradientHistogram.Subtract(parent, sibling, parent);
        timer?.AddSince(started, 0);
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

    private void AddCell(long[] histogram, int feature, int bin, long[] sums) =>
        GradientHistogram.Add(sums, histogram.AsSpan(shape.IndexOf(feature, bin), sums.Length), sums);
}
