using Counterweight.Training.Data;
using Counterweight.Weighting;

namespace Counterweight.Training;

/// <summary>What all trainers check and derive before they start.</summary>
internal static class TrainingInput
{
    /// <summary>Refuses rows that no classifier can be fitted to, and weights that are none.</summary>
    /// <returns>The rows' weights: those of the input, or else of the data; empty: all 1.</returns>
    public static ReadOnlySpan<double> Validate(Dataset data, FitInput input)
    {
        if (data.RowCount == 0)
        {
            throw Require.Misfit($"data has no rows.", nameof(data));
        }

        if (data.ClassCount < 2 || data.Labels.IsEmpty)
        {
            throw Require.Misfit($"data has {data.ClassCount} classes; a classifier needs rows of two classes or more.", nameof(data));
        }

        return Weights(data, input);
    }

    /// <summary>The rows' weights: those of the input, or else of the data; empty: all 1. Refuses what are no weights.</summary>
    public static ReadOnlySpan<double> Weights(Dataset data, FitInput input)
    {
        if (input.Resampler is not null)
        {
            throw Require.Misfit($"Resampler is given, but nothing can be resampled here; a resampler needs a fit to a Dataset with classes, not to bins made before.", nameof(input));
        }

        var isOwn = !input.SampleWeights.IsEmpty;
        var weights = isOwn ? input.SampleWeights : data.SampleWeights;
        if (isOwn)
        {
            ValidateWeights(weights, data.RowCount, nameof(input.SampleWeights), nameof(input));
        }

        return weights.IsEmpty || weights.ContainsAnyExcept(0.0)
            ? weights
            : throw Require.Misfit($"SampleWeights are all 0; no row has weight.", isOwn ? nameof(input) : nameof(data));
    }

    /// <summary>The rows to train on: where there is a resampler, what it makes of those that have weight. It is taken out of the input, and so are weights that the rows have.</summary>
    public static Dataset Resampled(Dataset data, ref FitInput input)
    {
        if (input.Resampler is not { } resampler)
        {
            return data;
        }

        input = input with { Resampler = null };
        var weights = Validate(data, input);
        var rows = input.SampleWeights.IsEmpty ? data : data.WithSampleWeights(weights.ToArray());
        rows = rows.SampleWeights.Contains(0.0) ? rows.Subset(CountingRows(weights, data.RowCount)) : rows;
        input.Monitor.Report(0, "resampling");
        var made = resampler.Resample(rows, input.ResamplingSeed, input.Cancellation);
        input = input with { SampleWeights = default };
        if (made is null || made.FeatureCount != data.FeatureCount || made.ClassCount != data.ClassCount || Enumerable.Range(0, data.FeatureCount).Any(feature => CategoryNames.Difference(made.Categories[feature], data.Categories[feature]) is not null))
        {
            throw Require.Misfit($"Resampler made no rows of the same features and classes.", nameof(input));
        }

        var (before, after) = (rows.CountClasses(), made.CountClasses());
        for (var label = 0; label < before.Length; label++)
        {
            if (before[label] > 0 && after[label] == 0)
            {
                throw Require.Misfit($"Resampler left none of the {before[label]} rows of class '{data.ClassNames[label]}', which no model would then know. Choose classes that may lose rows, or a milder method.", nameof(input));
            }
        }

        return made;
    }

    /// <summary>Refuses weights that are not one a row, finite and at least 0. Those of data were checked when it was made.</summary>
    /// <param name="sampleWeights">The weights, or none.</param>
    /// <param name="rowCount">Rows.</param>
    /// <param name="name">What they are called.</param>
    /// <param name="parameter">The parameter to blame.</param>
    public static void ValidateWeights(ReadOnlySpan<double> sampleWeights, int rowCount, string name, string parameter)
    {
        if (!sampleWeights.IsEmpty && sampleWeights.Length != rowCount)
        {
            throw Require.Misfit($"{name} has {sampleWeights.Length} elements for {rowCount} rows.", parameter);
        }

        for (var row = 0; row < sampleWeights.Length; row++)
        {
            if (!(sampleWeights[row] >= 0 && double.IsFinite(sampleWeights[row])))
            {
                throw Require.OutOfRange($"{name}[{row}] is {sampleWeights[row]}; it must be finite and at least 0.", parameter);
            }
        }
    }

