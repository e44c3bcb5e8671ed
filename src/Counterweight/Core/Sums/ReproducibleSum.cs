using System.Diagnostics;
using Counterweight.Core.Simd;

namespace Counterweight.Core.Sums;

/// <summary>
/// A sum of doubles that does not depend on the order of its terms or on how partial sums are merged.
/// </summary>
/// <remarks>
/// Terms are cut into 32-bit digits on a fixed grid of exponents and summed as integers; the four digits from the
/// highest that any term reached are kept. What a term adds to a digit depends on the term alone, and a digit that
/// is kept at the end was kept all the way, so the digits are the same whatever the order. No digit is carried into
/// the next before the sum is asked for, since what is carried out of a digit that is dropped later would depend on
/// the order; instead each has room for 2⁹⁵ terms, merged or not. Below the greatest term at least 84 bits are exact.
/// The idea: Demmel and Nguyen, «Parallel Reproducible Summation»,
/// IEEE Trans. Computers 64 (2015).
/// </remarks>
[DebuggerDisplay("{Value}")]
internal struct ReproducibleSum
{
    private const int DigitBits = 32;
    private const long DigitMask = 0xFFFFFFFF;

    /// <summary>Exponent of digit 0: below the least bit of the least subnormal.</summary>
    private const int GridBase = -1088;

    /// <summary>Top of the least term.</summary>
    private const int LeastTop = 2;

    private Int128 digit0;
    private Int128 digit1;
    private Int128 digit2;
    private Int128 digit3;

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

    /// <summary>Adds a product without rounding it; one beyond the greatest double is infinite, and what is below the least double is dropped.</summary>
    public void AddProduct(double left, double right)
    {
        var product = left * right;
        Add(product);
        if (double.IsFinite(product))
        {
            Add(Math.FusedMultiplyAdd(left, right, -product));
        }
    }

    /// <summary>Adds terms, each as <see cref="Add(double)"/> does.</summary>
    public unsafe void Add(ReadOnlySpan<double> terms)
    {
        fixed (double* start = terms)
        {
            var job = new TermLoop(start, terms.Length, this);
            BlockDispatch.Run<TermLoop, double>(ref job);
            this = job.Sum;
        }
    }

    /// <summary>Makes room for a finite term that is not 0, and returns the exponent of the greatest digit.</summary>
    public int ExponentFor(double term)
    {
        RaiseTo(((Math.Max((int)(BitConverter.DoubleToInt64Bits(term) >> 52) & 0x7FF, 1) - 1075 - GridBase) / DigitBits) + 2);
        return GridBase + (DigitBits * top);
    }

    /// <summary>Adds sums of the four digits, the least first.</summary>
    public void AddDigits(long least, long next, long third, long greatest)
    {
        digit0 += least;
        digit1 += next;
        digit2 += third;
        digit3 += greatest;
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

            var exponent = GridBase + (DigitBits * (top - 3));
            return IsNegative ? -Round(-digit0, -digit1, -digit2, -digit3, exponent) : Round(digit0, digit1, digit2, digit3, exponent);
        }
    }

    /// <summary>Whether no term was infinite or NaN.</summary>
    public readonly bool IsFinite => special == 0;

    private readonly bool IsNegative => digit3 + ((digit2 + ((digit1 + (digit0 >> DigitBits)) >> DigitBits)) >> DigitBits) < 0;

    /// <summary>The sum times 2^(32 · <paramref name="digits"/>), as exact as the sum; digits below the grid, far below the least double, are dropped.</summary>
    public readonly ReproducibleSum Moved(int digits)
    {
        var moved = this;
        if (top == 0)
        {
            return moved;
        }

        var newTop = Math.Max(top + digits, LeastTop);
        moved.Drop(newTop - (top + digits));
        moved.top = newTop;
        return moved;
    }

    /// <summary>A sum of digits that is not negative.</summary>
    private static double Round(Int128 digit0, Int128 digit1, Int128 digit2, Int128 digit3, int exponent)
    {
        digit1 += digit0 >> DigitBits;
        digit2 += digit1 >> DigitBits;
        digit3 += digit2 >> DigitBits;
        var low = ((digit2 & DigitMask) << (2 * DigitBits)) | ((digit1 & DigitMask) << DigitBits) | (digit0 & DigitMask);
        if (digit3 < Int128.One << 30)
        {
            return Math.ScaleB((double)((digit3 << (3 * DigitBits)) | low), exponent);
        }

        // What is far below the last bit of the result: one sticky bit stands for it.
        if (digit3 < Int128.One << 62)
        {
            var sticky = (low & DigitMask) == 0 ? 0 : 1;
            return Math.ScaleB((double)((digit3 << (2 * DigitBits)) | (low >> DigitBits) | sticky), exponent + DigitBits);
        }

        return Math.ScaleB((double)(digit3 | (low == 0 ? 0 : 1)), exponent + (3 * DigitBits));
    }

    private void RaiseTo(int newTop)
    {
        if (newTop <= top)
        {
            return;
        }

        Drop(top == 0 ? 0 : newTop - top);
        top = newTop;
    }

    /// <summary>Drops the lowest digits, at most all four.</summary>
    private void Drop(int count)
    {
        for (var steps = Math.Min(count, 4); steps > 0; steps--)
        {
            digit0 = digit1;
            digit1 = digit2;
            digit2 = digit3;
            digit3 = 0;
        }
    }
}
