using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Histograms.Compact;
using Counterweight.Partitioning;
using Counterweight.Splits;
using Counterweight.Training.Data;
using Counterweight.Training.Trees.Growth;

namespace Counterweight.Training.Trees.Classification;

/// <summary>The kernels that search nodes, with the memory of one thread.</summary>
internal sealed class NodeSearch
{
    /// <summary>
    /// Nodes of fewer rows are searched over their own bins alone. Both ways find the same split, so that only speed
    /// depends on the number: whole trees of 10 … 100 features and 2 … 30 classes took least time with 256 … 1,024.
    /// </summary>
    public const int HistogramRows = 512;

    private readonly GrowthData data;
    private readonly HistogramShape whole;
    private readonly int[] drawn;
    private readonly int[] winners;
    private readonly NodeDraws nodeDraws;
    private readonly ulong[] thresholds;
    private readonly ulong[] draws;
    private readonly double[] gainWeights;
    private readonly bool[] categorical;
    private readonly ClassCell[] cells;
    private readonly byte[] cellBins;
    private readonly int[] cellCounts;
    private readonly long[] workspace;
    private readonly ClassCell[] left;
    private readonly Stack<ClassCell[]> spare = new();
    private int[] partition = [];
    private int kept;

    public NodeSearch(GrowthData data)
    {
        this.data = data;
        var sampled = Math.Max(1, data.SampleCount);
        // Where none is kept, the shape may be of more cells than there are.
        whole = data.KeepsHistograms ? new HistogramShape(data.FeatureCount, data.BinCount, data.ClassCount) : default;
        var searched = Math.Min(sampled, data.GroupSize);
        drawn = [.. data.Candidates];
        winners = new int[sampled];
        nodeDraws = new NodeDraws(sampled);
        thresholds = new ulong[data.Options.RandomThresholds ? data.FeatureCount : 0];
        draws = new ulong[searched];
        gainWeights = new double[searched];
        categorical = new bool[searched];
        cells = GC.AllocateUninitializedArray<ClassCell>(CompactHistogram.Length(searched, data.BinCount, data.ClassCount));
        cellBins = new byte[ArraySize.Product(nameof(data), "bins of features", searched, CompactHistogram.MaxBinCount)];
        cellCounts = new int[searched];
        workspace = new long[CompactHistogram.WorkspaceLength(searched, data.ClassCount)];
        left = new ClassCell[data.ClassCount];
    }

    /// <summary>Rows and weight of every class left of the split found last.</summary>
    public ReadOnlySpan<ClassCell> Left => left;

    /// <summary>Whether one more histogram may be kept.</summary>
    public bool MayKeepHistogram => kept < data.WholeCount;

    /// <summary>The histogram of some rows, in memory to give back with <see cref="Return"/>.</summary>
    public ClassCell[] Build(SampledRows tree, ReadOnlySpan<int> rows, int degreeOfParallelism)
    {
        kept++;
        var histogram = spare.TryPop(out var used) ? used : GC.AllocateUninitializedArray<ClassCell>(whole.Length);
        var started = KernelTimer.Now(data.Timer);
        ClassHistogram.Build(data.Bins, data.Labels, tree.ClassWeights, tree.SampleWeights, new(histogram, whole, tree.Scale), rows, degreeOfParallelism);
        Count(started, rows.Length);
        return histogram;
    }

    public void Return(ClassCell[] histogram)
    {
        kept--;
        spare.Push(histogram);
    }

    /// <summary>Turns a parent's histogram into that of the child that <paramref name="sibling"/> is not.</summary>
    public void Subtract(ClassCell[] parent, ClassCell[] sibling)
    {
        var started = KernelTimer.Now(data.Timer);
        ClassHistogram.Subtract(parent, sibling, parent);
        Count(started, 0);
    }

    /// <summary>Moves the rows that go left before those that go right; returns how many do.</summary>
    public int Partition(Span<int> rows, in BinnedSplit split, int degreeOfParallelism)
    {
        var needed = RowPartition.WorkspaceLength(rows.Length);
        if (partition.Length < needed)
        {
            partition = GC.AllocateUninitializedArray<int>(needed);
        }

        var started = KernelTimer.Now(data.Timer);
        var count = RowPartition.Split(rows, data.Bins, split.ToSplit(), data.MissingBin, rows, partition, degreeOfParallelism);
        Count(started, 0);
        return count;
    }

