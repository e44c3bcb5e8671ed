namespace Counterweight.Cli.Reading.Cells;

/// <summary>The digits of a number with their marks and exponent.</summary>
internal static class NumberBody
{
    private static readonly (NumberMarks Marks, byte Decimal, Group Group)[] All =
    [
        (NumberMarks.PointWithSpaces, (byte)'.', Group.Space),
        (NumberMarks.PointWithApostrophes, (byte)'.', Group.Apostrophe),
        (NumberMarks.PointWithCommas, (byte)'.', Group.Comma),
        (NumberMarks.PointWithIndianCommas, (byte)'.', Group.IndianComma),
        (NumberMarks.CommaWithSpaces, (byte)',', Group.Space),
        (NumberMarks.CommaWithApostrophes, (byte)',', Group.Apostrophe),
        (NumberMarks.CommaWithPoints, (byte)',', Group.Point),
    ];

    private enum Group
    {
        Space,
        Apostrophe,
        Comma,
        IndianComma,
        Point,
    }

    /// <summary>All marks with which the digits are a number.</summary>
    /// <param name="body">The digits.</param>
    /// <param name="exponent">The letter of the exponent, e or d; NUL where there is none.</param>
    public static NumberMarks Marks(ReadOnlySpan<byte> body, out char exponent)
    {
        exponent = '\0';
        var mantissa = Mantissa(body);
        if (mantissa < 0)
        {
            return NumberMarks.None;
        }

        var hasExponent = mantissa < body.Length;
        exponent = hasExponent ? (char)body[mantissa] : '\0';
        body = body[..mantissa];
        if (exponent is 'd' or 'D' && !body.Contains((byte)'.'))
        {
            // Fortran writes a point in any case: 1D5 may be a name.
            return NumberMarks.None;
        }

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
            var plain = value == decimalMark ? (byte)'.' : value is (byte)'d' or (byte)'D' ? (byte)'e' : value;
            if (plain is >= (byte)'0' and <= (byte)'9' or (byte)'e' or (byte)'E' or (byte)'+' or (byte)'-' || value == decimalMark)
            {
                destination[written++] = plain;
            }
        }

        return written;
    }

    // Bytes before the exponent; −1 where there is its letter without an exponent after it.
    private static int Mantissa(ReadOnlySpan<byte> body)
    {
        var e = body.IndexOfAny("eEdD"u8);
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
            && (!isGrouped || (group == Group.IndianComma ? AreIndian(body[..whole]) : AreThousands(body[..whole], group)));
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

    // One or two digits, the first not 0, then a comma and two digits any number of times, then a comma and three.
    private static bool AreIndian(ReadOnlySpan<byte> whole)
    {
        const int LastGroup = 4;
        if (whole.Length <= LastGroup || whole[^LastGroup] != ',' || Digits(whole[^(LastGroup - 1)..]) != LastGroup - 1)
        {
            return false;
        }

        whole = whole[..^LastGroup];
        var digits = Digits(whole);
        if (digits is not (1 or 2) || whole[0] == '0')
        {
            return false;
        }

        for (whole = whole[digits..]; whole.Length > 0; whole = whole[3..])
        {
            if (whole[0] != ',' || whole.Length < 3 || Digits(whole[1..3]) != 2)
            {
                return false;
            }
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
