using System.Runtime.InteropServices;
using Counterweight.Training.Boosting;
using Counterweight.Training.Trees;
using Counterweight.Traversal;

namespace Counterweight.Training.Interchange;

/// <summary>Makes our nodes of trees that number theirs in any way: children behind their parent, side by side.</summary>
internal sealed class ImportedTrees(int featureCount)
{
    private readonly List<TreeSplit> nodes = [];
    private readonly List<GradientTreeNode> statistics = [];
    private readonly List<double> values = [];
    private readonly List<int> roots = [];
    private readonly CategorySetList sets = new();

    public int Count => roots.Count;

    /// <exception cref="InvalidDataException">This is no tree, or one that this package cannot have.</exception>
    public void Add(ImportedTree tree)
    {
        var waiting = new Queue<(int Number, int Node)>([(tree.Root, nodes.Count)]);
        roots.Add(nodes.Count);
        Grow(1);
        for (var seen = 1L; waiting.TryDequeue(out var next); seen++)
        {
            // Where a child is met twice, there is no end.
            if (seen > tree.NodeCount)
            {
                throw tree.TooManyNodes();
            }

            values[next.Node] = tree.Value(next.Number);
            statistics[next.Node] = tree.Statistics(next.Number);
            if (tree.Split(next.Number, sets) is var (split, left, right))
            {
                var child = nodes.Count;
                Grow(2);
                nodes[next.Node] = split with { Left = child };
                waiting.Enqueue((left, child));
                waiting.Enqueue((right, child + 1));
            }
        }
    }

    /// <summary>All trees; where a score is their mean, values are divided by their number.</summary>
    public GradientBoostingModel ToModel(double[] initialScores, int divisor = 1)
    {
        foreach (ref var value in CollectionsMarshal.AsSpan(values))
        {
            value /= Math.Max(divisor, 1);
        }

        var trees = new TreeStructure([.. nodes], sets.Words.ToArray(), [.. roots]);
        return new GradientBoostingModel(featureCount, hasVectorLeaves: false, initialScores, trees, [.. statistics], [.. values]);
    }

    private void Grow(int count)
    {
        nodes.AddRange(Enumerable.Repeat(TreeSplit.Leaf, count));
        statistics.AddRange(new GradientTreeNode[count]);
        values.AddRange(new double[count]);
    }
}
