using Counterweight.Histograms;
using Counterweight.Training.Trees.Growth;
using Counterweight.Traversal;

namespace Counterweight.Training.Trees.Classification;

/// <summary>A grown tree of classes, its nodes numbered.</summary>
internal sealed record ClassTree
{
    private readonly TreeSplit[] splits;
    private readonly ClassCell[] totals;
    private readonly ulong[] categorySets;
    private readonly int classCount;

    private ClassTree(TreeSplit[] splits, ClassCell[] totals, ulong[] categorySets, double[] featureGains, int classCount)
    {
        this.splits = splits;
        this.totals = totals;
        this.categorySets = categorySets;
        this.classCount = classCount;
        FeatureGains = featureGains;
        Structure = new TreeStructure(splits, categorySets);
    }

    public int NodeCount => splits.Length;

    public int Depth { get; private init; }

    /// <summary>Gains of each feature's splits, summed.</summary>
    public double[] FeatureGains { get; }

    public IReadOnlyList<TreeSplit> Splits => splits;

    public TreeStructure Structure { get; }

    /// <summary>Numbers the nodes of a tree.</summary>
    /// <param name="nodes">The tree.</param>
    /// <param name="order">In which order.</param>
    /// <param name="featureCount">Features.</param>
    /// <param name="classCount">Classes.</param>
    /// <param name="toTreeSplit">The split of a place in the store, whose left child has a number, and where sets of categories go.</param>
    public static ClassTree Create<TSplit>(
        NodeStore<TSplit, ClassCell> nodes,
        NodeOrder order,
        int featureCount,
        int classCount,
        Func<int, int, CategorySetList, TreeSplit> toTreeSplit)
        where TSplit : struct
    {
        var numbering = NodeNumbering.Create(nodes, order);
        var treeSplits = new TreeSplit[numbering.Nodes.Count];
        var cells = new ClassCell[treeSplits.Length * classCount];
        var (featureGains, sets, depth) = (new double[featureCount], new CategorySetList(), 0);
        for (var number = 0; number < treeSplits.Length; number++)
        {
            var node = numbering.Nodes[number];
            treeSplits[number] = TreeSplit.Leaf;
            nodes.Sums(node).CopyTo(cells.AsSpan(number * classCount));
            depth = Math.Max(depth, nodes[node].Depth);
        }

        foreach (var number in numbering.Splits)
        {
            var node = numbering.Nodes[number];
            treeSplits[number] = toTreeSplit(node, numbering.LeftChildren[number], sets);
            featureGains[treeSplits[number].Feature] += nodes[node].Gain;
        }

        return new ClassTree(treeSplits, cells, [.. sets.Words], featureGains, classCount) { Depth = depth };
    }

    public ReadOnlySpan<ClassCell> Totals(int node) => totals.AsSpan(node * classCount, classCount);

    /// <summary>Weighted fraction of each class in each node.</summary>
    public double[] ClassFractions()
    {
        var fractions = new double[totals.Length];
        ClassFractions(fractions);
        return fractions;
    }

    /// <summary>The same, written to the first places; returns how many.</summary>
    public int ClassFractions(Span<double> fractions)
    {
        for (var node = 0; node < NodeCount; node++)
        {
            var weight = ClassTotals.Weight(Totals(node));
            for (var label = 0; label < classCount; label++)
            {
                fractions[(node * classCount) + label] = (double)Totals(node)[label].Weight / weight;
            }
        }

        return totals.Length;
    }

    public DecisionTreeClassifier ToDecisionTree(Impurity criterion)
    {
        var nodes = new TreeNode[NodeCount];
        var root = (double)ClassTotals.Weight(Totals(0));
        for (var node = 0; node < nodes.Length; node++)
        {
            var split = splits[node];
            var sums = Totals(node);
            nodes[node] = new TreeNode(split.Feature, split.Threshold, split.MissingGoesLeft, split.Left, ClassTotals.Heaviest(sums), ClassTotals.Rows(sums), ClassTotals.Weight(sums) / root, split.CategorySet);
        }

        return new DecisionTreeClassifier(nodes, ClassFractions(), FeatureGains.Length, classCount, [.. categorySets]) { Criterion = criterion, Depth = Depth };
    }
}
