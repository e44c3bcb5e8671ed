using Counterweight.Training.Data;
using Counterweight.Training.Models;

namespace Counterweight.Training;

/// <summary>
/// Predicts rows that come one at a time or a few at a time, as they do from a stream, in memory that is made once. The probabilities are
/// those of <see cref="IProbabilisticClassifier.PredictProbabilities"/>, to the bit. One thread at a time may use it. Boosting
/// allocates nothing then; other models may need memory of their own for each call.
/// </summary>
public sealed class RowPredictor
{
    private readonly IProbabilisticClassifier classifier;
    private readonly Dataset rows;

    // The values of those rows, feature-major: written anew by each call, which nobody else sees.
    private readonly float[] values;
    private readonly double[] probabilities;

    // Of each feature, −1 where it is a number.
    private readonly int[] categoryCounts;

    /// <summary>Makes the memory for a number of rows.</summary>
    /// <param name="classifier">What predicts.</param>
    /// <param name="schema">The names that were saved with it, which say what is a category; null: all features are numbers.</param>
    /// <param name="rowCount">Rows that are predicted at once at most, at least 1.</param>
    /// <exception cref="ArgumentNullException"><paramref name="classifier"/> is null.</exception>
    /// <exception cref="ArgumentException">The schema is not that of the classifier.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Less than one row.</exception>
    public RowPredictor(IProbabilisticClassifier classifier, ModelSchema? schema = null, int rowCount = 1)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        Require.AtLeast(rowCount, 1, nameof(rowCount));
        var features = schema?.Features ?? [];
        if (features.Count > 0 && features.Count != classifier.FeatureCount)
        {
            throw Require.Misfit($"schema.Features has {features.Count} elements for {classifier.FeatureCount} features.", nameof(schema));
        }

        this.classifier = classifier;
        string[] names = [.. Enumerable.Range(0, classifier.FeatureCount).Select(feature => features.Count > 0 ? features[feature].Name : Require.Text($"{feature}"))];
        string[] classes = [.. Enumerable.Range(0, classifier.ClassCount).Select(label => Require.Text($"{label}"))];
        values = new float[ArraySize.Product(nameof(rowCount), "values", rowCount, names.Length)];
        probabilities = new double[ArraySize.Product(nameof(rowCount), "probabilities", rowCount, classes.Length)];
        rows = new Dataset(names, classes, values, new int[rowCount]);
        if (features.Any(feature => feature.Categories is not null))
        {
            rows = rows.WithCategories([.. features.Select(feature => feature.Categories)]);
        }

        categoryCounts = [.. rows.Categories.Select(categories => categories?.Count ?? -1)];
    }

    /// <summary>Rows that are predicted at once at most.</summary>
    public int RowCount => rows.RowCount;

    /// <summary>Probabilities of all classes.</summary>
    /// <param name="features">The features of up to <see cref="RowCount"/> rows, row after row: numbers, or indices of categories; NaN where one is missing.</param>
    /// <param name="destination">One probability a row and class, row after row.</param>
    /// <exception cref="ArgumentException">No whole number of rows, too many of them, or a destination of another length. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is infinite or no index of a category (the message names feature and row). Nothing has been written.</exception>
    public void PredictProbabilities(ReadOnlySpan<float> features, Span<double> destination)
    {
        var (count, rest) = Math.DivRem(features.Length, rows.FeatureCount);
        if (rest != 0 || count > rows.RowCount)
        {
            throw Require.Misfit($"features has {features.Length} elements; it must have {rows.FeatureCount} for each of up to {rows.RowCount} rows.", nameof(features));
        }

        if (destination.Length != (long)count * classifier.ClassCount)
        {
            throw Require.Misfit($"destination has {destination.Length} elements; {count} rows need {(long)count * classifier.ClassCount}.", nameof(destination));
        }

        for (var row = 0; row < count; row++)
        {
            Check(Row(features, row), row);
        }

        for (var row = 0; row < count; row++)
        {
            var at = row;
            foreach (var value in Row(features, row))
            {
                values[at] = value;
                at += rows.RowCount;
            }
        }

        // Rows beyond the last one are those of an earlier call: predicted, and not looked at.
        classifier.PredictProbabilities(rows, probabilities);
        probabilities.AsSpan(0, destination.Length).CopyTo(destination);
    }

    private void Check(ReadOnlySpan<float> row, int number)
    {
        for (var feature = 0; feature < row.Length; feature++)
        {
            var (value, categories) = (row[feature], categoryCounts[feature]);
            if (float.IsInfinity(value))
            {
                throw Require.OutOfRange($"Feature '{rows.FeatureNames[feature]}' of row {number} is {value}; it must be finite, or NaN where it is missing.", "features");
            }

            if (categories >= 0 && !float.IsNaN(value) && !(value >= 0 && value < categories && float.IsInteger(value)))
            {
                throw Require.OutOfRange($"Feature '{rows.FeatureNames[feature]}' of row {number} is {value}; it must be the index of one of {categories} categories, or NaN where it is missing.", "features");
            }
        }
    }

    private ReadOnlySpan<float> Row(ReadOnlySpan<float> features, int row) => features.Slice(checked(row * rows.FeatureCount), rows.FeatureCount);
}
