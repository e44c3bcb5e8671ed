namespace Counterweight.Cli.Columns;

/// <summary>The features of a column of times: days since 1970, and the parts of the date.</summary>
internal static class TimeParts
{
    /// <summary>Features of a column of dates.</summary>
    public const int DateFeatures = 5;

    /// <summary>Features of a column of dates with times of day.</summary>
    public const int MostFeatures = 7;

    private const double SecondsOfDay = 86400;

    private static readonly (string Suffix, Func<DateTime, double> Part)[] Parts =
    [
        (".year", time => time.Year),
        (".month", time => time.Month),
        (".day", time => time.Day),
        (".weekday", time => Weekday(time)),
        (".hour", time => time.Hour),
        (".minute", time => time.Minute),
    ];

    /// <summary>Number of features: those of the time of day only where there is one.</summary>
    public static int Count(ReadOnlySpan<double> seconds) => HasTimeOfDay(seconds) ? MostFeatures : DateFeatures;

    /// <summary>The features' names.</summary>
    public static IEnumerable<string> Names(string name, int count) => Parts.Take(count - 1).Select(part => name + part.Suffix).Prepend(name);

    /// <summary>Writes the features, one after the other, each with a value a row.</summary>
    /// <param name="seconds">Seconds since 1970 a row; NaN where missing.</param>
    /// <param name="destination">As many features of as many rows.</param>
    public static void Write(ReadOnlySpan<double> seconds, Span<double> destination)
    {
        var rows = seconds.Length;
        for (var row = 0; row < rows; row++)
        {
            var isMissing = double.IsNaN(seconds[row]);
            var time = isMissing ? DateTime.UnixEpoch : DateTime.UnixEpoch.AddSeconds(seconds[row]);
            destination[row] = seconds[row] / SecondsOfDay;
            for (var feature = 1; feature * rows < destination.Length; feature++)
            {
                destination[(feature * rows) + row] = isMissing ? double.NaN : Parts[feature - 1].Part(time);
            }
        }
    }

    private static bool HasTimeOfDay(ReadOnlySpan<double> seconds)
    {
        foreach (var time in seconds)
        {
            if (!double.IsNaN(time) && time % SecondsOfDay != 0)
            {
                return true;
            }
        }

        return false;
    }

    // From 1, Monday, as ISO 8601 has it.
    private static double Weekday(DateTime time) => time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek;
}
