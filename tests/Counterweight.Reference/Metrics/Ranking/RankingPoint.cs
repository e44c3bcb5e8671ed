namespace Counterweight.Reference.Metrics.Ranking;

/// <summary>A distinct score with the weights of both classes at and above it.</summary>
public readonly record struct RankingPoint(double Threshold, double TruePositives, double FalsePositives);
