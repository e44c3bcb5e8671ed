using Counterweight.Onnx.Graphs;

namespace Counterweight.Onnx.Models;

/// <summary>What all parts of a model are computed from.</summary>
/// <param name="graph">The graph.</param>
/// <param name="features">Rows × features, doubles, NaN where missing.</param>
/// <param name="featureCount">Features.</param>
internal sealed class ExportContext(GraphBuilder graph, string features, int featureCount)
{
    private readonly Dictionary<string, string> wholeCategories = new(StringComparer.Ordinal);
    private string? rowCount;

    public GraphBuilder Graph => graph;

    /// <summary>Rows × features, doubles, NaN where missing.</summary>
    public string Features => features;

    /// <summary>
    /// The same for trees: where a category is no whole number, which no set has, it is −1. ONNX Runtime looks bits up by whole parts, and would find 2.5 in a set that has 2.
    /// </summary>
    public string FeaturesOf(IEnumerable<SplitTree> trees)
    {
        var categories = trees.DistinctBy(tree => tree.Nodes).SelectMany(tree => tree.Categories()).Distinct().Order().ToArray();
        if (categories.Length == 0)
        {
            return features;
        }

        var key = string.Join(',', categories);
        if (!wholeCategories.TryGetValue(key, out var whole))
        {
            var isCategory = new bool[featureCount];
            foreach (var feature in categories)
            {
                isCategory[feature] = true;
            }

            var isBroken = graph.Add("Less", "is_broken", graph.Add("Floor", "whole", features), features);
            var isBrokenCategory = graph.Add("And", "is_broken_category", isBroken, graph.Flags("is_category", isCategory, 1, featureCount));
            whole = graph.Add("Where", "whole_categories", isBrokenCategory, graph.Number("no_category", -1), features);
            wholeCategories.Add(key, whole);
        }

        return whole;
    }

    /// <summary>The same numbers in every row.</summary>
    public string Repeat(ReadOnlySpan<double> numbers, string stem) => Expand(graph.Numbers(stem, numbers, 1, numbers.Length), numbers.Length, stem);

    /// <summary>The same label in every row, as a vector.</summary>
    public string Repeat(int label) => graph.Flat(Expand(graph.Integers("label", [label], 1, 1), 1, "labels"), "label");

    private string Expand(string row, int width, string stem)
    {
        rowCount ??= graph.Add("Gather", "row_count", graph.Add("Shape", "shape", features), graph.Integers("rows_axis", [0], 1));
        return graph.Add("Expand", stem, row, graph.Add("Concat", "rows_of", ("axis", 0), rowCount, graph.Integers("width", [width], 1)));
    }
}
