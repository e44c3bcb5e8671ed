using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Features;
using Counterweight.Histograms.Increments;

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

    /// <summary>Sums rows: all of them, or those of a node. What <paramref name="destination"/> held is overwritten.</summary>
    /// <typeparam name="TBin"><see cref="byte"/> or <see cref="ushort"/>.</typeparam>
    /// <typeparam name="T">Type of the weights, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="bins">Bin numbers of all rows, each below the destination's bin count.</param>
    /// <param name="labels">One class a row of the whole data, in [0, classes).</param>
    /// <param name="classWeights">One weight a class, finite and at least 0, or empty: all 1.</param>
    /// <param name="sampleWeights">One weight a row of the whole data, finite and at least 0, or empty: all 1. Multiplied by the class weight.</param>
    /// <param name="destination">The histogram: memory for its cells, its shape, and the training set's scale.</param>
    /// <param name="rows">The rows to sum; the default is all of them. Of a list only the rows listed are read and checked, and a row listed twice counts twice.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included; each takes memory for a histogram of its own from the shared pool of arrays.</param>
    /// <exception cref="ArgumentException">A length does not fit the shape, or the destination overlaps an input.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row number, bin, label or weight is outside its range (the message names row, feature and value), or sums could overflow on the destination's scale. Nothing has been written.</exception>
    public static unsafe void Build<TBin, T>(
        BinMatrix<TBin> bins,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<T> classWeights,
        ReadOnlySpan<T> sampleWeights,
        ClassHistogramSpan destination,
        RowSet rows = default,
        int degreeOfParallelism = 1)
        where TBin : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var cells = destination.Cells;
        var (shape, scale) = (destination.Shape, destination.Scale);
        Guard.ElementType<T>();
        HistogramChecks.Operands(bins, rows, cells, shape.FeatureCount, degreeOfParallelism);
        HistogramChecks.Labels(labels.Length, bins.RowCount, shape.ClassCount, classWeights.Length, sampleWeights.Length);
        HistogramChecks.Apart(cells, labels, nameof(labels));
        HistogramChecks.Apart(cells, classWeights, nameof(classWeights));
        HistogramChecks.Apart(cells, sampleWeights, nameof(sampleWeights));
        Guard.Weights(classWeights, nameof(classWeights));
        var one = T.One;
        fixed (TBin* b = bins.Bins)
        fixed (int* r = rows.Rows, l = labels)
        fixed (T* c = classWeights, s = sampleWeights)
        fixed (ClassCell* d = cells)
        {
            var data = new HistogramOperands<TBin>(bins, b, rows.Count(bins.RowCount), shape.BinCount)
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
            var outcome = HistogramRun.Sum<ClassIncrement<T>, ClassIncrement<T>.Value, TBin>(in data, increment, rows.IsList, r, degreeOfParallelism);
            if (outcome == HistogramRun.Outcome.BadRow)
            {
                HistogramChecks.ThrowFirst(bins, shape, rows, labels, sampleWeights);
            }

            if (outcome == HistogramRun.Outcome.Overflow)
            {
                throw new ArgumentOutOfRangeException(nameof(destination), scale.Exponent, Guard.Text($"{data.Count} rows of these weights could overflow on the scale 2^{scale.Exponent} of destination; a product of weights must be below {scale.WeightLimit(data.Count)}."));
            }
        }
    }

    /// <summary>The histogram of the rows of <paramref name="parent"/> that are not in <paramref name="child"/>.</summary>
    /// <param name="parent">Histogram of a node.</param>
    /// <param name="child">Histogram of one of its children, of the same shape and scale.</param>
    /// <param name="sibling">The other child's; may be the parent's or the child's own memory.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the memory overlaps without being the same.</exception>
    public static void Subtract(ReadOnlySpan<ClassCell> parent, ReadOnlySpan<ClassCell> child, Span<ClassCell> sibling) =>
        HistogramSums.Subtract(parent, child, nameof(child), sibling, nameof(sibling));

    /// <summary>The histogram of the rows of two histograms, such as two parts of the training set.</summary>
    /// <param name="left">A histogram.</param>
    /// <param name="right">Another of the same shape and scale.</param>
    /// <param name="destination">The sum; may be the memory of either.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the memory overlaps without being the same.</exception>
    public static void Add(ReadOnlySpan<ClassCell> left, ReadOnlySpan<ClassCell> right, Span<ClassCell> destination) =>
        HistogramSums.Add(left, right, nameof(right), destination, nameof(destination));
}
