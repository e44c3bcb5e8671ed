using Counterweight.Training.Models;

namespace Counterweight.Cli.Fitting;

/// <summary>A model that was trained.</summary>
/// <param name="Model">The model.</param>
/// <param name="IsCorrected">Whether its probabilities are corrected for what weights or resampling moved them by.</param>
/// <param name="Favours">
/// How much more a row of each class counted in training than in its probabilities, in proportion; null: as much. Answers that weigh mistakes
/// so are those of the model before probabilities were put right.
/// </param>
internal sealed record TrainedClassifier(ISavedModel Model, bool IsCorrected, double[]? Favours);
