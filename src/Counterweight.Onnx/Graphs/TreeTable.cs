using Counterweight.Onnx.Schema;
using Counterweight.Training;
using Counterweight.Traversal;

namespace Counterweight.Onnx.Graphs;

/// <summary>
/// The operator TreeEnsemble (ai.onnx.ml, version 5) of several trees: splits and leaves in lists of their own. All numbers are doubles, so that thresholds stay what they are.
/// </summary>
/// <remarks>Nodes are numbered as a tree is walked level by level; the members of sets follow each other in the order of these numbers, each set ended by NaN.</remarks>
internal sealed class TreeTable
{
    /// <summary>Most splits between a root and a leaf: ONNX Runtime builds a tree by recursion, and a deeper one takes the stack of the process (from some 8,000 on, measured on 8 MB).</summary>
    public const int GreatestDepth = 1000;

    private const byte AtMost = 0, Less = 1, Member = 6;

    private readonly List<long> roots = [], features = [], trueChildren = [], trueIsLeaf = [], falseChildren = [], falseIsLeaf = [], missingIsTrue = [], targets = [];
    private readonly List<byte> modes = [];
    private readonly List<double> thresholds = [], members = [], values = [];

    /// <summary>Whether there is a tree.</summary>
    public bool HasTrees => roots.Count > 0;

    /// <summary>Adds a tree that has a split.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="leaf">What each of its leaves puts out.</param>
    /// <exception cref="ArgumentException">It is too deep.</exception>
    public void Add(SplitTree tree, Func<int, LeafValue> leaf)
    {
        var next = features.Count;
        var waiting = new Queue<(int Node, int Depth)>([(tree.Root, 1)]);
        roots.Add(next++);
        while (waiting.TryDequeue(out var place))
        {
            if (place.Depth > GreatestDepth)
            {
                throw Require.Misfit($"A tree of the model is more than {GreatestDepth} splits deep, which ONNX Runtime cannot be relied on to read; the option MaxDepth of the trainer limits it.", "model");
            }

            ref readonly var split = ref tree.Nodes[place.Node];
            var leftIsTrue = AddCondition(tree, split);
            missingIsTrue.Add(split.MissingGoesLeft == leftIsTrue ? 1 : 0);
            AddChild(split.Left + (leftIsTrue ? 0 : 1), place.Depth, trueChildren, trueIsLeaf);
            AddChild(split.Left + (leftIsTrue ? 1 : 0), place.Depth, falseChildren, falseIsLeaf);
        }

        void AddChild(int child, int depth, List<long> children, List<long> isLeaf)
        {
            var ends = tree.Nodes[child].IsLeaf;
            isLeaf.Add(ends ? 1 : 0);
            children.Add(ends ? AddLeaf(leaf(child)) : next++);
            if (!ends)
            {
                waiting.Enqueue((child, depth + 1));
            }
        }
    }

    /// <summary>Adds a search among knots, in the one feature that there is: it puts out how many of them are at most a value; of NaN all.</summary>
    /// <param name="knots">Ascending; at least one.</param>
    public void AddSearch(ReadOnlySpan<double> knots)
    {
        var next = features.Count;
        var waiting = new Queue<(int First, int End)>([(0, knots.Length)]);
        roots.Add(next++);
        while (waiting.TryDequeue(out var part))
        {
            var middle = (part.First + part.End) / 2;
            AddNode(0, Less, knots[middle]);
            missingIsTrue.Add(0);
            AddPart((part.First, middle), trueChildren, trueIsLeaf);
            AddPart((middle + 1, part.End), falseChildren, falseIsLeaf);
        }

        void AddPart((int First, int End) part, List<long> children, List<long> isLeaf)
        {
            var ends = part.First == part.End;
            isLeaf.Add(ends ? 1 : 0);
            children.Add(ends ? AddLeaf(new(0, part.First)) : next++);
            if (!ends)
            {
                waiting.Enqueue(part);
            }
        }
    }

    /// <summary>Adds the operator to a graph: rows × features become rows × targets.</summary>
    public string AddTo(GraphBuilder graph, string input, int targetCount, string stem)
    {
        var node = new NodeProto { OpType = "TreeEnsemble", Domain = "ai.onnx.ml" };
        node.Attribute.Add(Attributes.Of("aggregate_function", 1));
        node.Attribute.Add(Attributes.Of("post_transform", 0));
        node.Attribute.Add(Attributes.Of("n_targets", targetCount));
        node.Attribute.Add(Attributes.Of("tree_roots", roots));
        node.Attribute.Add(Attributes.Of("nodes_featureids", features));
        node.Attribute.Add(Attributes.Of("nodes_modes", Attributes.Tensor<byte>(TensorProto.Types.DataType.Uint8, modes.ToArray(), modes.Count)));
        node.Attribute.Add(Attributes.Of("nodes_splits", Doubles(thresholds)));
        node.Attribute.Add(Attributes.Of("nodes_truenodeids", trueChildren));
        node.Attribute.Add(Attributes.Of("nodes_trueleafs", trueIsLeaf));
        node.Attribute.Add(Attributes.Of("nodes_falsenodeids", falseChildren));
        node.Attribute.Add(Attributes.Of("nodes_falseleafs", falseIsLeaf));
        node.Attribute.Add(Attributes.Of("nodes_missing_value_tracks_true", missingIsTrue));
        node.Attribute.Add(Attributes.Of("leaf_targetids", targets));
        node.Attribute.Add(Attributes.Of("leaf_weights", Doubles(values)));
        if (members.Count > 0)
        {
            node.Attribute.Add(Attributes.Of("membership_values", Doubles(members)));
        }

        return graph.Add(node, stem, input);
    }

    private static TensorProto Doubles(List<double> numbers) => Attributes.Tensor<double>(TensorProto.Types.DataType.Double, numbers.ToArray(), numbers.Count);

    /// <summary>Adds the condition of a split. Returns whether it is true of what goes left.</summary>
    private bool AddCondition(SplitTree tree, in TreeSplit split)
    {
        if (split.CategorySet < 0)
        {
            AddNode(split.Feature, AtMost, split.Threshold);
            return true;
        }

        var (goLeft, found) = tree.Members(split);
        if (found.Count == 0)
        {
            // True of no category.
            AddNode(split.Feature, AtMost, double.NegativeInfinity);
            return goLeft;
        }

        AddNode(split.Feature, Member, 0);
        members.AddRange(found);
        members.Add(double.NaN);
        return goLeft;
    }

    private void AddNode(int feature, byte mode, double threshold)
    {
        features.Add(feature);
        modes.Add(mode);
        thresholds.Add(threshold);
    }

    private int AddLeaf(LeafValue leaf)
    {
        targets.Add(leaf.Target);
        values.Add(leaf.Value);
        return targets.Count - 1;
    }
}
