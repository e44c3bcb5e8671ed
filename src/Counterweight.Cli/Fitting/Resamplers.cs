using Counterweight.Cli.Comparison;
using Counterweight.Training.Data;
using Counterweight.Training.Resampling;

namespace Counterweight.Cli.Fitting;

/// <summary>Resamplers by their kind.</summary>
internal static class Resamplers
{
    /// <summary>The resampler of some rows; null where they stay as they are.</summary>
    /// <exception cref="InputException">The rows cannot be resampled so.</exception>
    public static IResampler? Of(ResamplingKind kind, Dataset data) => kind switch
    {
        ResamplingKind.Over => Remedies.OverSampled,
        ResamplingKind.Under => Remedies.UnderSampled,
        ResamplingKind.Smote => Remedies.SmoteFault(data) is { } fault ? throw new InputException($"--resample smote cannot be used: {fault}") : Remedies.Smote(data),
        _ => null,
    };
}
