using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Work;
using Counterweight.Features;

namespace Counterweight.Traversal;

/// <summary>
/// Trees that rows fall through, checked and packed once for any number of calls: the leaf of each row, and sums of leaf
/// values over the trees of an ensemble. Immutable; sixteen bytes a node of floats or doubles.
/// </summary>
/// <typeparam name="T">Type of the values, <see cref="float"/> or <see cref="double"/>; compared with thresholds as if widened.</typeparam>
/// <remarks>
/// Nothing is computed but comparisons and sums in double, tree after tree: results are the same bits whatever the
/// register width, the number of threads and the layout. Up to 64 rows fall together.
/// </remarks>
public sealed class PackedTrees<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PackedNode<T>[] nodes;
    private readonly ulong[] categorySets;
    private readonly bool hasCategories;

    /// <summary>Checks and packs nodes; what they are made of is not kept.</summary>
    /// <param name="nodes">Nodes of all trees; <see cref="TreeSplit.Left"/> numbers them from the first of all. None where there are no trees.</param>
    /// <param name="featureCount">Features of a row, at least 1.</param>
    /// <param name="categorySets">Words of a <see cref="CategorySetList"/>; empty where no node splits categories.</param>
    /// <exception cref="ArgumentException">There are more nodes than 2²⁸.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A node's feature, threshold, child or category set is outside its range (the message names node and value), or the number of features.</exception>
    public PackedTrees(ReadOnlySpan<TreeSplit> nodes, int featureCount, ReadOnlySpan<ulong> categorySets = default)
    {
        Guard.ElementType<T>();
        Guard.AtLeast(featureCount, 1);
        TreeChecks.Nodes(nodes, featureCount, categorySets);
        FeatureCount = featureCount;
        this.categorySets = categorySets.ToArray();
        this.nodes = new PackedNode<T>[nodes.Length];
        for (var node = 0; node < nodes.Length; node++)
        {
            this.nodes[node] = nodes[node].IsLeaf ? PackedNode<T>.Leaf(node) : PackedNode<T>.Of(in nodes[node]);
            hasCategories |= !nodes[node].IsLeaf && nodes[node].CategorySet >= 0;
        }
    }

    /// <summary>Features of a row.</summary>
    public int FeatureCount { get; }

    /// <summary>Nodes of all trees.</summary>
    public int NodeCount => nodes.Length;

    /// <summary>The leaf that each row falls into.</summary>
    /// <param name="data">Rows; NaN is a missing value, ±∞ are values.</param>
    /// <param name="leaves">A node number for each row.</param>
    /// <param name="root">The tree's root, or any node to fall from.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. Allocates nothing where it is 1.</param>
    /// <exception cref="ArgumentException">A number of features or a length does not fit, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such node, or the degree of parallelism is outside its range. Nothing has been written.</exception>
    public unsafe void FindLeaves(FeatureMatrix<T> data, Span<int> leaves, int root = 0, int degreeOfParallelism = 1)
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        CheckFeatures(data);
        Guard.AtLeast(root, 0);
        Guard.AtMost(root, nodes.Length - 1);
        Guard.SameLength(leaves.Length, data.RowCount, nameof(leaves), "the number of rows");
        Guard.Disjoint<int, T>(leaves, data.Values, nameof(leaves), nameof(data));
        fixed (PackedNode<T>* n = nodes)
        fixed (ulong* c = categorySets)
        fixed (T* v = data.Values)
        fixed (int* l = leaves)
        {
            var job = new LeafJob<T>(Operands(data, n, c, v), root, l);
            WorkItems.Run(ref job, LeafJob<T>.Items(data.RowCount), degreeOfParallelism);
        }
    }

    /// <summary>Adds to each row's outputs the values of the leaves it falls into, Σ_t v_t, tree after tree in double.</summary>
    /// <param name="data">Rows; NaN is a missing value, ±∞ are values.</param>
    /// <param name="roots">The root of each tree, in the order of summation.</param>
    /// <param name="values">
    /// Values of every node, those of leaves alone being read: either one a node, and tree t adds to output t mod K, or K a
    /// node, and every tree adds to all outputs. A leaf's own value is any double.
    /// </param>
    /// <param name="outputCount">K, at least 1.</param>
    /// <param name="sums">K numbers a row, row after row, to which values are added.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. Allocates nothing where it is 1.</param>
    /// <exception cref="ArgumentException">A number of features or a length does not fit, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A root or a count is outside its range (the message names it). Nothing has been written.</exception>
    public unsafe void AddLeafValues(FeatureMatrix<T> data, ReadOnlySpan<int> roots, ReadOnlySpan<double> values, int outputCount, Span<double> sums, int degreeOfParallelism = 1)
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        CheckFeatures(data);
        Guard.AtLeast(outputCount, 1);
        if (values.Length != nodes.Length && values.Length != (long)nodes.Length * outputCount)
        {
            throw new ArgumentException(Guard.Text($"values has {values.Length} elements, neither one nor {outputCount} for each of {nodes.Length} nodes."), nameof(values));
        }

        Guard.SameLength(sums.Length, (long)data.RowCount * outputCount, nameof(sums), "rows · outputCount");
        Guard.Disjoint<double, T>(sums, data.Values, nameof(sums), nameof(data));
        Guard.Disjoint<double, int>(sums, roots, nameof(sums), nameof(roots));
        Guard.Disjoint<double, double>(sums, values, nameof(sums), nameof(values));
        TreeChecks.Roots(roots, nodes.Length);
        fixed (PackedNode<T>* n = nodes)
        fixed (ulong* c = categorySets)
        fixed (T* v = data.Values)
        fixed (int* r = roots)
        fixed (double* w = values)
        fixed (double* s = sums)
        {
            var width = values.Length == nodes.Length ? 1 : outputCount;
            var job = new LeafValueJob<T>(Operands(data, n, c, v), r, roots.Length, w, width, outputCount, s);
            WorkItems.Run(ref job, LeafValueJob<T>.Items(data.RowCount), degreeOfParallelism);
        }
    }

    private void CheckFeatures(FeatureMatrix<T> data)
    {
        if (data.FeatureCount != FeatureCount)
        {
            throw new ArgumentException(Guard.Text($"data has {data.FeatureCount} features, not {FeatureCount}."), nameof(data));
        }
    }

    private unsafe TraversalOperands<T> Operands(FeatureMatrix<T> data, PackedNode<T>* packed, ulong* sets, T* values) => new()
    {
        Nodes = packed,
        CategorySets = sets,
        HasCategories = hasCategories,
        Values = values,
        RowStride = data.RowStride,
        FeatureStride = data.Layout == FeatureLayout.RowMajor ? 1 : data.RowCount,
        RowCount = data.RowCount,
    };
}
