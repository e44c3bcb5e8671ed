using Counterweight.Training;

namespace Counterweight.Onnx.Decisions;

/// <summary>From a probability on.</summary>
internal sealed class ThresholdDecision(int positive, double threshold) : TwoClassDecision(positive)
{
    internal override string Describe() => Require.Text($"class {Positive} from a probability of {threshold:R} on");

    private protected override string IsPositive(DecisionGraph graph, string probability) =>
        graph.Graph.Add("GreaterOrEqual", "is_positive", probability, graph.Graph.Number("threshold", threshold));
}
