using Counterweight.Training.Data;

namespace Counterweight.Training.Resampling;

/// <summary>The values of a data set as the kernels of resampling read them.</summary>
internal static class RowPoints
{
    /// <summary>Features turned at a time, so that what is written stays near.</summary>
    private const int RowsAtOnce = 256;

    /// <summary>All values row after row, in single precision.</summary>
    public static float[] Of(Dataset data)
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
                    points[(row * data.FeatureCount) + feature] = (float)column[row];
                }
            }
        }

        return points;
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
