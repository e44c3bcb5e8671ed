using System.Collections.Concurrent;
using Counterweight.Histograms;
using Counterweight.Training.Trees.Growth;

namespace Counterweight.Training.Trees.Classification;

/// <summary>Splits by histograms of classes.</summary>
/// <remarks>
/// Nodes depend on their rows and their key alone. Which are searched by histograms of all bins, less a sibling's, and
/// which by their own bins depends on their rows; neither way changes a bit of the splits.
/// </remarks>
/// <param name="data">What all trees read.</param>
/// <param name="tree">The rows.</param>
/// <param name="idle">Kernels and memory of threads that do not need them now.</param>
internal sealed class ClassSplitSource(GrowthData data, SampledRows tree, ConcurrentBag<NodeSearch> idle) : SplitSource<BinnedSplit, ClassCell>
{
    private readonly NodeSearch search = idle.TryTake(out var used) ? used : new NodeSearch(data);

    public override bool HasForks => true;

    public override SplitSource<BinnedSplit, ClassCell> Fork() => new ClassSplitSource(data, tree, idle);

    public override void GiveBack() => idle.Add(search);

    public override bool AllowsSplit(ReadOnlySpan<ClassCell> sums) => data.SampleCount > 0 && ClassTotals.AllowSplit(sums, data.Options.MinRowCount);

    public override void Open(NodeStore<BinnedSplit, ClassCell> nodes, int degreeOfParallelism)
    {
        if (WantsHistogram(nodes, 0) && search.MayKeepHistogram)
        {
            nodes[0].Histogram = search.Build(tree, Rows(nodes, 0), degreeOfParallelism);
        }
    }

    public override bool Search(NodeStore<BinnedSplit, ClassCell> nodes, int node, int degreeOfParallelism)
    {
        var histogram = nodes[node].Histogram;
        var best = histogram is null ? search.Find(tree, Rows(nodes, node), nodes[node].Key) : search.Find(tree, histogram, degreeOfParallelism);
        if (best is not { } split)
        {
            return false;
        }

        nodes[node].Split = split;
        nodes[node].Gain = split.Gain;
        nodes[node].LeftSums = search.Left.ToArray();
        return true;
    }

    public override void Divide(NodeStore<BinnedSplit, ClassCell> nodes, int node, int degreeOfParallelism)
    {
        var (start, end) = nodes.Rows(node);
        var middle = start + search.Partition(Rows(nodes, node), nodes[node].Split, degreeOfParallelism);
        var left = nodes[node].LeftChild;
        nodes.Ranges(left)[0] = new RowRange(start, middle);
        nodes.Ranges(left + 1)[0] = new RowRange(middle, end);
        nodes[node].LeftSums.CopyTo(nodes.Sums(left));
        ClassHistogram.Subtract(nodes.Sums(node), nodes.Sums(left), nodes.Sums(left + 1));
        nodes[node].LeftSums = null;
    }

    // Only the smaller child is ever summed; the larger is the parent less the smaller, in the parent's memory.
    public override void HandDown(NodeStore<BinnedSplit, ClassCell> nodes, int node, int degreeOfParallelism)
    {
        if (nodes[node].Histogram is not { } parent)
        {
            return;
        }

        if (!search.MayKeepHistogram)
        {
            Release(ref nodes[node]);
            return;
        }

        var (smaller, larger) = (nodes.SmallerChild(node), nodes.LargerChild(node));
        if (WantsHistogram(nodes, larger))
        {
            var sums = search.Build(tree, Rows(nodes, smaller), degreeOfParallelism);
            search.Subtract(parent, sums);
            nodes[larger].Histogram = parent;
            nodes[node].Histogram = null;
            nodes[smaller].Histogram = sums;
            if (!WantsHistogram(nodes, smaller))
            {
                Release(ref nodes[smaller]);
            }
        }
        else
        {
            if (WantsHistogram(nodes, smaller))
            {
                nodes[smaller].Histogram = search.Build(tree, Rows(nodes, smaller), degreeOfParallelism);
            }

            Release(ref nodes[node]);
        }
    }

    public override void Release(ref GrowingNode<BinnedSplit, ClassCell> node)
    {
        if (node.Histogram is { } histogram)
        {
            search.Return(histogram);
            node.Histogram = null;
        }
    }

    private bool WantsHistogram(NodeStore<BinnedSplit, ClassCell> nodes, int node) =>
        nodes[node].State == NodeState.Open && data.KeepsHistograms && tree.CountOnce && nodes.Rows(node).Length >= NodeSearch.HistogramRows;

    private Span<int> Rows(NodeStore<BinnedSplit, ClassCell> nodes, int node) => tree.Order[nodes.Rows(node).Start..nodes.Rows(node).End];
}
