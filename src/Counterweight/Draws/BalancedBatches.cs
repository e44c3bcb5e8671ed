using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Randomness;

namespace Counterweight.Draws;

/// <summary>
/// Mini-batches that hold every class in a required share, however rare it is. The rows of a class come in a random order of their own, all of them
/// before any comes again, then in another order: a class of few rows goes round many times while a large one goes round once.
/// </summary>
/// <remarks>
/// <para>Batch b depends on nothing but the labels, the shares, the stream and b. Row i of n in the order of round r takes draw r·n + i of the stream.</para>
/// <para>The object keeps the orders of the rounds that it is in, so that batches one after the other take a time of O(rows of a batch) each; a jump to another round orders its classes again. Threads need an object each, and get the same batches.</para>
/// <para>The order is a Fisher–Yates shuffle, whose numbers below m are biased by less than m/2⁶⁴. Source: D. Knuth, The Art of Computer Programming, volume 2, algorithm 3.4.2P.</para>
/// </remarks>
public sealed class BalancedBatches
{
    /// <summary>Places of a stream.</summary>
    private const double LastPlace = 1L << 61;

    private readonly RandomStream stream;

    /// <summary>Where the rows of each class start, and where the last ends.</summary>
    private readonly int[] starts;

    /// <summary>Rows of a batch of each class, beside those that take turns.</summary>
    private readonly int[] shares;

    /// <summary>Rows of a batch that the classes take turns in, one each.</summary>
    private readonly int turns;

    /// <summary>Rows by class, ascending within.</summary>
    private readonly int[] rows;

    /// <summary>Rows by class in the order of the class's round.</summary>
    private readonly int[] order;
    private readonly long[] rounds;

    private BalancedBatches(ClassLabels labels, int[] starts, int[] shares, int turns, int batchSize, RandomStream stream)
    {
        this.stream = stream;
        this.starts = starts;
        this.shares = shares;
        this.turns = turns;
        BatchSize = batchSize;
        BatchCount = Batches(starts, shares, turns);
        rows = new int[labels.Length];
        order = new int[labels.Length];
        rounds = new long[shares.Length];
        Array.Fill(rounds, -1);
        var next = starts[..^1];
        for (var row = 0; row < labels.Length; row++)
        {
            rows[next[labels[row]]++] = row;
        }
    }

    /// <summary>Rows of a batch.</summary>
    public int BatchSize { get; }

    /// <summary>Batches that there are, numbered from 0 on: 2³¹ − 1, unless few rows of very many are to go round millions of times in each.</summary>
    public int BatchCount { get; }

    /// <summary>Batches with the same number of rows of every class; where the classes do not divide the size, they take turns, so that as many batches as there are classes hold them all equally often.</summary>
    /// <param name="labels">One class a row, in [0, <paramref name="classCount"/>).</param>
    /// <param name="classCount">Number of classes, at least 1; each has a row.</param>
    /// <param name="batchSize">Rows of a batch, at least 1.</param>
    /// <param name="stream">Where the orders come from.</param>
    /// <exception cref="ArgumentException">A class has no row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class, or a number is less than 1.</exception>
    public static BalancedBatches Equal(ReadOnlySpan<int> labels, int classCount, int batchSize, RandomStream stream) =>
        OfEqual(labels, classCount, batchSize, stream);

    /// <inheritdoc cref="Equal(ReadOnlySpan{int}, int, int, RandomStream)"/>
    [OverloadResolutionPriority(-1)]
    public static BalancedBatches Equal(ReadOnlySpan<long> labels, int classCount, int batchSize, RandomStream stream) =>
        OfEqual(labels, classCount, batchSize, stream);

    /// <summary>Batches with as many rows of each class as are asked for.</summary>
    /// <param name="labels">One class a row, in [0, classes).</param>
    /// <param name="rowsPerBatch">Rows of each class in a batch, at least 0, and together 1 … 2³¹ − 1. A class of 0 rows needs none in the data.</param>
    /// <param name="stream">Where the orders come from.</param>
    /// <exception cref="ArgumentException">A class that is asked for has no row, or a batch has none or too many.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class, or a number of rows is negative.</exception>
    public static BalancedBatches WithCounts(ReadOnlySpan<int> labels, ReadOnlySpan<int> rowsPerBatch, RandomStream stream) =>
        OfCounts(labels, rowsPerBatch, stream);

    /// <inheritdoc cref="WithCounts(ReadOnlySpan{int}, ReadOnlySpan{int}, RandomStream)"/>
    [OverloadResolutionPriority(-1)]
    public static BalancedBatches WithCounts(ReadOnlySpan<long> labels, ReadOnlySpan<int> rowsPerBatch, RandomStream stream) =>
        OfCounts(labels, rowsPerBatch, stream);

