using System.Globalization;

namespace Counterweight.Cli.Reading.Cells;

/// <summary>The time of day after a date, with its offset from UTC.</summary>
internal static class TimeOfDay
{
    /// <summary>Reads what follows a date; nothing is midnight UTC.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out double seconds)
    {
        seconds = 0;
        if (text.Length == 0)
        {
            return true;
        }

        if (text[0] is not ((byte)'T' or (byte)'t' or (byte)' '))
        {
            return false;
        }

        text = text[0] == ' ' ? text.TrimStart((byte)' ') : text[1..];
        if (!Digits.TryTake(ref text, 2, out var hour, out _) || !Digits.TryTakeAfter(ref text, (byte)':', 2, out var minute, out var minuteLength) || minuteLength != 2)
        {
            return false;
        }

        double second = 0;
        return (text.Length == 0 || text[0] != ':' || TryTakeSecond(ref text, out second))
            && TryTakeHalf(ref text, ref hour)
            && TryReadOffset(text, out var offset)
            && hour < 24 && minute < 60
            && double.IsFinite(seconds = (((hour * 60) + minute - offset) * 60) + second);
    }

    private static bool TryTakeSecond(ref ReadOnlySpan<byte> text, out double second)
    {
        second = 0;
        if (!Digits.TryTakeAfter(ref text, (byte)':', 2, out var whole, out var length) || length != 2 || whole > 59)
        {
            return false;
        }

        second = whole;
        if (text.Length == 0 || text[0] is not ((byte)'.' or (byte)','))
        {
            return true;
        }

        var fraction = text[1..];
        var digits = fraction.IndexOfAnyExceptInRange((byte)'0', (byte)'9') is >= 0 and var end ? end : fraction.Length;
        text = fraction[digits..];
        const int Nanoseconds = 9;
        return digits is > 0 and <= Nanoseconds && double.TryParse($"{whole}.{System.Text.Encoding.ASCII.GetString(fraction[..digits])}", CultureInfo.InvariantCulture, out second);
    }

    // Twelve hours with AM or PM: 12 AM is midnight.
    private static bool TryTakeHalf(ref ReadOnlySpan<byte> text, ref int hour)
    {
        var rest = text.TrimStart((byte)' ');
        var isAfternoon = rest.StartsWith("PM"u8) || rest.StartsWith("pm"u8);
        if (!isAfternoon && !rest.StartsWith("AM"u8) && !rest.StartsWith("am"u8))
        {
            return true;
        }

        if (hour is < 1 or > 12)
        {
            return false;
        }

        text = rest[2..];
        hour = (hour % 12) + (isAfternoon ? 12 : 0);
        return true;
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        text = text.TrimStart((byte)' ');
        if (text.Length == 0 || text.SequenceEqual("Z"u8) || text.SequenceEqual("z"u8) || text.SequenceEqual("UTC"u8))
        {
            return true;
        }

        var isNegative = text[0] == '-';
        if ((!isNegative && text[0] != '+') || text.Length is not (3 or 5 or 6))
        {
            return false;
        }

        text = text[1..];
        var hours = text[..2];
        var rest = text.Length == 5 && text[2] == ':' ? text[3..] : text[2..];
        if (!Digits.TryTake(ref hours, 2, out var hour, out var length) || length != 2 || hour > 14)
        {
            return false;
        }

        var minute = 0;
        if (rest.Length > 0 && (!Digits.TryTake(ref rest, 2, out minute, out length) || length != 2 || rest.Length > 0 || minute > 59))
        {
            return false;
        }

        minutes = (isNegative ? -1 : 1) * ((60 * hour) + minute);
        return true;
    }
}
