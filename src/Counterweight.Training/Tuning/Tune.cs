using Counterweight.Training.Data;
using Counterweight.Training.Evaluation;

namespace Counterweight.Training.Tuning;

/// <summary>Chooses class weights, resampling and a threshold for least cost, and says honestly what such choices cost.</summary>
/// <remarks>
/// <para>
/// A choice is made by cross-validation: each choice of class weights, with each way to resample, is fitted outside each inner fold, the rows inside are
/// scored, and of all thresholds between scores the one of least cost is taken. The choice of least cost is fitted to all rows.
/// </para>
/// <para>
/// What a choice cost where it was made is too low: it was chosen for that. So all of it is done anew outside each outer fold, and the costs
/// in <see cref="TuningReport"/> are of the rows inside, which no model and no choice had seen (nested cross-validation). Source: G. Cawley and
/// N. Talbot, On Over-fitting in Model Selection and Subsequent Selection Bias in Performance Evaluation, 2010, section 5.
/// </para>
/// </remarks>
public static class Tune
{
    /// <summary>Tunes and fits a classifier of two classes.</summary>
    /// <param name="data">Rows of two classes.</param>
    /// <param name="trainer">Fits a classifier to some of the rows, with their weights. Its number tells fits apart: add it to a seed where they shall draw differently.</param>
    /// <param name="costs">What mistakes cost.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="input">Sample weights, which count in fits and in costs, 0 for no row, and who follows the fits. A resampler belongs into the options.</param>
    /// <exception cref="ArgumentException">Not two classes, too few rows of one for each fit to have some, no rows or no weight, costs that are all 0, another number of costs, groups or times, an option is empty, the input has a resampler or validation rows, or whatever the trainer refuses.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TunedClassifier Fit(Dataset data, ClassifierTrainer trainer, MistakeCosts costs, TuningOptions? options = null, FitInput input = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(costs);
        options ??= new TuningOptions();
        var weights = TrainingInput.Validate(data, input).ToArray();
        TrainingInput.RefuseValidation(input, "tuning");
        costs.Fit(data.RowCount, nameof(costs));
        Check(data, options, data.RowCount);
        var rows = data.WithSampleWeights(weights);
        if (!weights.Contains(0.0))
        {
            CheckCosts(rows, costs, options.PositiveClass);
            return new Tuner(rows, trainer, costs, options, input.Monitor).Run(costs);
        }

        var kept = TrainingInput.CountingRows(weights, data.RowCount);
        options = options with
        {
            Groups = options.Groups.IsEmpty ? default : kept.Select(row => options.Groups.Span[row]).ToArray(),
            Times = options.Times.IsEmpty ? default : kept.Select(row => options.Times.Span[row]).ToArray(),
        };
        Check(data, options, kept.Length);
        (rows, var own) = (rows.Subset(kept), costs.Of(kept));
        CheckCosts(rows, own, options.PositiveClass);
        return new Tuner(rows, trainer, own, options, input.Monitor).Run(costs);
    }

    // A threshold of least cost is one among others that cost more.
    private static void CheckCosts(Dataset rows, MistakeCosts costs, int positiveClass)
    {
        for (var row = 0; row < rows.RowCount; row++)
        {
            if ((rows.Labels[row] == positiveClass ? costs.Miss(row) : costs.FalseAlarm(row)) > 0)
            {
                return;
            }
        }

        throw Require.Misfit($"costs are all 0: no mistake about a row with weight costs anything, and so all thresholds cost the same. A cost must be above 0.", nameof(costs));
    }

    private static void Check(Dataset data, TuningOptions options, int rowCount)
    {
        if (data.ClassCount != 2)
        {
            throw Require.Misfit($"data has {data.ClassCount} classes; a threshold lies between two. Merge all classes but the one that alarms are about.", nameof(data));
        }

        Require.That(options.PositiveClass is 0 or 1, options.PositiveClass, nameof(options.PositiveClass), "0 or 1", nameof(options));
        CrossValidation.Check(new() { FoldCount = options.FoldCount, RepeatCount = options.RepeatCount, Groups = options.Groups, Times = options.Times, DegreeOfParallelism = options.DegreeOfParallelism }, rowCount);
        Require.AtLeast(options.InnerFoldCount, 2, nameof(options.InnerFoldCount), nameof(options));
        Require.NotNull(options.Weightings, nameof(options.Weightings), "have at least one element", nameof(options));
        Require.NotNull(options.Resamplers, nameof(options.Resamplers), "have at least one element, null for no resampling", nameof(options));
        Require.AtLeast(options.Weightings.Count, 1, "Weightings.Count", nameof(options));
        Require.AtLeast(options.Resamplers.Count, 1, "Resamplers.Count", nameof(options));
    }
}
