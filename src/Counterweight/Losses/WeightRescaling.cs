using System.Buffers;
using System.Numerics;
using Counterweight.Core.Checks;

namespace Counterweight.Losses;

/// <summary>
/// Rescales weights that are so far from 1 that the divisor of a gradient, or a step of its computation, would overflow or
/// underflow. Copies of the weights times a power of two take their place, which changes no quotient.
/// </summary>
internal static class WeightRescaling
{
    /// <summary>The greatest exponent of the mean weight of a row at which every step is as exact as at 1.</summary>
    private const int MaxExponentOfSingle = 60;
    private const int MaxExponentOfDouble = 900;

    /// <summary>The greatest exponent by which copies are scaled to balance the weights of the loss itself.</summary>
    private const int MaxShift = 60;

    /// <summary>Whether rows that count weigh too much or too little.</summary>
    public static bool IsNeeded<T>(GradientScale scale, in LossAccumulator rows)
        where T : unmanaged
    {
        if (!scale.IsPerWeight || rows.Rows == 0)
        {
            return false;
        }

        var most = Math.ScaleB(1, typeof(T) == typeof(float) ? MaxExponentOfSingle : MaxExponentOfDouble);
        var mean = rows.Weight / rows.Rows;
        return !(mean >= 1 / most && mean <= most);
    }

    /// <summary>A copy whose largest weight is in [1, 2), or as many ones if there are no weights. The caller returns it to the shared pool.</summary>
    public static T[] Rent<T>(ReadOnlySpan<T> weights, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var copy = ArrayPool<T>.Shared.Rent(count);
        if (weights.IsEmpty)
        {
            copy.AsSpan(0, count).Fill(T.One);
            return copy;
        }

        weights.CopyTo(copy);
        var largest = WeightLoop.MaxOrNaN(weights);
        Scale(copy.AsSpan(0, count), largest == 0 ? 0 : -Math.ILogB(largest));
        return copy;
    }

    /// <summary>How many times 2³² weights are multiplied by so that the largest is at least 2⁻³², and its products with probabilities keep their digits; 0 where it is.</summary>
    /// <param name="largest">The largest weight, 0 of none.</param>
    public static int DigitsFor(double largest) => largest > 0 && largest < 1.0 / (1L << 32) ? -Math.ILogB(largest) / 32 : 0;

    /// <summary>The power of two that weights should take over from a factor of their gradient; 0 where the factor is near enough to 1.</summary>
    public static int ExponentFor<T>(double factor, ReadOnlySpan<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var most = Math.ScaleB(1, typeof(T) == typeof(float) ? MaxExponentOfSingle : MaxExponentOfDouble);
        var largest = WeightLoop.MaxOrNaN(weights);
        if (weights.IsEmpty || !(factor > 0 && largest > 0) || (factor >= 1 / most && factor <= most))
        {
            return 0;
        }

        // None of them may overflow.
        return Math.Min(Math.ILogB(factor), (typeof(T) == typeof(float) ? 126 : 1022) - Math.ILogB(largest));
    }

    /// <summary>A copy times 2^<paramref name="exponent"/>.</summary>
    public static T[] RentScaled<T>(ReadOnlySpan<T> weights, int exponent)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var copy = ArrayPool<T>.Shared.Rent(weights.Length);
        weights.CopyTo(copy);
        Scale(copy.AsSpan(0, weights.Length), exponent);
        return copy;
    }

    /// <summary>Scales copies so that rows weigh about 1 in the mean, as far as that is safe, given their present weight.</summary>
    public static void ScaleToMeanOne<T>(Span<T> copy, in LossAccumulator rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ScaleToMeanOne(copy, rows.Weight, rows.Rows);

    /// <summary>The same, given the rows that count and what they weigh.</summary>
    public static void ScaleToMeanOne<T>(Span<T> copy, double weight, long rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var mean = weight / Math.Max(rows, 1);
        Scale(copy, mean > 0 ? Math.Clamp(-Math.ILogB(mean), -MaxShift, MaxShift) : 0);
    }

    private static void Scale<T>(Span<T> weights, int exponent)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ref var weight in weights)
        {
            weight = T.ScaleB(weight, exponent);
        }
    }
}
