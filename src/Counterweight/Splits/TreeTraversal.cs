using System.Buffers;
using System.Numerics;
using Counterweight.Binning;
using Counterweight.Engine;

namespace Counterweight.Splits;

/// <summary>Rows fall through trees: the leaf of each row, and sums of leaf values over the trees of an ensemble.</summary>
/// <remarks>
/// Nothing is computed but comparisons and sums in double, tree after tree: results are the same bits whatever the
/// register width, the number of threads and the layout. Nodes are checked and packed at each call, in memory of the
/// shared pool of arrays, which takes some nanoseconds a node; sixteen rows fall together.
/// </remarks>
public static class TreeTraversal
{
    /// <summary>The leaf that each row falls into.</summary>
    /// <typeparam name="T">Type of the values, <see cref="float"/> or <see cref="double"/>; compared with thresholds as if widened.</typeparam>
    /// <param name="nodes">The tree, its root first; at least one node.</param>
    /// <param name="data">Rows; NaN is a missing value, ±∞ are values.</param>
    /// <param name="leaves">A node number for each row.</param>
    /// <param name="categorySets">Words of a <see cref="CategorySetList"/>; empty where no node splits categories.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. Allocates nothing where it is 1.</param>
    /// <exception cref="ArgumentException">There are no nodes, a length does not fit, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A node's feature, threshold, child or category set is outside its range (the message names node and value), or the degree of parallelism. Nothing has been written.</exception>
    public static unsafe void FindLeaves<T>(
        ReadOnlySpan<TreeSplit> nodes,
        FeatureMatrix<T> data,
        Span<int> leaves,
        ReadOnlySpan<ulong> categorySets = default,
        int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        Guard.SameLength(leaves.Length, data.RowCount, nameof(leaves), "the number of rows");
        Guard.Disjoint<int, T>(leaves, data.Values, nameof(leaves), nameof(data));
        Guard.Disjoint<int, TreeSplit>(leaves, nodes, nameof(leaves), nameof(nodes));
        Guard.Disjoint<int, ulong>(leaves, categorySets, nameof(leaves), nameof(categorySets));
        TreeChecks.Nodes(nodes, data.FeatureCount, categorySets);
        var packed = ArrayPool<PackedNode<T>>.Shared.Rent(nodes.Length);
        fixed (PackedNode<T>* p = packed)
        fixed (ulong* c = categorySets)
        fixed (T* v = data.Values)
        fixed (int* l = leaves)
        {
            var job = new LeafJob<T>(Pack(nodes, data, p, c, v), l);
            WorkItems.Run(ref job, LeafJob<T>.Items(data.RowCount), degreeOfParallelism);
        }

        ArrayPool<PackedNode<T>>.Shared.Return(packed);
    }

    /// <summary>Adds to each row's outputs the values of the leaves it falls into, Σ_t v_t, tree after tree in double.</summary>
    /// <typeparam name="T">Type of the features, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="nodes">Nodes of all trees; <see cref="TreeSplit.Left"/> numbers them from the first of all.</param>
    /// <param name="roots">The root of each tree, in the order of summation.</param>
    /// <param name="values">
    /// Values of every node, those of leaves alone being read: either one a node, and tree t adds to output t mod K, or K a
    /// node, and every tree adds to all outputs. A leaf's own value is any double.
    /// </param>
    /// <param name="outputCount">K, at least 1.</param>
    /// <param name="data">Rows; NaN is a missing value, ±∞ are values.</param>
    /// <param name="sums">K numbers a row, row after row, to which values are added.</param>
    /// <param name="categorySets">Words of a <see cref="CategorySetList"/>; empty where no node splits categories.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. Allocates nothing where it is 1.</param>
    /// <exception cref="ArgumentException">A length does not fit, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A root or a node's feature, threshold, child or category set is outside its range (the message names it), or a count. Nothing has been written.</exception>
    public static unsafe void AddLeafValues<T>(
        ReadOnlySpan<TreeSplit> nodes,
        ReadOnlySpan<int> roots,
        ReadOnlySpan<double> values,
        int outputCount,
        FeatureMatrix<T> data,
        Span<double> sums,
        ReadOnlySpan<ulong> categorySets = default,
        int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputCount, 1);
        if (values.Length != nodes.Length && values.Length != (long)nodes.Length * outputCount)
        {
            throw new ArgumentException(Guard.Text($"values has {values.Length} elements, neither one nor {outputCount} for each of {nodes.Length} nodes."), nameof(values));
        }

        Guard.SameLength(sums.Length, (long)data.RowCount * outputCount, nameof(sums), "rows · outputCount");
        Guard.Disjoint<double, T>(sums, data.Values, nameof(sums), nameof(data));
        Guard.Disjoint<double, TreeSplit>(sums, nodes, nameof(sums), nameof(nodes));
        Guard.Disjoint<double, int>(sums, roots, nameof(sums), nameof(roots));
        Guard.Disjoint<double, double>(sums, values, nameof(sums), nameof(values));
        Guard.Disjoint<double, ulong>(sums, categorySets, nameof(sums), nameof(categorySets));
        TreeChecks.Roots(roots, nodes.Length);
        if (roots.IsEmpty)
        {
            return;
        }

        TreeChecks.Nodes(nodes, data.FeatureCount, categorySets);
        var packed = ArrayPool<PackedNode<T>>.Shared.Rent(nodes.Length);
        fixed (PackedNode<T>* p = packed)
        fixed (ulong* c = categorySets)
        fixed (T* v = data.Values)
        fixed (int* r = roots)
        fixed (double* w = values)
        fixed (double* s = sums)
        {
            var width = values.Length == nodes.Length ? 1 : outputCount;
            var job = new LeafValueJob<T>(Pack(nodes, data, p, c, v), r, roots.Length, w, width, outputCount, s);
            WorkItems.Run(ref job, LeafValueJob<T>.Items(data.RowCount), degreeOfParallelism);
        }

        ArrayPool<PackedNode<T>>.Shared.Return(packed);
    }

    private static unsafe TraversalOperands<T> Pack<T>(ReadOnlySpan<TreeSplit> nodes, FeatureMatrix<T> data, PackedNode<T>* packed, ulong* categorySets, T* values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var stride = data.Layout == FeatureLayout.RowMajor ? 1 : data.RowCount;
        var hasCategories = false;
        for (var node = 0; node < nodes.Length; node++)
        {
            packed[node] = nodes[node].IsLeaf ? PackedNode<T>.Leaf(node) : PackedNode<T>.Of(in nodes[node], stride);
            hasCategories |= !nodes[node].IsLeaf && nodes[node].CategorySet >= 0;
        }

        return new() { Nodes = packed, CategorySets = categorySets, HasCategories = hasCategories, Values = values, RowStride = data.RowStride, RowCount = data.RowCount };
    }
}
