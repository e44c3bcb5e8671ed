using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Numerics;

namespace Counterweight.Losses.Location;

/// <summary>The exact weighted quantile by selection: byte by byte of the ordered bits, on integer sums of weights.</summary>
internal static class QuantileLocation
{
    /// <summary>The least value with Σ of the weights up to it ≥ τ·Σw; where the two are equal, the middle between it and the next.</summary>
    /// <param name="values">Finite values.</param>
    /// <param name="weights">Finite and not negative, or empty.</param>
    /// <param name="quantile">τ in (0, 1).</param>
    public static T Find<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> weights, double quantile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var units = new LocationWeights<T>(weights);
        Span<long> sums = stackalloc long[256];
        ulong prefix = 0;
        long below = 0, rank = 0;
        var isWhole = false;
        var bits = 8 * Unsafe.SizeOf<T>();
        for (var shift = bits - 8; shift >= 0; shift -= 8)
        {
            sums.Clear();
            for (var i = 0; i < values.Length; i++)
            {
                var key = OrderedBits.Of(values[i]);
                if (shift == bits - 8 || key >> (shift + 8) == prefix)
                {
                    sums[(int)(key >> shift) & 255] += units[i];
                }
            }

            if (rank == 0)
            {
                (rank, isWhole) = Rank(Total(sums), quantile);
                if (rank == 0)
                {
                    return T.Zero;
                }
            }

            var digit = 0;
            for (; below + sums[digit] < rank; digit++)
            {
                below += sums[digit];
            }

            prefix = (prefix << 8) | (uint)digit;
        }

        var value = OrderedBits.ToNumber<T>(prefix);
        var reached = below + sums[(int)prefix & 255];
        return T.Zero + (isWhole && reached == rank ? Middle(value, Next(values, units, prefix)) : value);
    }

    /// <summary>The middle of two numbers, without overflow.</summary>
    public static T Middle<T>(T low, T high)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = low + high;
        var two = T.One + T.One;
        return T.IsFinite(sum) ? sum / two : (low / two) + (high / two);
    }

    private static T Next<T>(ReadOnlySpan<T> values, LocationWeights<T> units, ulong key)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var next = ulong.MaxValue;
        for (var i = 0; i < values.Length; i++)
        {
            var other = OrderedBits.Of(values[i]);
            if (other > key && other < next && units[i] > 0)
            {
                next = other;
            }
        }

        return OrderedBits.ToNumber<T>(next == ulong.MaxValue ? key : next);
    }

    private static long Total(ReadOnlySpan<long> sums)
    {
        var total = 0L;
        foreach (var sum in sums)
        {
            total += sum;
        }

        return total;
    }

    /// <summary>⌈τ·total⌉, and whether nothing was rounded; 0 of nothing.</summary>
    private static (long Rank, bool IsWhole) Rank(long total, double quantile)
    {
        // τ = m·2^−e with a whole m below 2⁵³: the product is exact in 128 bits.
        var exponent = 52 - Math.ILogB(quantile);
        var product = (UInt128)(ulong)Math.ScaleB(quantile, exponent) * (ulong)total;
        if (exponent >= 128)
        {
            return (total > 0 ? 1 : 0, false);
        }

        var floor = product >> exponent;
        var isWhole = floor << exponent == product;
        return ((long)(ulong)floor + (isWhole ? 0 : 1), isWhole);
    }
}
