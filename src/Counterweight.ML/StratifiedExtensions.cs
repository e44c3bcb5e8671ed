using Counterweight.ML.Views;
using Microsoft.ML;

namespace Counterweight.ML;

/// <summary>Splits and cross-validation whose parts have the classes in the same fractions, so that no part is without a rare class that has rows enough.</summary>
/// <remarks>
/// Rows without a label are in no part. Parts stream from the view, in its order, and the view must give its rows in the same order each time, as
/// files, collections and caches do; one that does not is found out at the end of a pass.
/// </remarks>
public static class StratifiedExtensions
{
    /// <summary>Splits rows at random, class by class. A class must have two rows, one for each side.</summary>
    /// <param name="catalog">The operations of ML.NET on data.</param>
    /// <param name="data">The rows.</param>
    /// <param name="testFraction">Fraction of the rows to test on, in (0, 1).</param>
    /// <param name="labelColumnName">The class: a Boolean, a key or a number of a class.</param>
    /// <param name="seed">Any number; the same seed gives the same split.</param>
    /// <exception cref="ArgumentException">A column is not there or of a wrong type, no row has a label, or a class has a single row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A fraction outside (0, 1).</exception>
    public static (IDataView TrainSet, IDataView TestSet) StratifiedTrainTestSplit(this DataOperationsCatalog catalog, IDataView data, double testFraction = 0.1, string labelColumnName = "Label", ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var split = RowFolds.Split(data, nameof(data), labelColumnName, testFraction, seed);
        return (split.Where(part => part == 0), split.Where(part => part == 1));
    }

    /// <summary>Cuts rows into folds class by class: each pair holds one fold to test on, and the others to train on.</summary>
    /// <param name="catalog">The operations of ML.NET on data.</param>
    /// <param name="data">The rows.</param>
    /// <param name="numberOfFolds">Folds, from 2 to the number of rows or groups.</param>
    /// <param name="labelColumnName">The class: a Boolean, a key or a number of a class.</param>
    /// <param name="samplingKeyColumnName">A column whose equal values stay in one fold, such as of a customer; null: every row is by itself.</param>
    /// <param name="seed">Any number; the same seed gives the same folds.</param>
    /// <exception cref="ArgumentException">A column is not there or of a wrong type, or no row has a label.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Another number of folds.</exception>
    public static IReadOnlyList<(IDataView TrainSet, IDataView TestSet)> StratifiedCrossValidationSplit(
        this DataOperationsCatalog catalog, IDataView data, int numberOfFolds = 5, string labelColumnName = "Label", string? samplingKeyColumnName = null, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return Folds(data, numberOfFolds, labelColumnName, samplingKeyColumnName, seed);
    }

    /// <summary>Fits any pipeline of two classes to all folds but one, and scores that one, for each fold.</summary>
    /// <remarks>The whole pipeline is fitted anew to each part: resampling, normalisation and thresholds see nothing of the fold that is scored.</remarks>
    /// <param name="catalog">The tasks of two classes.</param>
    /// <param name="data">The rows.</param>
    /// <param name="estimator">The pipeline, of trainers of this library or of ML.NET.</param>
    /// <param name="numberOfFolds">Folds, from 2 to the number of rows or groups.</param>
    /// <param name="labelColumnName">The class: a Boolean, a key of two values, or 0 and 1.</param>
    /// <param name="samplingKeyColumnName">A column whose equal values stay in one fold, such as of a customer; null: every row is by itself.</param>
    /// <param name="seed">Any number; the same seed gives the same folds.</param>
    /// <exception cref="ArgumentException">A column is not there or of a wrong type, or no row has a label.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Another number of folds.</exception>
    public static IReadOnlyList<StratifiedFold> StratifiedCrossValidate(
        this BinaryClassificationCatalog catalog, IDataView data, IEstimator<ITransformer> estimator, int numberOfFolds = 5, string labelColumnName = "Label", string? samplingKeyColumnName = null, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return Run(estimator, Folds(data, numberOfFolds, labelColumnName, samplingKeyColumnName, seed), scored => catalog.EvaluateImbalanced(scored, labelColumnName));
    }

    /// <summary>Fits any pipeline of several classes to all folds but one, and scores that one, for each fold.</summary>
    /// <remarks>The whole pipeline is fitted anew to each part: resampling and normalisation see nothing of the fold that is scored.</remarks>
    /// <param name="catalog">The tasks of several classes.</param>
    /// <param name="data">The rows; a label of texts must be made a key before.</param>
    /// <param name="estimator">The pipeline, of trainers of this library or of ML.NET.</param>
    /// <param name="numberOfFolds">Folds, from 2 to the number of rows or groups.</param>
    /// <param name="labelColumnName">The class: a key or a number of a class.</param>
    /// <param name="samplingKeyColumnName">A column whose equal values stay in one fold, such as of a customer; null: every row is by itself.</param>
    /// <param name="seed">Any number; the same seed gives the same folds.</param>
    /// <exception cref="ArgumentException">A column is not there or of a wrong type, or no row has a label.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Another number of folds.</exception>
    public static IReadOnlyList<StratifiedFold> StratifiedCrossValidate(
        this MulticlassClassificationCatalog catalog, IDataView data, IEstimator<ITransformer> estimator, int numberOfFolds = 5, string labelColumnName = "Label", string? samplingKeyColumnName = null, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return Run(estimator, Folds(data, numberOfFolds, labelColumnName, samplingKeyColumnName, seed), scored => catalog.EvaluateImbalanced(scored, labelColumnName));
    }

    private static (IDataView TrainSet, IDataView TestSet)[] Folds(IDataView data, int numberOfFolds, string labelColumnName, string? samplingKeyColumnName, ulong seed)
    {
        var folds = samplingKeyColumnName is null
            ? RowFolds.Stratified(data, nameof(data), labelColumnName, numberOfFolds, seed)
            : RowFolds.Grouped(data, nameof(data), labelColumnName, samplingKeyColumnName, numberOfFolds, seed);
        return [.. Enumerable.Range(0, numberOfFolds).Select(fold => (folds.Where(part => part != fold), folds.Where(part => part == fold)))];
    }

    private static StratifiedFold[] Run(IEstimator<ITransformer> estimator, (IDataView TrainSet, IDataView TestSet)[] folds, Func<IDataView, ImbalancedMetrics> evaluate)
    {
        ArgumentNullException.ThrowIfNull(estimator);
        var results = new StratifiedFold[folds.Length];
        for (var fold = 0; fold < folds.Length; fold++)
        {
            var model = estimator.Fit(folds[fold].TrainSet);
            var scored = model.Transform(folds[fold].TestSet);
            results[fold] = new(fold, model, scored, evaluate(scored));
        }

        return results;
    }
}
