using Counterweight.Cli.Columns;
using Counterweight.Training;
using Counterweight.Training.Tuning;

namespace Counterweight.Cli.Tuning;

/// <summary>Tunes weights, resampling and a threshold for least cost.</summary>
internal static class TuningRun
{
    /// <summary>Tunes.</summary>
    /// <param name="source">Rows of two classes.</param>
    /// <param name="request">What is tuned.</param>
    /// <param name="progress">Told how far it is; null: nobody watches.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="InputException">There are too few rows or groups for the folds.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TuningResult Run(TableDataset source, TuningRequest request, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        // Folds are fitted side by side, each by one thread.
        var model = request.Model with { Threads = 1 };
        var options = new TuningOptions
        {
            WeightExponents = request.Exponents,
            Resamplers = [.. request.Resamplers.Select(each => each.Resampler)],
            PositiveClass = request.Positive,
            FoldCount = request.Folds,
            InnerFoldCount = request.Folds,
            RepeatCount = request.Repeats,
            Groups = request.Groups,
            Seed = request.Model.Seed,
            DegreeOfParallelism = request.Model.Threads,
        };
        CheckRows(source, request);
        var tuned = Tune.Fit(
            source.Data,
            (rows, part, input) => (model with { Seed = unchecked(model.Seed + (ulong)part) }).Fit(rows, input),
            request.Costs,
            options,
            new FitInput { Progress = progress, Cancellation = cancellation });
        return new(source, request, tuned);
    }

    // Every fold within a fold must hold rows to learn from.
    private static void CheckRows(TableDataset source, TuningRequest request)
    {
        var counts = source.Data.CountClasses();
        if (counts.Min() < 2 * request.Folds)
        {
            var rarest = source.Data.ClassNames[counts[0] <= counts[1] ? 0 : 1];
            throw new InputException(FormattableString.Invariant($"{source.Source}: class '{Reading.FilePlace.OneLine(rarest)}' has {counts.Min()} rows; {request.Folds} folds within {request.Folds} folds need {2 * request.Folds} at least (--folds)"));
        }

        var groups = request.Groups.Distinct().Count();
        if (request.Groups.Length > 0 && groups < 2 * request.Folds)
        {
            throw new InputException(FormattableString.Invariant($"{source.Source}: there are {groups} groups; {request.Folds} folds within {request.Folds} folds need {2 * request.Folds} at least (--folds)"));
        }
    }
}
