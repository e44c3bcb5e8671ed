using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Randomness;

namespace Counterweight.Resampling.Under;

/// <summary>Keeps rows drawn without replacement, as many of each class as a strategy says.</summary>
/// <remarks>
/// Of a class of n rows any m are as likely as any others. Row i takes element i of the stream's doubles: selection in one pass
/// (algorithm S of D. E. Knuth, The Art of Computer Programming 2, section 3.4.2).
/// </remarks>
public static class RandomUnderSampling
{
    /// <summary>Writes the rows that are drawn.</summary>
    /// <param name="labels">One class a row, in [0, 2²⁰).</param>
    /// <param name="destination">One element a row: the rows that stay in ascending order, then −1.</param>
    /// <param name="stream">The draws: doubles 0 … rows − 1.</param>
    /// <param name="strategy">Rows of each class; by default all have those of the minority.</param>
    /// <returns>How many rows stay.</returns>
    /// <exception cref="ArgumentException">The destination has another length, memory overlaps, or the strategy does not fit the rows. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is outside its range. Nothing has been written.</exception>
    public static int Select(ReadOnlySpan<int> labels, Span<int> destination, RandomStream stream, SamplingStrategy strategy = default) => SelectRows(labels, destination, stream, strategy);

    /// <inheritdoc cref="Select(ReadOnlySpan{int}, Span{int}, RandomStream, SamplingStrategy)"/>
    [OverloadResolutionPriority(-1)]
    public static int Select(ReadOnlySpan<long> labels, Span<int> destination, RandomStream stream, SamplingStrategy strategy = default) => SelectRows(labels, destination, stream, strategy);

    /// <summary>The rows that are drawn, in ascending order.</summary>
    /// <inheritdoc cref="Select(ReadOnlySpan{int}, Span{int}, RandomStream, SamplingStrategy)"/>
    /// <returns>The rows.</returns>
    public static int[] Select(ReadOnlySpan<int> labels, RandomStream stream, SamplingStrategy strategy = default)
    {
        var rows = new int[labels.Length];
        return rows[..Select(labels, rows, stream, strategy)];
    }

    /// <inheritdoc cref="Select(ReadOnlySpan{int}, RandomStream, SamplingStrategy)"/>
    [OverloadResolutionPriority(-1)]
    public static int[] Select(ReadOnlySpan<long> labels, RandomStream stream, SamplingStrategy strategy = default)
    {
        var rows = new int[labels.Length];
        return rows[..Select(labels, rows, stream, strategy)];
    }

    /// <summary>Writes the rows that come first in an order: of each class as many as a strategy says.</summary>
    /// <param name="labels">One class a row, in [0, 2²⁰).</param>
    /// <param name="order">All rows, each once.</param>
    /// <param name="destination">One element a row: the rows that stay in ascending order, then −1.</param>
    /// <param name="strategy">Rows of each class; by default all have those of the minority.</param>
    /// <returns>How many rows stay.</returns>
    /// <exception cref="ArgumentException">A length is wrong, the order names a row twice, memory overlaps, or the strategy does not fit the rows. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label or a row is outside its range. Nothing has been written.</exception>
    public static int FromOrder(ReadOnlySpan<int> labels, ReadOnlySpan<int> order, Span<int> destination, SamplingStrategy strategy = default) => SelectFirst(labels, order, destination, strategy);

    /// <inheritdoc cref="FromOrder(ReadOnlySpan{int}, ReadOnlySpan{int}, Span{int}, SamplingStrategy)"/>
    [OverloadResolutionPriority(-1)]
    public static int FromOrder(ReadOnlySpan<long> labels, ReadOnlySpan<int> order, Span<int> destination, SamplingStrategy strategy = default) => SelectFirst(labels, order, destination, strategy);

    private static int SelectRows<TLabel>(ReadOnlySpan<TLabel> labels, Span<int> destination, RandomStream stream, SamplingStrategy strategy)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        ClassPlan.CheckLabels(ClassLabels.Of(labels));
        UnderChecks.Destination(destination, ClassLabels.Of(labels));
        using var plan = ClassPlan.OfTargets(ClassLabels.Of(labels), strategy, SamplingDirection.Under);
        DrawLoop.Mark(labels, stream, plan.Targets, plan.Counts, destination);
        return VoteLoop.Compact(destination);
    }

    private static int SelectFirst<TLabel>(ReadOnlySpan<TLabel> labels, ReadOnlySpan<int> order, Span<int> destination, SamplingStrategy strategy)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        ClassPlan.CheckLabels(ClassLabels.Of(labels));
        UnderChecks.Destination(destination, ClassLabels.Of(labels));
        Guard.SameLength(order.Length, labels.Length, nameof(order), nameof(labels));
        Guard.Disjoint<int, int>(destination, order, nameof(destination), nameof(order));
        CheckOrder(order);
        using var plan = ClassPlan.OfTargets(ClassLabels.Of(labels), strategy, SamplingDirection.Under);
        foreach (var row in order)
        {
            destination[row] = plan.Targets[int.CreateTruncating(labels[row])]-- > 0 ? 0 : VoteLoop.Dropped;
        }

        return VoteLoop.Compact(destination);
    }

    private static void CheckOrder(ReadOnlySpan<int> order)
    {
        var seen = ArrayPool<bool>.Shared.Rent(order.Length);
        Array.Clear(seen, 0, order.Length);
        var bad = 0;
        for (; bad < order.Length && (uint)order[bad] < (uint)order.Length && !seen[order[bad]]; bad++)
        {
            seen[order[bad]] = true;
        }

        ArrayPool<bool>.Shared.Return(seen);
        if (bad == order.Length)
        {
            return;
        }

        if ((uint)order[bad] < (uint)order.Length)
        {
            throw new ArgumentException(Guard.Text($"order[{bad}] is {order[bad]}, which it names before; each row must be there once."), nameof(order));
        }

        throw new ArgumentOutOfRangeException(nameof(order), order[bad], Guard.Text($"order[{bad}] is {order[bad]}; it must be a row in [0, {order.Length})."));
    }
}
