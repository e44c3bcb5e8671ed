using Microsoft.ML;

namespace Counterweight.ML;

/// <summary>One fold of a cross-validation.</summary>
/// <param name="Fold">Its number, from 0 on.</param>
/// <param name="Model">The pipeline fitted to the other folds.</param>
/// <param name="ScoredHoldOutSet">The rows of the fold, scored by it.</param>
/// <param name="Metrics">How good these scores are.</param>
public sealed record StratifiedFold(int Fold, ITransformer Model, IDataView ScoredHoldOutSet, ImbalancedMetrics Metrics);
