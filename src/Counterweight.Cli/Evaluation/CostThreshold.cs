namespace Counterweight.Cli.Evaluation;

/// <summary>A threshold of the probability of the positive class.</summary>
/// <param name="Threshold">The row is taken for the positive class where its probability is at least this.</param>
/// <param name="MeanCost">Mean cost of these decisions.</param>
internal readonly record struct CostThreshold(double Threshold, double MeanCost);
