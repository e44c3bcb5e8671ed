using Counterweight.Cli.Fitting;
using Counterweight.Training;
using Counterweight.Training.Data;
using Counterweight.Training.Resampling;

namespace Counterweight.Cli.Comparison;

/// <summary>One of the models that are compared.</summary>
/// <param name="Settings">How it is fitted.</param>
/// <param name="WeightingName">What is done about rare classes.</param>
internal sealed record ComparedModel(ModelSettings Settings, string WeightingName)
{
    /// <summary>Whether something else than weights is done about rare classes.</summary>
    public bool IsRemedy { get; init; }

    /// <summary>How training rows are resampled; null: not at all.</summary>
    public Func<Dataset, IResampler>? Resampler { get; init; }

    /// <summary>Whether its probabilities are compared too.</summary>
    public bool IsCalibrated { get; init; }

    /// <summary>Whether it sees all classes alike by its draws, whatever rows they have.</summary>
    public bool IsEven { get; init; }

    /// <summary>Whether its probabilities are those of other class frequencies, which they can be corrected for.</summary>
    public bool IsShifted => IsEven || Settings.Weighting != ClassWeighting.None;

    /// <summary>What it is.</summary>
    public string Name => ModelFamilies.Name(Settings.Family);

    /// <summary>Whether this is another model without its class weights.</summary>
    public bool IsWithoutWeightsOf(ComparedModel weighted) => !IsRemedy && !weighted.IsRemedy && Settings == weighted.Settings with { Weighting = ClassWeighting.None };

    /// <summary>Fits it.</summary>
    public IProbabilisticClassifier Fit(Dataset data, FitInput input) => Settings.Fit(data, Resampler is null ? input : input with { Resampler = Resampler(data) });
}
