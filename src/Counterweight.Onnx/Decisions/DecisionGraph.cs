using Counterweight.Onnx.Graphs;
using Counterweight.Onnx.Models;
using Counterweight.Onnx.Schema;

namespace Counterweight.Onnx.Decisions;

/// <summary>What decisions are made of.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Classes">What the model puts out.</param>
/// <param name="MissCosts">Makes the input of the costs of rows: doubles.</param>
internal sealed record DecisionGraph(GraphBuilder Graph, ClassOutput Classes, Func<string> MissCosts)
{
    /// <summary>The probability of a class, one a row.</summary>
    public string Probability(int label) => Graph.Column(Classes.Probabilities, "probability_of_positive", label);

    /// <summary>One of two classes where a flag of each row is set, the other where it is not; −1 where the probability is NaN.</summary>
    public string Either(string flags, int positive, string probability)
    {
        var label = Graph.Add("Where", "decided", flags, Graph.Integers("positive", [positive]), Graph.Integers("other", [1 - positive]));
        return Known(label, probability);
    }

    /// <summary>A label, −1 where a number is NaN.</summary>
    public string Known(string label, string number) => Graph.Add("Where", "label_or_none", Graph.Add("IsNaN", "is_unknown", number), Graph.Integers("none", [-1]), label);

    /// <summary>A label as a whole number of 64 bits.</summary>
    public string Whole(string label) => Graph.Cast(label, "whole_label", TensorProto.Types.DataType.Int64);
}
