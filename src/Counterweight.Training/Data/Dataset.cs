using Counterweight.Features;

namespace Counterweight.Training.Data;

/// <summary>
/// Rows of features, each with a class or with a number to predict, and perhaps with a weight. A feature is a number, or a category
/// where <see cref="WithCategories"/> says so. Features are floats or doubles and stay what they are: a model is the same, byte for
/// byte, for floats and for the same values as doubles. Immutable.
/// </summary>
public sealed partial class Dataset
{
    private readonly double[]? doubles;
    private readonly float[]? floats;
    private readonly int[] labels;
    private readonly float[] targets;
    private readonly double[] sampleWeights;

    /// <summary>Rows with a class each. Takes over the arrays: they must not change afterwards. The names are copied.</summary>
    /// <param name="featureNames">One name a feature; at least one. Features may share a name: <see cref="Models.ModelSchema.Map"/>, which finds them by it, refuses such.</param>
    /// <param name="classNames">One name a class, no name twice; at least one. A class may have no row.</param>
    /// <param name="values">Feature-major, feature f of row r at <c>[f·rows + r]</c>; NaN is a missing value, infinities are refused.</param>
    /// <param name="labels">One label a row, in [0, number of classes).</param>
    /// <param name="sampleWeights">One finite weight of at least 0 a row; null or empty: all rows weigh 1.</param>
    /// <exception cref="ArgumentException">Lengths that do not fit, a name that is null or no Unicode text, or two classes of one name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label or weight is out of range, or a value is infinite (the message names it).</exception>
    public Dataset(IReadOnlyList<string> featureNames, IReadOnlyList<string> classNames, double[] values, int[] labels, double[]? sampleWeights = null)
        : this(featureNames, classNames, NotNull(values), null, labels, [], sampleWeights ?? []) => CheckClasses();

    /// <inheritdoc cref="Dataset(IReadOnlyList{string}, IReadOnlyList{string}, double[], int[], double[])"/>
    public Dataset(IReadOnlyList<string> featureNames, IReadOnlyList<string> classNames, float[] values, int[] labels, double[]? sampleWeights = null)
        : this(featureNames, classNames, null, NotNull(values), labels, [], sampleWeights ?? []) => CheckClasses();

    private Dataset(IReadOnlyList<string> featureNames, IReadOnlyList<string> classNames, double[]? doubles, float[]? floats, int[] labels, float[] targets, double[] sampleWeights)
    {
        ArgumentNullException.ThrowIfNull(featureNames);
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(targets);
        (this.doubles, this.floats, this.labels, this.targets, this.sampleWeights) = (doubles, floats, labels, targets, sampleWeights);
        (FeatureNames, ClassNames) = (Array.AsReadOnly<string>([.. featureNames]), Array.AsReadOnly<string>([.. classNames]));
        Categories = Array.AsReadOnly(new IReadOnlyList<string>?[FeatureNames.Count]);
        RowCount = Math.Max(labels.Length, targets.Length);
        Require.AtLeast(FeatureCount, 1, "featureNames.Count", nameof(featureNames));
        Names.Check(FeatureNames, nameof(featureNames));
        Names.CheckDistinct(ClassNames, nameof(classNames));
        CheckValues();
        TrainingInput.ValidateWeights(sampleWeights, RowCount, nameof(sampleWeights), nameof(sampleWeights));
    }

    // Shares arrays that were checked before.
    private Dataset(Dataset other, double[]? doubles, float[]? floats, int[] labels, float[] targets, double[] sampleWeights)
    {
        (FeatureNames, ClassNames, Categories, HasCategories) = (other.FeatureNames, other.ClassNames, other.Categories, other.HasCategories);
        (this.doubles, this.floats, this.labels, this.targets, this.sampleWeights) = (doubles, floats, labels, targets, sampleWeights);
        RowCount = Math.Max(labels.Length, targets.Length);
    }

    /// <summary>Number of rows.</summary>
    public int RowCount { get; }

