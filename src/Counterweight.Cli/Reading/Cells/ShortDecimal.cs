namespace Counterweight.Cli.Reading.Cells;

/// <summary>Decimals of up to 15 digits without exponent, which is what most numbers of a file are.</summary>
/// <remarks>
/// The digits as a whole number and the power of ten are exact doubles, and the division of the two is rounded once: the
/// result is the double nearest to the text (W. D. Clinger, How to read floating point numbers accurately, 1990).
/// </remarks>
internal static class ShortDecimal
{
    private const int MostDigits = 15;

    private static ReadOnlySpan<double> PowersOfTen => [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Parses one; false where the text is something else, be it a number or not.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, byte decimalMark, out double value)
    {
        value = 0;

        // With a sign and a mark; fifteen digits at most.
        if (text.Length is 0 or > MostDigits + 2)
        {
            return false;
        }

        var isNegative = text[0] == '-';
        long digits = 0;
        var count = 0;
        var fraction = -1;
        for (var i = isNegative ? 1 : 0; i < text.Length; i++)
        {
            var digit = (uint)text[i] - '0';
            if (digit <= 9)
            {
                digits = (10 * digits) + digit;
                count++;
            }
            else if (text[i] == decimalMark && fraction < 0)
            {
                fraction = count;
            }
            else
            {
                return false;
            }
        }

        var places = fraction < 0 ? 0 : count - fraction;
        if (count is 0 or > MostDigits)
        {
            return false;
        }

        value = digits / PowersOfTen[places];
        value = isNegative ? -value : value;
        return true;
    }
}
