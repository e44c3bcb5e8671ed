using System.Globalization;
using System.Text;
using Counterweight.Training.Trees;
using Counterweight.Traversal;

namespace Counterweight.Training.Interchange;

/// <summary>Writes a tree: its splits and its leaves, each numbered in the order of our nodes.</summary>
internal sealed class LightGbmTreeWriter
{
    private readonly LightGbmEnsemble ensemble;
    private readonly CategoryRanges categories;
    private readonly int tree;
    private readonly int first;
    private readonly List<int> splits = [];
    private readonly List<int> leaves = [];
    private readonly int[] numbers;

    public LightGbmTreeWriter(LightGbmEnsemble ensemble, CategoryRanges categories, int tree)
    {
        (this.ensemble, this.categories, this.tree) = (ensemble, categories, tree);
        var roots = ensemble.Trees.Roots;
        var own = ensemble.IsShared ? tree / ensemble.OutputCount : tree;
        first = own < roots.Length ? roots[own] : 0;
        var end = own < roots.Length - 1 ? roots[own + 1] : ensemble.Trees.Nodes.Length;
        numbers = new int[end - first];
        for (var node = first; node < end; node++)
        {
            var kind = ensemble.Trees.Nodes[node].IsLeaf ? leaves : splits;
            numbers[node - first] = ensemble.Trees.Nodes[node].IsLeaf ? ~leaves.Count : splits.Count;
            kind.Add(node);
        }

        // No tree at all: a leaf of the start alone.
        if (leaves.Count == 0)
        {
            leaves.Add(-1);
        }
    }

    public void Write(StringBuilder text)
    {
        var sets = splits.Where(node => Split(node).CategorySet >= 0).Select(node => categories.LeftCodes(Split(node))).ToList();
        Line(text, "num_leaves", [LightGbmWriter.Integer(leaves.Count)]);
        Line(text, "num_cat", [LightGbmWriter.Integer(sets.Count)]);
        Line(text, "split_feature", splits.Select(node => LightGbmWriter.Integer(Split(node).Feature)));
        Line(text, "split_gain", splits.Select(node => Number(Said(node).Gain)));
        Line(text, "threshold", Thresholds());
        Line(text, "decision_type", splits.Select(node => LightGbmWriter.Integer(Decision(Split(node)))));
        Line(text, "left_child", splits.Select(node => Child(Split(node), isLeft: true)));
        Line(text, "right_child", splits.Select(node => Child(Split(node), isLeft: false)));
        Line(text, "leaf_value", leaves.Select(node => Number(ensemble.Value(tree, node))));
        Line(text, "leaf_weight", leaves.Select(node => Number(Said(node).Hessian)));
        Line(text, "leaf_count", leaves.Select(Rows));
        Line(text, "internal_value", splits.Select(node => Number(ensemble.Value(tree, node))));
        Line(text, "internal_weight", splits.Select(node => Number(Said(node).Hessian)));
        Line(text, "internal_count", splits.Select(Rows));
        if (sets.Count > 0)
        {
            var at = 0;
            Line(text, "cat_boundaries", [LightGbmWriter.Integer(0), .. sets.Select(set => LightGbmWriter.Integer(at = checked(at + set.Length)))]);
            Line(text, "cat_threshold", sets.SelectMany(set => set).Select(word => LightGbmWriter.Integer(word)));
        }

        Line(text, "is_linear", [LightGbmWriter.Integer(0)]);
        Line(text, "shrinkage", [LightGbmWriter.Integer(1)]);
    }

    private static void Line(StringBuilder text, string key, IEnumerable<string> values) => text.Append(key).Append('=').AppendJoin(' ', values).Append('\n');

    /// <summary>The shortest digits that are this number again.</summary>
    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static int Decision(TreeSplit split) =>
        split.CategorySet >= 0 ? LightGbmTree.IsCategory | LightGbmTree.MissingIsNaN : LightGbmTree.MissingIsNaN | (split.MissingGoesLeft ? LightGbmTree.MissingLeft : 0);

    private TreeSplit Split(int node) => ensemble.Trees.Nodes[node];

    private GradientTreeNode Said(int node) => node < 0 ? default : ensemble.Statistics(node);

    private string Rows(int node) => LightGbmWriter.Integer(Math.Min(Said(node).RowCount, int.MaxValue));

    // Of categories the number of the set.
    private IEnumerable<string> Thresholds()
    {
        var sets = 0;
        foreach (var node in splits)
        {
            yield return Split(node).CategorySet >= 0
                ? LightGbmWriter.Integer(sets++)
                : Number(Math.Clamp(Split(node).Threshold, double.MinValue, double.MaxValue));
        }
    }

    private string Child(TreeSplit split, bool isLeft)
    {
        var changesSides = split.CategorySet >= 0 && split.MissingGoesLeft;
        return LightGbmWriter.Integer(numbers[split.Left + (isLeft != changesSides ? 0 : 1) - first]);
    }
}
