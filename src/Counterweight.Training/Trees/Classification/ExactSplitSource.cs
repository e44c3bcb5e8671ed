using Counterweight.Histograms;
using Counterweight.Splits.Exact;
using Counterweight.Training.Trees.Growth;
using Counterweight.Traversal;

namespace Counterweight.Training.Trees.Classification;

/// <summary>Splits between the values of presorted features. Rows [start, end) of a node are those of every feature's order.</summary>
internal sealed class ExactSplitSource(ExactKernels kernels, DecisionTreeOptions options) : SplitSource<ExactSplit, ClassCell>
{
    public override bool AllowsSplit(ReadOnlySpan<ClassCell> sums) => ClassTotals.AllowSplit(sums, options.MinRowCount);

    public override bool Search(NodeStore<ExactSplit, ClassCell> nodes, int node, int degreeOfParallelism)
    {
        var rows = nodes.Rows(node);
        var split = kernels.FindSplit(rows.Start, rows.Length, nodes.Sums(node));
        nodes[node].Split = split;
        nodes[node].Gain = split.Gain;
        return split.IsValid;
    }

    public override void Divide(NodeStore<ExactSplit, ClassCell> nodes, int node, int degreeOfParallelism)
    {
        var rows = nodes.Rows(node);
        var split = nodes[node].Split;
        var left = nodes[node].LeftChild;
        kernels.SumSides(rows.Start, rows.Length, in split, nodes.Sums(node), nodes.Sums(left), nodes.Sums(left + 1));
        var middle = rows.Start + split.LeftRowCount;
        nodes.Ranges(left)[0] = new RowRange(rows.Start, middle);
        nodes.Ranges(left + 1)[0] = new RowRange(middle, rows.End);
    }

    // Of two leaves the rows need no order.
    public override void HandDown(NodeStore<ExactSplit, ClassCell> nodes, int node, int degreeOfParallelism)
    {
        var left = nodes[node].LeftChild;
        if (nodes[left].State == NodeState.Open || nodes[left + 1].State == NodeState.Open)
        {
            kernels.Split(nodes.Rows(node).Start, nodes.Rows(node).Length, nodes[node].Split);
        }
    }

    /// <summary>The split of a fitted tree's node. Missing values that the node's rows never have go with the heavier side.</summary>
    public static TreeSplit ToTreeSplit(NodeStore<ExactSplit, ClassCell> nodes, int node, int leftChild)
    {
        var split = nodes[node].Split;
        var missingGoesLeft = split.ValueCount < nodes.Rows(node).Length ? split.MissingGoesLeft : split.LeftWeight >= split.RightWeight;
        return new TreeSplit(split.Feature, split.Threshold, missingGoesLeft, leftChild, -1);
    }
}
