using Counterweight.Training;

namespace Counterweight.LightGbm.Native;

/// <summary>How LightGBM is told of a matrix.</summary>
internal static class Matrix
{
    /// <summary>LightGBM's number for an element's type.</summary>
    public static int TypeOf<T>() =>
        typeof(T) == typeof(float) ? 0
        : typeof(T) == typeof(double) ? 1
        : throw new NotSupportedException(Require.Text($"Features are float or double, not {typeof(T).Name}."));

    /// <summary>Rows of a matrix of so many numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no feature.</exception>
    /// <exception cref="ArgumentException">There is no whole number of rows.</exception>
    public static int RowCount(int length, int featureCount)
    {
        Require.AtLeast(featureCount, 1, nameof(featureCount));
        return length % featureCount == 0
            ? length / featureCount
            : throw Require.Misfit($"features has {length} numbers; with {featureCount} features that is no whole number of rows.", "features");
    }
}
