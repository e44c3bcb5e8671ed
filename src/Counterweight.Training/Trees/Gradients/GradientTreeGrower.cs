using Counterweight.Training.Data;
using Counterweight.Training.Trees.Growth;
using Counterweight.Traversal;

namespace Counterweight.Training.Trees.Gradients;

/// <summary>Grows boosting trees, one after the other, on the same binned rows.</summary>
internal sealed class GradientTreeGrower
{
    private readonly GradientTreeOptions options;
    private readonly PartitionedRows[] sets;
    private readonly GradientSearch search;
    private readonly BinnedDataset data;
    private readonly int outputCount;
    private readonly FitMonitor monitor;

    /// <param name="data">The bins.</param>
    /// <param name="sets">The rows to grow on, then others that only fall through.</param>
    /// <param name="outputCount">K.</param>
    /// <param name="options">Limits and penalties.</param>
    /// <param name="monitor">Asked at every node whether to go on, and told of the kernels; not of progress.</param>
    public GradientTreeGrower(
        BinnedDataset data,
        PartitionedRows[] sets,
        int outputCount,
        GradientTreeOptions options,
        FitMonitor monitor)
    {
        this.data = data;
        this.sets = sets;
        this.outputCount = outputCount;
        this.options = options;
        this.monitor = monitor.Silent;
        search = new GradientSearch(data, outputCount, options, monitor.Timer);
    }

    /// <summary>Grows a tree on the rows that the sets hold; they are rearranged.</summary>
    public GradientTree Grow(in GradientOperands operands, int degreeOfParallelism)
    {
        var source = new GradientSplitSource(search, sets, operands);
        var nodes = source.Plant(degreeOfParallelism);
        var grower = new TreeGrower<BinnedSplit, long>(GrowthPolicy.Of(options), degreeOfParallelism, new GrowthProgress(monitor, sets[0].Count));
        grower.Grow(nodes, source);
        return ToTree(nodes, in operands);
    }

    private GradientTree ToTree(NodeStore<BinnedSplit, long> nodes, in GradientOperands operands)
    {
        var numbering = NodeNumbering.Create(nodes, NodeOrder.ByLevel);
        var splits = new TreeSplit[numbering.Nodes.Count];
        var statistics = new GradientTreeNode[splits.Length];
        var leaves = new List<(int, RowRange[])>();
        var categorySets = new CategorySetList();
        for (var number = 0; number < splits.Length; number++)
        {
            var node = numbering.Nodes[number];
            var sums = nodes.Sums(node);
            var gain = nodes[node].IsSplit ? nodes[node].Gain : 0;
            statistics[number] = new GradientTreeNode(gain, GradientNodeSums.Rows(sums), operands.Scale.ToWeight(GradientNodeSums.Weight(sums)), operands.Scale.ToHessian(GradientNodeSums.Hessian(sums)));
            if (nodes[node].IsSplit)
            {
                splits[number] = nodes[node].Split.ToTreeSplit(data.Mapper, categorySets, numbering.LeftChildren[number]);
            }
            else
            {
                splits[number] = TreeSplit.Leaf;
                leaves.Add((number, nodes.Ranges(node).ToArray()));
            }
        }

        return new GradientTree(splits, statistics, Values(nodes, numbering, in operands), [.. leaves], categorySets);
    }

    private double[] Values(NodeStore<BinnedSplit, long> nodes, NodeNumbering numbering, in GradientOperands operands)
    {
        var gain = options.Gain;
        var values = new double[ArraySize.Product(nameof(options), "values of nodes and outputs", numbering.Nodes.Count, outputCount)];
        for (var i = 0; i < values.Length; i++)
        {
            var (node, output) = (numbering.Nodes[i / outputCount], i % outputCount);
            var rows = nodes.Rows(node);
            var sums = GradientNodeSums.Derivatives(nodes.Sums(node), output, operands.Scale);
            var (gradient, hessian) = nodes[node].IsSplit
                ? sums
                : GradientLeafSums.Of(sums, GradientNodeSums.Weight(nodes.Sums(node)), options.L2, sets[0].Slice(rows.Start, rows.End), in operands, outputCount, output);
            values[i] = gain.LeafValue(gradient, hessian);
        }

        return values;
    }
}
