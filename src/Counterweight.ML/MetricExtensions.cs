using Counterweight.ML.Metrics;
using Microsoft.ML;

namespace Counterweight.ML;

/// <summary>Measures of imbalanced classes over scored views: <c>context.BinaryClassification.EvaluateImbalanced(scored)</c>.</summary>
public static class MetricExtensions
{
    /// <summary>Measures scores of two classes. Rows without a label are left out.</summary>
    /// <param name="catalog">The tasks of two classes.</param>
    /// <param name="data">Rows that a model has scored.</param>
    /// <param name="labelColumnName">The class: a Boolean, a key of two values, or 0 and 1.</param>
    /// <param name="scoreColumnName">The score, which ranks rows.</param>
    /// <param name="probabilityColumnName">The probability; where there is no such column, log loss and Brier score are NaN.</param>
    /// <param name="predictedLabelColumnName">The answer.</param>
    /// <param name="exampleWeightColumnName">What a row counts; null: all rows count the same.</param>
    /// <exception cref="ArgumentException">A column is not there or of a wrong type, or no row has a label.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range (the message names it).</exception>
    public static ImbalancedMetrics EvaluateImbalanced(
        this BinaryClassificationCatalog catalog, IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score", string probabilityColumnName = "Probability", string predictedLabelColumnName = "PredictedLabel", string? exampleWeightColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        return BinaryScores.Read(data, labelColumnName, scoreColumnName, probabilityColumnName, predictedLabelColumnName, exampleWeightColumnName).Measure();
    }

    /// <summary>Measures scores of several classes. Rows without a label are left out.</summary>
    /// <param name="catalog">The tasks of several classes.</param>
    /// <param name="data">Rows that a model has scored.</param>
    /// <param name="labelColumnName">The class: a key or a number of a class.</param>
    /// <param name="scoreColumnName">One score a class. Where they are probabilities, log loss and Brier score are measured too.</param>
    /// <param name="predictedLabelColumnName">The answer.</param>
    /// <param name="exampleWeightColumnName">What a row counts; null: all rows count the same.</param>
    /// <exception cref="ArgumentException">A column is not there or of a wrong type, or no row has a label.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range (the message names it).</exception>
    public static ImbalancedMetrics EvaluateImbalanced(
        this MulticlassClassificationCatalog catalog, IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score", string predictedLabelColumnName = "PredictedLabel", string? exampleWeightColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        return MulticlassScores.Read(data, labelColumnName, scoreColumnName, predictedLabelColumnName, exampleWeightColumnName).Measure();
    }
}
