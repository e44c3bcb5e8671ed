using Counterweight.Metrics;

namespace Counterweight.Cli.Evaluation;

/// <summary>How good predictions are.</summary>
/// <param name="Predictions">What was evaluated.</param>
/// <param name="Matrix">Labels against decisions.</param>
/// <param name="Measures">Of all classes together.</param>
/// <param name="Classes">Of each class.</param>
/// <param name="Brier">What the Brier score is made of.</param>
/// <param name="Cost">What decisions cost; null where no costs are known.</param>
/// <param name="Replicates">Replicates of bootstraps.</param>
/// <param name="Level">Coverage of intervals.</param>
internal sealed record EvaluationReport(
    Predictions Predictions,
    ConfusionMatrix Matrix,
    IReadOnlyList<Measure> Measures,
    IReadOnlyList<ClassEvaluation> Classes,
    BrierParts Brier,
    CostEvaluation? Cost,
    int Replicates,
    double Level)
{
    /// <summary>How intervals were made.</summary>
    public string Methods
    {
        get
        {
            var shares = Predictions.Weights.Length == 0 ? "Wilson's of shares of rows, " : "Wilson's of shares of rows (of as many as their weights are worth), ";
            return FormattableString.Invariant($"Intervals hold {Level:P0}: {shares}DeLong's of ROC AUC, the normal one of log loss, Brier score and costs of each row, and of all others {Replicates:N0} replicates of a bootstrap over rows.");
        }
    }

    /// <summary>What mistakes cost, in words; empty where that is not known, or was said with how a model decides.</summary>
    public string Costs => Cost is null || (Predictions.ModelCosts is not null && Cost.Costs.ArePerRow) ? "" : Cost.Costs.Describe();

    /// <summary>A measure by its key.</summary>
    public Measure this[string key] => Measures.First(measure => string.Equals(measure.Key, key, StringComparison.Ordinal));
}
