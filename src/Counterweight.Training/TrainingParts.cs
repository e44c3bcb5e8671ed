using Counterweight.Training.Data;
using Counterweight.Training.Resampling;

namespace Counterweight.Training;

/// <summary>Fits classifiers to parts of the rows, each resampled by itself: bags, or the rows outside a fold.</summary>
internal sealed class TrainingParts
{
    private readonly Dataset data;
    private readonly ClassifierTrainer trainer;
    private readonly FitMonitor monitor;
    private readonly Dataset? validation;
    private readonly IResampler? resampler;
    private readonly ulong seed;
    private readonly Lock gate = new();
    private int finished;

    /// <param name="data">All rows.</param>
    /// <param name="trainer">Fits a classifier.</param>
    /// <param name="input">Weights, which the rows are given; validation rows; a resampler, which is taken out; and who follows the fits.</param>
    public TrainingParts(Dataset data, ClassifierTrainer trainer, ref FitInput input)
    {
        this.trainer = trainer;
        (resampler, seed, validation, monitor) = (input.Resampler, input.ResamplingSeed, input.Validation, input.Monitor);
        input = input with { Resampler = null };
        Weights = TrainingInput.Validate(data, input).ToArray();
        this.data = input.SampleWeights.IsEmpty ? data : data.WithSampleWeights(Weights);
    }

    /// <summary>One weight a row, or empty: all 1.</summary>
    public double[] Weights { get; }

    /// <summary>Fits a classifier to some rows, in their order; a row may come more than once.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="part">The number of the part.</param>
    /// <param name="count">Parts in all.</param>
    /// <param name="name">What parts are called.</param>
    /// <param name="place">What this one is called, and which rows it has, where a row is refused.</param>
    public IProbabilisticClassifier Fit(int[] rows, int part, int count, string name, (string Part, string Rows) place)
    {
        monitor.Cancellation.ThrowIfCancellationRequested();
        var own = data.Subset(rows);
        var made = resampler is null ? own : PartFailure.Tell(() => Resampled(own, part), () => Among(TrainingInput.WeightedRows(own.SampleWeights, own.RowCount), own.SampleWeights.Contains(0.0) ? " that have weight" : ""));
        var model = Checked(
            PartFailure.Tell(
                () => trainer(made, part, new FitInput { Validation = validation, Cancellation = monitor.Cancellation, Timer = monitor.Timer }),
                () => resampler is null ? Among(rows.Length, "") : Require.Text($"{place.Part}; rows are numbered among the {made.RowCount} that the resampler made of the {rows.Length} {place.Rows}")),
            part);
        lock (gate)
        {
            finished++;
            monitor.Report((double)finished / count, $"{finished} {name}");
        }

        return model;

        string Among(int counted, string which) => Require.Text($"{place.Part}; rows are numbered among the {counted} {place.Rows}{which}");
    }

    private Dataset Resampled(Dataset own, int part)
    {
        var input = new FitInput { Resampler = resampler, ResamplingSeed = unchecked(seed + (ulong)part), Cancellation = monitor.Cancellation };
        return TrainingInput.Resampled(own, ref input);
    }

    private IProbabilisticClassifier Checked(IProbabilisticClassifier model, int part)
    {
        if (model is null)
        {
            throw Require.Misfit($"trainer returned null for part {part}.", nameof(trainer));
        }

        return model.FeatureCount == data.FeatureCount && model.ClassCount == data.ClassCount
            ? model
            : throw Require.Misfit($"trainer returned a classifier of {model.FeatureCount} features and {model.ClassCount} classes for part {part} of {data.FeatureCount} features and {data.ClassCount} classes.", nameof(trainer));
    }
}
