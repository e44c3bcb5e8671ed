using System.Diagnostics;
using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Partitioning;
using Counterweight.Sorting;
using Counterweight.Splits;
using Counterweight.Splits.Exact;
using Counterweight.Training.Data;

namespace Counterweight.Training.Trees.Classification;

/// <summary>The kernels a tree is grown with over presorted features, with the time they take.</summary>
internal sealed class ExactKernels
{
    /// <summary>Values below which more threads are not worth their wages.</summary>
    private const int ParallelValues = 65536;

    private readonly Dataset data;
    private readonly TreeOptions options;
    private readonly WeightScale scale;
    private readonly WeightedLabel[] labels;
    private readonly double rootWeight;
    private readonly int[] orders;
    private readonly bool[] isDistinct;
    private readonly byte[] sides;
    private long ticks;
    private long rowsRead;

    public ExactKernels(Dataset data, TreeOptions options, double[] classWeights, ReadOnlySpan<double> sampleWeights)
    {
        this.options = options;
        if (data.ClassCount > WeightedLabel.MaxClasses)
        {
            throw new ArgumentException($"{data.ClassCount} classes: exact search takes at most {WeightedLabel.MaxClasses}.", nameof(data));
        }

        var weights = TrainingInput.RowWeights(data, classWeights, sampleWeights);
        var weighted = TrainingInput.WeightedRows(weights, data.RowCount);
        if (weighted > 0 && weighted < data.RowCount)
        {
            int[] rows = [.. Enumerable.Range(0, data.RowCount).Where(row => weights[row] > 0)];
            data = data.Subset(rows);
            weights = Array.ConvertAll(rows, row => weights[row]);
        }

        // Of products: the greatest class weight may be of rows that weigh little.
        scale = WeightScale.For<double>([], weights, data.RowCount);
        labels = new WeightedLabel[data.RowCount];
        WeightedLabels.Pack<double>(data.Labels, data.ClassCount, [], weights, scale, labels);
        var counting = Counting(labels, sampleWeights);
        if (counting.Length < data.RowCount)
        {
            data = data.Subset(counting);
            labels = Array.ConvertAll(counting, row => labels[row]);
        }

        this.data = data;
        Totals = new ClassCell[data.ClassCount];
        orders = GC.AllocateUninitializedArray<int>(data.Values.Length);
        isDistinct = new bool[data.FeatureCount];
        sides = new byte[data.RowCount];
        var started = Stopwatch.GetTimestamp();
        SortedOrders.Sort(Values, orders, isDistinct, options.DegreeOfParallelism);
        WeightedLabels.Sum(orders.AsSpan(0, data.RowCount), labels, Totals);
        ticks += Stopwatch.GetTimestamp() - started;
        rootWeight = scale.ToWeight(ClassTotals.Weight(Totals));
    }

    /// <summary>Rows searched and time spent so far.</summary>
    public KernelTime Time => new(rowsRead, (double)ticks / Stopwatch.Frequency);

    /// <summary>Rows that have weight.</summary>
    public int RowCount => data.RowCount;

    /// <summary>Rows and weight of every class.</summary>
    public ClassCell[] Totals { get; }

    private FeatureMatrix<double> Values => new(data.Values, data.RowCount, data.FeatureCount, FeatureLayout.FeatureMajor);

    public ExactSplit FindSplit(int start, int count, ReadOnlySpan<ClassCell> totals)
    {
        var started = Stopwatch.GetTimestamp();
        var split = options.Impurity switch
        {
            Impurity.Gini => Find(default(GiniImpurity), start, count, totals),
            Impurity.Entropy => Find(default(EntropyImpurity), start, count, totals),
            _ => Find(default(HellingerDistance), start, count, totals),
        };
        ticks += Stopwatch.GetTimestamp() - started;
        rowsRead += count;
        return split;
    }

    /// <summary>Sums rows and weight of every class on both sides of a split.</summary>
    public void SumSides(int start, int count, in ExactSplit split, ReadOnlySpan<ClassCell> totals, Span<ClassCell> left, Span<ClassCell> right)
    {
        var rows = Rows(start, count).Rows(split.Feature);
        WeightedLabels.Sum(rows[..split.LeftValueCount], labels, left);
        if (split.MissingGoesLeft)
        {
            WeightedLabels.Sum(rows[split.ValueCount..], labels, right);
            ClassHistogram.Add(left, right, left);
        }

        ClassHistogram.Subtract(totals, left, right);
    }

    /// <summary>Moves the rows of a node that go left before those that go right, in every order.</summary>
    public void Split(int start, int count, in ExactSplit split)
    {
        var started = Stopwatch.GetTimestamp();
        SortedPartition.Split(Rows(start, count), split, orders, sides, Threads(count));
        ticks += Stopwatch.GetTimestamp() - started;
    }

    private static int[] Counting(WeightedLabel[] labels, ReadOnlySpan<double> sampleWeights)
    {
        var counting = new List<int>(labels.Length);
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row].Units > 0)
            {
                counting.Add(row);
            }
        }

        return counting.Count > 0 ? [.. counting] : throw new ArgumentException("No row has weight.", nameof(sampleWeights));
    }

    private ExactSplit Find<TImpurity>(TImpurity impurity, int start, int count, ReadOnlySpan<ClassCell> totals)
        where TImpurity : struct, IImpurity => ExactSplitSearch.Find(
            Rows(start, count),
            Values,
            labels,
            totals,
            scale,
            impurity,
            new SplitOptions { MinRowCount = options.MinRowCount, MinWeight = options.MinWeight, MinGain = options.MinGain, RootWeight = rootWeight },
            Threads(count));

    private SortedRows Rows(int start, int count) => new(orders, data.RowCount, start, count) { IsDistinct = isDistinct };

    private int Threads(int count) => (long)count * data.FeatureCount < ParallelValues ? 1 : options.DegreeOfParallelism;
}
