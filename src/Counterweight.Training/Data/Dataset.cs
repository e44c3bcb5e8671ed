namespace Counterweight.Training.Data;

/// <summary>Rows of numeric features with a class each. Immutable.</summary>
public sealed class Dataset
{
    private readonly double[] values;
    private readonly int[] labels;

    /// <summary>Takes over the arrays: they must not change afterwards.</summary>
    /// <param name="featureNames">One name a feature; at least one.</param>
    /// <param name="classNames">One name a class; at least one. A class may have no row.</param>
    /// <param name="values">Feature-major, feature f of row r at <c>[f·rows + r]</c>; NaN is a missing value, infinities are refused.</param>
    /// <param name="labels">One label a row, in [0, number of classes).</param>
    /// <exception cref="ArgumentException">Lengths that do not fit, a label out of range, an infinite value, a name that is null or no Unicode text.</exception>
    public Dataset(IReadOnlyList<string> featureNames, IReadOnlyList<string> classNames, double[] values, int[] labels)
    {
        ArgumentNullException.ThrowIfNull(featureNames);
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfZero(featureNames.Count, nameof(featureNames));
        ArgumentOutOfRangeException.ThrowIfZero(classNames.Count, nameof(classNames));
        Names.Check(featureNames, nameof(featureNames));
        Names.Check(classNames, nameof(classNames));
        if (values.Length != (long)featureNames.Count * labels.Length)
        {
            throw new ArgumentException($"{values.Length} values for {featureNames.Count} features of {labels.Length} rows.", nameof(values));
        }

        for (var row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)classNames.Count)
            {
                throw new ArgumentException($"Label {labels[row]} of row {row} is not in [0, {classNames.Count}).", nameof(labels));
            }
        }

        var infinite = Array.FindIndex(values, double.IsInfinity);
        if (infinite >= 0)
        {
            throw new ArgumentException($"Feature '{featureNames[infinite / labels.Length]}' of row {infinite % labels.Length} is infinite.", nameof(values));
        }

        FeatureNames = featureNames;
        ClassNames = classNames;
        this.values = values;
        this.labels = labels;
    }

    /// <summary>Number of rows.</summary>
    public int RowCount => labels.Length;

    /// <summary>Number of features.</summary>
    public int FeatureCount => FeatureNames.Count;

    /// <summary>Number of classes, those without a row included.</summary>
    public int ClassCount => ClassNames.Count;

    /// <summary>Names of the features.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Names of the classes.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>One label a row.</summary>
    public ReadOnlySpan<int> Labels => labels;

    /// <summary>All values, feature-major, NaN where missing.</summary>
    internal ReadOnlySpan<double> Values => values;

    /// <summary>All values of one feature, NaN where missing.</summary>
    public ReadOnlySpan<double> Column(int feature)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)feature, (uint)FeatureCount, nameof(feature));
        return values.AsSpan(feature * RowCount, RowCount);
    }

    /// <summary>Rows of each class.</summary>
    public int[] CountClasses()
    {
        var counts = new int[ClassCount];
        foreach (var label in labels)
        {
            counts[label]++;
        }

        return counts;
    }

    /// <summary>The given rows, in the given order; a row may be given more than once.</summary>
    /// <param name="rows">Numbers of rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row (the message names it).</exception>
    /// <exception cref="ArgumentException">No array holds so many values.</exception>
    public Dataset Subset(ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if ((uint)rows[i] >= (uint)RowCount)
            {
                throw new ArgumentOutOfRangeException(nameof(rows), rows[i], $"rows[{i}] is {rows[i]}; there are {RowCount} rows.");
            }
        }

        var chosen = new double[ArraySize.Product(nameof(rows), "values", FeatureCount, rows.Length)];
        for (var feature = 0; feature < FeatureCount; feature++)
        {
            var source = Column(feature);
            var target = chosen.AsSpan(feature * rows.Length, rows.Length);
            for (var i = 0; i < rows.Length; i++)
            {
                target[i] = source[rows[i]];
            }
        }

        var chosenLabels = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            chosenLabels[i] = labels[rows[i]];
        }

        return new Dataset(FeatureNames, ClassNames, chosen, chosenLabels);
    }
}
