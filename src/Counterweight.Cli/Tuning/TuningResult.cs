using Counterweight.Cli.Columns;
using Counterweight.Cli.Fitting;
using Counterweight.Cli.Models;
using Counterweight.Training;
using Counterweight.Training.Data;
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

    /// <summary>The least probability of an alarm by the probabilities of the choice itself, where costs are the same for all rows; above 1: never. NaN where each row has its own.</summary>
    public double ThresholdOf(TuningChoice choice)
    {
        if (Request.Costs.Count > 1)
        {
            return double.NaN;
        }

        // The score p·m/(p·m + (1 − p)·f) is at least t.
        var (miss, alarm, least) = (Request.Costs.Miss(0), Request.Costs.FalseAlarm(0), choice.Threshold);
        return least <= 0 || (alarm == 0 && least <= 1) ? 0 : least > 1 ? double.PositiveInfinity : least * alarm / ((least * alarm) + ((1 - least) * miss));
    }

    private readonly Lazy<double[]?> favours = new(() => Favours(Source.Data, Request, Tuned));

    /// <summary>The classifier that is fitted to all rows, with probabilities of the rows as they are, whatever weights or resampling did.</summary>
    public ISavedModel Model => favours.Value is { } trained ? new PriorCorrectedClassifier(Tuned.Classifier, trained) : (ISavedModel)Tuned.Classifier;

    /// <summary>From which share of no alarm in the expected cost of both mistakes on there is an alarm, by the probabilities of <see cref="Model"/>.</summary>
    public double ScoreThreshold => Corrected(Tuned.Choice.Threshold);

    /// <summary>The least probability of an alarm by those of <see cref="Model"/>, where costs are the same for all rows; above 1: never. NaN where each row has its own.</summary>
    public double ProbabilityThreshold => Corrected(ThresholdOf(Tuned.Choice));

    /// <summary>What its file says of it.</summary>
    public ModelFacts Facts()
    {
        var (choice, costs) = (Tuned.Choice, Request.Costs);
        var isPerRow = costs.Count > 1;
        return new()
        {
            Costs = isPerRow ? null : Mistakes(costs.FalseAlarm(0), costs.Miss(0)),
            Threshold = isPerRow ? null : Math.Min(ProbabilityThreshold, Never),
            FalseAlarmCost = isPerRow ? costs.FalseAlarm(0) : null,
            ScoreThreshold = isPerRow ? Math.Min(ScoreThreshold, Never) : null,
            Positive = Positive,
            Model = ModelFamilies.Word(Request.Model.Family),
            Weights = WeightsOf(choice),
            Resample = ResamplingOf(choice),
            IsCorrected = favours.Value is not null,
            Seed = Request.Model.Seed,
            Rows = Source.Data.CountClasses(),
        };
    }

    private double[][] Mistakes(double falseAlarm, double miss) => Request.Positive == 1 ? [[0, falseAlarm], [miss, 0]] : [[0, miss], [falseAlarm, 0]];

    /// <summary>How much more a row of each class counted in training than it does; null where all counted the same, or where leaves of one class do not mind.</summary>
    private static double[]? Favours(Dataset data, TuningRequest request, TunedClassifier tuned)
    {
        var choice = tuned.Choice;
        if ((choice.Weighting == ClassWeighting.None && choice.Resampler is null) || request.Model.IsFullyGrown)
        {
            return null;
        }

        // Weights come from the rows before resampling, which then makes as many rows of both classes.
        var ofWeights = ModelTraining.OfWeights(tuned.Classifier, choice.Weighting, data);
        var counts = data.CountClasses();
        return choice.Resampler is null ? ofWeights : [.. ofWeights.Select((favour, label) => favour / counts[label])];
    }

    // Odds fall as those of the probabilities do.
    private double Corrected(double threshold)
    {
        if (favours.Value is not { } trained || threshold is not (> 0 and < 1))
        {
            return threshold;
        }

        var odds = threshold / (1 - threshold) * (trained[1 - Request.Positive] / trained[Request.Positive]);
        return odds / (1 + odds);
    }

    /// <summary>The class weights of a choice, by name.</summary>
    public string WeightsOf(TuningChoice choice) => Request.Weights.First(each => each.Weighting == choice.Weighting).Name;

    /// <summary>How a choice resamples, by name.</summary>
    public string ResamplingOf(TuningChoice choice) => Request.Resamplers.First(each => ReferenceEquals(each.Resampler, choice.Resampler)).Name;

    /// <summary>A choice of weights and resampling in words.</summary>
    public string Describe(TuningChoice choice)
    {
        var weights = choice.Weighting == ClassWeighting.None ? "no weights" : $"{WeightsOf(choice)} weights";
        return choice.Resampler is null ? weights : $"{weights}, {ResamplingOf(choice)}";
    }
}
