using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Work;
using Counterweight.Randomness;

namespace Counterweight.Draws;

/// <summary>
/// Weighted draws with replacement, in a time that does not depend on the number of categories: for many draws with the same weights.
/// </summary>
/// <remarks>
/// <para>A table has a column of 64 bits for each of n categories. All columns are drawn with the same probability. A column holds a threshold and the
/// number of another category, which is drawn where the rest of the random bits is not below the threshold.
/// The thresholds are integers, and the pieces of a category sum to a multiple of 1/(n·2^s) with n·2^s in [2⁶², 2⁶³): p′_i. They sum to 1 exactly.
/// It is |p′_i − w_i/Σw| ≤ 2⁻⁵⁰·w_i/Σw + 2⁻⁶², and at most 2⁻⁴⁹ for the first category of the largest weight. A weight of 0 has p′ = 0 and is never drawn.</para>
/// <para>Draw i takes words 2i and 2i + 1 of its stream and depends on nothing else, so draws are the same at any cut of a
/// batch and for any number of threads. A draw is 64 random bits times n / 2⁶⁴: of the 2⁶⁴ numbers, each
/// piece of a column gets its share, at most one more or less.</para>
/// <para>Sources: A. J. Walker, New Fast Method for Generating Discrete Random Numbers with Arbitrary Frequency Distributions, 1974; M. D. Vose,
/// A Linear Algorithm for Generating Random Numbers with a Given Distribution, 1991; L. Hübschle-Schneider and P. Sanders, Parallel Weighted Random Sampling, 2019, section 3 (the sweep).</para>
/// </remarks>
public static class AliasTable
{
    /// <summary>Builds the table of some weights, in a time of O(n). Nothing is allocated.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="weights">One weight a category, finite and at least 0, at least one above 0. Of any size beside one another: a sum beyond a double is none too many.</param>
    /// <param name="columns">A column for each category.</param>
    /// <exception cref="ArgumentException">No weight is above 0, the lengths differ, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative, NaN or infinite. Nothing has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void Build<T>(ReadOnlySpan<T> weights, Span<ulong> columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.SameLength(columns.Length, weights.Length, nameof(columns), nameof(weights));
        Guard.Disjoint<ulong, T>(columns, weights, nameof(columns), nameof(weights));
        var largest = DrawChecks.Weights(weights, nameof(weights));
        AliasBuildLoop.Build(weights, largest, columns);
    }

    /// <summary>Draws <paramref name="start"/>, <paramref name="start"/> + 1, … of a stream.</summary>
    /// <param name="columns">A table that <see cref="Build{T}"/> has filled. Of other numbers come draws that mean nothing, and may be no category.</param>
    /// <param name="stream">Where the draws come from.</param>
    /// <param name="start">Number of the first draw, at least 0.</param>
    /// <param name="destination">Categories, in [0, n).</param>
    /// <param name="degreeOfParallelism">Threads to use, at least 1. One allocates nothing. The draws are the same for any.</param>
    /// <exception cref="ArgumentException">There are no columns, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="start"/> is negative or a draw is beyond 2⁶², or <paramref name="degreeOfParallelism"/> is less than 1. Nothing has been written.</exception>
    public static unsafe void Draw(ReadOnlySpan<ulong> columns, RandomStream stream, long start, Span<int> destination, int degreeOfParallelism = 1)
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        CheckColumns(columns);
        DrawChecks.Places(start, destination.Length, nameof(start));
        Guard.Disjoint<int, ulong>(destination, columns, nameof(destination), nameof(columns));
        fixed (ulong* table = columns)
        fixed (int* drawn = destination)
        {
            var job = new AliasDrawJob(table, columns.Length, stream, start, drawn, destination.Length);
            WorkItems.Run(ref job, job.Items, degreeOfParallelism);
        }
    }

    /// <summary>One draw of a stream, that of the same number in a batch.</summary>
    /// <param name="columns">A table that <see cref="Build{T}"/> has filled.</param>
    /// <param name="stream">Where the draw comes from.</param>
    /// <param name="index">Number of the draw, at least 0.</param>
    /// <exception cref="ArgumentException">There are no columns.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative or beyond 2⁶².</exception>
    public static int Draw(ReadOnlySpan<ulong> columns, RandomStream stream, long index)
    {
        Span<int> one = [0];
        Draw(columns, stream, index, one);
        return one[0];
    }

    private static void CheckColumns(ReadOnlySpan<ulong> columns)
    {
        if (columns.IsEmpty)
        {
            throw new ArgumentException("columns is empty: nothing can be drawn.", nameof(columns));
        }
    }
}
