namespace Counterweight.Metrics.Bins;

/// <summary>Rows of about the same probability.</summary>
/// <param name="Edge">The greatest probability of the bin.</param>
/// <param name="Weight">Weight of its rows.</param>
/// <param name="MeanProbability">Their mean probability; NaN without rows.</param>
/// <param name="Frequency">The fraction of them that is of class 1; NaN without rows.</param>
public readonly record struct CalibrationBin(double Edge, double Weight, double MeanProbability, double Frequency);
