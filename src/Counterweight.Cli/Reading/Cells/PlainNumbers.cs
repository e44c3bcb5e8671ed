using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Reading.Cells;

/// <summary>Whether a column is one of plain numbers beyond doubt, as most are: that needs no search for a notation.</summary>
internal static class PlainNumbers
{
    /// <summary>Whether all texts that are not missing are plain numbers, and none could be read otherwise if it stood alone.</summary>
    /// <param name="texts">The distinct texts.</param>
    /// <param name="hasPoint">Whether some text says that a point is decimal.</param>
    public static bool AreCertain(TextCounts texts, out bool hasPoint)
    {
        hasPoint = false;
        var isUncertain = false;
        for (var code = 0; code < texts.Count; code++)
        {
            if (texts.IsMissing(code) || texts.Rows(code) == 0)
            {
                continue;
            }

            var text = texts.Bytes(code);
            var isPlain = IsPlain(text, out var point);
            if (!isPlain)
            {
                return false;
            }

            if (point >= 0)
            {
                var isCertain = IsCertain(text, point);
                hasPoint |= isCertain;
                isUncertain |= !isCertain;
            }
        }

        return hasPoint || !isUncertain;
    }

    // A minus, digits, a point and digits: the rest is for the thorough search.
    private static bool IsPlain(ReadOnlySpan<byte> text, out int point)
    {
        point = -1;
        var digits = 0;
        for (var i = text[0] == '-' ? 1 : 0; i < text.Length; i++)
        {
            if (text[i] is >= (byte)'0' and <= (byte)'9')
            {
                digits++;
            }
            else if (text[i] == '.' && point < 0)
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        // Beyond these a number may not be finite.
        const int MostDigits = 300;
        return digits is > 0 and <= MostDigits;
    }

    // Three digits after it, and one to three before it that do not begin with 0, may be thousands.
    private static bool IsCertain(ReadOnlySpan<byte> text, int point)
    {
        const int Group = 3;
        var start = text[0] == '-' ? 1 : 0;
        return text.Length - point - 1 != Group || point - start is 0 or > Group || text[start] == '0';
    }
}
