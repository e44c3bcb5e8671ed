using Counterweight.Core.Checks;

namespace Counterweight.Traversal;

/// <summary>What can be wrong with the nodes of trees, and the exceptions that say so.</summary>
internal static class TreeChecks
{
    /// <summary>Every walk from any node ends in a leaf, and reads nothing that is not there.</summary>
    public static void Nodes(ReadOnlySpan<TreeSplit> nodes, int featureCount, ReadOnlySpan<ulong> categorySets)
    {
        if (nodes.Length > GatheredFalls.MaxNodes)
        {
            throw new ArgumentException(Guard.Text($"There are {nodes.Length} nodes, more than {GatheredFalls.MaxNodes}."), nameof(nodes));
        }

        for (var node = 0; node < nodes.Length; node++)
        {
            ref readonly var split = ref nodes[node];
            if (split.Feature < -1 || split.Feature >= featureCount)
            {
                throw new ArgumentOutOfRangeException(nameof(nodes), split.Feature, Guard.Text($"nodes[{node}].Feature is {split.Feature}; it must lie in [0, {featureCount}), or be -1 in a leaf."));
            }

            if (split.IsLeaf)
            {
                continue;
            }

            if (split.Left <= node || split.Left >= nodes.Length - 1)
            {
                throw new ArgumentOutOfRangeException(nameof(nodes), split.Left, Guard.Text($"nodes[{node}].Left is {split.Left}; it must lie in ({node}, {nodes.Length - 1})."));
            }

            if (split.CategorySet < 0 && double.IsNaN(split.Threshold))
            {
                throw new ArgumentOutOfRangeException(nameof(nodes), split.Threshold, Guard.Text($"nodes[{node}].Threshold is NaN."));
            }

            if (split.CategorySet < -1 || !IsSet(split.CategorySet, categorySets))
            {
                throw new ArgumentOutOfRangeException(nameof(nodes), split.CategorySet, Guard.Text($"nodes[{node}].CategorySet is {split.CategorySet}, no set of categorySets, nor -1."));
            }
        }
    }

    public static void Roots(ReadOnlySpan<int> roots, int nodeCount)
    {
        for (var tree = 0; tree < roots.Length; tree++)
        {
            if ((uint)roots[tree] >= (uint)nodeCount)
            {
                throw new ArgumentOutOfRangeException(nameof(roots), roots[tree], Guard.Text($"roots[{tree}] is {roots[tree]}; a root must lie in [0, {nodeCount})."));
            }
        }
    }

    private static bool IsSet(int set, ReadOnlySpan<ulong> words) =>
        set < 0 || (set < words.Length && (uint)words[set] <= words.Length - 1L - set && (uint)words[set] <= CategorySetList.MaxCategories / 64);
}
