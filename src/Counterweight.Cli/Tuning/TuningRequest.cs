using Counterweight.Cli.Fitting;
using Counterweight.Training;
using Counterweight.Training.Resampling;
using Counterweight.Training.Tuning;

namespace Counterweight.Cli.Tuning;

/// <summary>What is tuned.</summary>
/// <param name="Model">The model.</param>
/// <param name="Positive">The class that alarms are about: 0 or 1.</param>
/// <param name="Costs">What mistakes cost.</param>
/// <param name="Weights">Class weights that are tried, by name.</param>
/// <param name="Resamplers">Ways to resample that are tried, by name.</param>
/// <param name="Folds">Folds, outer and inner ones.</param>
/// <param name="Repeats">How often the choice is judged on folds cut anew.</param>
/// <param name="Groups">A number a row that rows of the same origin share; empty: none.</param>
/// <param name="Times">The time of each row: folds are later than what they are predicted by; empty: times do not count.</param>
internal sealed record TuningRequest(
    ModelSettings Model,
    int Positive,
    MistakeCosts Costs,
    IReadOnlyList<(string Name, ClassWeighting Weighting)> Weights,
    IReadOnlyList<(string Name, IResampler? Resampler)> Resamplers,
    int Folds,
    int Repeats,
    int[] Groups,
    double[] Times);
