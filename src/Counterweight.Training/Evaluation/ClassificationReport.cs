using System.Runtime.InteropServices;

namespace Counterweight.Training.Evaluation;

/// <summary>How well classes were recognised: a confusion matrix and what follows from it. Only the cells that occur take memory, so that tens of thousands of classes do.</summary>
public sealed class ClassificationReport
{
    private readonly Dictionary<(int Actual, int Predicted), long> confusion = [];
    private readonly long[] support;
    private readonly long[] predictions;

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

        support = new long[classCount];
        predictions = new long[classCount];
        for (var row = 0; row < actual.Length; row++)
        {
            support[actual[row]]++;
            predictions[predicted[row]]++;
            CollectionsMarshal.GetValueRefOrAddDefault(confusion, (actual[row], predicted[row]), out _)++;
        }
    }

    /// <summary>Rows of class <paramref name="actual"/> that were taken for <paramref name="predicted"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long Confusion(int actual, int predicted) => confusion.GetValueOrDefault((Class(actual, nameof(actual)), Class(predicted, nameof(predicted))));

    /// <summary>Rows of a class.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long Support(int label) => support[Class(label, nameof(label))];

    /// <summary>Fraction of a class that was recognised, in [0, 1]; NaN for a class without rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Recall(int label) => (double)Confusion(Class(label, nameof(label)), label) / Support(label);

    /// <summary>Mean recall over the classes that have rows; NaN without rows.</summary>
    public double BalancedAccuracy => MeanOverPresent(label => support[label] > 0, Recall);

    /// <summary>Mean F1 over the classes that have rows or were predicted, as scikit-learn's; NaN without rows.</summary>
    public double MacroF1 => MeanOverPresent(label => support[label] + predictions[label] > 0, F1);

    private double F1(int label) => 2.0 * Confusion(label, label) / (support[label] + predictions[label]);

    private int Class(int label, string parameter) => (uint)label < (uint)support.Length
        ? label
        : throw Require.OutOfRange($"{parameter} is {label}; it must be in [0, {support.Length}).", parameter);

    private static void CheckLabel(int label, int row, string parameter, int classCount)
    {
        if ((uint)label >= (uint)classCount)
        {
            throw Require.OutOfRange($"{parameter}[{row}] is {label}; it must be in [0, {classCount}).", parameter);
        }
    }

    private double MeanOverPresent(Predicate<int> isPresent, Func<int, double> measure)
    {
        double sum = 0;
        var present = 0;
        for (var label = 0; label < support.Length; label++)
        {
            if (isPresent(label))
            {
                sum += measure(label);
                present++;
            }
        }

        return sum / present;
    }
}
