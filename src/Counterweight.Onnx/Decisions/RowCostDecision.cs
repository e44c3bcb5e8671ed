using Counterweight.Training;

namespace Counterweight.Onnx.Decisions;

/// <summary>Above the threshold that the costs of the row make: f/(f + m), +∞ where both are 0.</summary>
internal sealed class RowCostDecision(int positive, double falseAlarm) : TwoClassDecision(positive)
{
    internal override string Describe() => Require.Text($"class {Positive} where that costs less: {falseAlarm:R} where it is wrong, miss_cost where the other one is");

    private protected override string IsPositive(DecisionGraph graph, string probability)
    {
        var own = graph.Graph;
        var cost = own.Number("false_alarm", falseAlarm);

        // 0/0 is NaN, and no probability is above it.
        var threshold = own.Add("Div", "threshold", cost, own.Add("Add", "both", cost, graph.MissCosts()));
        return own.Add("Greater", "is_positive", probability, threshold);
    }
}
