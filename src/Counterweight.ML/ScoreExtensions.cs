using Counterweight.ML.Decisions;
using Counterweight.Training;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterweight.ML;

/// <summary>Thresholds and calibrations of scores of two classes, of trainers of this library or of ML.NET.</summary>
public static class ScoreExtensions
{
    /// <summary>A step that answers by a threshold: PredictedLabel is whether the score is at least the threshold. Saved, it needs ML.NET alone.</summary>
    /// <param name="catalog">The tasks of two classes.</param>
    /// <param name="choice">How the threshold is chosen.</param>
    /// <param name="labelColumnName">The class: a Boolean, a key of two values, or 0 and 1.</param>
    /// <param name="scoreColumnName">The probability, or another score, a Single or a Double. Where it is NaN the answer is no.</param>
    /// <param name="outputColumnName">The answer, a Boolean.</param>
    /// <param name="exampleWeightColumnName">What a row counts; null: all rows count the same.</param>
    public static ScoreEstimator DecisionThreshold(
        this BinaryClassificationCatalog catalog, ThresholdChoice choice, string labelColumnName = "Label", string scoreColumnName = "Probability", string outputColumnName = "PredictedLabel", string? exampleWeightColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(choice);
        return new ThresholdEstimator(choice, ScoreColumns.Of(labelColumnName, scoreColumnName, outputColumnName, exampleWeightColumnName));
    }

    /// <summary>A step that makes calibrated probabilities of scores. Answers stay: let <see cref="DecisionThreshold"/> follow where they shall not.</summary>
    /// <param name="catalog">The tasks of two classes.</param>
    /// <param name="method">A sigmoid (Platt scaling) or an isotonic function; a temperature is of several scores.</param>
    /// <param name="labelColumnName">The class: a Boolean, a key of two values, or 0 and 1.</param>
    /// <param name="scoreColumnName">The score, a Single or a Double: log-odds or margins for a sigmoid.</param>
    /// <param name="outputColumnName">The probability, Single.</param>
    /// <param name="exampleWeightColumnName">What a row counts; null: all rows count the same.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another method.</exception>
    public static ScoreEstimator Calibration(
        this BinaryClassificationCatalog catalog, CalibrationMethod method = CalibrationMethod.Sigmoid, string labelColumnName = "Label", string scoreColumnName = "Score", string outputColumnName = "Probability", string? exampleWeightColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return method is CalibrationMethod.Sigmoid or CalibrationMethod.Isotonic
            ? new CalibrationEstimator(method == CalibrationMethod.Isotonic, ScoreColumns.Of(labelColumnName, scoreColumnName, outputColumnName, exampleWeightColumnName))
            : throw Refuse.OutOfRange($"method is {method}; it must be {nameof(CalibrationMethod.Sigmoid)} or {nameof(CalibrationMethod.Isotonic)}.", nameof(method));
    }

    /// <summary>Fits a trainer with such a step behind it, the step to scores of rows that the trainer has not seen.</summary>
    /// <remarks>The rows are cut into folds class by class. The trainer is fitted as often as there are folds, each time to all but one, and then to all rows.</remarks>
    /// <typeparam name="TTransformer">What the trainer fits.</typeparam>
    /// <param name="estimator">The trainer, or a chain that ends in it.</param>
    /// <param name="step">The threshold or the calibration.</param>
    /// <param name="numberOfFolds">Folds, from 2 to the number of rows.</param>
    /// <param name="seed">Any number; the same seed gives the same folds.</param>
    public static IEstimator<TransformerChain<ITransformer>> OnHeldOutRows<TTransformer>(this IEstimator<TTransformer> estimator, ScoreEstimator step, int numberOfFolds = 5, ulong seed = 0)
        where TTransformer : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(estimator);
        ArgumentNullException.ThrowIfNull(step);
        return numberOfFolds >= 2 ? new HeldOutEstimator<TTransformer>(estimator, step, numberOfFolds, seed)
            : throw Refuse.OutOfRange($"numberOfFolds is {numberOfFolds}; it must be at least 2.", nameof(numberOfFolds));
    }
}
