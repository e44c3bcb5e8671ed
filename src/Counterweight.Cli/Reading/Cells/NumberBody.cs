namespace Counterweight.Cli.Reading.Cells;

/// <summary>The digits of a number with their marks and exponent.</summary>
internal static class NumberBody
{
    private static readonly (NumberMarks Marks, byte Decimal, Group Group)[] All =
    [
        (NumberMarks.PointWithSpaces, (byte)'.', Group.Space),
        (NumberMarks.PointWithApostrophes, (byte)'.', Group.Apostrophe),
        (NumberMarks.PointWithCommas, (byte)'.', Group.Comma),
        (NumberMarks.CommaWithSpaces, (byte)',', Group.Space),
        (NumberMarks.CommaWithApostrophes, (byte)',', Group.Apostrophe),
        (NumberMarks.CommaWithPoints, (byte)',', Group.Point),
    ];

    private enum Group
    {
        Space,
        Apostrophe,
        Comma,
        Point,
    }

    /// <summary>All marks with which the digits are a number.</summary>
    public static NumberMarks Marks(ReadOnlySpan<byte> body)
    {
        var mantissa = Mantissa(body);
        if (mantissa < 0)
        {
            return NumberMarks.None;
        }

        var hasExponent = mantissa < body.Length;
        body = body[..mantissa];
        var result = NumberMarks.None;
        foreach (var (marks, mark, group) in All)
        {
            if (Fits(body, mark, group, out var isGrouped) && !(isGrouped && hasExponent))
            {
                var ungrouped = mark == '.' ? NumberMarks.Point : NumberMarks.Comma;
                result |= isGrouped ? marks : marks | ungrouped;
            }
        }

        return result;
    }

    /// <summary>Writes the number as digits with a decimal point and an exponent at most; returns the bytes written, no more than there were.</summary>
    public static int WritePlain(ReadOnlySpan<byte> body, byte decimalMark, Span<byte> destination)
    {
        var written = 0;
        foreach (var value in body)
        {
            var plain = value == decimalMark ? (byte)'.' : value;
            if (plain is >= (byte)'0' and <= (byte)'9' or (byte)'e' or (byte)'E' or (byte)'+' or (byte)'-' || value == decimalMark)
            {
                destination[written++] = plain;
            }
        }

        return written;
    }

    // Bytes before the exponent; −1 where there is an e without an exponent after it.
    private static int Mantissa(ReadOnlySpan<byte> body)
    {
        var e = body.IndexOfAny((byte)'e', (byte)'E');
        if (e < 0)
        {
            return body.Length;
        }

        var exponent = body[(e + 1)..];
        exponent = exponent.Length > 0 && exponent[0] is (byte)'+' or (byte)'-' ? exponent[1..] : exponent;
        return exponent.Length > 0 && !exponent.ContainsAnyExceptInRange((byte)'0', (byte)'9') ? e : -1;
    }

    // "5." is a number and "5," is one followed by a comma.
    private static bool Fits(ReadOnlySpan<byte> body, byte mark, Group group, out bool isGrouped)
    {
        var whole = body.IndexOf(mark) is >= 0 and var place ? place : body.Length;
        var fraction = whole < body.Length ? body[(whole + 1)..] : [];
        isGrouped = body[..whole].ContainsAnyExceptInRange((byte)'0', (byte)'9');
        var endsWithComma = mark == ',' && fraction.Length == 0 && whole < body.Length;
        return whole + fraction.Length > 0
            && !endsWithComma
            && !fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && (!isGrouped || AreThousands(body[..whole], group));
    }

    // One to three digits, the first not 0, then a mark and three digits once or more.
    private static bool AreThousands(ReadOnlySpan<byte> whole, Group group)
    {
        var digits = Digits(whole);
        if (digits is 0 or > 3 || whole[0] == '0')
        {
            return false;
        }

        whole = whole[digits..];
        while (whole.Length > 0)
        {
            var mark = MarkLength(whole, group);
            if (mark == 0 || Digits(whole[mark..]) != 3)
            {
                return false;
            }

            whole = whole[(mark + 3)..];
        }

        return true;
    }

    private static int Digits(ReadOnlySpan<byte> text) => text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') is >= 0 and var end ? end : text.Length;

    private static int MarkLength(ReadOnlySpan<byte> text, Group group) => group switch
    {
        Group.Space => text[0] is (byte)' ' or >= 0x80 ? CellText.FirstSpace(text) : 0,
        Group.Apostrophe => text[0] == '\'' ? 1 : text.StartsWith("’"u8) ? "’"u8.Length : 0,
        Group.Comma => text[0] == ',' ? 1 : 0,
        _ => text[0] == '.' ? 1 : 0,
    };
}
