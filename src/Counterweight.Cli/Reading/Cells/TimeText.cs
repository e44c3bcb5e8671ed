using System.Globalization;
using System.Runtime.InteropServices;

namespace Counterweight.Cli.Reading.Cells;

/// <summary>A date, or a date with a time of day, as text: ISO 8601 and its kin.</summary>
/// <remarks>
/// Dates are <c>2024-03-31</c>, <c>2024/03/31</c>, <c>31.03.2024</c>, <c>31/03/2024</c>, <c>03/31/2024</c> and the last two with hyphens;
/// years have four digits. A time of day follows a <c>T</c> or spaces: <c>23:59</c>, <c>23:59:59.5</c>, <c>11:59 PM</c>, with <c>Z</c> or
/// <c>+01:00</c> after it. Without them it is taken as UTC.
/// </remarks>
/// <param name="Orders">All orders in which it is a date; none: it is no time.</param>
/// <param name="First">First number of the date.</param>
/// <param name="Second">Second number.</param>
/// <param name="Third">Third number.</param>
/// <param name="SecondsOfDay">Seconds since midnight UTC; negative, or more than a day, by the offset.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TimeText(DateOrder Orders, int First, int Second, int Third, double SecondsOfDay)
{
    // Some 1,900 years: from the year 70 to 3870, well within what a DateTime holds.
    private const double MostSeconds = 6e10;

    /// <summary>Takes a text, without space around it, apart.</summary>
    public static TimeText Read(ReadOnlySpan<byte> text)
    {
        const int Shortest = 8;
        if (text.Length < Shortest || !Digits.TryTake(ref text, 4, out var first, out var firstLength) || text.Length == 0)
        {
            return default;
        }

        var mark = text[0];
        if (mark is not ((byte)'-' or (byte)'/' or (byte)'.')
            || !Digits.TryTakeAfter(ref text, mark, 2, out var second, out _)
            || !Digits.TryTakeAfter(ref text, mark, 4, out var third, out var thirdLength))
        {
            return default;
        }

        var orders = OrdersOf(mark, firstLength, thirdLength);
        return TimeOfDay.TryRead(text, out var seconds) ? Checked(new TimeText(orders, first, second, third, seconds)) : default;
    }

    /// <summary>Seconds since 1970, in an order in which it is a date.</summary>
    public double Seconds(DateOrder order)
    {
        var (year, month, day) = Parts(order);
        return (new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).TotalSeconds + SecondsOfDay;
    }

    /// <summary>Seconds of a text, with or without space around it, in an order; NaN where it is no date in it.</summary>
    public static double Seconds(ReadOnlySpan<byte> text, DateOrder order) => Read(CellText.Trim(text)) is var time && (time.Orders & order) != DateOrder.None ? time.Seconds(order) : double.NaN;

    /// <summary>A time as text; empty for NaN.</summary>
    public static string Show(double seconds) => double.IsNaN(seconds)
        ? ""
        : double.Abs(seconds) < MostSeconds && DateTime.UnixEpoch.AddSeconds(seconds) is var time
            ? time.ToString(time.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss" : "yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture)
            : FormattableString.Invariant($"{seconds:R} s");

    private static DateOrder OrdersOf(byte mark, int firstLength, int thirdLength) => (firstLength, thirdLength) switch
    {
        (4, <= 2) when mark != '.' => DateOrder.YearMonthDay,
        ( <= 2, 4) => mark == '.' ? DateOrder.DayMonthYear : DateOrder.DayMonthYear | DateOrder.MonthDayYear,
        _ => DateOrder.None,
    };

    private static TimeText Checked(TimeText text)
    {
        var orders = DateOrder.None;
        foreach (var order in (ReadOnlySpan<DateOrder>)[DateOrder.YearMonthDay, DateOrder.MonthDayYear, DateOrder.DayMonthYear])
        {
            var (year, month, day) = text.Parts(order);
            orders |= (text.Orders & order) != DateOrder.None && year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? order : DateOrder.None;
        }

        return text with { Orders = orders };
    }

    private (int Year, int Month, int Day) Parts(DateOrder order) => order switch
    {
        DateOrder.YearMonthDay => (First, Second, Third),
        DateOrder.MonthDayYear => (Third, First, Second),
        _ => (Third, Second, First),
    };
}