    /// <summary>Number of features.</summary>
    public int FeatureCount => FeatureNames.Count;

    /// <summary>Number of classes, those without a row included; 0 where there are none.</summary>
    public int ClassCount => ClassNames.Count;

    /// <summary>Names of the features.</summary>
    public IReadOnlyList<string> FeatureNames { get; private init; }

    /// <summary>Names of the classes; none of rows for regression.</summary>
    public IReadOnlyList<string> ClassNames { get; private init; }

    /// <summary>One label a row; empty of rows for regression.</summary>
    public ReadOnlySpan<int> Labels => labels;

    /// <summary>The number to predict of each row; empty unless the rows are for regression.</summary>
    public ReadOnlySpan<float> Targets => targets;

    /// <summary>One weight a row, or empty: all rows weigh 1.</summary>
    public ReadOnlySpan<double> SampleWeights => sampleWeights;

    /// <summary>Whether the features are floats.</summary>
    internal bool IsSingle => floats is not null;

    /// <summary>All values where they are doubles, feature-major, NaN where missing.</summary>
    internal ReadOnlySpan<double> Values => doubles;

    /// <summary>Values of all rows and features.</summary>
    internal int ValueCount => doubles?.Length ?? floats!.Length;

    /// <summary>The values where they are doubles.</summary>
    internal FeatureMatrix<double> DoubleMatrix => new(doubles, RowCount, FeatureCount, FeatureLayout.FeatureMajor);

    /// <summary>The values where they are floats.</summary>
    internal FeatureMatrix<float> SingleMatrix => new(floats, RowCount, FeatureCount, FeatureLayout.FeatureMajor);

    /// <summary>Rows with a number to predict each. Takes over the arrays: they must not change afterwards. The names are copied.</summary>
    /// <param name="featureNames">One name a feature; at least one. Features may share a name: <see cref="Models.ModelSchema.Map"/>, which finds them by it, refuses such.</param>
    /// <param name="values">Feature-major, feature f of row r at <c>[f·rows + r]</c>; NaN is a missing value, infinities are refused.</param>
    /// <param name="targets">One finite number a row.</param>
    /// <param name="sampleWeights">One finite weight of at least 0 a row; null or empty: all rows weigh 1.</param>
    /// <exception cref="ArgumentException">Lengths that do not fit, a name that is null or no Unicode text.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is out of range, or a target or a value is not finite (the message names it).</exception>
    public static Dataset ForRegression(IReadOnlyList<string> featureNames, double[] values, float[] targets, double[]? sampleWeights = null) =>
        new Dataset(featureNames, [], NotNull(values), null, [], targets, sampleWeights ?? []).CheckTargets();

    /// <inheritdoc cref="ForRegression(IReadOnlyList{string}, double[], float[], double[])"/>
    public static Dataset ForRegression(IReadOnlyList<string> featureNames, float[] values, float[] targets, double[]? sampleWeights = null) =>
        new Dataset(featureNames, [], null, NotNull(values), [], targets, sampleWeights ?? []).CheckTargets();

