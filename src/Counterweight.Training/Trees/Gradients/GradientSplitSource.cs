using Counterweight.Histograms;
using Counterweight.Training.Trees.Growth;

namespace Counterweight.Training.Trees.Gradients;

/// <summary>Splits by histograms of gradients and Hessians.</summary>
/// <remarks>All sums are integers, so that neither the order in which nodes are split nor the number of threads shows.</remarks>
/// <param name="search">Finds splits.</param>
/// <param name="sets">The rows to grow on, then others that only fall through.</param>
/// <param name="operands">What the tree is grown on.</param>
internal sealed class GradientSplitSource(GradientSearch search, PartitionedRows[] sets, GradientOperands operands) : SplitSource<BinnedSplit, long>
{
    public override bool HasForks => true;

    public override bool DividesSideBySide => true;

    public override bool AllowsSplit(ReadOnlySpan<long> sums) => search.AllowsSplit(sums, operands.Scale);

    /// <summary>A store of the root and its histogram.</summary>
    public NodeStore<BinnedSplit, long> Plant(int degreeOfParallelism)
    {
        var histogram = search.Histograms.Build(sets[0].Slice(0, sets[0].Count), in operands, degreeOfParallelism);
        var nodes = new NodeStore<BinnedSplit, long>(search.Histograms.Shape.CellLength, sets.Length);
        nodes.AddRoot(default, search.Histograms.Total(histogram), [.. sets.Select(set => new RowRange(0, set.Count))]);
        nodes[0].Histogram = histogram;
        return nodes;
    }

    public override bool Search(NodeStore<BinnedSplit, long> nodes, int node, int degreeOfParallelism)
    {
        if (search.Find(nodes[node].Histogram!, in operands, degreeOfParallelism, out var leftSums) is not { } split)
        {
            return false;
        }

        nodes[node].Split = split;
        nodes[node].Gain = split.Gain;
        nodes[node].LeftSums = leftSums;
        return true;
    }

    public override void Divide(NodeStore<BinnedSplit, long> nodes, int node, int degreeOfParallelism)
    {
        var left = nodes[node].LeftChild;
        for (var set = 0; set < sets.Length; set++)
        {
            var (start, end) = nodes.Ranges(node)[set];
            var middle = sets[set].Split(start, end, nodes[node].Split, degreeOfParallelism);
            nodes.Ranges(left)[set] = new RowRange(start, middle);
            nodes.Ranges(left + 1)[set] = new RowRange(middle, end);
        }

        nodes[node].LeftSums.CopyTo(nodes.Sums(left));
        GradientHistogram.Subtract(nodes.Sums(node), nodes.Sums(left), nodes.Sums(left + 1));
        nodes[node].LeftSums = null;
    }

    // Only the smaller child is ever summed; the larger is the parent less the smaller, in the parent's memory.
    public override void HandDown(NodeStore<BinnedSplit, long> nodes, int node, int degreeOfParallelism)
    {
        var (smaller, larger) = (nodes.SmallerChild(node), nodes.LargerChild(node));
        if (nodes[smaller].State != NodeState.Leaf || nodes[larger].State != NodeState.Leaf)
        {
            var range = nodes.Rows(smaller);
            var rows = sets[0].Slice(range.Start, range.End);
            if (nodes[larger].State == NodeState.Leaf)
            {
                nodes[smaller].Histogram = search.Histograms.Build(rows, in operands, degreeOfParallelism);
            }
            else
            {
                nodes[smaller].Histogram = search.Histograms.Divide(nodes[node].Histogram!, rows, in operands, degreeOfParallelism);
                nodes[larger].Histogram = nodes[node].Histogram;
                nodes[node].Histogram = null;
            }
        }

        Release(ref nodes[node]);
    }

    public override void Undo(NodeStore<BinnedSplit, long> nodes, int node)
    {
        for (var set = 0; set < sets.Length; set++)
        {
            var (start, end) = nodes.Ranges(node)[set];
            sets[set].Merge(start, nodes.Ranges(nodes[node].LeftChild)[set].End, end);
        }

        Release(ref nodes[nodes[node].LeftChild]);
        Release(ref nodes[nodes[node].LeftChild + 1]);
    }

    public override void Release(ref GrowingNode<BinnedSplit, long> node)
    {
        search.Histograms.Return(node.Histogram);
        node.Histogram = null;
    }
}
