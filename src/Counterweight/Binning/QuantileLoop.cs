using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Numerics;

namespace Counterweight.Binning;

/// <summary>Cuts sorted values into bins of equal weight, or into one for each value where there are few.</summary>
/// <remarks>
/// Weights are summed as 128-bit integers, so neither their order nor a power of two in all of them matters. Rows that
/// weigh the same are counted: bins are cut in the same places.
/// </remarks>
internal readonly ref struct QuantileLoop<T, TWeight>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TWeight : unmanaged, IBinaryFloatingPointIeee754<TWeight>
{
    // The largest weight has 96 bits: 2³¹ rows cannot overflow.
    private const int WeightBits = 96;

    private readonly ReadOnlySpan<T> sorted;
    private readonly ReadOnlySpan<TWeight> weights;
    private readonly int exponent;

    /// <param name="sorted">Values, ascending, no NaN.</param>
    /// <param name="weights">One a value, or empty: all 1.</param>
    /// <param name="largest">The largest weight, above 0.</param>
    public QuantileLoop(ReadOnlySpan<T> sorted, ReadOnlySpan<TWeight> weights, double largest)
    {
        DebugChecks.Ascending(sorted);
        DebugChecks.Weights(weights);
        Debug.Assert(weights.IsEmpty || weights.Length == sorted.Length, "There are more values than weights.");
        this.sorted = sorted;
        this.weights = AreEqual(weights) ? [] : weights;
        exponent = WeightBits - 1 - Math.ILogB(largest);
    }

    /// <summary>Writes the lowest and highest value of each bin; returns how many there are.</summary>
    public int Run(int maxBins, Span<T> lowest, Span<T> highest)
    {
        var distinct = OneForEach(maxBins, lowest, highest);
        return distinct <= maxBins ? distinct : ByWeight(maxBins, lowest, highest);
    }

    /// <summary>Advances over the next value that has weight: its index and weight, or the end.</summary>
    public int Next(int from, out int first, out UInt128 weight)
    {
        if (weights.IsEmpty)
        {
            first = from;
            var end = from + 1;
            while (end < sorted.Length && sorted[end] == sorted[from])
            {
                end++;
            }

            weight = (uint)(end - from);
            return end;
        }

        weight = 0;
        first = -1;
        var i = from;
        for (; i < sorted.Length; i++)
        {
            if (first >= 0 && sorted[i] != sorted[first])
            {
                break;
            }

            var w = double.CreateTruncating(weights[i]);
            if (w > 0)
            {
                first = first < 0 ? i : first;
                weight += FixedPoint.ToFixed(w, exponent);
            }
        }

        return i;
    }

    /// <summary>A bin for each value; more than there may be where there are more values.</summary>
    private int OneForEach(int maxBins, Span<T> lowest, Span<T> highest)
    {
        var count = 0;
        for (var at = 0; at < sorted.Length;)
        {
            at = Next(at, out var first, out _);
            if (first >= 0 && ++count > maxBins)
            {
                break;
            }

            if (first >= 0)
            {
                lowest[count - 1] = highest[count - 1] = sorted[first];
            }
        }

        return count;
    }

    private UInt128 Total()
    {
        if (weights.IsEmpty)
        {
            return (uint)sorted.Length;
        }

        UInt128 total = 0;
        foreach (var weight in weights)
        {
            total += FixedPoint.ToFixed(double.CreateTruncating(weight), exponent);
        }

        return total;
    }

    // The quota is an equal part of the weight that is in no bin yet. A bin ends at the value that fills its quota, and
    // before a value that alone weighs as much.
    private int ByWeight(int maxBins, Span<T> lowest, Span<T> highest)
    {
        var count = 0;
        var open = false;
        UInt128 held = 0;
        var left = Total();
        var quota = Quota(left, maxBins);
        for (var at = 0; at < sorted.Length;)
        {
            at = Next(at, out var first, out var weight);
            if (first < 0)
            {
                break;
            }

            var value = sorted[first];
            if (open && count + 1 < maxBins && (held >= quota || weight >= quota))
            {
                count++;
                left -= held;
                quota = Quota(left, maxBins - count);
                held = 0;
                open = false;
            }

            if (!open)
            {
                open = true;
                lowest[count] = value;
            }

            highest[count] = value;
            held += weight;
        }

        return count + 1;
    }

    private static bool AreEqual(ReadOnlySpan<TWeight> weights) => typeof(TWeight) == typeof(float)
        ? AreEqual(MemoryMarshal.Cast<TWeight, int>(weights))
        : AreEqual(MemoryMarshal.Cast<TWeight, long>(weights));

    private static bool AreEqual<TBits>(ReadOnlySpan<TBits> bits)
        where TBits : unmanaged, IEquatable<TBits> => !bits.IsEmpty && !bits.ContainsAnyExcept(bits[0]);

    private static UInt128 Quota(UInt128 weight, int bins) => (weight + (uint)(bins - 1)) / (uint)bins;
}
