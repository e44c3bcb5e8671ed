using Counterweight.Traversal;

namespace Counterweight.Onnx.Graphs;

/// <summary>The splits of one tree, among nodes that other trees may share.</summary>
/// <param name="Nodes">All nodes.</param>
/// <param name="Sets">Words of the sets of categories that go left.</param>
/// <param name="Root">The tree's root.</param>
internal sealed record SplitTree(TreeSplit[] Nodes, ulong[] Sets, int Root)
{
    /// <summary>Whether it has no split.</summary>
    public bool IsLeaf => Nodes[Root].IsLeaf;

    /// <summary>Trees that share nodes.</summary>
    public static SplitTree[] All(ReadOnlySpan<TreeSplit> nodes, ReadOnlySpan<ulong> sets, ReadOnlySpan<int> roots)
    {
        var (shared, words) = (nodes.ToArray(), sets.ToArray());
        return [.. roots.ToArray().Select(root => new SplitTree(shared, words, root))];
    }

    /// <summary>Features of which sets of categories are split.</summary>
    public IEnumerable<int> Categories() => Nodes.Where(node => !node.IsLeaf && node.CategorySet >= 0).Select(node => node.Feature);

    /// <summary>Which categories a split tells from all others: those that go left, or, where the others do, those that go right.</summary>
    public (bool GoLeft, List<double> Members) Members(in TreeSplit split)
    {
        var goLeft = !CategorySetList.Contains(Sets, split.CategorySet, -1);
        var count = 64 * (int)(uint)Sets[split.CategorySet];
        var members = new List<double>();
        for (var category = 0; category < count; category++)
        {
            if (CategorySetList.Contains(Sets, split.CategorySet, category) == goLeft)
            {
                members.Add(category);
            }
        }

        return (goLeft, members);
    }
}
