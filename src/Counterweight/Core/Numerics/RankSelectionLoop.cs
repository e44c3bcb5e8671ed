using System.Diagnostics;
using System.Numerics;

namespace Counterweight.Core.Numerics;

/// <summary>Selection of the k-th smallest number, byte by byte of its ordered bits: exact, in a fixed number of passes, without a copy.</summary>
internal static class RankSelectionLoop
{
    private const int Buckets = 256;

    /// <summary>The <paramref name="rank"/>-th smallest of numbers, counted from 1.</summary>
    public static T Smallest<T>(ReadOnlySpan<T> values, long rank)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(rank >= 1 && rank <= values.Length, "There is no such rank.");
        Span<long> counts = stackalloc long[Buckets];
        var (prefix, mask) = (0UL, 0UL);
        for (var shift = typeof(T) == typeof(float) ? 24 : 56; shift >= 0; shift -= 8)
        {
            counts.Clear();
            foreach (var value in values)
            {
                var key = OrderedBits.Of(value);
                if ((key & mask) == prefix)
                {
                    counts[(int)((key >> shift) & (Buckets - 1))]++;
                }
            }

            var bucket = 0;
            for (; rank > counts[bucket]; bucket++)
            {
                rank -= counts[bucket];
            }

            prefix |= (ulong)bucket << shift;
            mask |= (ulong)(Buckets - 1) << shift;
        }

        return OrderedBits.ToNumber<T>(prefix);
    }
}
