using Counterweight.Training.Data;
using Counterweight.Weighting;

namespace Counterweight.Training;

/// <summary>What all trainers check and derive before they start.</summary>
internal static class TrainingInput
{
    public static void Validate(Dataset data, ReadOnlySpan<double> sampleWeights)
    {
        if (data.RowCount == 0 || data.ClassCount < 2)
        {
            throw new ArgumentException($"{data.RowCount} rows of {data.ClassCount} classes: a classifier needs rows of two classes or more.", nameof(data));
        }

        ValidateWeights(sampleWeights, data.RowCount, nameof(sampleWeights));
    }

    /// <summary>Refuses weights that are not one a row, finite and at least 0, under the name of the caller's parameter.</summary>
    public static void ValidateWeights(ReadOnlySpan<double> sampleWeights, int rowCount, string name)
    {
        if (sampleWeights.IsEmpty)
        {
            return;
        }

        if (sampleWeights.Length != rowCount)
        {
            throw new ArgumentException($"{sampleWeights.Length} weights for {rowCount} rows.", name);
        }

        for (var row = 0; row < sampleWeights.Length; row++)
        {
            if (!(sampleWeights[row] >= 0 && double.IsFinite(sampleWeights[row])))
            {
                throw new ArgumentException($"The weight {sampleWeights[row]} of row {row} is not a finite number of at least 0.", name);
            }
        }
    }

    /// <summary>Weights of all classes, 0 for those without weight; empty where every row counts the same.</summary>
    /// <param name="data">Rows.</param>
    /// <param name="weighting">The choice.</param>
    /// <param name="sampleWeights">One weight a row, or empty: all 1.</param>
    /// <param name="exponent">The weights of the caller are these times two to this power.</param>
    public static double[] ClassWeightsOf(Dataset data, ClassWeighting weighting, ReadOnlySpan<double> sampleWeights, int exponent = 0) =>
        weighting.Of(data.Labels, sampleWeights, data.ClassCount, exponent);

    /// <summary>How many rows have weight: the others must not show, not even in the scale of the weights.</summary>
    /// <param name="sampleWeights">One weight a row, or empty: all 1.</param>
    /// <param name="rowCount">Rows.</param>
    public static int WeightedRows(ReadOnlySpan<double> sampleWeights, int rowCount) => sampleWeights.IsEmpty ? rowCount : rowCount - sampleWeights.Count(0.0);

    /// <summary>The rows of positive weight.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static int[] CountingRows(ReadOnlySpan<double> sampleWeights, int rowCount)
    {
        var rows = new int[WeightedRows(sampleWeights, rowCount)];
        if (rows.Length == 0)
        {
            throw new ArgumentException("No row has weight.", nameof(sampleWeights));
        }

        for (int row = 0, next = 0; row < rowCount; row++)
        {
            if (sampleWeights.IsEmpty || sampleWeights[row] > 0)
            {
                rows[next++] = row;
            }
        }

        return rows;
    }

    /// <summary>Class weights × sample weights of all rows; empty where all rows weigh the same.</summary>
    public static double[] RowWeights(Dataset data, double[] classWeights, ReadOnlySpan<double> sampleWeights)
    {
        if (classWeights.Length == 0)
        {
            return sampleWeights.ToArray();
        }

        var weights = new double[data.RowCount];
        SampleWeights.FromClassWeights(data.Labels, classWeights, weights, sampleWeights);
        return weights;
    }

    /// <summary>
    /// Weights times a power of two, the greatest in [1, 2): exact unless one is nothing beside the greatest, and the same
    /// whatever power of two all of them are multiplied by, to the ends of double precision.
    /// </summary>
    /// <param name="sampleWeights">Finite weights of at least 0, or empty: all 1.</param>
    /// <param name="exponent">The weights given are those returned times two to this power; what is in their unit is to be divided by it.</param>
    public static double[] InUnitRange(ReadOnlySpan<double> sampleWeights, out int exponent)
    {
        var greatest = 0.0;
        foreach (var weight in sampleWeights)
        {
            greatest = Math.Max(greatest, weight);
        }

        exponent = greatest > 0 ? Math.ILogB(greatest) : 0;
        var weights = sampleWeights.ToArray();
        // Neither half of the factor overflows.
        var (half, rest) = (Math.ScaleB(1, -exponent / 2), Math.ScaleB(1, -exponent - (-exponent / 2)));
        for (var row = 0; exponent != 0 && row < weights.Length; row++)
        {
            weights[row] = weights[row] * half * rest;
        }

        return weights;
    }

    /// <summary>A number in the unit of weights that are divided by two to the power <paramref name="exponent"/>; the greatest number where it is none.</summary>
    public static double InUnit(double value, int exponent) => Math.Min(Math.ScaleB(value, -exponent), double.MaxValue);

    /// <summary>Weights in single precision.</summary>
    public static float[] Single(ReadOnlySpan<double> weights)
    {
        var narrow = new float[weights.Length];
        for (var row = 0; row < narrow.Length; row++)
        {
            narrow[row] = (float)weights[row];
        }

        return narrow;
    }

    /// <summary>Refuses validation rows of which there are none or whose features or classes are not those of the training rows.</summary>
    /// <param name="validation">Validation rows.</param>
    /// <param name="data">Training rows.</param>
    /// <param name="hasClasses">Whether classes count.</param>
    public static void ValidateValidation(Dataset validation, Dataset data, bool hasClasses)
    {
        if (validation.RowCount == 0)
        {
            throw new ArgumentException("There are no validation rows.", nameof(validation));
        }

        if (validation.FeatureCount != data.FeatureCount)
        {
            throw new ArgumentException($"Validation rows have {validation.FeatureCount} features, training rows {data.FeatureCount}.", nameof(validation));
        }

        if (hasClasses && validation.ClassCount != data.ClassCount)
        {
            throw new ArgumentException($"Validation rows have {validation.ClassCount} classes, training rows {data.ClassCount}.", nameof(validation));
        }
    }

    /// <summary>Refuses what belongs to validation rows where there are none.</summary>
    public static void ValidateAbsent(int count, string name)
    {
        if (count > 0)
        {
            throw new ArgumentException($"{name} has {count} elements, but validation is null.", name);
        }
    }

    /// <summary>Refuses less than one thread: before anything is written.</summary>
    public static void ValidateThreads(int degreeOfParallelism) => ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);

    /// <summary>Rows that a model is asked about, with room for some elements a row.</summary>
    public static void ValidatePrediction<T>(IClassifier model, Dataset data, ReadOnlySpan<T> destination, int width = 1)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.FeatureCount != model.FeatureCount)
        {
            throw new ArgumentException($"{data.FeatureCount} features for a model of {model.FeatureCount}.", nameof(data));
        }

        if (destination.Length != (long)data.RowCount * width)
        {
            throw new ArgumentException($"Room for {destination.Length} elements; {data.RowCount} rows need {(long)data.RowCount * width}.", nameof(destination));
        }
    }
}
