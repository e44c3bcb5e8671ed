using System.Globalization;
using System.Runtime.InteropServices;
using csFastFloat;

namespace Counterweight.Cli.Reading.Cells;

/// <summary>How the numbers of one column are written. A text is a number only where all of it is.</summary>
/// <param name="Marks">The one decimal mark and grouping. Numbers without groups are numbers too.</param>
/// <param name="IsPercent">Whether each has a percent sign, but for 0: 12 % is 0.12.</param>
/// <param name="Currency">The one currency they may have (<see cref="Cells.Currency"/>); 0: none.</param>
/// <param name="IsFortran">Whether they may have exponents as Fortran writes those of double precision: 1.5D+03.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NumberNotation(NumberMarks Marks, bool IsPercent, int Currency, bool IsFortran = false)
{
    private const int StackBytes = 128;

    /// <summary>A decimal point and nothing more.</summary>
    public static NumberNotation Plain => new(NumberMarks.Point, IsPercent: false, Currency: 0);

    private static ReadOnlySpan<byte> Hundredth => "e-2"u8;

    private byte DecimalMark => (Marks & NumberMarks.AnyPoint) != NumberMarks.None ? (byte)'.' : (byte)',';

    /// <summary>Parses a finite number, with or without space around it, rounded as IEEE 754 says.</summary>
    public bool TryParse(ReadOnlySpan<byte> text, out double value) =>
        TryParseBare(text, out value) || TryParseSlowly(CellText.Trim(text), out value);

    /// <summary>Parses most numbers, but none with groups, currency, percent sign, parentheses or space around it.</summary>
    public bool TryParseBare(ReadOnlySpan<byte> text, out double value)
    {
        value = double.NaN;
        return !IsPercent && text.Length > 0 && text[^1] != ',' && (ShortDecimal.TryParse(text, DecimalMark, out value) || TryParsePlain(text, out value));
    }

    /// <summary>Whether a text of this shape is a number here; a percent sign that is missing is told by the value.</summary>
    public bool Accepts(in NumberShape shape) => (shape.Marks & Marks) != NumberMarks.None && (shape.Currency == 0 || shape.Currency == Currency) && (IsPercent || !shape.IsPercent) && (IsFortran || !shape.IsFortran);

    // The parser stops at what it does not know: an e without digits, a second mark, letters.
    private bool TryParsePlain(ReadOnlySpan<byte> text, out double value) =>
        FastDoubleParser.TryParseDouble(text, out int length, out value, NumberStyles.Float, DecimalMark) && length == text.Length && double.IsFinite(value);

    private bool TryParseSlowly(ReadOnlySpan<byte> text, out double value)
    {
        value = double.NaN;
        if (text.Length == 0)
        {
            return false;
        }

        var shape = NumberShape.Read(text);
        if (!Accepts(shape) || !TryParse(text, shape, out var number) || (IsPercent && !shape.IsPercent && number != 0))
        {
            return false;
        }

        value = shape.IsNegative ? -number : number;
        return true;
    }

    private bool TryParse(ReadOnlySpan<byte> text, in NumberShape shape, out double value)
    {
        var body = text[shape.Start..shape.End];
        var room = body.Length + Hundredth.Length;
        var plain = room <= StackBytes ? stackalloc byte[StackBytes] : new byte[room];
        var length = NumberBody.WritePlain(body, DecimalMark, plain);
        if (shape.IsPercent)
        {
            // Not the number divided by 100, which would be rounded twice.
            Hundredth.CopyTo(plain[length..]);
            length += Hundredth.Length;
        }

        return double.TryParse(plain[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }
}
