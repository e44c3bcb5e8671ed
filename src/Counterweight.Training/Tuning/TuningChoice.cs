using Counterweight.Training.Resampling;

namespace Counterweight.Training.Tuning;

/// <summary>What was chosen on some rows.</summary>
/// <param name="Weighting">The class weights.</param>
/// <param name="Resampler">How training rows are resampled; null for not at all.</param>
/// <param name="Threshold">An alarm is raised where the score, see <see cref="TunedClassifier.Scores"/>, is at least this; +∞ for never.</param>
/// <param name="Cost">Mean cost a row at this threshold, on the rows on which it was chosen: too low by what choosing gained.</param>
public sealed record TuningChoice(ClassWeighting Weighting, IResampler? Resampler, double Threshold, double Cost);
