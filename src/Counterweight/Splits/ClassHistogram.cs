using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Counterweight.Engine;

namespace Counterweight.Splits;

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
    /// <param name="binCount">Bins a feature, 1 … 256.</param>
    /// <param name="classCount">Classes, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range, or the cells exceed 2³¹ − 1.</exception>
    public static int Length(int featureCount, int binCount, int classCount) => new HistogramShape(featureCount, binCount, classCount).Length;

    /// <summary>Sums all rows. What <paramref name="destination"/> held is overwritten.</summary>
    /// <typeparam name="T">Type of the weights, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="bins">Bin numbers, row-major: row r, feature f at r · features + f; each below the shape's bin count.</param>
    /// <param name="shape">Features, bins and classes.</param>
    /// <param name="labels">One class a row, in [0, classes).</param>
    /// <param name="classWeights">One weight a class, finite and at least 0, or empty: all 1.</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0, or empty: all 1. Multiplied by the class weight.</param>
    /// <param name="scale">The training set's scale, see <see cref="WeightScale.For"/>.</param>
    /// <param name="destination">The cells, <see cref="HistogramShape.Length"/> of them.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included; each but a single one takes memory for a histogram of its own.</param>
    /// <exception cref="ArgumentException">A length does not fit the shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A bin, label or weight is outside its range (the message names row, feature and value), or the scale could overflow. Nothing has been written.</exception>
    public static void Build<T>(
        ReadOnlySpan<byte> bins,
        HistogramShape shape,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<T> classWeights,
        ReadOnlySpan<T> sampleWeights,
        WeightScale scale,
        Span<ClassCell> destination,
        int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Build(bins, shape, true, [], labels, classWeights, sampleWeights, scale, destination, degreeOfParallelism);

    /// <summary>Sums the rows of a subset, such as the rows of one node. What <paramref name="destination"/> held is overwritten.</summary>
    /// <typeparam name="T">Type of the weights, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="bins">Bin numbers of all rows, row-major: row r, feature f at r · features + f.</param>
    /// <param name="shape">Features, bins and classes.</param>
    /// <param name="rows">Rows to sum, in any order (ascending is fastest); a row listed twice counts twice. Only these rows are read and checked.</param>
    /// <param name="labels">One class a row of the whole data, in [0, classes).</param>
    /// <param name="classWeights">One weight a class, finite and at least 0, or empty: all 1.</param>
    /// <param name="sampleWeights">One weight a row of the whole data, finite and at least 0, or empty: all 1. Multiplied by the class weight.</param>
    /// <param name="scale">The training set's scale, see <see cref="WeightScale.For"/>.</param>
    /// <param name="destination">The cells, <see cref="HistogramShape.Length"/> of them.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included; each but a single one takes memory for a histogram of its own.</param>
    /// <exception cref="ArgumentException">A length does not fit the shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row index, bin, label or weight is outside its range (the message names row, feature and value), or the scale could overflow. Nothing has been written.</exception>
    public static void Build<T>(
        ReadOnlySpan<byte> bins,
        HistogramShape shape,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<T> classWeights,
        ReadOnlySpan<T> sampleWeights,
        WeightScale scale,
        Span<ClassCell> destination,
        int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Build(bins, shape, false, rows, labels, classWeights, sampleWeights, scale, destination, degreeOfParallelism);

    /// <summary>The histogram of the rows of <paramref name="parent"/> that are not in <paramref name="child"/>.</summary>
    /// <param name="parent">Histogram of a node.</param>
    /// <param name="child">Histogram of one of its children, of the same shape and scale.</param>
    /// <param name="sibling">The other child's; may be the parent's or the child's own memory.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the memory overlaps without being the same.</exception>
    public static void Subtract(ReadOnlySpan<ClassCell> parent, ReadOnlySpan<ClassCell> child, Span<ClassCell> sibling)
    {
        CheckLengths(parent.Length, child.Length, nameof(child), sibling.Length, nameof(sibling));
        TensorPrimitives.Subtract(Longs(parent), Longs(child), MemoryMarshal.Cast<ClassCell, long>(sibling));
    }

    /// <summary>The histogram of the rows of two histograms, such as two parts of the training set.</summary>
    /// <param name="left">A histogram.</param>
    /// <param name="right">Another of the same shape and scale.</param>
    /// <param name="destination">The sum; may be the memory of either.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the memory overlaps without being the same.</exception>
    public static void Add(ReadOnlySpan<ClassCell> left, ReadOnlySpan<ClassCell> right, Span<ClassCell> destination)
    {
        CheckLengths(left.Length, right.Length, nameof(right), destination.Length, nameof(destination));
        TensorPrimitives.Add(Longs(left), Longs(right), MemoryMarshal.Cast<ClassCell, long>(destination));
    }

    private static ReadOnlySpan<long> Longs(ReadOnlySpan<ClassCell> cells) => MemoryMarshal.Cast<ClassCell, long>(cells);

    private static void CheckLengths(int length, int second, string secondName, int third, string thirdName)
    {
        if (second != length)
        {
            throw new ArgumentException(Guard.Text($"{secondName} has {second} cells, not {length}."), secondName);
        }

        if (third != length)
        {
            throw new ArgumentException(Guard.Text($"{thirdName} has {third} cells, not {length}."), thirdName);
        }
    }

    private static unsafe void Build<T>(
        ReadOnlySpan<byte> bins,
        HistogramShape shape,
        bool allRows,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<T> classWeights,
        ReadOnlySpan<T> sampleWeights,
        WeightScale scale,
        Span<ClassCell> destination,
        int degreeOfParallelism)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        HistogramChecks.Lengths(bins.Length, shape, labels.Length, classWeights.Length, sampleWeights.Length, destination.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        HistogramChecks.Apart(destination, bins, nameof(bins));
        HistogramChecks.Apart(destination, rows, nameof(rows));
        HistogramChecks.Apart(destination, labels, nameof(labels));
        HistogramChecks.Apart(destination, classWeights, nameof(classWeights));
        HistogramChecks.Apart(destination, sampleWeights, nameof(sampleWeights));

        var largestClass = classWeights.IsEmpty ? 1 : Guard.Weights(classWeights, nameof(classWeights));
        var one = T.One;
        fixed (byte* b = bins)
        fixed (int* r = rows, l = labels)
        fixed (T* c = classWeights, s = sampleWeights)
        fixed (ClassCell* d = destination)
        {
            var data = new HistogramOperands<T>
            {
                Bins = b,
                Labels = l,
                ClassWeights = classWeights.IsEmpty ? &one : c,
                SampleWeights = sampleWeights.IsEmpty ? &one : s,
                ClassMask = classWeights.IsEmpty ? 0 : -1,
                SampleMask = sampleWeights.IsEmpty ? 0 : -1,
                RowCount = labels.Length,
                Count = allRows ? labels.Length : rows.Length,
                Features = shape.FeatureCount,
                BinCount = shape.BinCount,
                FeatureStride = shape.FeatureStride,
                Classes = shape.ClassCount,
            };
            if (allRows
                ? !Run(in data, default(AllRows), largestClass, scale, destination, degreeOfParallelism)
                : !Run(in data, new ChosenRows(r), largestClass, scale, destination, degreeOfParallelism))
            {
                HistogramChecks.ThrowFirst(bins, shape, allRows, rows, labels, sampleWeights);
            }
        }
    }

    private static unsafe bool Run<T, TRows>(in HistogramOperands<T> data, TRows order, double largestClass, WeightScale scale, Span<ClassCell> destination, int degreeOfParallelism)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TRows : struct, IRowOrder
    {
        var items = HistogramLoop<T, TRows>.Items(data.Count);
        var check = new HistogramCheckLoop<T, TRows>(data, order);
        WorkItems.Run(ref check, items, degreeOfParallelism);
        if (check.Failed)
        {
            return false;
        }

        HistogramChecks.Scale(scale, largestClass * (data.SampleMask == 0 ? 1 : check.LargestSampleWeight), data.Count);
        destination.Clear();
        var loop = new HistogramLoop<T, TRows>(in data, order, scale.Factor, destination, degreeOfParallelism > 1 && items > 1);
        WorkItems.Run(ref loop, items, degreeOfParallelism);
        return true;
    }
}
