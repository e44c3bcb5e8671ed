namespace Counterweight.Metrics.Ranking.Intervals;

/// <summary>Measures of a confusion matrix.</summary>
/// <param name="matrix">The matrix, valid during the call.</param>
/// <param name="values">Where the measures go, one an element.</param>
public delegate void ConfusionMeasures(ConfusionMatrix matrix, Span<double> values);
