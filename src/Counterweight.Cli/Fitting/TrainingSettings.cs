using Counterweight.Training;

namespace Counterweight.Cli.Fitting;

/// <summary>How a model is trained: how it is fitted, and what is done before and after.</summary>
/// <param name="Model">How it is fitted.</param>
internal sealed record TrainingSettings(ModelSettings Model)
{
    /// <summary>How rows are resampled.</summary>
    public ResamplingKind Resampling { get; init; }

    /// <summary>How probabilities are calibrated; null: they are not.</summary>
    public CalibrationMethod? Calibration { get; init; }
}
