using Counterweight.Onnx.Graphs;
using Counterweight.Onnx.Schema;

namespace Counterweight.Onnx.Models;

/// <summary>
/// Sums over trees whose leaves hold a row of numbers each. The operator knows leaves of one number: it puts out which leaf of each tree a row falls into, and the
/// rows of these leaves are gathered and summed. So no tree is written for each of the numbers again.
/// </summary>
internal sealed class LeafRows
{
    /// <summary>Numbers of a row that are gathered together: it bounds the memory that a row takes, and not the number of trees.</summary>
    private const int NumbersTogether = 256;

    private readonly ExportContext context;
    private readonly SplitTree[] trees;
    private readonly double[] start;
    private readonly Func<int, double[]> rowOf;

    /// <param name="context">Where to.</param>
    /// <param name="trees">The trees.</param>
    /// <param name="start">What sums start from.</param>
    /// <param name="rowOf">The row of a leaf.</param>
    public LeafRows(ExportContext context, IEnumerable<SplitTree> trees, ReadOnlySpan<double> start, Func<int, double[]> rowOf)
    {
        (this.context, this.rowOf, this.start) = (context, rowOf, start.ToArray());
        var all = trees.ToLookup(tree => tree.IsLeaf);
        this.trees = [.. all[false]];
        foreach (var tree in all[true])
        {
            var row = rowOf(tree.Root);
            for (var i = 0; i < row.Length; i++)
            {
                this.start[i] += row[i];
            }
        }
    }

    /// <summary>Rows × numbers.</summary>
    public string Sums(string stem)
    {
        if (trees.Length == 0)
        {
            return context.Repeat(start, stem);
        }

        var graph = context.Graph;
        string? sums = null;
        foreach (var group in trees.Chunk(Math.Max(1, NumbersTogether / start.Length)))
        {
            var leaves = Leaves(group, out var nodes);
            var rows = graph.Add("Gather", "leaf_values", graph.Numbers("values", nodes.SelectMany(rowOf).ToArray(), nodes.Count, start.Length), leaves);
            var sum = graph.Add("ReduceSum", "group", ("keepdims", 0), rows, graph.Integers("axis", [1], 1));
            sums = sums is null ? sum : graph.Add("Add", "groups", sums, sum);
        }

        return Array.TrueForAll(start, value => value == 0) ? sums! : graph.Add("Add", stem, sums!, graph.Numbers("start", start, 1, start.Length));
    }

    /// <summary>Which leaf of each tree a row falls into: rows × trees, numbers among the leaves of all of them.</summary>
    /// <param name="group">Trees that have splits.</param>
    /// <param name="nodes">The nodes of these leaves.</param>
    public string Leaves(SplitTree[] group, out List<int> nodes)
    {
        var found = new List<int>();
        var table = new TreeTable();
        foreach (var (target, tree) in group.Index())
        {
            table.Add(tree, node =>
            {
                found.Add(node);
                return new(target, found.Count - 1);
            });
        }

        nodes = found;
        return context.Graph.Cast(table.AddTo(context.Graph, context.FeaturesOf(trees), group.Length, "trees"), "leaves", TensorProto.Types.DataType.Int64);
    }
}
