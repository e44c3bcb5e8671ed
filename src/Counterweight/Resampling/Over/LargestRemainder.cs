using System.Buffers;
using System.Diagnostics;

namespace Counterweight.Resampling.Over;

/// <summary>Shares a number of things exactly: each gets its share rounded down, and what is left goes to the largest remainders, the first ones among equals.</summary>
internal static class LargestRemainder
{
    /// <summary>Writes up to which thing each has them: running sums of what each gets.</summary>
    /// <param name="weights">What shares are in proportion to, in [0, 2³¹]; where all are 0, shares are equal.</param>
    /// <param name="total">Things, in [0, 2³¹].</param>
    /// <param name="ends">One a weight.</param>
    public static void Share(ReadOnlySpan<long> weights, long total, Span<long> ends)
    {
        Debug.Assert(weights.Length == ends.Length && !weights.IsEmpty, "There is nobody to share among.");
        var sum = 0L;
        foreach (var weight in weights)
        {
            sum += weight;
        }

        var (least, all) = sum == 0 ? (1L, weights.Length) : (0L, sum);
        var rented = ArrayPool<long>.Shared.Rent(weights.Length);
        try
        {
            var remainders = rented.AsSpan(0, weights.Length);
            var left = total;
            for (var i = 0; i < weights.Length; i++)
            {
                (ends[i], remainders[i]) = Math.DivRem((weights[i] + least) * total, all);
                left -= ends[i];
            }

            Debug.Assert(left >= 0 && left < weights.Length, "Remainders do not add up.");
            remainders.Sort();
            var threshold = left == 0 ? long.MaxValue : remainders[^(int)left];
            var equals = left;
            foreach (var remainder in remainders)
            {
                equals -= remainder > threshold ? 1 : 0;
            }

            var given = 0L;
            for (var i = 0; i < weights.Length; i++)
            {
                var remainder = ((weights[i] + least) * total) % all;
                var more = remainder > threshold || (remainder == threshold && left > 0 && equals > 0);
                equals -= more && remainder == threshold ? 1 : 0;
                given += ends[i] + (more ? 1 : 0);
                ends[i] = given;
            }
        }
        finally
        {
            ArrayPool<long>.Shared.Return(rented);
        }
    }
}
