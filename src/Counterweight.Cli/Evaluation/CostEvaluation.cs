using Counterweight.Decisions;

namespace Counterweight.Cli.Evaluation;

/// <summary>What decisions cost.</summary>
/// <param name="Matrix">What each answer costs for each class that may be right.</param>
/// <param name="Decided">Mean cost of the decisions in the file.</param>
/// <param name="Alternatives">Mean costs of other decisions.</param>
/// <param name="Threshold">The threshold of least cost of these rows; null where there are not two classes.</param>
internal sealed record CostEvaluation(CostMatrix Matrix, Measure Decided, IReadOnlyList<Measure> Alternatives, CostThreshold? Threshold);
