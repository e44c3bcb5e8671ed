using Counterweight.Core.Checks;
using Counterweight.Partitioning;

namespace Counterweight.Sorting;

/// <summary>The rows of a node, once in the order of each feature's values.</summary>
/// <remarks>
/// Orders of all rows are made by <see cref="FeatureSort.Argsort"/>, one after the other; a node is the same
/// run of each of them, and <see cref="SortedPartition.Split"/> makes a run of each of its children. Leave out rows of
/// weight 0: a row listed is a row.
/// </remarks>
public readonly ref struct SortedRows
{
    /// <summary>A node.</summary>
    /// <param name="orders">Feature f's order at f · <paramref name="stride"/>; each holds the same rows in ascending order of value, rows without one last.</param>
    /// <param name="stride">Rows of the whole order of a feature, at least 1.</param>
    /// <param name="start">The node's first place in each order.</param>
    /// <param name="count">Its rows.</param>
    /// <exception cref="ArgumentException">The orders are no multiple of the stride.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The stride is below 1, or the node is not within the orders.</exception>
    public SortedRows(ReadOnlySpan<int> orders, int stride, int start, int count)
    {
        Guard.AtLeast(stride, 1);
        Guard.AtLeast(start, 0);
        Guard.AtMost(start, stride);
        Guard.AtLeast(count, 0);
        Guard.AtMost(count, stride - start);
        if (orders.IsEmpty || orders.Length % stride != 0)
        {
            throw new ArgumentException(Guard.Text($"orders has {orders.Length} elements, no multiple of the stride {stride}."), nameof(orders));
        }

        Orders = orders;
        Stride = stride;
        Start = start;
        Count = count;
    }

    /// <summary>All orders.</summary>
    public ReadOnlySpan<int> Orders { get; }

    /// <summary>From a feature's order to the next one's.</summary>
    public int Stride { get; }

    /// <summary>The node's first place in each order.</summary>
    public int Start { get; }

    /// <summary>The node's rows.</summary>
    public int Count { get; }

    /// <summary>For each feature whether it has no value twice and none missing; empty where that is not known.</summary>
    /// <exception cref="ArgumentException">There is not one flag a feature.</exception>
    public ReadOnlySpan<bool> IsDistinct
    {
        get;
        init
        {
            Guard.SameLengthOrEmpty(value.Length, FeatureCount, nameof(IsDistinct), nameof(FeatureCount));
            field = value;
        }
    }

    /// <summary>Features.</summary>
    public int FeatureCount => Stride == 0 ? 0 : Orders.Length / Stride;

    /// <summary>The node's rows in the order of a feature.</summary>
    /// <param name="feature">The feature, in [0, <see cref="FeatureCount"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such feature.</exception>
    public ReadOnlySpan<int> Rows(int feature)
    {
        Guard.Index(feature, FeatureCount);
        return Orders.Slice(checked((feature * Stride) + Start), Count);
    }
}