    /// <summary>Writes the rows of a batch, class after class, in the order of their rounds. Nothing is allocated.</summary>
    /// <param name="batch">Number of the batch, in [0, <see cref="BatchCount"/>).</param>
    /// <param name="destination"><see cref="BatchSize"/> rows; a row may occur twice where a round ends, or where a class has fewer rows than its share.</param>
    /// <exception cref="ArgumentException">The destination has another length. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such <paramref name="batch"/>. Nothing has been written.</exception>
    public void Fill(int batch, Span<int> destination)
    {
        Guard.Index(batch, BatchCount);
        Guard.SameLength(destination.Length, BatchSize, nameof(destination), nameof(BatchSize));
        for (var c = 0; c < shares.Length; c++)
        {
            var first = Before(c, batch);
            var share = (int)(Before(c, batch + 1L) - first);
            Take(c, first, destination[..share]);
            destination = destination[share..];
        }
    }

    private static BalancedBatches OfEqual(ClassLabels labels, int classCount, int batchSize, RandomStream stream)
    {
        Guard.AtLeast(classCount, 1);
        Guard.AtLeast(batchSize, 1);
        var equal = new int[classCount];
        Array.Fill(equal, batchSize / classCount);
        return new(labels, Starts(labels, classCount, []), equal, batchSize % classCount, batchSize, stream);
    }

    private static BalancedBatches OfCounts(ClassLabels labels, ReadOnlySpan<int> rowsPerBatch, RandomStream stream)
    {
        var size = 0L;
        for (var c = 0; c < rowsPerBatch.Length; c++)
        {
            if (rowsPerBatch[c] < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(rowsPerBatch), rowsPerBatch[c], Guard.Text($"rowsPerBatch[{c}] is {rowsPerBatch[c]}; it must be at least 0."));
            }

            size += rowsPerBatch[c];
        }

        if (size is 0 or > int.MaxValue)
        {
            throw new ArgumentException(Guard.Text($"rowsPerBatch sums to {size}; it must sum to 1 … {int.MaxValue}."), nameof(rowsPerBatch));
        }

        return new(labels, Starts(labels, rowsPerBatch.Length, rowsPerBatch), rowsPerBatch.ToArray(), 0, (int)size, stream);
    }

    /// <summary>Rows of a class in all batches before this one; of all turns, class c has every K-th from the c-th on.</summary>
    private long Before(int c, long batch) => (batch * shares[c]) + (((batch * turns) + shares.Length - 1 - c) / shares.Length);

    /// <summary>Batches whose last draw is within a stream. A class of n rows starts a round every n/share batches, and takes as many draws a round as there are rows.</summary>
    private static int Batches(ReadOnlySpan<int> starts, ReadOnlySpan<int> shares, int turns)
    {
        var batches = (double)int.MaxValue;
        for (var c = 0; c < shares.Length; c++)
        {
            var most = LastPlace / Math.Max(1.0, starts[^1]);
            var share = shares[c] + (turns > 0 ? 1.0 : 0);
            batches = share > 0 ? Math.Min(batches, (most - 1) * (starts[c + 1] - starts[c]) / share) : batches;
        }

        return (int)batches;
    }

    /// <summary>Copies from the class's endless sequence of rounds.</summary>
    private void Take(int c, long first, Span<int> destination)
    {
        var (start, count) = (starts[c], starts[c + 1] - starts[c]);
        while (!destination.IsEmpty)
        {
            var (round, place) = Math.DivRem(first, count);
            if (rounds[c] != round)
            {
                Shuffle(start, count, round);
                rounds[c] = round;
            }

            var here = (int)Math.Min(count - place, destination.Length);
            order.AsSpan(start + (int)place, here).CopyTo(destination);
            destination = destination[here..];
            first += here;
        }
    }

    private void Shuffle(int start, int count, long round)
    {
        var shuffled = order.AsSpan(start, count);
        rows.AsSpan(start, count).CopyTo(shuffled);
        ShuffleLoop.Run(shuffled, stream, (round * rows.Length) + start);
    }

    private static int[] Starts(ClassLabels labels, int classCount, ReadOnlySpan<int> asked)
    {
        labels.Check(classCount, null, nameof(labels));
        var ends = new int[classCount + 1];
        for (var row = 0; row < labels.Length; row++)
        {
            ends[labels[row] + 1]++;
        }

        for (var c = 0; c < classCount; c++)
        {
            if (ends[c + 1] == 0 && (asked.IsEmpty || asked[c] > 0))
            {
                throw new ArgumentException(Guard.Text($"Class {c} is absent from labels: no batch can hold it."), nameof(labels));
            }

            ends[c + 1] += ends[c];
        }

        return ends;
    }
}
