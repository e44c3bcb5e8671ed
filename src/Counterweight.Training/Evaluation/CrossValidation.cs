using Counterweight.Draws;
using Counterweight.Training.Data;
using Counterweight.Training.Trees.Growth;

namespace Counterweight.Training.Evaluation;

/// <summary>Predictions for every row by classifiers that have not seen it.</summary>
public static class CrossValidation
{
    /// <summary>The fold of each row: every class is in all folds in nearly the same number.</summary>
    /// <remarks>
    /// The rows of a class are shuffled by Philox 4×32-10 and dealt out in turn, each class beginning where the one before ended: folds differ by
    /// at most one row, on the whole and in each class. A class of fewer rows than folds is in as many folds as it has rows.
    /// </remarks>
    /// <param name="labels">One class a row, at least 0.</param>
    /// <param name="foldCount">Folds, from 2 to the number of rows.</param>
    /// <param name="seed">Any number.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative label, or another number of folds.</exception>
    public static int[] Folds(ReadOnlySpan<int> labels, int foldCount, ulong seed)
    {
        Require.That(foldCount >= 2 && foldCount <= labels.Length, foldCount, nameof(foldCount), Require.Text($"in [2, {labels.Length}], the number of rows"));
        var classes = new SortedDictionary<int, List<int>>();
        for (var row = 0; row < labels.Length; row++)
        {
            Require.That(labels[row] >= 0, labels[row], Require.Text($"labels[{row}]"), "at least 0", nameof(labels));
            if (!classes.TryGetValue(labels[row], out var own))
            {
                classes.Add(labels[row], own = []);
            }

            own.Add(row);
        }

        var folds = new int[labels.Length];
        var next = 0;
        foreach (var (label, own) in classes)
        {
            int[] rows = [.. own];
            RandomOrder.Shuffle(SeedStreams.Of(seed, DrawPurpose.Folds, label), 0, rows);
            foreach (var row in rows)
            {
                folds[row] = next;
                next = (next + 1) % foldCount;
            }
        }

        return folds;
    }

    /// <summary>Class probabilities of each row by a classifier fitted to the rows of the other folds.</summary>
    /// <remarks>
    /// A resampler of the input acts on the rows outside a fold, with a seed of its own in each, and never on those that are predicted:
    /// no copy of them and no row made of them is trained on.
    /// </remarks>
    /// <param name="data">Rows with a class each.</param>
    /// <param name="trainer">Fits a classifier to the rows outside a fold. Its number is the fold's.</param>
    /// <param name="options">Null for the defaults: 5 folds.</param>
    /// <param name="input">Sample weights, a resampler, validation rows for the trainer, and who follows the fits.</param>
    /// <returns>One probability a row and class, row after row.</returns>
    /// <exception cref="ArgumentException">No rows or no weight, fewer than two classes, another number of weights, whatever the trainer refuses, or a classifier of other features or classes than the rows'.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a weight is outside its range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static double[] PredictProbabilities(Dataset data, ClassifierTrainer trainer, CrossValidationOptions? options = null, FitInput input = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(trainer);
        options ??= new CrossValidationOptions();
        var parts = new TrainingParts(data, trainer, ref input);
        Require.That(options.FoldCount >= 2 && options.FoldCount <= data.RowCount, options.FoldCount, nameof(options.FoldCount), Require.Text($"in [2, {data.RowCount}], the number of rows"), nameof(options));
        Require.AtLeast(options.DegreeOfParallelism, 1, nameof(options.DegreeOfParallelism), nameof(options));
        var folds = Folds(data.Labels, options.FoldCount, options.Seed);
        var probabilities = new double[ArraySize.Product(nameof(data), "probabilities of rows and classes", data.RowCount, data.ClassCount)];
        ParallelItems.Run(options.FoldCount, options.DegreeOfParallelism, fold =>
        {
            int[] held = [.. Enumerable.Range(0, folds.Length).Where(row => folds[row] == fold)];
            int[] rest = [.. Enumerable.Range(0, folds.Length).Where(row => folds[row] != fold)];
            var model = parts.Fit(rest, fold, options.FoldCount, "folds");
            var own = new double[held.Length * data.ClassCount];
            model.PredictProbabilities(data.Subset(held), own);
            for (var i = 0; i < held.Length; i++)
            {
                own.AsSpan(i * data.ClassCount, data.ClassCount).CopyTo(probabilities.AsSpan(held[i] * data.ClassCount));
            }
        });
        return probabilities;
    }
}
