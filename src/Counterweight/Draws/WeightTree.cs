using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Randomness;

namespace Counterweight.Draws;

/// <summary>
/// Weighted draws with replacement while weights change: a change and a draw take a time of O(log n).
/// </summary>
/// <remarks>
/// <para>The sums of all subtrees are kept, and a change sums its path to the root again. A Fenwick tree keeps half as many sums, but adds changes to them, so that roundings pile up, and a weight that goes back to
/// 0 may leave a rest that is drawn. Here the tree is a function of its weights as they are: no history shows.</para>
/// <para>Rounding: each sum is within ⌈log₂ n⌉·2⁻⁵³ of itself, and a draw is 52 random bits times the total. The probability of category i is within (⌈log₂ n⌉ + 1)·2⁻⁵² of its own and 2⁻⁵¹ of all.
/// That holds of a total of at least 2⁻⁹⁰⁰: smaller ones come near the least double, of which a draw is then a multiple. A weight of 0 is never drawn. Draw i is that of words 2i and 2i + 1 of its stream.</para>
/// <para>Memory: 16 bytes a category, their number rounded up to a power of two. Threads may draw at the same time while none changes a weight.
/// Source: C. K. Wong, M. C. Easton, An Efficient Method for Weighted Sampling without Replacement, 1980; P. M. Fenwick, A New Data Structure for Cumulative Frequency Tables, 1994.</para>
/// </remarks>
public sealed class WeightTree
{
    /// <summary>The root is node 1, the children of node i are 2i and 2i + 1, and the second half are the weights.</summary>
    private readonly double[] sums;
    private readonly int leaves;

    private WeightTree(int count)
    {
        Count = count;
        leaves = (int)BitOperations.RoundUpToPowerOf2((uint)count);
        sums = new double[2L * leaves];
    }

    /// <summary>n, the number of categories.</summary>
    public int Count { get; }

    /// <summary>The sum of all weights.</summary>
    public double Total => sums[1];

    /// <summary>The weight of a category.</summary>
    /// <param name="category">In [0, n).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such category.</exception>
    public double this[int category]
    {
        get
        {
            Guard.Index(category, Count);
            return sums[leaves + category];
        }
    }

    /// <summary>A tree of some weights, in a time of O(n).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="weights">One weight a category, finite and at least 0; at least one and at most 2²⁸ categories. All may be 0 until the first draw.</param>
    /// <exception cref="ArgumentException">There is no category or there are too many, or the sum is beyond a double.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative, NaN or infinite.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static WeightTree Create<T>(ReadOnlySpan<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        if (weights.Length is 0 or > 1 << 28)
        {
            throw new ArgumentException(Guard.Text($"weights has {weights.Length} elements; it must have 1 … 2²⁸."), nameof(weights));
        }

        Guard.Weights(weights, nameof(weights));
        var tree = new WeightTree(weights.Length);
        for (var i = 0; i < weights.Length; i++)
        {
            tree.sums[tree.leaves + i] = double.CreateTruncating(weights[i]);
        }

        for (var node = tree.leaves - 1; node > 0; node--)
        {
            tree.sums[node] = tree.sums[2 * node] + tree.sums[(2 * node) + 1];
        }

        return double.IsFinite(tree.Total) ? tree : throw new ArgumentException("The sum of weights is beyond a double.", nameof(weights));
    }

    /// <summary>Changes the weight of a category.</summary>
    /// <param name="category">In [0, n).</param>
    /// <param name="weight">Finite and at least 0; with the total so far, it sums to a double.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such category, the weight is negative, NaN or infinite, or too large beside the total. Nothing has been written.</exception>
    public void Set(int category, double weight)
    {
        Guard.Index(category, Count);
        Guard.Weight(weight, nameof(weight));
        if (!double.IsFinite(Total + weight))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, Guard.Text($"weight is {weight}; with the total, {Total}, it must sum to a double."));
        }

        Replace(category, weight);
    }

    /// <summary>Adds to the weight of a category.</summary>
    /// <param name="category">In [0, n).</param>
    /// <param name="change">Finite, and such that neither the weight becomes negative nor the total more than a double.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such category, or the change is not finite, makes the weight negative, or is too large. Nothing has been written.</exception>
    public void Add(int category, double change)
    {
        Guard.Index(category, Count);
        var weight = sums[leaves + category] + change;
        if (!(weight >= 0 && double.IsFinite(weight) && double.IsFinite(Total + change)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(change), change, Guard.Text($"change is {change}; it must be finite, must not make the weight, {sums[leaves + category]}, negative, and must with the total, {Total}, sum to a double."));
        }

        Replace(category, weight);
    }

    /// <summary>Draws <paramref name="start"/>, <paramref name="start"/> + 1, … of a stream, by the weights as they are. Nothing is allocated.</summary>
    /// <param name="stream">Where the draws come from.</param>
    /// <param name="start">Number of the first draw, at least 0.</param>
    /// <param name="destination">Categories, in [0, n).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="start"/> is negative or a draw is beyond 2⁶². Nothing has been written.</exception>
    /// <exception cref="InvalidOperationException">No weight is above 0. Nothing has been written.</exception>
    public void Draw(RandomStream stream, long start, Span<int> destination)
    {
        DrawChecks.Places(start, destination.Length, nameof(start));
        CheckTotal();
        WeightTreeLoop.Draw(sums, stream, start, destination);
    }

    /// <summary>One draw of a stream, that of the same number in a batch.</summary>
    /// <param name="stream">Where the draw comes from.</param>
    /// <param name="index">Number of the draw, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative or beyond 2⁶².</exception>
    /// <exception cref="InvalidOperationException">No weight is above 0.</exception>
    public int Draw(RandomStream stream, long index)
    {
        DrawChecks.Places(index, 1, nameof(index));
        CheckTotal();
        Span<int> one = [0];
        WeightTreeLoop.Draw(sums, stream, index, one);
        return one[0];
    }

    private void CheckTotal()
    {
        if (!(Total > 0))
        {
            throw new InvalidOperationException("No weight is above 0: nothing can be drawn.");
        }
    }

    private void Replace(int category, double weight)
    {
        var node = leaves + category;
        sums[node] = weight;
        for (node >>= 1; node > 0; node >>= 1)
        {
            sums[node] = sums[2 * node] + sums[(2 * node) + 1];
        }
    }
}
