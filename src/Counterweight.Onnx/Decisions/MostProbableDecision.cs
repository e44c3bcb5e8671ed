using Counterweight.Onnx.Models;

namespace Counterweight.Onnx.Decisions;

/// <summary>What the model itself says, or the most probable class.</summary>
internal sealed class MostProbableDecision : OnnxDecision
{
    internal override string Describe() => "most probable";

    internal override void Check(int classCount)
    {
    }

    internal override string Label(DecisionGraph graph) => graph.Classes.Label ?? TreeModels.ArgMax(graph.Graph, graph.Classes.Probabilities);
}
