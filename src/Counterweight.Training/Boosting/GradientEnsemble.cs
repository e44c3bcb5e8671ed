using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Counterweight.Training.Trees.Gradients;
using Counterweight.Traversal;

namespace Counterweight.Training.Boosting;

/// <summary>The trees grown so far.</summary>
internal sealed class GradientEnsemble
{
    private readonly List<TreeSplit> nodes = [];
    private readonly List<GradientTreeNode> statistics = [];
    private readonly List<double> values = [];
    private readonly List<int> roots = [];
    private readonly List<ulong> words = [];

    public int TreeCount => roots.Count;

    /// <exception cref="ArgumentException">A leaf's value is not finite.</exception>
    public void Add(GradientTree tree, GradientBoostingOptions options)
    {
        var worst = Array.FindIndex(tree.Values, value => !double.IsFinite(value));
        if (worst >= 0)
        {
            throw Require.Misfit($"LearningRate is {options.LearningRate}, too great for these Hessians: a leaf's value is {tree.Values[worst]}.", nameof(options));
        }

        var root = nodes.Count;
        ArraySize.Product("options", "values of nodes and outputs", values.Count + (long)tree.Values.Length);
        roots.Add(root);
        var word = words.Count;
        nodes.AddRange(tree.Splits.Select(split => split.IsLeaf ? split : split with
        {
            Left = split.Left + root,
            CategorySet = split.CategorySet < 0 ? -1 : split.CategorySet + word,
        }));
        words.AddRange(tree.CategorySets.Words);

        // A draw of rows may be of none.
        var weight = tree.Nodes[0].Weight > 0 ? tree.Nodes[0].Weight : 1;
        statistics.AddRange(tree.Nodes.Select(node => node with { Gain = node.Gain / weight, Weight = node.Weight / weight, Hessian = node.Hessian / weight }));
        values.AddRange(tree.Values);
    }

    /// <summary>A model of the first trees.</summary>
    public GradientBoostingModel ToModel(int treeCount, int featureCount, double[] initialScores, bool hasVectorLeaves)
    {
        var width = hasVectorLeaves ? initialScores.Length : 1;
        var end = treeCount < roots.Count ? roots[treeCount] : nodes.Count;
        return new GradientBoostingModel(
            featureCount,
            hasVectorLeaves,
            initialScores,
            new TreeStructure([.. nodes[..end]], [.. words], [.. roots[..treeCount]]),
            [.. statistics[..end]],
            [.. values[..(end * width)]]);
    }
}
