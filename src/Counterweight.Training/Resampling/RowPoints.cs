using Counterweight.Neighbors;
using Counterweight.Training.Data;

namespace Counterweight.Training.Resampling;

/// <summary>The values of a data set as the kernels of resampling read them.</summary>
internal static class RowPoints
{
    /// <summary>Features turned at a time, so that what is written stays near.</summary>
    private const int RowsAtOnce = 256;

    /// <summary>All values row after row, in single precision. Refuses those that no distance takes, by the names of their columns.</summary>
    public static float[] Of(Dataset data, NeighborOptions metric)
    {
        var points = GC.AllocateUninitializedArray<float>(data.ValueCount);
        for (var first = 0; first < data.RowCount; first += RowsAtOnce)
        {
            var last = Math.Min(data.RowCount, first + RowsAtOnce);
            for (var feature = 0; feature < data.FeatureCount; feature++)
            {
                var column = data.Column(feature);
                for (var row = first; row < last; row++)
                {
                    var point = (float)column[row];
                    if (!float.IsFinite(point) && !(float.IsNaN(point) && metric.MissingValues == MissingValues.Scale))
                    {
                        throw Unfit(data, feature, row);
                    }

                    points[(row * data.FeatureCount) + feature] = point;
                }
            }
        }

        return points;
    }

    private static ArgumentOutOfRangeException Unfit(Dataset data, int feature, int row)
    {
        var (name, value) = (data.FeatureNames[feature], data.Column(feature)[row]);
        return double.IsNaN(value)
            ? Require.OutOfRange($"Feature '{name}' is missing in row {row} of those to resample; MissingValues.Scale in the resampler's Metric takes missing values.", nameof(data))
            : Require.OutOfRange($"Feature '{name}' is {value} in row {row} of those to resample, beyond single precision, in which distances are measured.", nameof(data));
    }

    /// <summary>Refuses rows without classes, and numbers to predict, which no new row would have.</summary>
    public static void CheckClasses(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.ClassCount == 0)
        {
            throw Require.Misfit($"data has no classes; a resampler needs the class of every row.", nameof(data));
        }
    }

    /// <summary>Refuses categories, which have no distances.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="method">What needs distances.</param>
    public static void RefuseCategories(Dataset data, string method)
    {
        for (var feature = 0; feature < data.FeatureCount; feature++)
        {
            if (data.Categories[feature] is not null)
            {
                throw Require.Misfit($"Feature '{data.FeatureNames[feature]}' has categories; {method} measures distances between numbers.", nameof(data));
            }
        }
    }
}
