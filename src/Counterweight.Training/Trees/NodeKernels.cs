using System.Diagnostics;
using Counterweight.Binning;
using Counterweight.Engine;
using Counterweight.Splits;
using Counterweight.Training.Data;

namespace Counterweight.Training.Trees;

/// <summary>The kernels a tree is grown with, over the binned rows, with the time they take.</summary>
internal sealed class NodeKernels
{
    private readonly byte[] bins;
    private readonly int[] labels;
    private readonly double[] classWeights;
    private readonly double[] sampleWeights;
    private readonly Impurity impurity;
    private readonly SplitOptions options;
    private readonly HistogramShape shape;
    private readonly WeightScale scale;
    private readonly Stack<ClassCell[]> spare = new();
    private long ticks;
    private long rowsRead;

    public NodeKernels(Dataset data, BinMapper mapper, byte[] bins, double[] classWeights, ReadOnlySpan<double> sampleWeights, TreeOptions options)
    {
        this.bins = bins;
        this.classWeights = classWeights;
        impurity = options.Impurity;
        this.options = new SplitOptions
        {
            LastBinIsMissing = mapper.HasMissing,
            MinRowCount = options.MinRows,
            MinWeight = options.MinWeight,
        };
        this.sampleWeights = sampleWeights.ToArray();
        labels = data.Labels.ToArray();
        shape = new HistogramShape(data.FeatureCount, mapper.BinCount, data.ClassCount);
        scale = WeightScale.For<double>(classWeights, this.sampleWeights, data.RowCount);
    }

    /// <summary>Rows summed and time spent so far.</summary>
    public KernelTime Time => new(rowsRead, (double)ticks / Stopwatch.Frequency);

    public double ToWeight(long units) => scale.ToWeight(units);

    /// <summary>The histogram of some rows, in memory to give back with <see cref="Return"/>.</summary>
    public ClassCell[] Build(ReadOnlySpan<int> rows)
    {
        var histogram = spare.TryPop(out var used) ? used : GC.AllocateUninitializedArray<ClassCell>(shape.Length);
        var started = Stopwatch.GetTimestamp();
        ClassHistogram.Build<double>(bins, shape, rows, labels, classWeights, sampleWeights, scale, histogram);
        ticks += Stopwatch.GetTimestamp() - started;
        rowsRead += rows.Length;
        return histogram;
    }

    public void Return(ClassCell[] histogram) => spare.Push(histogram);

    /// <summary>Turns a parent's histogram into that of the child that <paramref name="sibling"/> is not.</summary>
    public void Subtract(ClassCell[] parent, ClassCell[] sibling)
    {
        var started = Stopwatch.GetTimestamp();
        ClassHistogram.Subtract(parent, sibling, parent);
        ticks += Stopwatch.GetTimestamp() - started;
    }

    public Split FindSplit(ClassCell[] histogram)
    {
        var started = Stopwatch.GetTimestamp();
        var split = impurity == Impurity.Gini
            ? SplitSearch.Find(histogram, shape, scale, default(GiniImpurity), options)
            : SplitSearch.Find(histogram, shape, scale, default(EntropyImpurity), options);
        ticks += Stopwatch.GetTimestamp() - started;
        return split;
    }

    /// <summary>Rows and weight of every class.</summary>
    public ClassCell[] Totals(ClassCell[] histogram)
    {
        var totals = new ClassCell[shape.ClassCount];
        AddBins(histogram, 0, 0, shape.BinCount, totals);
        return totals;
    }

    /// <summary>Rows and weight of every class on both sides of a split.</summary>
    public (ClassCell[] Left, ClassCell[] Right) SideTotals(ClassCell[] histogram, in Split split)
    {
        var left = new ClassCell[shape.ClassCount];
        var right = new ClassCell[shape.ClassCount];
        AddBins(histogram, split.Feature, 0, split.Bin + 1, left);
        AddBins(histogram, split.Feature, split.Bin + 1, ValueBins, right);
        AddBins(histogram, split.Feature, ValueBins, shape.BinCount, split.MissingLeft ? left : right);
        return (left, right);
    }

    /// <summary>Whether rows of the node lack the feature that is split.</summary>
    public bool HasMissing(ClassCell[] histogram, in Split split) => options.LastBinIsMissing && Rows(histogram, split.Feature, ValueBins) > 0;

    /// <summary>The last bin with rows at or below a split and the first above; null where a side has only missing values.</summary>
    public (int? Below, int? Above) Neighbours(ClassCell[] histogram, in Split split)
    {
        int? below = null;
        for (var bin = split.Bin; bin >= 0 && below is null; bin--)
        {
            below = Rows(histogram, split.Feature, bin) > 0 ? bin : null;
        }

        int? above = null;
        for (var bin = split.Bin + 1; bin < ValueBins && above is null; bin++)
        {
            above = Rows(histogram, split.Feature, bin) > 0 ? bin : null;
        }

        return (below, above);
    }

    private int ValueBins => shape.BinCount - (options.LastBinIsMissing ? 1 : 0);

    private long Rows(ClassCell[] histogram, int feature, int bin) => ClassTotals.Rows(histogram.AsSpan(Offset(feature, bin), shape.ClassCount));

    private void AddBins(ClassCell[] histogram, int feature, int first, int end, ClassCell[] totals)
    {
        for (var bin = first; bin < end; bin++)
        {
            ClassHistogram.Add(totals, histogram.AsSpan(Offset(feature, bin), totals.Length), totals);
        }
    }

    private int Offset(int feature, int bin) => shape.IndexOf(feature, bin, 0);
}
