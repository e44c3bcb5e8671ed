using Counterweight.Histograms;
using Counterweight.Partitioning;
using Counterweight.Sorting;
using Counterweight.Splits;
using Counterweight.Splits.Exact;
using Counterweight.Training.Data;

namespace Counterweight.Training.Trees.Classification;

/// <summary>The kernels a tree is grown with over presorted features.</summary>
internal sealed class ExactKernels
{
    /// <summary>Values below which more threads are not worth their wages.</summary>
    private const int ParallelValues = 65536;

    private readonly Dataset data;
    private readonly DecisionTreeOptions options;
    private readonly WeightScale scale;
    private readonly WeightedLabel[] labels;
    private readonly double rootWeight;
    private readonly int[] orders;
    private readonly bool[] isDistinct;
    private readonly byte[] sides;
    private readonly KernelTimer? timer;

    public ExactKernels(Dataset data, DecisionTreeOptions options, double[] weights, KernelTimer? timer = null)
    {
        (this.options, this.timer) = (options, timer);
        if (data.ClassCount > WeightedLabel.MaxClasses)
        {
            throw Require.Misfit($"data has {data.ClassCount} classes; exact search takes at most {WeightedLabel.MaxClasses}.", nameof(data));
        }

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
        var counting = Counting(labels);
        if (counting.Length < data.RowCount)
        {
            data = data.Subset(counting);
            labels = Array.ConvertAll(counting, row => labels[row]);
        }

        this.data = data;
        Totals = new ClassCell[data.ClassCount];
        orders = GC.AllocateUninitializedArray<int>(data.ValueCount);
        isDistinct = new bool[data.FeatureCount];
        sides = new byte[data.RowCount];
        var started = KernelTimer.Now(timer);
        Sort();
        WeightedLabels.Sum(orders.AsSpan(0, data.RowCount), labels, Totals);
        timer?.AddSince(started, 0);
        rootWeight = scale.ToWeight(ClassTotals.Weight(Totals));
    }

    /// <summary>Rows that have weight.</summary>
    public int RowCount => data.RowCount;

    /// <summary>Rows and weight of every class.</summary>
    public ClassCell[] Totals { get; }

    public ExactSplit FindSplit(int start, int count, ReadOnlySpan<ClassCell> totals)
    {
        var started = KernelTimer.Now(timer);
        var node = new ExactNode { Rows = Rows(start, count), Data = data, Labels = labels, Totals = totals, Scale = scale };
        var limits = new SplitOptions { MinRowCount = options.MinRowCount, MinWeight = options.MinWeight, MinGain = options.MinGain, RootWeight = rootWeight };
        var split = options.Impurity.Find(node, limits, Threads(count));
        timer?.AddSince(started, count);
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
        var started = KernelTimer.Now(timer);
        SortedPartition.Split(Rows(start, count), split, orders, sides, Threads(count));
        timer?.AddSince(started, 0);
    }

    private static int[] Counting(WeightedLabel[] labels)
    {
        var counting = new List<int>(labels.Length);
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row].Units > 0)
            {
                counting.Add(row);
            }
        }

        return [.. counting];
    }

    private void Sort()
    {
        if (data.IsSingle)
        {
            SortedOrders.Sort(data.SingleMatrix, orders, isDistinct, options.DegreeOfParallelism);
        }
        else
        {
            SortedOrders.Sort(data.DoubleMatrix, orders, isDistinct, options.DegreeOfParallelism);
        }
    }

    private SortedRows Rows(int start, int count) => new(orders, data.RowCount, start, count) { IsDistinct = isDistinct };

    private int Threads(int count) => (long)count * data.FeatureCount < ParallelValues ? 1 : options.DegreeOfParallelism;
}