    /// <summary>Refuses validation rows that a trainer has no use for.</summary>
    /// <param name="input">The input.</param>
    /// <param name="trainer">What the trainer fits.</param>
    public static void RefuseValidation(FitInput input, string trainer)
    {
        if (input.Validation is not null)
        {
            throw Require.Misfit($"Validation is given, but {trainer} has no use of validation rows.", nameof(input));
        }
    }

    /// <summary>How many rows have weight: the others must not show, not even in the scale of the weights.</summary>
    /// <param name="sampleWeights">One weight a row, or empty: all 1.</param>
    /// <param name="rowCount">Rows.</param>
    public static int WeightedRows(ReadOnlySpan<double> sampleWeights, int rowCount) => sampleWeights.IsEmpty ? rowCount : rowCount - sampleWeights.Count(0.0);

    /// <summary>The rows of positive weight.</summary>
    public static int[] CountingRows(ReadOnlySpan<double> sampleWeights, int rowCount)
    {
        var rows = new int[WeightedRows(sampleWeights, rowCount)];
        for (int row = 0, next = 0; row < rowCount; row++)
        {
            if (sampleWeights.IsEmpty || sampleWeights[row] > 0)
            {
                rows[next++] = row;
            }
        }

        return rows;
    }

    /// <summary>The rows that are drawn.</summary>
    /// <param name="times">How often each row is.</param>
    public static int[] CountingRows(ReadOnlySpan<int> times)
    {
        var rows = new int[times.Length - times.Count(0)];
        for (int row = 0, next = 0; next < rows.Length; row++)
        {
            row += times[row..].IndexOfAnyExcept(0);
            rows[next++] = row;
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

    /// <summary>Refuses validation rows of which there are none or whose features or classes are not those of the training rows, and their lack where fitting is to stop early.</summary>
    /// <param name="input">The validation rows, or none.</param>
    /// <param name="data">Training rows.</param>
    /// <param name="hasClasses">Whether classes count, or else targets.</param>
    /// <param name="earlyStoppingRounds">Rounds after which fitting stops, or 0.</param>
    public static void ValidateValidation(FitInput input, Dataset data, bool hasClasses, int earlyStoppingRounds)
    {
        if (input.Validation is not { } validation)
        {
            if (earlyStoppingRounds > 0)
            {
                throw Require.Misfit($"EarlyStoppingRounds is {earlyStoppingRounds}, but Validation is null; early stopping needs validation rows.", nameof(input));
            }

            return;
        }

        if (validation.RowCount == 0)
        {
            throw Require.Misfit($"Validation has no rows.", nameof(input));
        }

        if (validation.FeatureCount != data.FeatureCount)
        {
            throw Require.Misfit($"Validation has {validation.FeatureCount} features, the training rows {data.FeatureCount}.", nameof(input));
        }

        CheckCategories(validation, data);
        if (hasClasses && (validation.ClassCount != data.ClassCount || validation.Labels.IsEmpty))
        {
            throw Require.Misfit($"Validation has {validation.ClassCount} classes, the training rows {data.ClassCount}.", nameof(input));
        }

        if (!hasClasses && validation.Targets.IsEmpty)
        {
            throw Require.Misfit($"Validation has no targets.", nameof(input));
        }

        if (!validation.SampleWeights.IsEmpty && !validation.SampleWeights.ContainsAnyExcept(0.0))
        {
            throw Require.Misfit($"Validation.SampleWeights are all 0; no validation row has weight.", nameof(input));
        }
    }

    private static void CheckCategories(Dataset validation, Dataset data)
    {
        for (var feature = 0; feature < data.FeatureCount; feature++)
        {
            if (CategoryNames.Difference(validation.Categories[feature], data.Categories[feature]) is { } difference)
            {
                throw Require.Misfit($"Validation has other categories of feature '{data.FeatureNames[feature]}' than the training rows: {difference}.", "input");
            }
        }
    }

    /// <summary>Rows that a model is asked about, and a destination of some elements a row.</summary>
    public static void ValidatePrediction(Dataset data, int featureCount, int length, int width, int degreeOfParallelism)
    {
        ArgumentNullException.ThrowIfNull(data);
        Require.Threads(degreeOfParallelism);
        if (data.FeatureCount != featureCount)
        {
            throw Require.Misfit($"data has {data.FeatureCount} features, the model {featureCount}.", nameof(data));
        }

        if (length != (long)data.RowCount * width)
        {
            throw Require.Misfit($"destination has {length} elements; {data.RowCount} rows need {(long)data.RowCount * width}.", "destination");
        }
    }
}
