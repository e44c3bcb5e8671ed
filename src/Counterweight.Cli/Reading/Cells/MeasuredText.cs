namespace Counterweight.Cli.Reading.Cells;

/// <summary>Reads a cell of a column whose one notation is known.</summary>
internal static class MeasuredText
{
    /// <summary>The number, or the seconds since 1970; NaN where it is missing or neither.</summary>
    /// <param name="text">The cell without space around it.</param>
    /// <param name="numbers">How the column's numbers are written.</param>
    /// <param name="order">The order of its dates; none: it is one of numbers.</param>
    /// <param name="missing">What is a missing value.</param>
    /// <param name="isMissing">Whether it is missing.</param>
    public static double Value(ReadOnlySpan<byte> text, in NumberNotation numbers, DateOrder order, MissingMarkers missing, out bool isMissing)
    {
        isMissing = missing.Contains(text);
        if (isMissing)
        {
            return double.NaN;
        }

        var value = order != DateOrder.None ? TimeText.Seconds(text, order) : numbers.TryParse(text, out var number) ? number : double.NaN;
        isMissing = order == DateOrder.None && missing.Contains(value);
        return isMissing ? double.NaN : value;
    }
}
