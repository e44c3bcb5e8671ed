using Counterweight.Training;

namespace Counterweight.Onnx.Decisions;

/// <summary>From a share of the expected cost on; 0 where missing costs nothing.</summary>
internal sealed class ShareDecision(int positive, double falseAlarm, double? miss, double threshold) : TwoClassDecision(positive)
{
    internal override string Describe() => Require.Text($"class {Positive} where missing it is at least {threshold:R} of the expected cost of both mistakes: a false alarm costs {falseAlarm:R}, a miss {(miss is { } each ? Require.Text($"{each:R}") : "miss_cost")}");

    private protected override string IsPositive(DecisionGraph graph, string probability)
    {
        var own = graph.Graph;
        var missed = own.Add("Mul", "missed", probability, miss is { } each ? own.Number("miss", each) : graph.MissCosts());
        var alarmed = own.Add("Mul", "alarmed", own.Add("Sub", "others", own.Number("one", 1), probability), own.Number("false_alarm", falseAlarm));
        var share = own.Add("Div", "share", missed, own.Add("Add", "both", missed, alarmed));
        var isNone = own.Add("Equal", "is_none", missed, own.Number("nothing", 0));
        return own.Add("GreaterOrEqual", "is_positive", own.Add("Where", "share_or_none", isNone, own.Number("none", 0), share), own.Number("threshold", threshold));
    }
}
