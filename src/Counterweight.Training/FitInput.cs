using Counterweight.Training.Data;
using Counterweight.Training.Resampling;

namespace Counterweight.Training;

/// <summary>What a fit is given beside the rows and the options: the last argument of every trainer's <c>Fit</c>. All of it is optional.</summary>
public readonly ref struct FitInput
{
    /// <summary>
    /// One finite weight of at least 0 a row; they replace <see cref="Dataset.SampleWeights"/>. Empty: those of the data. A row
    /// of weight 0 is no row. What options have in the unit of the weights follows them: penalties and least Hessians of
    /// boosting allow no split by default where weights sum to 1, and C of a logistic regression counts for less.
    /// </summary>
    public ReadOnlySpan<double> SampleWeights { get; init; }

    /// <summary>
    /// Rows to watch, with their own weights and targets, with as many features in the same order (their names are not compared) and
    /// the same categories, by name and in the same order (<see cref="Models.ModelSchema.Map"/> makes them so); null for none. Boosting and AdaBoost, which may stop early, take them. The other trainers refuse them.
    /// </summary>
    public Dataset? Validation { get; init; }

    /// <summary>
    /// Makes the rows to train on of the training rows that have weight; null: these are trained on. Validation rows, and the rows of a
    /// fold that is predicted, stay as they are. Bags are resampled each by itself. One that leaves a class without any of its rows is refused. A fit of classes to a <see cref="Dataset"/> takes it;
    /// fits to bins made before refuse it.
    /// </summary>
    public IResampler? Resampler { get; init; }

    /// <summary>The seed of <see cref="Resampler"/>; bag or fold i is given this number plus i.</summary>
    public ulong ResamplingSeed { get; init; }

    /// <summary>Told how far the fit is; null for nobody.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Ends the fit by an <see cref="OperationCanceledException"/>. Checked at every node of a tree, or in every iteration.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The fit adds to it what it asks of the kernels; null: nothing is timed.</summary>
    public KernelTimer? Timer { get; init; }

    /// <summary>Those who follow the fit.</summary>
    internal FitMonitor Monitor => new(Progress, Timer, Cancellation);
}
