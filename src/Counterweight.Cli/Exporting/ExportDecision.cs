using Counterweight.Cli.Models;
using Counterweight.Decisions;
using Counterweight.Onnx;

namespace Counterweight.Cli.Exporting;

/// <summary>How a model decides, as an ONNX file has it: as <see cref="Predicting.DecisionRule"/> does.</summary>
internal static class ExportDecision
{
    /// <summary>The decision of a model.</summary>
    public static OnnxDecision Of(TrainedModel model) => model.Facts switch
    {
        { Costs: { } costs, Threshold: null } => OnnxDecision.LeastExpectedCost(new CostMatrix(costs.Count, [.. costs.SelectMany(row => row)])),
        { Threshold: { } threshold } facts => OnnxDecision.AtLeast(Positive(model, facts), threshold),
        { FalseAlarmCost: { } cost, ScoreThreshold: { } share } facts => OnnxDecision.ShareOfCost(Positive(model, facts), cost, null, share),
        { FalseAlarmCost: { } cost } facts => OnnxDecision.LeastExpectedCostOfRows(Positive(model, facts), cost),
        _ => OnnxDecision.MostProbable,
    };

    private static int Positive(TrainedModel model, ModelFacts facts) =>
        model.Classes.Index().First(pair => string.Equals(pair.Item, facts.Positive, StringComparison.Ordinal)).Index;
}
