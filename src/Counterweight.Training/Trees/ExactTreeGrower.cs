using Counterweight.Histograms;
using Counterweight.Training.Data;

namespace Counterweight.Training.Trees;

/// <summary>Grows one tree on presorted features: depth first, or the node of greatest improvement first.</summary>
internal sealed class ExactTreeGrower
{
    private readonly TreeOptions options;
    private readonly ExactKernels kernels;
    private readonly int featureCount;
    private readonly int classCount;
    private readonly double rootUnits;
    private readonly IProgress<FitProgress>? progress;
    private readonly CancellationToken cancellation;
    private readonly List<TreeNode> nodes = [];
    private readonly List<double> shares = [];
    private readonly List<ClassCell[]> totals = [];
    private readonly Stack<ExactNode> stack = new();
    private readonly PriorityQueue<ExactNode, (double Improvement, int Index)> queue = new(Comparer<(double Improvement, int Index)>.Create(
        (one, other) => one.Improvement != other.Improvement ? other.Improvement.CompareTo(one.Improvement) : one.Index.CompareTo(other.Index)));

    private int depth;
    private long finishedRows;

    public ExactTreeGrower(Dataset data, TreeOptions options, ReadOnlySpan<double> sampleWeights, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        var untaken = options.MaxFeatures != MaxFeatures.All ? nameof(options.MaxFeatures)
            : options.RandomThresholds ? nameof(options.RandomThresholds)
            : options.FeatureWeights is not null ? nameof(options.FeatureWeights)
            : null;
        if (untaken is not null)
        {
            throw new ArgumentException($"Exact search tries all features at all thresholds: it does not take {untaken}.", nameof(options));
        }

        this.options = options;
        this.progress = progress;
        this.cancellation = cancellation;
        (featureCount, classCount) = (data.FeatureCount, data.ClassCount);
        progress?.Report(new FitProgress(0, "sorting"));
        kernels = new ExactKernels(data, options, sampleWeights);
        rootUnits = ClassTotals.Weight(kernels.Totals);
    }

    private bool IsBestFirst => options.MaxLeaves < int.MaxValue;

    public DecisionTree Grow()
    {
        cancellation.ThrowIfCancellationRequested();
        AddNode(kernels.Totals);
        Open(0, 0, 0, kernels.RowCount);
        for (var leaves = 1; leaves < options.MaxLeaves && TryTake(out var node); leaves++)
        {
            cancellation.ThrowIfCancellationRequested();
            Split(node);
        }

        while (TryTake(out var rest))
        {
            Close(rest.Count);
        }

        return new DecisionTree([.. nodes], [.. shares], featureCount, classCount) { Criterion = options.Impurity, Depth = depth, KernelTime = kernels.Time };
    }

    private bool TryTake(out ExactNode node) => IsBestFirst ? queue.TryDequeue(out node, out _) : stack.TryPop(out node);

    private void Split(in ExactNode node)
    {
        var split = node.Split;
        var (left, right) = kernels.SideTotals(node.Start, node.Count, in split, totals[node.Index]);
        var child = nodes.Count;
        nodes[node.Index] = nodes[node.Index] with
        {
            Feature = split.Feature,
            Threshold = split.Threshold,
            MissingGoesLeft = split.ValueCount < node.Count ? split.MissingLeft : split.LeftWeight >= split.RightWeight,
            Left = child,
        };
        depth = Math.Max(depth, node.Depth + 1);
        AddNode(left);
        AddNode(right);
        if (CanSplit(child, node.Depth + 1) || CanSplit(child + 1, node.Depth + 1))
        {
            kernels.Split(node.Start, node.Count, in split);
        }

        // The left one last, so that it comes first from the stack.
        Open(child + 1, node.Depth + 1, node.Start + split.LeftRowCount, split.RightRowCount);
        Open(child, node.Depth + 1, node.Start, split.LeftRowCount);
        totals[node.Index] = [];
    }

    private void Open(int index, int nodeDepth, int start, int count)
    {
        if (!CanSplit(index, nodeDepth))
        {
            Close(count);
            return;
        }

        var split = kernels.FindSplit(start, count, totals[index]);
        var node = new ExactNode(index, nodeDepth, start, count, split);
        if (!split.IsValid)
        {
            Close(count);
        }
        else if (IsBestFirst)
        {
            queue.Enqueue(node, (split.Improvement, index));
        }
        else
        {
            stack.Push(node);
        }
    }

    private bool CanSplit(int index, int nodeDepth) =>
        nodeDepth < options.MaxDepth && nodes[index].Rows / 2 >= options.MinRows && ClassTotals.Present(totals[index]) > 1;

    private void Close(int rows)
    {
        finishedRows += rows;
        progress?.Report(new FitProgress((double)finishedRows / kernels.RowCount, $"{nodes.Count} nodes"));
    }

    private void AddNode(ClassCell[] sums)
    {
        var weight = ClassTotals.Weight(sums);
        totals.Add(sums);
        nodes.Add(new TreeNode(-1, 0, false, -1, ClassTotals.Heaviest(sums), ClassTotals.Rows(sums), weight / rootUnits));
        foreach (var cell in sums)
        {
            shares.Add((double)cell.Weight / weight);
        }
    }
}