    /// <summary>Searches all features of a histogram of all bins.</summary>
    public BinnedSplit? Find(SampledRows tree, ClassCell[] histogram, int degreeOfParallelism)
    {
        var started = KernelTimer.Now(data.Timer);
        var split = data.Find(new(histogram, whole, tree.Scale), tree.Weight, new() { GainWeights = data.GainWeights, IsCategorical = data.Categorical }, data.Options.MinGain, degreeOfParallelism);
        Count(started, 0);
        if (!split.IsValid)
        {
            return null;
        }

        var (below, above) = (-1, -1);
        for (var bin = split.Bin; bin >= 0 && below < 0; bin--)
        {
            below = HasRows(histogram, whole, split.Feature, bin) ? bin : -1;
        }

        for (var bin = split.Bin + 1; bin < data.BinCount - (data.MissingBin >= 0 ? 1 : 0) && above < 0; bin++)
        {
            above = HasRows(histogram, whole, split.Feature, bin) ? bin : -1;
        }

        SumLeft(histogram, whole, in split);
        return Describe(histogram, whole, in split, split.Feature, split.Bin, below, above, split.LeftBins);
    }

    /// <summary>Searches the features drawn for a node over the bins that its rows have.</summary>
    public BinnedSplit? Find(SampledRows tree, ReadOnlySpan<int> rows, NodeKey key)
    {
        var all = data.SampleCount == data.Candidates.Length;
        if (!all)
        {
            data.Candidates.CopyTo(drawn, 0);
        }

        for (var first = 0; first < drawn.Length; first += data.SampleCount)
        {
            var features = drawn.AsSpan(first, Math.Min(data.SampleCount, drawn.Length - first));
            Draw(key, first, features, all);
            var found = Find(tree, rows, features, out var isConstant);
            if (found is not null || !isConstant)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Draws features from those not drawn yet, and a threshold for each where thresholds are random.</summary>
    private void Draw(NodeKey key, int first, Span<int> features, bool all)
    {
        if (!all || thresholds.Length > 0)
        {
            nodeDraws.Make(key, first, features.Length);
        }

        for (var i = 0; i < features.Length && !all; i++)
        {
            var other = first + i + nodeDraws.Below(i, drawn.Length - first - i);
            (features[i], drawn[other]) = (drawn[other], features[i]);
        }

        for (var i = 0; i < features.Length && thresholds.Length > 0; i++)
        {
            thresholds[features[i]] = nodeDraws.Threshold(i);
        }

        if (!all)
        {
            // Ties go to the lowest feature.
            features.Sort();
        }
    }

    private static bool HasRows(ReadOnlySpan<ClassCell> histogram, HistogramShape shape, int feature, int bin) =>
        ClassTotals.Rows(histogram.Slice(shape.IndexOf(feature, bin, 0), shape.ClassCount)) > 0;

    // Many features are searched in groups, and the best of each group like features of their own: the search itself
    // compares them, to the last bit and with its ties, as if it had seen all at once.
    private BinnedSplit? Find(SampledRows tree, ReadOnlySpan<int> rows, ReadOnlySpan<int> features, out bool isConstant)
    {
        isConstant = true;
        while (features.Length > data.GroupSize)
        {
            var count = 0;
            for (var first = 0; first < features.Length; first += data.GroupSize)
            {
                var group = features.Slice(first, Math.Min(data.GroupSize, features.Length - first));
                var started = KernelTimer.Now(data.Timer);
                // The least gain is asked of the best of all alone.
                var split = Scan(tree, rows, group, 0, out var shape);
                Count(started, 0);
                isConstant = isConstant && IsConstant(shape);
                if (split.IsValid)
                {
                    winners[count++] = group[split.Feature];
                }
            }

            if (count == 0)
            {
                return null;
            }

            features = winners.AsSpan(0, count);
        }

        return FindInGroup(tree, rows, features, ref isConstant);
    }

    /// <summary>Whether each feature of the last scan has one value in all rows, or misses in all of them.</summary>
    private bool IsConstant(HistogramShape shape)
    {
        var histogram = cells.AsSpan(0, shape.Length);
        for (var i = 0; i < shape.FeatureCount; i++)
        {
            // Only the first place can be empty, where rows lack the value.
            var values = cellCounts[i] - (HasRows(histogram, shape, i, 0) ? 0 : 1);
            if (values + (data.MissingBin >= 0 && HasRows(histogram, shape, i, shape.BinCount - 1) ? 1 : 0) > 1)
            {
                return false;
            }
        }

        return true;
    }

    private Split Scan(SampledRows tree, ReadOnlySpan<int> rows, ReadOnlySpan<int> features, double minGain, out HistogramShape shape)
    {
        var hasDraws = thresholds.Length > 0;
        for (var i = 0; i < features.Length; i++)
        {
            categorical[i] = data.Categorical[features[i]];
            gainWeights[i] = data.GainWeights.Length == 0 ? 1 : data.GainWeights[features[i]];
            draws[i] = hasDraws && !categorical[i] ? thresholds[features[i]] : 0;
        }

        var destination = new CompactHistogramBuffers { Cells = cells, CellBins = cellBins, CellCounts = cellCounts, Workspace = workspace };
        shape = CompactHistogram.Build(
            data.Bins, new(features.Length, data.BinCount, data.ClassCount), data.MissingBin >= 0, features, rows, tree.Weights.AsSpan(0, data.RowCount), destination, hasDraws ? draws.AsSpan(0, features.Length) : []);
        return data.Find(new(cells.AsSpan(0, shape.Length), shape, tree.Scale), tree.Weight, new() { GainWeights = gainWeights.AsSpan(0, features.Length), IsCategorical = categorical.AsSpan(0, features.Length) }, minGain);
    }

    private BinnedSplit? FindInGroup(SampledRows tree, ReadOnlySpan<int> rows, ReadOnlySpan<int> features, ref bool isConstant)
    {
        var started = KernelTimer.Now(data.Timer);
        var split = Scan(tree, rows, features, data.Options.MinGain, out var shape);
        Count(started, rows.Length);
        isConstant = isConstant && IsConstant(shape);
        var histogram = cells.AsSpan(0, shape.Length);
        if (!split.IsValid)
        {
            return null;
        }

        SumLeft(histogram, shape, in split);
        var places = cellBins.AsSpan(CompactHistogram.MaxBinCount * split.Feature, cellCounts[split.Feature]);
        var above = split.Bin + 1 < places.Length ? places[split.Bin + 1] : -1;
        // The last place may stand for several bins, those above a random threshold.
        int bin = above >= 0 ? places[split.Bin] : byte.MaxValue;
        // Only the first place can be empty, where rows lack the value.
        var below = split.Bin > 0 || HasRows(histogram, shape, split.Feature, 0) ? bin : -1;
        var set = default(BinSet);
        for (var place = 0; place < shape.BinCount && split.IsCategorical; place++)
        {
            if (split.LeftBins.Contains(place))
            {
                set = set.With(place < places.Length ? places[place] : data.MissingBin);
            }
        }

        return Describe(histogram, shape, in split, features[split.Feature], bin, below, above, set);
    }

    private BinnedSplit Describe(ReadOnlySpan<ClassCell> histogram, HistogramShape shape, in Split split, int feature, int bin, int below, int above, BinSet set)
    {
        var missingGoesLeft = data.MissingBin >= 0 && HasRows(histogram, shape, split.Feature, shape.BinCount - 1) ? split.MissingGoesLeft : split.LeftWeight >= split.RightWeight;
        var threshold = split.IsCategorical ? 0 : data.Threshold(feature, below, above);
        return new BinnedSplit(feature, bin, threshold, missingGoesLeft, split.IsCategorical, set, split.Gain);
    }

    private void SumLeft(ReadOnlySpan<ClassCell> histogram, HistogramShape shape, in Split split)
    {
        left.AsSpan().Clear();
        for (var bin = 0; bin < shape.BinCount; bin++)
        {
            if (split.GoesLeft(bin, data.MissingBin >= 0 && bin == shape.BinCount - 1))
            {
                ClassTotals.Add(left, histogram.Slice(shape.IndexOf(split.Feature, bin, 0), left.Length));
            }
        }
    }

    private void Count(long started, int rows) => data.Timer?.AddSince(started, rows);
}
