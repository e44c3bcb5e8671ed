using Counterweight.Training.Data;
using Counterweight.Traversal;

namespace Counterweight.Training.Tests;

/// <summary>Rows that fall through trees one by one, as the definition of a node tells.</summary>
internal static class PlainFall
{
    /// <summary>The leaf of a row.</summary>
    public static int Leaf(TreeSplit[] nodes, ulong[] words, int root, Dataset data, int row)
    {
        var at = root;
        while (!nodes[at].IsLeaf)
        {
            at = nodes[at].Left + (GoesLeft(nodes[at], words, data.Column(nodes[at].Feature)[row]) ? 0 : 1);
        }

        return at;
    }

    /// <summary>The rows of every node of a tree, by its number.</summary>
    public static Dictionary<int, int[]> RowsOfNodes(TreeSplit[] nodes, ulong[] words, int root, Dataset data, int[] rows)
    {
        var all = new Dictionary<int, int[]>();
        Enter(root, rows);
        return all;

        void Enter(int node, int[] own)
        {
            all.Add(node, own);
            if (nodes[node].IsLeaf)
            {
                return;
            }

            var isLeft = own.ToLookup(row => GoesLeft(nodes[node], words, data.Column(nodes[node].Feature)[row]));
            Enter(nodes[node].Left, [.. isLeft[true]]);
            Enter(nodes[node].Left + 1, [.. isLeft[false]]);
        }
    }

    /// <summary>Whether a category is in a set; unknown ones are where the highest bit says.</summary>
    public static bool IsIn(ulong[] words, int set, double category) =>
        category / 64 < (int)(uint)words[set]
            ? ((words[set + 1 + ((int)category / 64)] >> ((int)category % 64)) & 1) != 0
            : words[set] >> 63 != 0;

    private static bool GoesLeft(TreeSplit node, ulong[] words, double value) =>
        double.IsNaN(value) ? node.MissingGoesLeft
        : node.CategorySet >= 0 ? IsIn(words, node.CategorySet, value)
        : value <= node.Threshold;
}
