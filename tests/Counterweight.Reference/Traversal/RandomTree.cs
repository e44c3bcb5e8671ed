using Counterweight.Splits;
using Counterweight.Traversal;

namespace Counterweight.Reference.Traversal;

/// <summary>A tree of random splits for rows of some width, with the values of its nodes.</summary>
public sealed class RandomTree
{
    private readonly CategorySetList sets = new();

    /// <summary>Grows a tree, the same for the same seed.</summary>
    /// <param name="width">Features.</param>
    /// <param name="hasCategories">Whether every third feature is categorical, of ids from 0 to 99.</param>
    /// <param name="trees">Trees, one after the other.</param>
    /// <param name="outputs">Values of a node.</param>
    public RandomTree(int width, bool hasCategories, int trees, int outputs)
    {
        var random = new Random(width + (1000 * trees));
        var nodes = new List<TreeSplit>();
        Roots = new int[trees];
        for (var tree = 0; tree < trees; tree++)
        {
            Roots[tree] = nodes.Count;
            nodes.Add(TreeSplit.Leaf);
            for (var node = nodes.Count - 1; node < nodes.Count; node++)
            {
                // Depths differ, and some trees are a leaf.
                if (tree % 5 != 3 && nodes.Count - Roots[tree] < 40 && (node == Roots[tree] || random.Next(4) > 0))
                {
                    nodes[node] = Split(random, width, hasCategories, nodes.Count);
                    nodes.Add(TreeSplit.Leaf);
                    nodes.Add(TreeSplit.Leaf);
                }
            }
        }

        Nodes = [.. nodes];
        Values = [.. Enumerable.Range(0, Nodes.Length * outputs).Select(_ => random.NextDouble() - 0.5)];
    }

    /// <summary>All nodes.</summary>
    public TreeSplit[] Nodes { get; }

    /// <summary>The root of each tree.</summary>
    public int[] Roots { get; }

    /// <summary>Values of all nodes.</summary>
    public double[] Values { get; }

    /// <summary>Words of the sets of categories.</summary>
    public ReadOnlySpan<ulong> Sets => sets.Words;

    /// <summary>By the definition: where a row comes to lie, one node after the other.</summary>
    public int LeafOf(int root, Func<int, double> valueOf)
    {
        var node = root;
        while (Nodes[node].Feature >= 0)
        {
            var split = Nodes[node];
            var value = valueOf(split.Feature);
            var left = double.IsNaN(value) ? split.MissingGoesLeft
                : split.CategorySet < 0 ? value <= split.Threshold
                : Has(split.CategorySet, value);
            node = left ? split.Left : split.Left + 1;
        }

        return node;
    }

    private bool Has(int set, double value)
    {
        var isKnown = value >= 0 && value < 64 * (double)(sets.Words[set] & uint.MaxValue) && Math.Floor(value) == value;
        return isKnown ? (sets.Words[set + 1 + (int)(value / 64)] & (1UL << (int)(value % 64))) != 0 : sets.Words[set] >= 1UL << 63;
    }

    private TreeSplit Split(Random random, int width, bool hasCategories, int left)
    {
        var feature = random.Next(width);
        var missingGoesLeft = random.Next(2) == 0;
        if (!hasCategories || feature % 3 != 0)
        {
            var threshold = random.Next(20) switch { 0 => double.PositiveInfinity, 1 => double.NegativeInfinity, 2 => 0, _ => (random.NextDouble() * 12) - 6 };
            return new(feature, threshold, missingGoesLeft, left, -1);
        }

        int[] known = [.. Enumerable.Range(0, 1 + random.Next(100))];
        return new(feature, 0, missingGoesLeft, left, sets.Add(known, [.. known.Select(_ => random.Next(2) == 0)], random.Next(2) == 0));
    }
}
