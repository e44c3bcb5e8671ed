using Counterweight.Features;
using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Counterweight.Traversal;

namespace Counterweight.Training.Trees;

/// <summary>The splits of one tree or of several, in one array: what rows fall through, whatever the leaves mean. Immutable.</summary>
internal sealed class TreeStructure
{
    private readonly TreeSplit[] nodes;
    private readonly int[] roots;
    private readonly ulong[] categorySets;
    private PackedTrees<double>? packed;
    private PackedTrees<float>? packedSingle;

    /// <summary>Takes over the arrays.</summary>
    /// <param name="nodes">Nodes of all trees; children follow their parent, a right child its sibling.</param>
    /// <param name="categorySets">Words of a <see cref="CategorySetList"/>.</param>
    /// <param name="roots">The root of each tree; null for a single one, 0.</param>
    public TreeStructure(TreeSplit[] nodes, ulong[] categorySets, int[]? roots = null)
    {
        this.nodes = nodes;
        this.categorySets = categorySets;
        this.roots = roots ?? [0];
    }

    /// <summary>No trees; an instance of its own each time, since what is packed is of a number of features.</summary>
    public static TreeStructure None => new([], [], []);

    public ReadOnlySpan<TreeSplit> Nodes => nodes;

    public ReadOnlySpan<int> Roots => roots;

    public ReadOnlySpan<ulong> CategorySets => categorySets;

    /// <summary>Trees one after the other in one array.</summary>
    public static TreeStructure Concat(IReadOnlyList<TreeStructure> trees)
    {
        var all = new TreeSplit[trees.Sum(tree => tree.nodes.Length)];
        var words = new List<ulong>();
        var starts = new List<int>();
        var firstNode = 0;
        foreach (var tree in trees)
        {
            var firstWord = words.Count;
            foreach (var root in tree.roots)
            {
                starts.Add(root + firstNode);
            }

            for (var i = 0; i < tree.nodes.Length; i++)
            {
                var node = tree.nodes[i];
                all[firstNode + i] = node.IsLeaf ? node : node with
                {
                    Left = node.Left + firstNode,
                    CategorySet = node.CategorySet < 0 ? -1 : node.CategorySet + firstWord,
                };
            }

            words.AddRange(tree.categorySets);
            firstNode += tree.nodes.Length;
        }

        return new TreeStructure(all, [.. words], [.. starts]);
    }

    /// <summary>Most splits between a root and a leaf.</summary>
    public int Depth()
    {
        var depths = new int[nodes.Length];
        for (var node = 0; node < nodes.Length; node++)
        {
            if (!nodes[node].IsLeaf)
            {
                depths[nodes[node].Left] = Math.Max(depths[nodes[node].Left], depths[node] + 1);
                depths[nodes[node].Left + 1] = Math.Max(depths[nodes[node].Left + 1], depths[node] + 1);
            }
        }

        return depths.Max();
    }

    /// <summary>The leaf of each row in the only tree.</summary>
    public void FindLeaves(Dataset data, Span<int> leaves, int degreeOfParallelism)
    {
        if (data.IsSingle)
        {
            PackedSingle(data.FeatureCount).FindLeaves(data.SingleMatrix, leaves, roots[0], degreeOfParallelism);
        }
        else
        {
            Packed(data.FeatureCount).FindLeaves(data.DoubleMatrix, leaves, roots[0], degreeOfParallelism);
        }
    }

    /// <summary>Adds the values of the leaves of all trees, see <see cref="PackedTrees{T}.AddLeafValues"/>.</summary>
    public void AddLeafValues(Dataset data, ReadOnlySpan<double> values, int outputCount, Span<double> sums, int degreeOfParallelism) =>
        AddLeafValues(data, roots.Length, values, outputCount, sums, degreeOfParallelism);

    /// <summary>The same of the first trees.</summary>
    public void AddLeafValues(Dataset data, int treeCount, ReadOnlySpan<double> values, int outputCount, Span<double> sums, int degreeOfParallelism)
    {
        var first = roots.AsSpan(0, treeCount);
        if (data.IsSingle)
        {
            PackedSingle(data.FeatureCount).AddLeafValues(data.SingleMatrix, first, values, outputCount, sums, degreeOfParallelism);
        }
        else
        {
            Packed(data.FeatureCount).AddLeafValues(data.DoubleMatrix, first, values, outputCount, sums, degreeOfParallelism);
        }
    }

    public void Write(ModelWriter writer)
    {
        writer.Integers(roots);
        writer.Words(categorySets);
        writer.Integer(nodes.Length);
        foreach (var node in nodes)
        {
            writer.Integer(node.Feature);
            if (!node.IsLeaf)
            {
                writer.Integer(node.Left);
                writer.Integer(node.CategorySet);
                writer.Double(node.Threshold);
                writer.Flag(node.MissingGoesLeft);
            }
        }
    }

    public static TreeStructure Read(ModelReader reader, int featureCount)
    {
        var starts = reader.Integers();
        var words = reader.Words();
        ModelReader.Require(starts.Length > 0, "there is a tree");
        var splits = new List<TreeSplit>();
        for (var count = reader.Integer(1, int.MaxValue, "a number of nodes"); count > 0; count--)
        {
            var feature = reader.Integer(-1, featureCount - 1, "a feature");
            splits.Add(feature < 0 ? TreeSplit.Leaf : new TreeSplit(feature, 0, false, reader.Integer(), reader.Integer()) with { Threshold = reader.Double(), MissingGoesLeft = reader.Flag() });
        }

        // Every node is checked, and every root, though no row falls.
        var trees = new TreeStructure([.. splits], words, starts);
        trees.Packed(featureCount).AddLeafValues(FeatureMatrix.Create<double>([], 0, featureCount), starts, new double[splits.Count], 1, []);
        return trees;
    }

    /// <summary>Refuses a schema with numbers where sets of categories are split, or the other way round. One without categories says nothing of them.</summary>
    public void CheckSchema(ModelSchema schema)
    {
        if (!schema.HasCategories)
        {
            return;
        }

        foreach (var node in nodes)
        {
            if (!node.IsLeaf && node.CategorySet >= 0 != schema.Features[node.Feature].Categories is not null)
            {
                var (named, split) = node.CategorySet >= 0 ? ("no categories", "categories") : ("categories", "numbers");
                throw Require.Misfit($"schema.Features[{node.Feature}], '{schema.Features[node.Feature].Name}', has {named}, but the model splits {split} of this feature.", nameof(schema));
            }
        }
    }

    /// <summary>Made by the first call that needs them.</summary>
    private PackedTrees<double> Packed(int featureCount) => packed ??= new(nodes, featureCount, categorySets);

    private PackedTrees<float> PackedSingle(int featureCount) => packedSingle ??= new(nodes, featureCount, categorySets);
}
