namespace Counterweight.Decisions.Guarantees;

/// <summary>A threshold that protects a class.</summary>
/// <param name="Threshold">The threshold, one of the held-out scores: of floats too it is exact, and so is a cast back.</param>
/// <param name="Rank">Its rank among them, counted from 1 at the most extreme: the lowest where misses are limited, the greatest where false alarms are. Of the held-out rows at most Rank − 1 are answered wrongly.</param>
/// <param name="Rows">The held-out rows.</param>
/// <param name="ViolationProbability">The probability, over the draw of the held-out rows, that more of the class is answered wrongly than promised: at most δ. Exact where no scores are equal, otherwise a bound.</param>
public readonly record struct NeymanPearsonThreshold(double Threshold, int Rank, int Rows, double ViolationProbability);
