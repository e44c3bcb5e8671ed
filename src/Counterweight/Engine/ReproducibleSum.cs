namespace Counterweight.Engine;

/// <summary>
/// A sum of doubles that does not depend on the order of its terms or on how partial sums are merged.
/// </summary>
/// <remarks>
/// Terms are cut into 32-bit digits on a fixed grid of exponents and summed as integers; the four digits from the
/// highest that any term reached are kept. What a term adds to a digit depends on the term alone, and a digit that
/// is kept at the end was kept all the way, so the digits are the same whatever the order. Below the greatest term
/// at least 84 bits are exact. Room for 2³¹ terms. The idea: Demmel and Nguyen, «Parallel Reproducible Summation»,
/// IEEE Trans. Computers 64 (2015).
/// </remarks>
internal struct ReproducibleSum
{
    private const int DigitBits = 32;
    private const long DigitMask = 0xFFFFFFFF;

    /// <summary>Exponent of digit 0: below the least bit of the least subnormal.</summary>
    private const int GridBase = -1088;

    private long digit0;
    private long digit1;
    private long digit2;
    private long digit3;

    /// <summary>Grid position of <c>digit3</c>; 0 while no term has come.</summary>
    private int top;

    /// <summary>Sum of the infinite and NaN terms, 0 while there are none.</summary>
    private double special;

    public void Add(double term)
    {
        if (!double.IsFinite(term))
        {
            special += term;
            return;
        }

        var bits = BitConverter.DoubleToInt64Bits(term);
        var mantissa = (ulong)bits & 0x000FFFFFFFFFFFFF;
        var exponent = (int)(bits >> 52) & 0x7FF;
        if (exponent != 0)
        {
            mantissa |= 1UL << 52;
        }
        else if (mantissa != 0)
        {
            exponent = 1;
        }
        else
        {
            return;
        }

        var position = exponent - 1075 - GridBase;
        var shift = position % DigitBits;
        RaiseTo((position / DigitBits) + 2);
        var wide = (UInt128)mantissa << shift;
        var sign = bits >> 63;
        var low = (((long)(ulong)wide & DigitMask) ^ sign) - sign;
        var middle = (((long)(ulong)(wide >> 32) & DigitMask) ^ sign) - sign;
        var high = ((long)(ulong)(wide >> 64) ^ sign) - sign;
        switch (top - (position / DigitBits))
        {
            case 2:
                digit1 += low;
                digit2 += middle;
                digit3 += high;
                break;
            case 3:
                digit0 += low;
                digit1 += middle;
                digit2 += high;
                break;
            case 4:
                digit0 += middle;
                digit1 += high;
                break;
            case 5:
                digit0 += high;
                break;
        }
    }

    public void Add(in ReproducibleSum other)
    {
        var aligned = other;
        RaiseTo(other.top);
        aligned.RaiseTo(top);
        digit0 += aligned.digit0;
        digit1 += aligned.digit1;
        digit2 += aligned.digit2;
        digit3 += aligned.digit3;
        special += aligned.special;
    }

    /// <summary>The sum, rounded once.</summary>
    public readonly double Value
    {
        get
        {
            if (special != 0)
            {
                return double.IsNaN(special) ? double.NaN : special;
            }

            var d1 = digit1 + (digit0 >> DigitBits);
            var d2 = digit2 + (d1 >> DigitBits);
            var d3 = digit3 + (d2 >> DigitBits);
            var value = new Int128((ulong)d3, ((ulong)(d2 & DigitMask) << DigitBits) | (ulong)(d1 & DigitMask));
            var d0 = digit0 & DigitMask;
            if (Int128.Abs(value) < Int128.One << 94)
            {
                return Math.ScaleB((double)((value << DigitBits) + d0), GridBase + (DigitBits * (top - 3)));
            }

            // The lowest digit is far below the last bit of the result: one sticky bit stands for it.
            return Math.ScaleB((double)(d0 == 0 ? value : value | 1), GridBase + (DigitBits * (top - 2)));
        }
    }

    private void RaiseTo(int newTop)
    {
        if (newTop <= top)
        {
            return;
        }

        for (var steps = top == 0 ? 0 : Math.Min(newTop - top, 4); steps > 0; steps--)
        {
            digit0 = digit1;
            digit1 = digit2;
            digit2 = digit3;
            digit3 = 0;
        }

        top = newTop;
    }
}
