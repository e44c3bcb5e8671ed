using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Features;

namespace Counterweight.Histograms;

/// <summary>
/// Class-weight histograms of binned features: for each feature, bin and class the number of rows and the exact sum
/// of their weights, the operand of a decision tree's split search.
/// </summary>
/// <remarks>
/// Sums are 64-bit integers on a <see cref="WeightScale"/>: the same bits for any order of rows and any number of
/// threads, and a sibling is exactly its parent less the other child. A row of weight 0 is no row.
/// </remarks>
public static class ClassHistogram
{
    /// <summary>Cells in a histogram, <see cref="HistogramShape.Length"/>.</summary>
    /// <param name="featureCount">Features, at least 1.</param>
    /// <param name="binCount">Bins a feature, 1 … 65,536.</param>
    /// <param name="classCount">Classes, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range, or the cells exceed 2³¹ − 1.</exception>
    public static int Length(int featureCount, int binCount, int classCount) => new HistogramShape(featureCount, binCount, classCount).Length;

    /// <summary>Sums all rows. What <paramref name="destination"/> held is overwritten.</summary>
    /// <typeparam name="TBin"><see cref="byte"/> or <see cref="ushort"/>.</typeparam>
    /// <typeparam name="T">Type of the weights, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="bins">Bin numbers, each below the shape's bin count.</param>
    /// <param name="shape">Features, bins and classes.</param>
    /// <param name="labels">One class a row, in [0, classes).</param>
    /// <param name="classWeights">One weight a class, finite and at least 0, or empty: all 1.</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0, or empty: all 1. Multiplied by the class weight.</param>
    /// <param name="scale">The training set's scale, see <see cref="WeightScale.For"/>.</param>
    /// <param name="destination">The cells, <see cref="HistogramShape.Length"/> of them.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included; each takes memory for a histogram of its own from the shared pool of arrays.</param>
    /// <exception cref="ArgumentException">A length does not fit the shape, or the destination overlaps an input.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A bin, label or weight is outside its range (the message names row, feature and value), or the scale could overflow. Nothing has been written.</exception>
    public static void Build<TBin, T>(
        BinMatrix<TBin> bins,
        HistogramShape shape,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<T> classWeights,
        ReadOnlySpan<T> sampleWeights,
        WeightScale scale,
        Span<ClassCell> destination,
        int degreeOfParallelism = 1)
        where TBin : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Build(bins, shape, true, [], labels, classWeights, sampleWeights, scale, destination, degreeOfParallelism);

    /// <summary>Sums the rows of a subset, such as the rows of one node. What <paramref name="destination"/> held is overwritten.</summary>
    /// <typeparam name="TBin"><see cref="byte"/> or <see cref="ushort"/>.</typeparam>
    /// <typeparam name="T">Type of the weights, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="bins">Bin numbers of all rows, each below the shape's bin count.</param>
    /// <param name="shape">Features, bins and classes.</param>
    /// <param name="rows">Rows to sum, in any order (ascending is fastest); a row listed twice counts twice. Only these rows are read and checked.</param>
    /// <param name="labels">One class a row of the whole data, in [0, classes).</param>
    /// <param name="classWeights">One weight a class, finite and at least 0, or empty: all 1.</param>
    /// <param name="sampleWeights">One weight a row of the whole data, finite and at least 0, or empty: all 1. Multiplied by the class weight.</param>
    /// <param name="scale">The training set's scale, see <see cref="WeightScale.For"/>.</param>
    /// <param name="destination">The cells, <see cref="HistogramShape.Length"/> of them.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included; each takes memory for a histogram of its own from the shared pool of arrays.</param>
    /// <exception cref="ArgumentException">A length does not fit the shape, or the destination overlaps an input.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row index, bin, label or weight is outside its range (the message names row, feature and value), or the scale could overflow. Nothing has been written.</exception>
    public static void Build<TBin, T>(
        BinMatrix<TBin> bins,
        HistogramShape shape,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<T> classWeights,
        ReadOnlySpan<T> sampleWeights,
        WeightScale scale,
        Span<ClassCell> destination,
        int degreeOfParallelism = 1)
        where TBin : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Build(bins, shape, false, rows, labels, classWeights, sampleWeights, scale, destination, degreeOfParallelism);

