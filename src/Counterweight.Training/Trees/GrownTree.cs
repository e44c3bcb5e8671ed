using Counterweight.Binning;
using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Traversal;

namespace Counterweight.Training.Trees;

/// <summary>A tree that has grown, its nodes numbered depth first with siblings together, whatever order they grew in.</summary>
internal sealed class GrownTree
{
    private readonly GrowthData data;
    private readonly List<TreeSplit> splits = [];
    private readonly List<ClassCell> totals = [];
    private readonly CategorySetList categorySets = new();

    public GrownTree(GrowthData data, TreeRows tree, Branch branch)
    {
        this.data = data;
        Scale = tree.Scale;
        FeatureGains = new double[data.FeatureCount];
        Place(branch, 0);
        var open = new Stack<(int Node, int Place)>([(0, 0)]);
        while (open.TryPop(out var next))
        {
            var node = branch.Nodes[next.Node];
            if (node.LeftChild < 0)
            {
                continue;
            }

            Depth = Math.Max(Depth, node.Depth + 1);
            FeatureGains[node.Split.Feature] += node.Split.Improvement;
            var place = splits.Count;
            Place(branch, node.LeftChild);
            Place(branch, node.LeftChild + 1);
            splits[next.Place] = ToSplit(node.Split, place);
            open.Push((node.LeftChild + 1, place + 1));
            open.Push((node.LeftChild, place));
        }
    }

    public int NodeCount => splits.Count;

    public int Depth { get; }

    public WeightScale Scale { get; }

    /// <summary>Improvements of each feature's splits, summed.</summary>
    public double[] FeatureGains { get; }

    public IReadOnlyList<TreeSplit> Splits => splits;

    public TreeStructure Structure => new([.. splits], [.. categorySets.Words]);

    public KernelTime KernelTime { get; init; }

    public ReadOnlySpan<ClassCell> Totals(int node) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(totals).Slice(node * data.ClassCount, data.ClassCount);

    /// <summary>Weighted share of each class in each node.</summary>
    public double[] ClassShares()
    {
        var shares = new double[totals.Count];
        for (var node = 0; node < NodeCount; node++)
        {
            var weight = ClassTotals.Weight(Totals(node));
            for (var label = 0; label < data.ClassCount; label++)
            {
                shares[(node * data.ClassCount) + label] = (double)Totals(node)[label].Weight / weight;
            }
        }

        return shares;
    }

    public DecisionTree ToDecisionTree()
    {
        var nodes = new TreeNode[NodeCount];
        var root = (double)ClassTotals.Weight(Totals(0));
        for (var node = 0; node < nodes.Length; node++)
        {
            var split = splits[node];
            var sums = Totals(node);
            nodes[node] = new TreeNode(split.Feature, split.Threshold, split.MissingGoesLeft, split.Left, ClassTotals.Heaviest(sums), ClassTotals.Rows(sums), ClassTotals.Weight(sums) / root, split.CategorySet);
        }

        return new DecisionTree(nodes, ClassShares(), data.FeatureCount, data.ClassCount, [.. categorySets.Words]) { Criterion = data.Options.Impurity, Depth = Depth, KernelTime = KernelTime };
    }

    private void Place(Branch branch, int node)
    {
        splits.Add(TreeSplit.Leaf);
        totals.AddRange(branch.Totals(node));
    }

    private TreeSplit ToSplit(in FoundSplit split, int left)
    {
        var set = split.IsCategorical ? AddSet(data.Mapper[split.Feature], split.LeftBins) : -1;
        return new TreeSplit(split.Feature, split.Threshold, split.MissingLeft, left, set);
    }

    // Categories that the node has not seen go right, as do those without a bin of their own unless their bin goes left.
    private int AddSet(FeatureBins bins, BinSet left)
    {
        var known = new int[bins.BinCount - 1];
        var isIn = new bool[known.Length];
        for (var bin = 0; bin < known.Length; bin++)
        {
            known[bin] = (int)bins.Lowest[bin];
            isIn[bin] = left.Contains(bin);
        }

        return categorySets.Add(known, isIn, left.Contains(known.Length));
    }
}
