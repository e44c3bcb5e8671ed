using Counterweight.Binning;
using Counterweight.Engine;
using Counterweight.Splits;
using Counterweight.Training.Data;
using Counterweight.Weighting;

namespace Counterweight.Training.Trees;

/// <summary>Grows one tree, depth first, so that few histograms are alive at a time.</summary>
internal sealed class TreeGrower
{
    private readonly TreeOptions options;
    private readonly BinMapper mapper;
    private readonly NodeKernels kernels;
    private readonly RowOrder rows;
    private readonly int featureCount;
    private readonly int classCount;
    private readonly IProgress<FitProgress>? progress;
    private readonly CancellationToken cancellation;
    private readonly List<TreeNode> nodes = [];
    private readonly List<double> shares = [];
    private readonly Stack<OpenNode> open = new();
    private int depth;
    private long finishedRows;

    public TreeGrower(Dataset data, TreeOptions options, ReadOnlySpan<double> sampleWeights, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        this.options = options;
        this.progress = progress;
        this.cancellation = cancellation;
        (featureCount, classCount) = (data.FeatureCount, data.ClassCount);
        progress?.Report(new FitProgress(0, "binning"));
        var classWeights = TrainingInput.ClassWeightsOf(data, options.Weighting, sampleWeights);
        var counting = RowsWithWeight(data.RowCount, sampleWeights);
        var values = new FeatureMatrix<double>(data.Values, data.RowCount, featureCount, FeatureLayout.FeatureMajor);
        mapper = BinMapper.Find<double, double>(values, RowWeights(data, classWeights, sampleWeights));
        var bins = new byte[checked(data.RowCount * featureCount)];
        mapper.Apply(values, bins);
        rows = new RowOrder(bins, featureCount, mapper.HasMissing ? mapper.MissingBin : -1, counting);
        kernels = new NodeKernels(data, mapper, bins, classWeights, sampleWeights, options);
    }

    public DecisionTree Grow()
    {
        var histogram = kernels.Build(rows.Slice(0, rows.Count));
        var totals = kernels.Totals(histogram);
        AddNode(totals);
        OpenOrClose(new OpenNode(0, 0, 0, rows.Count, histogram), totals);
        while (open.TryPop(out var node))
        {
            cancellation.ThrowIfCancellationRequested();
            Split(node, node.Histogram!);
        }

        return new DecisionTree([.. nodes], [.. shares], featureCount, classCount) { Depth = depth, KernelTime = kernels.Time };
    }

    private static int[] RowsWithWeight(int rowCount, ReadOnlySpan<double> sampleWeights)
    {
        var chosen = new List<int>(rowCount);
        for (var row = 0; row < rowCount; row++)
        {
            if (sampleWeights.IsEmpty || sampleWeights[row] > 0)
            {
                chosen.Add(row);
            }
        }

        return chosen.Count > 0 ? [.. chosen] : throw new ArgumentException("No row has weight.", nameof(sampleWeights));
    }

    // None where all rows weigh the same.
    private static double[] RowWeights(Dataset data, double[] classWeights, ReadOnlySpan<double> sampleWeights)
    {
        if (classWeights.Length == 0)
        {
            return sampleWeights.ToArray();
        }

        var weights = new double[data.RowCount];
        SampleWeights.FromClassWeights(data.Labels, classWeights, sampleWeights, weights);
        return weights;
    }

    private void Split(OpenNode node, ClassCell[] histogram)
    {
        var split = kernels.FindSplit(histogram);
        if (!split.IsValid)
        {
            Close(node);
            return;
        }

        var (left, right) = kernels.SideTotals(histogram, in split);
        var missingLeft = kernels.HasMissing(histogram, in split) ? split.MissingLeft : split.LeftWeight >= split.RightWeight;
        var middle = rows.Split(node.Start, node.End, split.Feature, split.Bin, missingLeft);
        var child = nodes.Count;
        nodes[node.Index] = nodes[node.Index] with
        {
            Feature = split.Feature,
            Threshold = Threshold(histogram, in split),
            MissingGoesLeft = missingLeft,
            Left = child,
        };
        depth = Math.Max(depth, node.Depth + 1);
        AddNode(left);
        AddNode(right);
        OpenChildren(
            histogram,
            (new OpenNode(child, node.Depth + 1, node.Start, middle, null), left),
            (new OpenNode(child + 1, node.Depth + 1, middle, node.End, null), right));
    }

    // Only the smaller child is ever summed; the larger is the parent less the smaller, in the parent's memory.
    private void OpenChildren(ClassCell[] parent, (OpenNode Node, ClassCell[] Totals) left, (OpenNode Node, ClassCell[] Totals) right)
    {
        var leftIsSmaller = left.Node.Rows <= right.Node.Rows;
        var (smaller, larger) = leftIsSmaller ? (left, right) : (right, left);
        var (openSmaller, openLarger) = (CanSplit(smaller.Node, smaller.Totals), CanSplit(larger.Node, larger.Totals));
        if (openSmaller || openLarger)
        {
            var sums = kernels.Build(rows.Slice(smaller.Node.Start, smaller.Node.End));
            smaller.Node = smaller.Node with { Histogram = sums };
            if (openLarger)
            {
                kernels.Subtract(parent, sums);
                larger.Node = larger.Node with { Histogram = parent };
            }
        }

        if (!openLarger)
        {
            kernels.Return(parent);
        }

        (left, right) = leftIsSmaller ? (smaller, larger) : (larger, smaller);
        OpenOrClose(right.Node, right.Totals);
        OpenOrClose(left.Node, left.Totals);
    }

    private void OpenOrClose(OpenNode node, ClassCell[] totals)
    {
        if (CanSplit(node, totals))
        {
            open.Push(node);
        }
        else
        {
            Close(node);
        }
    }

    private bool CanSplit(OpenNode node, ClassCell[] totals) =>
        node.Depth < options.MaxDepth && ClassTotals.Rows(totals) / 2 >= options.MinRows && ClassTotals.Present(totals) > 1;

    private void Close(OpenNode node)
    {
        if (node.Histogram is not null)
        {
            kernels.Return(node.Histogram);
        }

        finishedRows += node.Rows;
        progress?.Report(new FitProgress((double)finishedRows / rows.Count, $"{nodes.Count} nodes"));
    }

    private void AddNode(ClassCell[] totals)
    {
        var weight = ClassTotals.Weight(totals);
        nodes.Add(new TreeNode(-1, 0, false, -1, ClassTotals.Heaviest(totals), ClassTotals.Rows(totals), kernels.ToWeight(weight)));
        foreach (var cell in totals)
        {
            shares.Add((double)cell.Weight / weight);
        }
    }

    // Halfway between the node's own rows on either side, not between the bins: a gap is cut in its middle.
    private double Threshold(ClassCell[] histogram, in Split split)
    {
        var bins = mapper[split.Feature];
        return kernels.Neighbours(histogram, in split) switch
        {
            ({ } below, { } above) => bins.Threshold(below, above),
            (_, null) => double.PositiveInfinity,
            (null, _) => double.NegativeInfinity,
        };
    }
}
