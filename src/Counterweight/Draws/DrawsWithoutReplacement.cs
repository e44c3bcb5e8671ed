using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Randomness;

namespace Counterweight.Draws;

/// <summary>
/// Draws without replacement by an exponential race: category i arrives after Exponential(1)/w_i, and the first k are drawn.
/// The first is i with probability w_i/Σw; each later one is drawn from those that are left, in proportion to their weights.
/// </summary>
/// <remarks>
/// <para>The time of category i is draw <c>start + i</c> of its stream, and depends on nothing else. The first k of a larger draw are the draw of k. Equal times are ordered by index.
/// Times are rounded to doubles, within 4 ulp; weights below 2⁻¹⁰²² of the largest arrive last, the lowest index first.</para>
/// <para>The time is O(n + k·log k·log(n/k)), the memory O(k). Source: P. S. Efraimidis, P. G. Spirakis, Weighted Random Sampling with a Reservoir, 2006, in its exponential form.</para>
/// </remarks>
public static class DrawsWithoutReplacement
{
    /// <summary>Numbers of 64 bits that a draw of k categories needs as its workspace.</summary>
    /// <param name="count">k, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public static long WorkspaceLength(int count)
    {
        Guard.AtLeast(count, 0);
        return RaceBuffer.Length(count);
    }

    /// <summary>Draws k of n categories, the first drawn first. Nothing is allocated.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="weights">One weight a category, finite and at least 0, at least k above 0.</param>
    /// <param name="stream">Where the times come from.</param>
    /// <param name="start">Number of the time of category 0 in the stream, at least 0; n are taken.</param>
    /// <param name="destination">k categories, in [0, n), all different.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> numbers; their content does not matter.</param>
    /// <exception cref="ArgumentException">Fewer than k weights are above 0, the workspace is too short, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative, NaN or infinite, or <paramref name="start"/> is negative or a draw beyond 2⁶². Nothing has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void Draw<T>(ReadOnlySpan<T> weights, RandomStream stream, long start, Span<int> destination, Span<long> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        DrawChecks.Places(start, weights.Length, nameof(start));
        CheckMemory(destination, workspace);
        Guard.Disjoint<int, T>(destination, weights, nameof(destination), nameof(weights));
        Guard.Disjoint<long, T>(workspace, weights, nameof(workspace), nameof(weights));
        var largest = Guard.Weights(weights, nameof(weights));
        var positive = 0;
        foreach (var weight in weights)
        {
            positive += weight > T.Zero ? 1 : 0;
        }

        if (positive < destination.Length)
        {
            throw new ArgumentException(Guard.Text($"destination asks for {destination.Length} different categories; weights has {positive} above 0."), nameof(destination));
        }

        if (!destination.IsEmpty)
        {
            RaceLoop.Run(new WeightedTimes<T>(weights, new(largest), stream, start), weights.Length, destination, workspace);
        }
    }

    /// <summary>Draws k of n categories of the same weight, the first drawn first: the categories of equal weights, unless the exponentials of two uniforms are equal.</summary>
    /// <param name="categoryCount">n, at least k.</param>
    /// <param name="stream">Where the times come from, which are uniform.</param>
    /// <param name="start">Number of the time of category 0 in the stream, at least 0; n are taken.</param>
    /// <param name="destination">k categories, in [0, n), all different.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> numbers; their content does not matter.</param>
    /// <exception cref="ArgumentException">The workspace is too short, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="categoryCount"/> is less than k, or <paramref name="start"/> is negative or a draw beyond 2⁶². Nothing has been written.</exception>
    public static void Draw(int categoryCount, RandomStream stream, long start, Span<int> destination, Span<long> workspace)
    {
        Guard.AtLeast(categoryCount, destination.Length);
        DrawChecks.Places(start, categoryCount, nameof(start));
        CheckMemory(destination, workspace);
        if (!destination.IsEmpty)
        {
            RaceLoop.Run(new EqualTimes(stream, start), categoryCount, destination, workspace);
        }
    }

    private static void CheckMemory(Span<int> destination, Span<long> workspace)
    {
        var needed = WorkspaceLength(destination.Length);
        if (workspace.Length < needed)
        {
            throw new ArgumentException(Guard.Text($"workspace has {workspace.Length} elements; {destination.Length} draws need {needed}."), nameof(workspace));
        }

        Guard.Disjoint<int, long>(destination, workspace, nameof(destination), nameof(workspace));
    }
}