    /// <summary>The histogram of the rows of <paramref name="parent"/> that are not in <paramref name="child"/>.</summary>
    /// <param name="parent">Histogram of a node.</param>
    /// <param name="child">Histogram of one of its children, of the same shape and scale.</param>
    /// <param name="sibling">The other child's; may be the parent's or the child's own memory.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the memory overlaps without being the same.</exception>
    public static void Subtract(ReadOnlySpan<ClassCell> parent, ReadOnlySpan<ClassCell> child, Span<ClassCell> sibling)
    {
        HistogramChecks.Pair(parent.Length, child.Length, nameof(child), sibling.Length, nameof(sibling));
        TensorPrimitives.Subtract(Longs(parent), Longs(child), MemoryMarshal.Cast<ClassCell, long>(sibling));
    }

    /// <summary>The histogram of the rows of two histograms, such as two parts of the training set.</summary>
    /// <param name="left">A histogram.</param>
    /// <param name="right">Another of the same shape and scale.</param>
    /// <param name="destination">The sum; may be the memory of either.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the memory overlaps without being the same.</exception>
    public static void Add(ReadOnlySpan<ClassCell> left, ReadOnlySpan<ClassCell> right, Span<ClassCell> destination)
    {
        HistogramChecks.Pair(left.Length, right.Length, nameof(right), destination.Length, nameof(destination));
        TensorPrimitives.Add(Longs(left), Longs(right), MemoryMarshal.Cast<ClassCell, long>(destination));
    }

    private static ReadOnlySpan<long> Longs(ReadOnlySpan<ClassCell> cells) => MemoryMarshal.Cast<ClassCell, long>(cells);

    private static unsafe void Build<TBin, T>(
        BinMatrix<TBin> bins,
        HistogramShape shape,
        bool allRows,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<T> classWeights,
        ReadOnlySpan<T> sampleWeights,
        WeightScale scale,
        Span<ClassCell> destination,
        int degreeOfParallelism)
        where TBin : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        HistogramChecks.Shape(bins.FeatureCount, shape.FeatureCount, shape.Length, destination.Length);
        HistogramChecks.Labels(labels.Length, bins.RowCount, shape.ClassCount, classWeights.Length, sampleWeights.Length);
        Guard.DegreeOfParallelism(degreeOfParallelism);
        HistogramChecks.Apart<ClassCell, TBin>(destination, bins.Bins, nameof(bins));
        HistogramChecks.Apart(destination, rows, nameof(rows));
        HistogramChecks.Apart(destination, labels, nameof(labels));
        HistogramChecks.Apart(destination, classWeights, nameof(classWeights));
        HistogramChecks.Apart(destination, sampleWeights, nameof(sampleWeights));
        Guard.Weights(classWeights, nameof(classWeights));
        var one = T.One;
        var nothing = 0;
        fixed (TBin* b = bins.Bins)
        fixed (int* r = rows, l = labels)
        fixed (T* c = classWeights, s = sampleWeights)
        fixed (ClassCell* d = destination)
        {
            var data = new HistogramOperands<TBin>(bins, b, allRows ? bins.RowCount : rows.Length, shape.BinCount)
            {
                FeatureBytes = (nint)shape.FeatureStride * sizeof(ClassCell),
                Length = 2 * (nint)shape.Length,
                Destination = (long*)d,
            };
            var increment = new ClassIncrement<T>(
                l,
                classWeights.IsEmpty ? &one : c,
                classWeights.IsEmpty ? 0 : -1,
                sampleWeights.IsEmpty ? &one : s,
                sampleWeights.IsEmpty ? 0 : -1,
                shape.ClassCount,
                scale.Factor,
                scale.WeightLimit(data.Count));
            var outcome = HistogramRun.Sum<ClassIncrement<T>, ClassIncrement<T>.Value, TBin>(in data, increment, allRows ? null : r == null ? &nothing : r, degreeOfParallelism);
            if (outcome == HistogramRun.Outcome.BadRow)
            {
                HistogramChecks.ThrowFirst(bins, shape, allRows, rows, labels, sampleWeights);
            }

            if (outcome == HistogramRun.Outcome.Overflow)
            {
                throw new ArgumentOutOfRangeException(nameof(scale), scale.Exponent, Guard.Text($"{data.Count} rows of these weights could overflow on the scale 2^{scale.Exponent}; a product of weights must be below {scale.WeightLimit(data.Count)}."));
            }
        }
    }
}