    /// <summary>All values of one feature.</summary>
    /// <param name="feature">In [0, <see cref="FeatureCount"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such feature.</exception>
    public FeatureColumn Column(int feature)
    {
        Require.Index(feature, FeatureCount, nameof(feature));
        return floats is null
            ? new FeatureColumn(doubles.AsSpan(feature * RowCount, RowCount))
            : new FeatureColumn(floats.AsSpan(feature * RowCount, RowCount));
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

    /// <summary>The same rows with other weights. The features are shared.</summary>
    /// <param name="sampleWeights">One finite weight of at least 0 a row; null or empty: all rows weigh 1. The array is taken over.</param>
    /// <exception cref="ArgumentException">Another number of weights than rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is out of range (the message names it).</exception>
    public Dataset WithSampleWeights(double[]? sampleWeights)
    {
        TrainingInput.ValidateWeights(sampleWeights, RowCount, nameof(sampleWeights), nameof(sampleWeights));
        return new Dataset(this, doubles, floats, labels, targets, sampleWeights ?? []);
    }

    /// <summary>The same rows with numbers to predict, in place of others or beside the classes. The features are shared.</summary>
    /// <param name="targets">One finite number a row. The array is taken over.</param>
    /// <exception cref="ArgumentException">Another number of them than rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One is not finite (the message names it).</exception>
    public Dataset WithTargets(float[] targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        if (targets.Length != RowCount)
        {
            throw Require.Misfit($"targets has {targets.Length} elements for {RowCount} rows.", nameof(targets));
        }

        CheckTargets(targets, nameof(targets));
        return new Dataset(this, doubles, floats, labels, targets, sampleWeights);
    }

    /// <summary>The given rows, in the given order, with their weights; a row may be given more than once.</summary>
    /// <param name="rows">Numbers of rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row (the message names it).</exception>
    /// <exception cref="ArgumentException">No array holds so many values.</exception>
    public Dataset Subset(ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if ((uint)rows[i] >= (uint)RowCount)
            {
                throw Require.OutOfRange($"rows[{i}] is {rows[i]}; it must be in [0, {RowCount}).", nameof(rows));
            }
        }

        ArraySize.Product(nameof(rows), "values", FeatureCount, rows.Length);
        return new Dataset(
            this,
            doubles is null ? null : Chosen(doubles, FeatureCount, rows),
            floats is null ? null : Chosen(floats, FeatureCount, rows),
            Chosen(labels, labels.Length > 0 ? 1 : 0, rows),
            Chosen(targets, targets.Length > 0 ? 1 : 0, rows),
            Chosen(sampleWeights, sampleWeights.Length > 0 ? 1 : 0, rows));
    }

    /// <summary>Rows of one or several columns.</summary>
    private T[] Chosen<T>(T[] columns, int columnCount, ReadOnlySpan<int> rows)
    {
        var chosen = new T[columnCount * rows.Length];
        for (var column = 0; column < columnCount; column++)
        {
            var source = columns.AsSpan(column * RowCount, RowCount);
            var target = chosen.AsSpan(column * rows.Length, rows.Length);
            for (var i = 0; i < rows.Length; i++)
            {
                target[i] = source[rows[i]];
            }
        }

        return chosen;
    }

    private static T[] NotNull<T>(T[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values;
    }

    private void CheckClasses()
    {
        Require.AtLeast(ClassCount, 1, "classNames.Count", "classNames");
        for (var row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)ClassCount)
            {
                throw Require.OutOfRange($"labels[{row}] is {labels[row]}; it must be in [0, {ClassCount}).", nameof(labels));
            }
        }
    }

    private Dataset CheckTargets()
    {
        CheckTargets(targets, nameof(targets));
        return this;
    }

    private static void CheckTargets(ReadOnlySpan<float> numbers, string parameter)
    {
        for (var row = 0; row < numbers.Length; row++)
        {
            if (!float.IsFinite(numbers[row]))
            {
                throw Require.OutOfRange($"{parameter}[{row}] is {numbers[row]}; it must be finite.", parameter);
            }
        }
    }

    private void CheckValues()
    {
        const string Parameter = "values";
        if (ValueCount != (long)FeatureCount * RowCount)
        {
            throw Require.Misfit($"{Parameter} has {ValueCount} elements for {FeatureCount} features of {RowCount} rows.", Parameter);
        }

        var infinite = doubles is null ? Array.FindIndex(floats!, float.IsInfinity) : Array.FindIndex(doubles, double.IsInfinity);
        if (infinite >= 0)
        {
            var value = doubles is null ? floats![infinite] : doubles[infinite];
            throw Require.OutOfRange($"{Parameter}[{infinite}] is {value}, feature '{FeatureNames[infinite / RowCount]}' of row {infinite % RowCount}; it must be finite, or NaN where it is missing.", Parameter);
        }
    }
}
