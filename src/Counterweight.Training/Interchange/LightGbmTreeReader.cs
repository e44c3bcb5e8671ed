using System.Runtime.InteropServices;
using Counterweight.Training.Boosting;
using Counterweight.Training.Trees;
using Counterweight.Traversal;

namespace Counterweight.Training.Interchange;

/// <summary>Makes our nodes of trees that number splits and leaves apart: children behind their parent, side by side.</summary>
internal sealed class LightGbmTreeReader(int featureCount)
{
    private readonly List<TreeSplit> nodes = [];
    private readonly List<GradientTreeNode> statistics = [];
    private readonly List<double> values = [];
    private readonly List<int> roots = [];
    private readonly CategorySetList sets = new();

    public int Count => roots.Count;

    /// <exception cref="InvalidDataException">This is no tree, or one that this package cannot have.</exception>
    public void Add(LightGbmBlock block)
    {
        var tree = LightGbmTree.Read(block, featureCount);
        var waiting = new Queue<(int Number, int Node)>([(tree.LeafCount > 1 ? 0 : ~0, nodes.Count)]);
        roots.Add(nodes.Count);
        Grow(1);
        for (var seen = 1L; waiting.TryDequeue(out var next); seen++)
        {
            // Where a child is met twice, there is no end.
            if (seen > (2L * tree.LeafCount) - 1)
            {
                throw block.Fault("num_leaves", Require.Text($"is {tree.LeafCount}, but left_child and right_child lead to more nodes"));
            }

            values[next.Node] = tree.Value(next.Number);
            statistics[next.Node] = tree.Statistics(next.Number);
            if (next.Number >= 0)
            {
                var left = nodes.Count;
                Grow(2);
                nodes[next.Node] = Split(block, tree, next.Number) with { Left = left };
                waiting.Enqueue((tree.Left[next.Number], left));
                waiting.Enqueue((tree.Right[next.Number], left + 1));
            }
        }
    }

    /// <summary>All trees; where a score is their mean, values are divided by their number.</summary>
    public GradientBoostingModel ToModel(int outputCount, int divisor)
    {
        foreach (ref var value in CollectionsMarshal.AsSpan(values))
        {
            value /= Math.Max(divisor, 1);
        }

        var trees = new TreeStructure([.. nodes], sets.Words.ToArray(), [.. roots]);
        return new GradientBoostingModel(featureCount, hasVectorLeaves: false, new double[outputCount], trees, [.. statistics], [.. values]);
    }

    private void Grow(int count)
    {
        nodes.AddRange(Enumerable.Repeat(TreeSplit.Leaf, count));
        statistics.AddRange(new GradientTreeNode[count]);
        values.AddRange(new double[count]);
    }

    private TreeSplit Split(LightGbmBlock block, LightGbmTree tree, int number)
    {
        var decision = tree.Decisions[number];
        if ((decision & LightGbmTree.IsCategory) != 0)
        {
            var words = tree.CodesOf(block, number).ToArray();
            int[] codes = [.. Enumerable.Range(0, checked(words.Length * 32))];
            if (codes.Length > CategorySetList.MaxCategories)
            {
                throw block.Fault("cat_threshold", Require.Text($"has codes up to {codes.Length - 1}; they must lie below {CategorySetList.MaxCategories}"));
            }

            return new TreeSplit(tree.Features[number], 0, MissingGoesLeft: false, -1, sets.Add(codes, [.. codes.Select(code => (words[code / 32] >> (code % 32) & 1) != 0)]));
        }

        var goesLeft = (decision & LightGbmTree.MissingMask) switch
        {
            // Missing values are taken for 0.
            0 => tree.Thresholds[number] >= 0,
            LightGbmTree.MissingIsNaN => (decision & LightGbmTree.MissingLeft) != 0,
            _ => throw block.Fault("decision_type", Require.Text($"is {decision} of split {number}: zeros that count as missing (zero_as_missing) are not read")),
        };
        return new TreeSplit(tree.Features[number], tree.Thresholds[number], goesLeft, -1, -1);
    }
}
