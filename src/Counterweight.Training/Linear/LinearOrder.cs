namespace Counterweight.Training.Linear;

/// <summary>
/// Parameters in two orders: by columns, as models are saved and shown, classes × columns of weights and then the intercepts; and as scores
/// are summed, see <see cref="StandardizedRows.ParameterCount"/>. Of numbers alone they are the same.
/// </summary>
internal static class LinearOrder
{
    /// <summary>As scores are summed.</summary>
    public static double[] ToScores(LinearColumns columns, ReadOnlySpan<double> parameters, int classCount)
    {
        var ordered = new double[checked(classCount * (Math.Max(1, columns.NumberCount) + 1 + columns.IndicatorCount))];
        var places = Places(columns, classCount);
        for (var parameter = 0; parameter < places.Length; parameter++)
        {
            ordered[places[parameter]] = parameters[parameter];
        }

        return ordered;
    }

    /// <summary>By columns.</summary>
    public static double[] ToColumns(LinearColumns columns, ReadOnlySpan<double> parameters, int classCount)
    {
        var places = Places(columns, classCount);
        var ordered = new double[places.Length];
        for (var parameter = 0; parameter < places.Length; parameter++)
        {
            ordered[parameter] = parameters[places[parameter]];
        }

        return ordered;
    }

    /// <summary>Where each of the parameters by columns is among those of scores.</summary>
    private static int[] Places(LinearColumns columns, int classCount)
    {
        var (numbers, count) = (Math.Max(1, columns.NumberCount), columns.Count);
        var places = new int[classCount * (count + 1)];
        var (number, indicator) = (0, classCount * (numbers + 1));
        foreach (var (column, isNumber) in columns.Describe().Select((described, column) => (column, described.Categories.Count == 0)))
        {
            for (var label = 0; label < classCount; label++)
            {
                places[(label * count) + column] = isNumber ? (label * numbers) + number : indicator + label;
            }

            (number, indicator) = isNumber ? (number + 1, indicator) : (number, indicator + classCount);
        }

        for (var label = 0; label < classCount; label++)
        {
            places[(classCount * count) + label] = (classCount * numbers) + label;
        }

        return places;
    }
}
