using Counterweight.Onnx.Graphs;
using Counterweight.Onnx.Schema;
using Counterweight.Training.Boosting;
using Counterweight.Training.Forests;
using Counterweight.Training.Trees;
using Counterweight.Traversal;

namespace Counterweight.Onnx.Models;

/// <summary>Models of trees.</summary>
internal static class TreeModels
{
    /// <summary>Scores of boosting: rows × outputs.</summary>
    public static string Scores(ExportContext context, GradientBoostingModel model)
    {
        var trees = SplitTree.All(model.Nodes, model.CategorySets, model.Roots);
        var (outputs, values) = (model.OutputCount, model.Values.ToArray());
        if (model.HasVectorLeaves && outputs > 1)
        {
            return new LeafRows(context, trees, model.InitialScores, node => values[checked(node * outputs)..checked((node + 1) * outputs)]).Sums("scores");
        }

        var sums = new TreeSums(model.InitialScores);
        foreach (var (number, tree) in trees.Index())
        {
            sums.Add(tree, node => new(number % outputs, values[node]));
        }

        return sums.AddTo(context, "scores");
    }

    /// <summary>Boosting: the sigmoid of one score, the softmax of several. Scores tell the class.</summary>
    public static ClassOutput Classes(ExportContext context, GradientBoostingClassifier model)
    {
        var graph = context.Graph;
        var scores = Scores(context, model.Model);
        if (model.Model.OutputCount > 1)
        {
            return new(graph.Add("Softmax", "probabilities", ("axis", 1), scores), ArgMax(graph, scores));
        }

        var both = graph.Add("Concat", "both_scores", ("axis", 1), graph.Add("Neg", "score_of_0", scores), scores);
        var isOne = graph.Flat(graph.Add("Greater", "is_1", scores, graph.Number("even", 0)), "is_1");
        return new(graph.Add("Sigmoid", "probabilities", both), graph.Cast(isOne, "label", TensorProto.Types.DataType.Int64));
    }

    /// <summary>A forest: the mean of class fractions.</summary>
    public static ClassOutput Classes(ExportContext context, Forest model)
    {
        var sums = new LeafRows(context, SplitTree.All(model.Nodes, model.CategorySets, model.Roots), new double[model.ClassCount], node => model.ClassFractions(node).ToArray()).Sums("sums");
        return new(context.Graph.Add("Div", "means", sums, context.Graph.Number("tree_count", model.Roots.Length)));
    }

    /// <summary>A tree: class fractions and class of its leaves.</summary>
    public static ClassOutput Classes(ExportContext context, DecisionTreeClassifier model)
    {
        var (graph, tree, nodes) = (context.Graph, Tree(model), model.Nodes.ToArray());
        if (tree.IsLeaf)
        {
            return new(context.Repeat(model.ClassFractions(0), "probabilities"), context.Repeat(nodes[0].Label));
        }

        var leaves = new LeafRows(context, [tree], new double[model.ClassCount], node => model.ClassFractions(node).ToArray()).Leaves([tree], out var found);
        var leaf = graph.Flat(leaves, "leaf");
        var fractions = graph.Numbers("fractions", found.SelectMany(node => model.ClassFractions(node).ToArray()).ToArray(), found.Count, model.ClassCount);
        var labels = graph.Integers("leaf_labels", found.Select(node => (long)nodes[node].Label).ToArray(), found.Count);
        return new(graph.Add("Gather", "probabilities", fractions, leaf), graph.Add("Gather", "label", labels, leaf));
    }

    /// <summary>AdaBoost: the softmax of the fractions of votes, over K − 1. Votes tell the class.</summary>
    public static ClassOutput Classes(ExportContext context, AdaBoostClassifier model)
    {
        var sums = new TreeSums(new double[model.ClassCount]);
        var all = 0.0;
        for (var number = 0; number < model.Trees.Count; number++)
        {
            var (vote, nodes) = (model.Votes[number], model.Trees[number].Nodes.ToArray());
            sums.Add(Tree(model.Trees[number]), node => new(nodes[node].Label, vote));
            all += vote;
        }

        var graph = context.Graph;
        var votes = sums.AddTo(context, "votes");
        var scores = graph.Add("Div", "scores", votes, graph.Number("all_votes", all * Math.Max(1, model.WeightedClassCount - 1)));
        return new(graph.Add("Softmax", "probabilities", ("axis", 1), scores), ArgMax(graph, votes));
    }

    /// <summary>The class of the greatest number of each row, the lowest of equals.</summary>
    public static string ArgMax(GraphBuilder graph, string scores)
    {
        var node = new NodeProto { OpType = "ArgMax" };
        node.Attribute.Add(Attributes.Of("axis", 1));
        node.Attribute.Add(Attributes.Of("keepdims", 0));
        return graph.Add(node, "label", scores);
    }

    private static SplitTree Tree(DecisionTreeClassifier model) => new(
        [.. model.Nodes.ToArray().Select(node => node.IsLeaf ? TreeSplit.Leaf : new(node.Feature, node.Threshold, node.MissingGoesLeft, node.Left, node.CategorySet))],
        model.CategorySets.ToArray(),
        0);
}
