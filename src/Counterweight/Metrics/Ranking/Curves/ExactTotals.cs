using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterweight.Metrics.Ranking.Curves;

/// <summary>Weights of any range, summed without rounding: integers as long as the range of a double.</summary>
internal struct ExactTotals : IClassTotals
{
    private Words negative;
    private Words positive;
    private int negativeTop;
    private int positiveTop;

    public readonly double Negative => Round(negative, negativeTop);

    public readonly double Positive => Round(positive, positiveTop);

    public void Add(double weight, nint isPositive)
    {
        if (isPositive == 0)
        {
            Add(weight, ref negative, ref negativeTop);
        }
        else
        {
            Add(weight, ref positive, ref positiveTop);
        }
    }

    private static void Add(double weight, ref Words words, ref int top)
    {
        var bits = BitConverter.DoubleToUInt64Bits(weight);
        var field = (int)(bits >> 52);
        var mantissa = bits & ((1UL << 52) - 1);
        mantissa |= field == 0 ? 0 : 1UL << 52;

        // Bit 0 is the least subnormal.
        var position = Math.Max(field, 1) - 1;
        var (word, shift) = (position >> 6, position & 63);
        var low = mantissa << shift;
        words[word] += low;
        var carry = words[word] < low ? 1UL : 0;
        var high = ((mantissa >> 1) >> (63 - shift)) + carry;
        while (high != 0)
        {
            word++;
            words[word] += high;
            high = words[word] < high ? 1UL : 0;
        }

        top = Math.Max(top, word);
    }

    private static double Round(in Words words, int top)
    {
        if (top == 0)
        {
            return words[0] * double.Epsilon;
        }

        // The 63 highest bits; one more stands for all below them.
        var free = BitOperations.LeadingZeroCount(words[top]);
        var highest = (words[top] << free) | (words[top - 1] >> 1 >> (63 - free));
        var rest = (highest & 1) | (words[top - 1] << free);
        for (var word = top - 2; word >= 0 && rest == 0; word--)
        {
            rest = words[word];
        }

        return Math.ScaleB((long)((highest >> 1) | (rest == 0 ? 0UL : 1)), (64 * top) + 1 - free - 1074);
    }

    /// <summary>From the least subnormal to the greatest double, 2³² times.</summary>
    [InlineArray(35)]
    private struct Words
    {
        private ulong first;
    }
}
