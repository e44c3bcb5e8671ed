using Counterweight.Resampling.Under;
using Counterweight.Training.Data;
using Counterweight.Training.Evaluation;

namespace Counterweight.Training.Resampling;

/// <summary>
/// Drops the rows that classifiers fitted to other rows find hardest to tell: see <see cref="InstanceHardness"/>. Takes any features that
/// the trainer takes.
/// </summary>
public sealed record InstanceHardnessResampler : UnderResampler
{
    /// <param name="trainer">Fits a classifier to the rows outside a fold: any trainer of probabilities.</param>
    public InstanceHardnessResampler(ClassifierTrainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        Trainer = trainer;
    }

    /// <summary>Fits a classifier to the rows outside a fold.</summary>
    public ClassifierTrainer Trainer { get; }

    /// <summary>Folds, at least 2: see <see cref="CrossValidation"/>.</summary>
    public int FoldCount { get; init; } = 5;

    private protected override int[] Rows(Dataset data, ulong seed, CancellationToken cancellation)
    {
        var folds = new CrossValidationOptions { FoldCount = FoldCount, Seed = seed, DegreeOfParallelism = DegreeOfParallelism };
        var probabilities = CrossValidation.PredictProbabilities(data, Trainer, folds, new FitInput { Cancellation = cancellation });
        var own = new double[data.RowCount];
        for (var row = 0; row < own.Length; row++)
        {
            own[row] = probabilities[(row * data.ClassCount) + data.Labels[row]];
        }

        return InstanceHardness.Select(own, data.Labels, Strategy);
    }
}
