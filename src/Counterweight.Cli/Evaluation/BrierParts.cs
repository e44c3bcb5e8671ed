using Counterweight.Metrics.Bins;

namespace Counterweight.Cli.Evaluation;

/// <summary>What a Brier score is made of, summed over the classes.</summary>
/// <param name="Reliability">How far probabilities are from what happened; less is better.</param>
/// <param name="Resolution">How far bins of rows are told apart; more is better.</param>
/// <param name="Uncertainty">What no model changes.</param>
/// <param name="WithinBins">What probabilities within a bin add.</param>
internal readonly record struct BrierParts(double Reliability, double Resolution, double Uncertainty, double WithinBins)
{
    /// <summary>Adds up the parts of the classes.</summary>
    public static BrierParts Of(IEnumerable<CalibrationBins> classes)
    {
        var sum = default(BrierParts);
        foreach (var parts in classes.Select(bins => bins.DecomposeBrier()))
        {
            sum = new BrierParts(
                sum.Reliability + parts.Reliability,
                sum.Resolution + parts.Resolution,
                sum.Uncertainty + parts.Uncertainty,
                sum.WithinBins + parts.WithinBinVariance - (2 * parts.WithinBinCovariance));
        }

        return sum;
    }
}
