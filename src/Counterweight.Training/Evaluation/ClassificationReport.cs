namespace Counterweight.Training.Evaluation;

/// <summary>How well classes were recognised: a confusion matrix and what follows from it.</summary>
public sealed class ClassificationReport
{
    private readonly long[] confusion;
    private readonly int classCount;

    /// <summary>Counts how often each class was taken for each.</summary>
    /// <param name="actual">True labels in [0, <paramref name="classCount"/>).</param>
    /// <param name="predicted">Predicted labels, as many.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <exception cref="ArgumentException">Different lengths, or a label out of range.</exception>
    public ClassificationReport(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classCount);
        if (actual.Length != predicted.Length)
        {
            throw new ArgumentException($"{predicted.Length} predictions for {actual.Length} rows.", nameof(predicted));
        }

        this.classCount = classCount;
        confusion = new long[classCount * classCount];
        for (var row = 0; row < actual.Length; row++)
        {
            if ((uint)actual[row] >= (uint)classCount || (uint)predicted[row] >= (uint)classCount)
            {
                throw new ArgumentException($"Row {row}: class {actual[row]}, predicted {predicted[row]}, is not in [0, {classCount}).", nameof(actual));
            }

            confusion[(actual[row] * classCount) + predicted[row]]++;
        }
    }

    /// <summary>Rows of class <paramref name="actual"/> that were taken for <paramref name="predicted"/>.</summary>
    public long Confusion(int actual, int predicted) => confusion[(actual * classCount) + predicted];

    /// <summary>Rows of a class.</summary>
    public long Support(int label)
    {
        long sum = 0;
        for (var other = 0; other < classCount; other++)
        {
            sum += Confusion(label, other);
        }

        return sum;
    }

    /// <summary>Share of a class that was recognised, in [0, 1]; NaN for a class without rows.</summary>
    public double Recall(int label) => (double)Confusion(label, label) / Support(label);

    /// <summary>Mean recall over the classes that have rows; NaN without rows.</summary>
    public double BalancedAccuracy => MeanOverPresent(label => Support(label) > 0, Recall);

    /// <summary>Mean F1 over the classes that have rows or were predicted, as scikit-learn's; NaN without rows.</summary>
    public double MacroF1 => MeanOverPresent(label => Support(label) + Predicted(label) > 0, F1);

    private double F1(int label) => 2.0 * Confusion(label, label) / (Support(label) + Predicted(label));

    private long Predicted(int label)
    {
        long sum = 0;
        for (var other = 0; other < classCount; other++)
        {
            sum += Confusion(other, label);
        }

        return sum;
    }

    private double MeanOverPresent(Predicate<int> isPresent, Func<int, double> measure)
    {
        double sum = 0;
        var present = 0;
        for (var label = 0; label < classCount; label++)
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
