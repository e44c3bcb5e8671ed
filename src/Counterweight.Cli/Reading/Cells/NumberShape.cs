using System.Runtime.InteropServices;

namespace Counterweight.Cli.Reading.Cells;

/// <summary>The parts of a text that may be a number, whatever its notation.</summary>
/// <param name="Marks">All marks with which it is one; none: it is no number.</param>
/// <param name="IsNegative">Whether it has a minus sign, ASCII's or Unicode's, or parentheses.</param>
/// <param name="IsPercent">Whether it has a percent sign.</param>
/// <param name="Currency">Which currency it has (<see cref="Cells.Currency"/>); 0: none.</param>
/// <param name="IsFortran">Whether it has an exponent as Fortran writes those of double precision: 1.5D+03.</param>
/// <param name="Start">Where its digits begin, in bytes.</param>
/// <param name="End">Where they end, exponent included.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NumberShape(NumberMarks Marks, bool IsNegative, bool IsPercent, int Currency, bool IsFortran, int Start, int End)
{
    /// <summary>Whether it is a number in some notation.</summary>
    public bool IsNumber => Marks != NumberMarks.None;

    /// <summary>Takes a text, without space around it, apart.</summary>
    public static NumberShape Read(ReadOnlySpan<byte> text)
    {
        var isInParentheses = text.Length > 2 && text[0] == '(' && text[^1] == ')';
        var start = isInParentheses ? 1 : 0;
        var end = text.Length - start;
        if (!ReadPrefix(text, ref start, end, out var sign, out var before) || !ReadSuffix(text, start, ref end, out var isPercent, out var after))
        {
            return default;
        }

        if ((isInParentheses && sign != 0) || (before > 0 && after > 0) || (isPercent && before + after > 0))
        {
            return default;
        }

        var body = text[start..end];
        var marks = NumberBody.Marks(body, out var exponent);
        return marks == NumberMarks.None || (isPercent && exponent != '\0')
            ? default
            : new NumberShape(marks, isInParentheses || sign < 0, isPercent, before + after, exponent is 'd' or 'D', start, end);
    }

    /// <summary>A sign and a currency at most, in either order.</summary>
    private static bool ReadPrefix(ReadOnlySpan<byte> text, ref int start, int end, out int sign, out int currency)
    {
        (sign, currency) = (0, 0);
        while (start < end && text[start] is not (>= (byte)'0' and <= (byte)'9') and not (byte)'.' and not (byte)',')
        {
            var rest = text[start..end];
            if (CellText.FirstSpace(rest) is > 0 and var space)
            {
                start += space;
            }
            else if (Sign(rest, out var length) is not 0 and var found && sign == 0)
            {
                sign = found;
                start += length;
            }
            else if (Cells.Currency.First(rest, out length) is > 0 and var which && currency == 0)
            {
                currency = which;
                start += length;
            }
            else
            {
                return false;
            }
        }

        return start < end;
    }

    private static int Sign(ReadOnlySpan<byte> text, out int length)
    {
        var isUnicodeMinus = text.StartsWith("−"u8);
        length = isUnicodeMinus ? "−"u8.Length : 1;
        return isUnicodeMinus || text[0] == '-' ? -1 : text[0] == '+' ? 1 : 0;
    }

    /// <summary>A percent sign or a currency at most.</summary>
    private static bool ReadSuffix(ReadOnlySpan<byte> text, int start, ref int end, out bool isPercent, out int currency)
    {
        isPercent = text[end - 1] == '%';
        currency = 0;
        if (isPercent)
        {
            end--;
        }
        else if (text[end - 1] is not (>= (byte)'0' and <= (byte)'9'))
        {
            currency = Cells.Currency.Last(text[start..end], out var length);
            end -= length;
        }

        end = start + CellText.Trim(text[start..end]).Length;
        return start < end;
    }
}
