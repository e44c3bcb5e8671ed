using Counterweight.Cli.Columns;
using Counterweight.Cli.Fitting;
using Counterweight.Cli.Models;
using Counterweight.Training.Models;
using Counterweight.Training.Tuning;

namespace Counterweight.Cli.Tuning;

/// <summary>What tuning chose, and what such choices cost.</summary>
/// <param name="Source">The rows, of two classes.</param>
/// <param name="Request">What was tuned.</param>
/// <param name="Tuned">The classifier, the choice and the report.</param>
internal sealed record TuningResult(TableDataset Source, TuningRequest Request, TunedClassifier Tuned)
{
    /// <summary>No share is as great.</summary>
    private const double Never = 2;

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

    /// <summary>The classifier that is fitted to all rows.</summary>
    public ISavedModel Model => (ISavedModel)Tuned.Classifier;

    /// <summary>What its file says of it.</summary>
    public ModelFacts Facts()
    {
        var (choice, costs) = (Tuned.Choice, Request.Costs);
        var isPerRow = costs.Count > 1;
        return new()
        {
            Threshold = isPerRow ? null : Math.Min(ProbabilityThreshold(choice), Never),
            FalseAlarmCost = isPerRow ? costs.FalseAlarm(0) : null,
            ScoreThreshold = isPerRow ? Math.Min(choice.Threshold, Never) : null,
            Positive = Positive,
            Model = ModelFamilies.Word(Request.Model.Family),
            Weights = choice.WeightExponent switch { 0 => "unweighted", 1 => "balanced", var exponent => FormattableString.Invariant($"balanced^{exponent}") },
            Resample = ResamplingOf(choice),
            Seed = Request.Model.Seed,
            Rows = Source.Data.CountClasses(),
        };
    }

    /// <summary>How a choice resamples, by name.</summary>
    public string ResamplingOf(TuningChoice choice) => Request.Resamplers.First(each => ReferenceEquals(each.Resampler, choice.Resampler)).Name;

    /// <summary>A choice of weights and resampling in words.</summary>
    public string Describe(TuningChoice choice)
    {
        var weights = choice.WeightExponent switch
        {
            0 => "no weights",
            1 => "balanced weights",
            var exponent => FormattableString.Invariant($"balanced^{exponent} weights"),
        };
        return choice.Resampler is null ? weights : $"{weights}, {ResamplingOf(choice)}";
    }
}
