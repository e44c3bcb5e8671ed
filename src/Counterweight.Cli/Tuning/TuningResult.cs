using Counterweight.Cli.Columns;
using Counterweight.Training.Tuning;

namespace Counterweight.Cli.Tuning;

/// <summary>What tuning chose, and what such choices cost.</summary>
/// <param name="Source">The rows, of two classes.</param>
/// <param name="Request">What was tuned.</param>
/// <param name="Tuned">The classifier, the choice and the report.</param>
internal sealed record TuningResult(TableDataset Source, TuningRequest Request, TunedClassifier Tuned)
{
    /// <summary>The class that alarms are about.</summary>
    public string Positive => Source.Data.ClassNames[Request.Positive];

    /// <summary>The least probability of an alarm, where costs are the same for all rows; above 1: never. NaN where each row has its own.</summary>
    public double ProbabilityThreshold(TuningChoice choice)
    {
        if (Request.Costs.Count > 1)
        {
            return double.NaN;
        }

        // The score p·m/(p·m + (1 − p)·f) is at least t.
        var (miss, alarm, least) = (Request.Costs.Miss(0), Request.Costs.FalseAlarm(0), choice.Threshold);
        return least <= 0 ? 0 : least > 1 ? double.PositiveInfinity : least * alarm / ((least * alarm) + ((1 - least) * miss));
    }

    /// <summary>A choice of weights and resampling in words.</summary>
    public string Describe(TuningChoice choice)
    {
        var weights = choice.WeightExponent switch
        {
            0 => "no weights",
            1 => "balanced weights",
            var exponent => FormattableString.Invariant($"balanced^{exponent} weights"),
        };
        var resampling = Request.Resamplers.First(each => ReferenceEquals(each.Resampler, choice.Resampler));
        return resampling.Resampler is null ? weights : $"{weights}, {resampling.Name}";
    }
}
