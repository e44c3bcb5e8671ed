using Counterweight.Onnx.Graphs;

namespace Counterweight.Onnx.Models;

/// <summary>Sums over trees: each leaf adds one number to one of the sums of a row.</summary>
internal sealed class TreeSums
{
    private readonly TreeTable table = new();
    private readonly List<SplitTree> trees = [];
    private readonly double[] start;

    /// <param name="start">What sums start from.</param>
    public TreeSums(ReadOnlySpan<double> start) => this.start = start.ToArray();

    /// <summary>Adds a tree. One without a split is part of the start.</summary>
    public void Add(SplitTree tree, Func<int, LeafValue> leaf)
    {
        if (tree.IsLeaf)
        {
            var value = leaf(tree.Root);
            start[value.Target] += value.Value;
            return;
        }

        table.Add(tree, leaf);
        trees.Add(tree);
    }

    /// <summary>Rows × sums.</summary>
    public string AddTo(ExportContext context, string stem)
    {
        if (!table.HasTrees)
        {
            return context.Repeat(start, stem);
        }

        var sums = table.AddTo(context.Graph, context.FeaturesOf(trees), start.Length, "trees");
        return Array.TrueForAll(start, value => value == 0) ? sums : context.Graph.Add("Add", stem, sums, context.Graph.Numbers("start", start, 1, start.Length));
    }
}
