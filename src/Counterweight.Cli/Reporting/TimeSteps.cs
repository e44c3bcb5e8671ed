using System.Globalization;
using Counterweight.Cli.Output;

namespace Counterweight.Cli.Reporting;

/// <summary>Cuts a span of time into periods of a calendar, or numbers into even steps.</summary>
internal sealed class TimeSteps
{
    /// <summary>Periods at most.</summary>
    public const int Most = 40;

    private const double Minute = 60;
    private const double Hour = 60 * Minute;
    private const double Day = 24 * Hour;

    // A Monday: 1970-01-05.
    private const double FirstMonday = 4 * Day;

    private static readonly double[] Seconds = [1, 5, 15, 30, Minute, 5 * Minute, 15 * Minute, 30 * Minute, Hour, 3 * Hour, 6 * Hour, 12 * Hour, Day, 7 * Day];
    private static readonly int[] Months = [1, 3, 6, 12, 24, 60, 120, 600, 1200];

    private readonly bool areDates;
    private readonly double step;
    private readonly int months;
    private readonly double first;

    /// <param name="times">Times of rows, NaN where one has none; one of them has one.</param>
    /// <param name="areDates">Whether they are seconds since 1970.</param>
    public TimeSteps(IReadOnlyList<double> times, bool areDates)
    {
        this.areDates = areDates;
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var time in times)
        {
            (least, most) = (time < least ? time : least, time > most ? time : most);
        }

        if (!areDates)
        {
            step = Math.Max(EvenStep(most - least), times.All(time => double.IsNaN(time) || double.IsInteger(time)) ? 1 : 0);
            first = Math.Floor(least / step);
        }
        else if (Array.Find(Seconds, length => ((most - least) / length) + 1 <= Most) is > 0 and var length)
        {
            step = length;
            first = Math.Floor((least - FirstMonday) / step);
        }
        else
        {
            months = Array.Find(Months, count => (MonthOf(most) / count) - (MonthOf(least) / count) < Most) is > 0 and var found ? found : Months[^1];
            first = MonthOf(least) / months;
        }

        Count = (int)Math.Min(Index(most) + 1, Most * Most);
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>How long a period is.</summary>
    public string Name => !areDates ? FormattableString.Invariant($"step of {step:G4}")
        : months > 0 ? (months % 12 == 0 ? Named(months / 12, "year") : Named(months, "month"))
        : step >= 7 * Day ? "week" : step >= Day ? "day" : step >= Hour ? Named((int)(step / Hour), "hour") : step >= Minute ? Named((int)(step / Minute), "minute") : Named((int)step, "second");

    /// <summary>The period of a time.</summary>
    public int Index(double time) => (int)((months > 0 ? MonthOf(time) / months : Math.Floor((areDates ? time - FirstMonday : time) / step)) - first);

    /// <summary>When a period begins.</summary>
    public string Start(int period)
    {
        var place = first + period;
        if (!areDates)
        {
            return NumberText.Of(Math.Clamp(place * step, -double.MaxValue, double.MaxValue), "G6");
        }

        if (months > 0)
        {
            var month = (int)(place * months);
            return FormattableString.Invariant($"{month / 12:0000}-{(month % 12) + 1:00}");
        }

        var time = DateTime.UnixEpoch.AddSeconds((place * step) + FirstMonday);
        return time.ToString(step >= Day ? "yyyy-MM-dd" : step >= Minute ? "MM-dd HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private static string Named(int count, string unit) => count == 1 ? unit : FormattableString.Invariant($"{count} {unit}s");

    private static int MonthOf(double seconds)
    {
        var date = DateTime.UnixEpoch.AddSeconds(seconds);
        return (12 * date.Year) + date.Month - 1;
    }

    // 1, 2 or 5 times a power of ten.
    private static double EvenStep(double span)
    {
        if (!(span > 0))
        {
            return 1;
        }

        // Of the whole range of numbers 36 of these.
        const double GreatestStep = 1e307;
        if (double.IsInfinity(span))
        {
            return GreatestStep;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(span / Most)));
        return Math.Max(power * (Array.Find([1.0, 2, 5, 10], factor => (span / (factor * power)) + 2 <= Most) is > 0 and var step ? step : 20), double.Epsilon);
    }
}
