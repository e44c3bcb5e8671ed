namespace Counterweight.Metrics.Ranking;

/// <summary>A cost matrix of two classes. Gains are negative costs.</summary>
/// <param name="FalsePositive">Of an alert on a negative row.</param>
/// <param name="FalseNegative">Of a positive row that is missed.</param>
/// <param name="TruePositive">Of an alert on a positive row.</param>
/// <param name="TrueNegative">Of a negative row that is left alone.</param>
public readonly record struct AlertCosts(double FalsePositive, double FalseNegative, double TruePositive = 0, double TrueNegative = 0);
