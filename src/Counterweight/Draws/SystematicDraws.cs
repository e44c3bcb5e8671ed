using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Randomness;

namespace Counterweight.Draws;

/// <summary>
/// Systematic draws: one random number places a comb of m equally spaced points on the weights laid end to end. A
/// category is drawn ⌊m·p⌋ or ⌈m·p⌉ times, which no other unbiased draw with replacement improves on.
/// </summary>
/// <remarks>
/// <para>Weights become integers of 62 bits together, by a power of two: weights that fit, such as integers and equal powers of two, are exact. The others
/// are rounded so that all sums from the first weight on are within 2⁻⁶⁰ of all. A weight of 0 is never drawn. The expected count of a category is m times its integer over the sum, exactly.</para>
/// <para>Draws are not independent of each other: shuffle the weights, or sort them by what matters, and the comb is even over that.
/// Sources: W. G. Madow, On the Theory of Systematic Sampling II, 1949; J. Carpenter, P. Clifford, P. Fearnhead, Improved Particle Filter for Nonlinear Problems, 1999.</para>
/// </remarks>
public static class SystematicDraws
{
    /// <summary>Draws m categories in ascending order, in a time of O(n + m). Nothing is allocated.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="weights">One weight a category, finite and at least 0, at least one above 0.</param>
    /// <param name="stream">Where the random number comes from.</param>
    /// <param name="index">Its number in the stream, at least 0; the only one that is taken.</param>
    /// <param name="destination">m categories, in [0, n).</param>
    /// <exception cref="ArgumentException">No weight is above 0, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative, NaN or infinite, or <paramref name="index"/> is negative or beyond 2⁶². Nothing has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void Draw<T>(ReadOnlySpan<T> weights, RandomStream stream, long index, Span<int> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        DrawChecks.Places(index, 1, nameof(index));
        Guard.Disjoint<int, T>(destination, weights, nameof(destination), nameof(weights));
        var largest = DrawChecks.Weights(weights, nameof(weights));
        SystematicLoop.Draw(weights, new(largest), DrawChecks.Word(stream, index), destination);
    }
}
