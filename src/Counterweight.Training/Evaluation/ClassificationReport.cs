using Counterweight.Metrics;

namespace Counterweight.Training.Evaluation;

/// <summary>How well classes were recognised: a confusion matrix and what follows from it. Only the cells that occur take memory, so that tens of thousands of classes do.</summary>
public sealed class ClassificationReport
{
    /// <summary>Counts how often each class was taken for each.</summary>
    /// <param name="actual">True labels in [0, <paramref name="classCount"/>).</param>
    /// <param name="predicted">Predicted labels, as many.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <exception cref="ArgumentException">Different lengths.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No classes, or a label out of range (the message names it).</exception>
    public ClassificationReport(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, int classCount)
    {
        Require.AtLeast(classCount, 1, nameof(classCount));
        if (actual.Length != predicted.Length)
        {
            throw Require.Misfit($"predicted has {predicted.Length} elements for {actual.Length} rows.", nameof(predicted));
        }

        for (var row = 0; row < actual.Length; row++)
        {
            CheckLabel(actual[row], row, nameof(actual), classCount);
            CheckLabel(predicted[row], row, nameof(predicted), classCount);
        }

        Matrix = new(classCount);
        Matrix.AddPredictions(predicted, actual);
    }

    /// <summary>The confusion matrix, which has further measures. Rows that are added to it count here too.</summary>
    public ConfusionMatrix Matrix { get; }

    /// <summary>Rows of class <paramref name="actual"/> that were taken for <paramref name="predicted"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long Confusion(int actual, int predicted) => (long)Matrix[Class(actual, nameof(actual)), Class(predicted, nameof(predicted))];

    /// <summary>Rows of a class.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long Support(int label) => (long)Matrix.Support(Class(label, nameof(label)));

    /// <summary>Fraction of a class that was recognised, in [0, 1]; NaN for a class without rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Recall(int label) => Matrix.Recall(Class(label, nameof(label)), double.NaN);

    /// <summary>Mean recall over the classes that have rows; NaN without rows.</summary>
    public double BalancedAccuracy => Matrix.BalancedAccuracy;

    /// <summary>Mean F1 over the classes that have rows or were predicted, as scikit-learn's; NaN without rows.</summary>
    public double MacroF1 => Matrix.FBeta(ClassAverage.Macro, zeroDivision: double.NaN);

    private int Class(int label, string parameter) => (uint)label < (uint)Matrix.ClassCount
        ? label
        : throw Require.OutOfRange($"{parameter} is {label}; it must be in [0, {Matrix.ClassCount}).", parameter);

    private static void CheckLabel(int label, int row, string parameter, int classCount)
    {
        if ((uint)label >= (uint)classCount)
        {
            throw Require.OutOfRange($"{parameter}[{row}] is {label}; it must be in [0, {classCount}).", parameter);
        }
    }
}
