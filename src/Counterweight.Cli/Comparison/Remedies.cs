using Counterweight.Neighbors;
using Counterweight.Resampling;
using Counterweight.Resampling.Over;
using Counterweight.Training.Data;
using Counterweight.Training.Resampling;

namespace Counterweight.Cli.Comparison;

/// <summary>Resamplers that take any table that the command reads.</summary>
internal static class Remedies
{
    /// <summary>Beyond it squares are no floats.</summary>
    private const double Greatest = 1e18;

    private const int MostCategories = 4096;

    public static IResampler OverSampled { get; } = new OverResampler(new RandomOverSampler());

    public static IResampler UnderSampled { get; } = new RandomUnderResampler();

    /// <summary>SMOTE between values in units of their spread; a class of a single row is copied.</summary>
    public static IResampler Smote(Dataset data) => new ResamplingSteps(
        new OverResampler(new Smote(few: FewRows.UseAll))
        {
            Strategy = SamplingStrategy.Counts([.. Targets(data)]),
            Metric = new NeighborOptions { FeatureWeights = Weights(data), MissingValues = MissingValues.Scale },
            DegreeOfParallelism = Environment.ProcessorCount,
        },
        OverSampled);

    /// <summary>Why SMOTE cannot take the rows; null where it can.</summary>
    public static string? SmoteFault(Dataset data)
    {
        for (var feature = 0; feature < data.FeatureCount; feature++)
        {
            if (data.Categories[feature] is { Count: > MostCategories } names)
            {
                return FormattableString.Invariant($"column '{data.FeatureNames[feature]}' has {names.Count} categories");
            }

            var column = data.Column(feature);
            for (var row = 0; row < column.Length; row++)
            {
                if (Math.Abs(column[row]) > Greatest)
                {
                    return FormattableString.Invariant($"column '{data.FeatureNames[feature]}' has values above {Greatest}");
                }
            }
        }

        return null;
    }

    private static IEnumerable<(int Class, long Rows)> Targets(Dataset data)
    {
        var counts = data.CountClasses();
        return counts.Select((count, label) => (label, count)).Where(one => one.count > 0).Select(one => (one.label, one.count == 1 ? 1L : counts.Max()));
    }

    /// <summary>One over the variance of each number, and over their median for categories, which SMOTE sets as far apart.</summary>
    private static float[] Weights(Dataset data)
    {
        var weights = new float[data.FeatureCount];
        List<float> ofNumbers = [];
        for (var feature = 0; feature < weights.Length; feature++)
        {
            if (data.Categories[feature] is not null)
            {
                continue;
            }

            double[] values = [.. data.Column(feature).ToArray().Where(value => !double.IsNaN(value))];
            var mean = values.Length == 0 ? 0 : values.Average();
            var variance = values.Length == 0 ? 0 : values.Average(value => (value - mean) * (value - mean));
            weights[feature] = variance > 0 ? (float)Math.Clamp(1 / variance, 1e-30, 1e30) : 1;
            ofNumbers.Add(weights[feature]);
        }

        ofNumbers.Sort();
        var median = ofNumbers.Count == 0 ? 1 : ofNumbers[ofNumbers.Count / 2];
        for (var feature = 0; feature < weights.Length; feature++)
        {
            weights[feature] = data.Categories[feature] is null ? weights[feature] : median;
        }

        return weights;
    }
}
