namespace Counterweight.Cli.Evaluation;

/// <summary>What decisions cost.</summary>
/// <param name="Costs">What answers cost.</param>
/// <param name="Decided">Mean cost of the decisions as they were made.</param>
/// <param name="Alternatives">Mean costs of other decisions.</param>
/// <param name="Threshold">The threshold of least cost of these rows; null where there are not two classes.</param>
internal sealed record CostEvaluation(AnswerCosts Costs, Measure Decided, IReadOnlyList<Measure> Alternatives, CostThreshold? Threshold);
