using Counterweight.Draws;
using Counterweight.Threading;
using Counterweight.Training.Data;

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
        Require.That(foldCount >= 2 && foldCount <= labels.Length, foldCount, nameof(foldCount), $"in [2, {labels.Length}], the number of rows");
        var classes = new SortedDictionary<int, List<int>>();
        for (var row = 0; row < labels.Length; row++)
        {
            Require.That(labels[row] >= 0, labels[row], $"labels[{row}]", "at least 0", nameof(labels));
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

    /// <summary>The fold of each row, all rows of a group in one: every class is in all folds in as nearly the same share as groups allow.</summary>
    /// <remarks>
    /// Groups are dealt out one by one, those of most rows first, those of as many in an order shuffled by the seed. A group goes to the fold that
    /// has least of its classes: of least Σ_c n_fc·g_c/n_c², with g_c its rows of class c, n_fc those of the fold so far and n_c all of them; of equals to
    /// the fold of fewest rows, then to the first. A fold may lack a class that few groups have.
    /// </remarks>
    /// <param name="labels">One class a row, at least 0.</param>
    /// <param name="groups">One group a row: any numbers.</param>
    /// <param name="foldCount">Folds, from 2 to the number of groups.</param>
    /// <param name="seed">Any number.</param>
    /// <exception cref="ArgumentException">Another number of groups than labels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative label, or another number of folds.</exception>
    public static int[] GroupedFolds(ReadOnlySpan<int> labels, ReadOnlySpan<int> groups, int foldCount, ulong seed)
    {
        if (groups.Length != labels.Length)
        {
            throw Require.Misfit($"groups has {groups.Length} elements for {labels.Length} labels.", nameof(groups));
        }

        for (var row = 0; row < labels.Length; row++)
        {
            Require.That(labels[row] >= 0, labels[row], $"labels[{row}]", "at least 0", nameof(labels));
        }

        return new FoldGroups(labels, groups, foldCount).Deal(seed);
    }

    /// <summary>The fold of each row by time: rows of a fold are all later than those of the folds before it.</summary>
    /// <remarks>
    /// Rows are cut at times into as many spans as folds and one more, of about as many rows; rows of a time are in one span. The first span is −1, no
    /// fold: others are predicted by it, and nothing predicts it. Rolling-origin evaluation; source: L. Tashman, Out-of-sample Tests of Forecasting
    /// Accuracy, 2000.
    /// </remarks>
    /// <param name="times">One time a row, finite.</param>
    /// <param name="foldCount">Folds, from 2 to the number of times after the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time that is not finite, or another number of folds.</exception>
    public static int[] TimeFolds(ReadOnlySpan<double> times, int foldCount)
    {
        CheckTimes(times, nameof(times));
        var later = FoldTimes.CountLater(times.ToArray());
        Require.That(foldCount >= 2 && foldCount <= later, foldCount, nameof(foldCount), $"in [2, {later}], the number of times after the first");
        return FoldTimes.Cut(times, foldCount);
    }

    /// <summary>The rows of a fold, and those that predict them: all others, or by time those before.</summary>
    internal static (int[] Held, int[] Others) Divide(int[] folds, int fold, bool isByTime)
    {
        int[] rows = [.. Enumerable.Range(0, folds.Length)];
        return (Array.FindAll(rows, row => folds[row] == fold), Array.FindAll(rows, row => isByTime ? folds[row] < fold : folds[row] != fold));
    }

    /// <summary>The fold of each row in one repeat.</summary>
    internal static int[] Folds(ReadOnlySpan<int> labels, CrossValidationOptions options, int repeat)
    {
        var seed = unchecked(options.Seed + (ulong)repeat);
        return !options.Times.IsEmpty ? FoldTimes.Cut(options.Times.Span, options.FoldCount)
            : options.Groups.IsEmpty ? Folds(labels, options.FoldCount, seed) : GroupedFolds(labels, options.Groups.Span, options.FoldCount, seed);
    }

    /// <summary>Refuses options that do not fit the rows.</summary>
    internal static void Check(CrossValidationOptions options, int rowCount)
    {
        if (!options.Groups.IsEmpty && options.Groups.Length != rowCount)
        {
            throw Require.Misfit($"Groups has {options.Groups.Length} elements for {rowCount} rows.", nameof(options));
        }

        if (!options.Times.IsEmpty)
        {
            CheckTimes(options, rowCount);
        }

        CheckFolds(options.FoldCount, nameof(options.FoldCount), options, Enumerable.Range(0, rowCount));
        Require.AtLeast(options.RepeatCount, 1, nameof(options.RepeatCount), nameof(options));
        Require.That((long)options.RepeatCount * options.FoldCount < Array.MaxLength, options.RepeatCount, nameof(options.RepeatCount), $"less: folds of all repeats are {Array.MaxLength - 1} at most", nameof(options));
        Require.AtLeast(options.DegreeOfParallelism, 1, nameof(options.DegreeOfParallelism), nameof(options));
    }

    /// <summary>Refuses more folds than some rows, their groups or their times allow, of an option of a name.</summary>
    internal static void CheckFolds(int foldCount, string name, CrossValidationOptions options, IEnumerable<int> rows, string where = "")
    {
        var (count, what) = !options.Groups.IsEmpty ? (FoldGroups.Count(rows.Select(row => options.Groups.Span[row])), "groups")
            : !options.Times.IsEmpty ? (FoldTimes.CountLater(rows.Select(row => options.Times.Span[row])), "times after the first")
            : (rows.Count(), "rows");
        Require.That(foldCount >= 2 && foldCount <= count, foldCount, name, $"in [2, {count}], the number of {what}{(where.Length == 0 ? "" : " ")}{where}", nameof(options));
    }

    private static void CheckTimes(CrossValidationOptions options, int rowCount)
    {
        if (options.Times.Length != rowCount)
        {
            throw Require.Misfit($"Times has {options.Times.Length} elements for {rowCount} rows.", nameof(options));
        }

        if (!options.Groups.IsEmpty)
        {
            throw Require.Misfit($"Times and Groups are both given; rows are cut into folds by one of them.", nameof(options));
        }

        CheckTimes(options.Times.Span, nameof(options));
        Require.That(options.RepeatCount == 1, options.RepeatCount, nameof(options.RepeatCount), "1: by Times every repeat is the same", nameof(options));
    }

    private static void CheckTimes(ReadOnlySpan<double> times, string parameter)
    {
        for (var row = 0; row < times.Length; row++)
        {
            Require.That(double.IsFinite(times[row]), times[row], $"times[{row}]", "finite", parameter);
        }
    }

    /// <summary>Class probabilities of each row by a classifier fitted to the rows of the other folds.</summary>
    /// <remarks>
    /// A resampler of the input acts on the rows outside a fold, with a seed of its own in each, and never on those that are predicted:
    /// no copy of them and no row made of them is trained on. By <see cref="CrossValidationOptions.Times"/> nothing predicts the rows before all folds:
    /// their probabilities are NaN.
    /// </remarks>
    /// <param name="data">Rows with a class each.</param>
    /// <param name="trainer">Fits a classifier to the rows outside a fold. Its number is the fold's, counted on from repeat to repeat.</param>
    /// <param name="options">Null for the defaults: 5 folds.</param>
    /// <param name="input">Sample weights, a resampler, validation rows for the trainer, and who follows the fits.</param>
    /// <returns>One probability a row and class, row after row, and repeat after repeat.</returns>
    /// <exception cref="ArgumentException">No rows or no weight, fewer than two classes, another number of weights, whatever the trainer refuses, or a classifier of other features or classes than the rows'.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a weight is outside its range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static double[] PredictProbabilities(Dataset data, ClassifierTrainer trainer, CrossValidationOptions? options = null, FitInput input = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(trainer);
        options ??= new CrossValidationOptions();
        var parts = new TrainingParts(data, trainer, ref input);
        Check(options, data.RowCount);
        var probabilities = new double[ArraySize.Product(nameof(data), "probabilities of repeats, rows and classes", options.RepeatCount, data.RowCount, data.ClassCount)];
        var isByTime = !options.Times.IsEmpty;
        Array.Fill(probabilities, isByTime ? double.NaN : 0);
        int[][] folds = [.. Enumerable.Range(0, options.RepeatCount).Select(repeat => Folds(data.Labels, options, repeat))];
        var fits = checked(options.RepeatCount * options.FoldCount);
        ParallelItems.Run(fits, options.DegreeOfParallelism, part =>
        {
            var (repeat, fold) = int.DivRem(part, options.FoldCount);
            var (held, rest) = Divide(folds[repeat], fold, isByTime);
            var place = Require.Text($"fold {fold} of repeat {repeat}");
            var model = parts.Fit(rest, part, fits, "folds", (place, Outside(isByTime)));
            var own = Predict(model, data, held, place);
            for (var i = 0; i < held.Length; i++)
            {
                own.AsSpan(i * data.ClassCount, data.ClassCount).CopyTo(probabilities.AsSpan(((repeat * data.RowCount) + held[i]) * data.ClassCount));
            }
        });
        return probabilities;
    }

    /// <summary>What the rows are called that a model of a fold is fitted to.</summary>
    internal static string Outside(bool isByTime) => isByTime ? "before the fold" : "outside the fold";

    /// <summary>Probabilities of the rows of a fold.</summary>
    internal static double[] Predict(IProbabilisticClassifier model, Dataset data, int[] held, string place)
    {
        var probabilities = new double[ArraySize.Product(nameof(data), "probabilities of rows and classes", held.Length, data.ClassCount)];
        return PartFailure.Tell(
            () =>
            {
                model.PredictProbabilities(data.Subset(held), probabilities);
                return probabilities;
            },
            () => Require.Text($"{place}; rows are numbered among the {held.Length} of the fold"));
    }
}
