using System.Collections.Concurrent;
using Counterweight.Histograms;
using Counterweight.Training.Trees.Growth;

namespace Counterweight.Training.Trees.Classification;

/// <summary>Grows trees of prepared rows by histograms of classes, one after the other.</summary>
internal sealed class HistogramTreeGrower(GrowthData data)
{
    private readonly ConcurrentBag<NodeSearch> searches = [];
    private readonly NodeStore<BinnedSplit, ClassCell> nodes = new(data.ClassCount, setCount: 1);

    /// <summary>Grows a tree; its rows are brought into another order.</summary>
    /// <param name="tree">The rows, at least one.</param>
    /// <param name="index">Number of the tree in its forest, 0 of a single one: what draws are keyed by.</param>
    /// <param name="degreeOfParallelism">Threads.</param>
    /// <param name="monitor">Told of finished rows, and asked at every node whether to go on.</param>
    public ClassTree Grow(SampledRows tree, int index, int degreeOfParallelism, FitMonitor monitor)
    {
        var rows = tree.Order.Length;
        nodes.Clear();
        nodes.AddRoot(NodeKey.Root(data.Options.Seed, index), tree.Totals, [new RowRange(0, rows)]);
        var source = new ClassSplitSource(data, tree, searches);
        var grower = new TreeGrower<BinnedSplit, ClassCell>(GrowthPolicy.Of(data.Options), degreeOfParallelism, new GrowthProgress(monitor, rows));
        grower.Grow(nodes, source);
        source.GiveBack();
        return ClassTree.Create(
            nodes,
            NodeOrder.DepthFirst,
            data.FeatureCount,
            data.ClassCount,
            (node, leftChild, categorySets) => nodes[node].Split.ToTreeSplit(data.Mapper, categorySets, leftChild));
    }
}
