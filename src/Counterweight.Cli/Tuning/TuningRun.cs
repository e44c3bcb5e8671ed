using Counterweight.Cli.Arguments;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Output;
using Counterweight.Training;
using Counterweight.Training.Evaluation;
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
            Weightings = [.. request.Weights.Select(each => each.Weighting)],
            Resamplers = [.. request.Resamplers.Select(each => each.Resampler)],
            PositiveClass = request.Positive,
            FoldCount = request.Folds,
            InnerFoldCount = request.Folds,
            RepeatCount = request.Repeats,
            Groups = request.Groups,
            Times = request.Times,
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
            throw new InputException(FormattableString.Invariant($"{source.Source}: class '{Reading.FilePlace.OneLine(rarest)}' has {Shown.Count(counts.Min(), "row")}; {request.Folds} folds within {request.Folds} folds need {2 * request.Folds} at least (--folds)"));
        }

        if (request.Times.Length > 0)
        {
            CheckTimes(source, request);
        }

        var groups = request.Groups.Distinct().Count();
        if (request.Groups.Length > 0 && groups < 2 * request.Folds)
        {
            throw new InputException(FormattableString.Invariant($"{source.Source}: there {(groups == 1 ? "is" : "are")} {Shown.Count(groups, "group")}; {request.Folds} folds within {request.Folds} folds need {2 * request.Folds} at least (--folds)"));
        }
    }

    // What precedes all folds, those within the rows before a fold too, must hold rows of both classes.
    private static void CheckTimes(TableDataset source, TuningRequest request)
    {
        var outer = Cut([.. Enumerable.Range(0, request.Times.Length)]);
        for (var fold = 0; fold < request.Folds; fold++)
        {
            Cut([.. Enumerable.Range(0, request.Times.Length).Where(row => outer[row] < fold)]);
        }

        int[] Cut(int[] rows)
        {
            double[] times = [.. rows.Select(row => request.Times[row])];
            var count = times.Distinct().Count();
            if (count <= request.Folds)
            {
                throw new InputException(FormattableString.Invariant($"{source.Source}: {SplitArguments.Time}: {First(rows.Length)} of {Shown.Count(count, "time")}; {request.Folds} folds need {request.Folds + 1} at least (--folds)"));
            }

            var folds = CrossValidation.TimeFolds(times, request.Folds);
            int[] labels = [.. rows.Where((_, place) => folds[place] < 0).Select(row => source.Data.Labels[row])];
            return labels.Distinct().Count() == 2
                ? folds
                : throw new InputException(FormattableString.Invariant($"{source.Source}: {SplitArguments.Time}: {First(labels.Length)} all of class '{Reading.FilePlace.OneLine(source.Data.ClassNames[labels[0]])}'; of fewer --folds more rows come before the first"));
        }
    }

    private static string First(int rows) => rows == 1 ? "the first row is" : FormattableString.Invariant($"the first {rows:N0} rows are");
}
