using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;

namespace Counterweight.Weighting.Online;

/// <summary>
/// How often each class occurs among the last N labels of a stream, exactly, and class weights from that. A label costs the same however
/// many there are, and allocates nothing.
/// </summary>
/// <remarks>
/// Not safe for calls from several threads at a time. <see cref="Counts"/> serve every scheme of <see cref="ClassWeights"/> that takes
/// counts; <see cref="Balanced{T}"/> is the fast one, for every step of a training loop.
/// </remarks>
public sealed class LabelWindow
{
    private readonly int[] labels;
    private readonly double[] counts;
    private int next;

    /// <summary>An empty window.</summary>
    /// <param name="classCount">K, at least 1.</param>
    /// <param name="length">N, the labels that it holds at most, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1.</exception>
    public LabelWindow(int classCount, int length)
    {
        Guard.AtLeast(classCount, 1);
        Guard.AtLeast(length, 1);
        labels = new int[length];
        counts = new double[classCount];
    }

    /// <summary>K.</summary>
    public int ClassCount => counts.Length;

    /// <summary>N, the labels that the window holds at most.</summary>
    public int Length => labels.Length;

    /// <summary>The labels that it holds now.</summary>
    public int Count { get; private set; }

    /// <summary>Labels of one class among those held.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public int CountOf(int label)
    {
        Guard.Index(label, counts.Length);
        return (int)counts[label];
    }

    /// <summary>Takes the next label in, and lets go of the oldest where the window is full.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The label is outside [0, K). Nothing has changed.</exception>
    public void Add(int label)
    {
        Guard.Index(label, counts.Length);
        Enter(label);
    }

    /// <summary>Takes labels in, one after the other.</summary>
    /// <param name="labels">Labels in [0, K).</param>
    /// <param name="ignoreLabel">Labels of this number are skipped.</param>
    /// <exception cref="ArgumentOutOfRangeException">A label is outside [0, K) and not ignored. Nothing has changed.</exception>
    public void Add(ReadOnlySpan<int> labels, int? ignoreLabel = null) => AddAll(labels, ignoreLabel);

    /// <inheritdoc cref="Add(ReadOnlySpan{int}, int?)"/>
    [OverloadResolutionPriority(-1)]
    public void Add(ReadOnlySpan<long> labels, int? ignoreLabel = null) => AddAll(labels, ignoreLabel);

    /// <summary>Labels of each class among those held.</summary>
    /// <param name="destination">K counts.</param>
    /// <exception cref="ArgumentException">The length is wrong. Nothing has been written.</exception>
    public void Counts(Span<long> destination)
    {
        Guard.SameLength(destination.Length, counts.Length, nameof(destination), "the number of classes");
        for (var c = 0; c < counts.Length; c++)
        {
            destination[c] = (long)counts[c];
        }
    }

    /// <summary>Balanced weights w_c = (n + K·a)/(K·(n_c + a)) of the labels held, n in all; a = 0: as <see cref="ClassWeights.BalancedFromCounts{T}"/>.</summary>
    /// <remarks>Maximum error: 2 ulp (double), 0.501 (float).</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="destination">K weights, positive.</param>
    /// <param name="pseudoCount">a in [0, 1e70]: labels that each class is taken to have beside those seen, so that a class not seen yet has a weight.</param>
    /// <exception cref="ArgumentException">The length is wrong. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pseudoCount"/> is out of its range. Nothing has been written.</exception>
    /// <exception cref="InvalidOperationException">A class has no label and <paramref name="pseudoCount"/> is 0 (the message names it), or a weight is beyond <typeparamref name="T"/>. Nothing has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public void Balanced<T>(Span<T> destination, double pseudoCount = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OnlineChecks.PseudoCount(pseudoCount);
        BalancedLoop.Write(counts, Count, pseudoCount, destination);
    }

    /// <summary>The labels held, oldest first: what <see cref="Restore"/> takes.</summary>
    public int[] Snapshot()
    {
        var held = new int[Count];
        var first = Count < labels.Length ? 0 : next;
        for (var i = 0; i < held.Length; i++)
        {
            var at = first + (long)i;
            held[i] = labels[at < labels.Length ? at : at - labels.Length];
        }

        return held;
    }

    /// <summary>Forgets all labels and takes those of a snapshot in; of more than N the last N stay.</summary>
    /// <param name="labels">Labels in [0, K), oldest first.</param>
    /// <exception cref="ArgumentOutOfRangeException">A label is outside [0, K). Nothing has changed.</exception>
    public void Restore(ReadOnlySpan<int> labels)
    {
        Guard.Labels(labels, counts.Length, null, nameof(labels));
        Clear();
        Add(labels);
    }

    /// <summary>Forgets all labels.</summary>
    public void Clear()
    {
        Array.Clear(counts);
        (next, Count) = (0, 0);
    }

    private void AddAll<TLabel>(ReadOnlySpan<TLabel> labels, int? ignoreLabel)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        Guard.Labels(labels, counts.Length, ignoreLabel, nameof(labels));
        foreach (var given in labels)
        {
            var label = int.CreateTruncating(given);
            if (label != ignoreLabel)
            {
                Enter(label);
            }
        }
    }

    private void Enter(int label)
    {
        ref var place = ref labels[next];
        if (Count == labels.Length)
        {
            counts[place]--;
        }
        else
        {
            Count++;
        }

        place = label;
        counts[label]++;
        next = next + 1 == labels.Length ? 0 : next + 1;
    }
}
