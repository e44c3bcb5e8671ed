using System.Numerics;
using Counterweight.Core.Checks;

namespace Counterweight.Draws;

/// <summary>
/// Weights of draws with replacement that undo what the draws prefer: 1/(n·p_i) with n draws and p_i = w_i/Σw. For any numbers f_i, Σ over the draws of weight times f has the
/// expected value Σ f_i over the categories of positive weight; divide by the number of categories for a mean.
/// </summary>
/// <remarks>Maximum error: 2 ulp (double), ½ ulp and 2 ulp of a double (float). Source: A. Owen, Monte Carlo Theory, Methods and Examples, 2013, section 9.1.</remarks>
public static class ImportanceWeights
{
    /// <summary>The weight that each category has when it is drawn, Σw/(n·w_i); 0 for a category that is never drawn.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="weights">One weight a category, as they were given to the draws: finite and at least 0, at least one above 0.</param>
    /// <param name="drawCount">n, at least 1.</param>
    /// <param name="destination">One weight a category; may be the weights themselves.</param>
    /// <exception cref="ArgumentException">No weight is above 0, the lengths differ, a result is beyond <typeparamref name="T"/>, or memory overlaps and starts elsewhere. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative, NaN or infinite, or <paramref name="drawCount"/> is less than 1. Nothing has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void OfCategories<T>(ReadOnlySpan<T> weights, long drawCount, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.SameLength(destination.Length, weights.Length, nameof(destination), nameof(weights));
        Guard.NoPartialOverlap(destination, weights, nameof(destination), nameof(weights));
        var inverse = Inverse(weights, drawCount);
        for (var i = 0; i < weights.Length; i++)
        {
            inverse.CheckFits(weights, i);
        }

        for (var i = 0; i < weights.Length; i++)
        {
            destination[i] = inverse.Of(weights[i]);
        }
    }

    /// <summary>The weight of each draw, Σw/(n·w_i) of the category i that was drawn, n draws in all.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="weights">One weight a category, as they were given to the draws: finite and at least 0, at least one above 0.</param>
    /// <param name="draws">n categories of positive weight.</param>
    /// <param name="destination">n weights.</param>
    /// <exception cref="ArgumentException">No weight is above 0, the lengths differ, a result is beyond <typeparamref name="T"/>, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative, NaN or infinite, or a draw is no category of positive weight. Nothing has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void OfDraws<T>(ReadOnlySpan<T> weights, ReadOnlySpan<int> draws, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.SameLength(destination.Length, draws.Length, nameof(destination), nameof(draws));
        Guard.Disjoint<T, T>(destination, weights, nameof(destination), nameof(weights));
        Guard.Disjoint<T, int>(destination, draws, nameof(destination), nameof(draws));
        var inverse = Inverse(weights, Math.Max(1, draws.Length));
        for (var i = 0; i < draws.Length; i++)
        {
            if ((uint)draws[i] >= (uint)weights.Length || weights[draws[i]] == T.Zero)
            {
                throw new ArgumentOutOfRangeException(nameof(draws), draws[i], Guard.Text($"draws[{i}] is {draws[i]}; it must be one of {weights.Length} categories, and of a weight above 0."));
            }

            inverse.CheckFits(weights, draws[i]);
        }

        for (var i = 0; i < draws.Length; i++)
        {
            destination[i] = inverse.Of(weights[draws[i]]);
        }
    }

    private static InverseWeights<T> Inverse<T>(ReadOnlySpan<T> weights, long drawCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.AtLeast(drawCount, 1);
        var largest = DrawChecks.Weights(weights, nameof(weights));
        return new(WeightTotalLoop.Sum(weights, new(largest)) / drawCount, Math.ILogB(largest));
    }

    /// <summary>total·2^exponent/weight; the power of two comes in two parts, so that neither it nor a quotient is beyond a double where the result is none.</summary>
    private readonly struct InverseWeights<T>(double total, int exponent)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly double total = Math.ScaleB(total, FirstOf(exponent));
        private readonly double rest = Math.ScaleB(1, exponent - FirstOf(exponent));

        public T Of(T weight) => weight == T.Zero ? T.Zero : T.CreateTruncating(total / double.CreateTruncating(weight) * rest);

        private static int FirstOf(int exponent) => exponent > 0 ? exponent / 2 : Math.Max(exponent, -900);

        public void CheckFits(ReadOnlySpan<T> weights, int category)
        {
            if (!T.IsFinite(Of(weights[category])))
            {
                throw new ArgumentException(Guard.Text($"weights[{category}] is {weights[category]}: a draw of it would have a weight beyond {typeof(T).Name}."), nameof(weights));
            }
        }
    }
}
