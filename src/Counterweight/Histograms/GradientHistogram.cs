using System.Numerics;
using System.Runtime.Intrinsics;
using Counterweight.Core.Checks;
using Counterweight.Features;
using Counterweight.Features.Bundles;
using Counterweight.Histograms.Increments;

namespace Counterweight.Histograms;

/// <summary>
/// Gradient histograms of binned features: for each feature and bin the number of rows and the exact sums of their
/// weights, weighted gradients and weighted Hessians, the operand of a boosted tree's split search.
/// </summary>
/// <remarks>
/// <para>
/// Sums are 64-bit integers on a <see cref="GradientHistogramScale"/>: the same bits for any order of rows and any
/// number of threads, and a sibling is exactly its parent less the other child. A row of weight 0 is no row, whatever
/// its gradients; its bins are checked all the same. Hessians may be negative, as exact ones of some losses are.
/// </para>
/// <para>
/// Sources: second-order sums, T. Chen and C. Guestrin, «XGBoost», KDD 2016, section 2.2; histograms and their
/// subtraction, G. Ke et al., «LightGBM», NIPS 2017, section 2.1; vector leaves of K outputs, Z. Zhang and C. Jung,
/// «GBDT-MO», IEEE TNNLS 2021.
/// </para>
/// </remarks>
public static class GradientHistogram
{
    /// <summary>Sums rows: all of them, or those of a node. What <paramref name="destination"/> held is overwritten.</summary>
    /// <typeparam name="TBin"><see cref="byte"/> or <see cref="ushort"/>.</typeparam>
    /// <typeparam name="T">Type of weights, gradients and Hessians, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="bins">Bin numbers of all rows, each below the destination's bin count.</param>
    /// <param name="weights">One weight a row of the whole data, finite and at least 0, or empty: all 1.</param>
    /// <param name="gradients">K gradients a row of the whole data, row r, output k at r · K + k, not weighted.</param>
    /// <param name="hessians">K Hessians a row of the whole data, likewise.</param>
    /// <param name="destination">The histogram: memory for its numbers, its shape, and the tree's scale.</param>
    /// <param name="rows">The rows to sum; the default is all of them. Of a list only the rows listed are read and checked, and a row listed twice counts twice.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included; each takes memory for a histogram of its own from the shared pool of arrays.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination overlaps an input.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row number, bin, weight, gradient or Hessian is outside its range (the message names row and feature or output), the weights could overflow, or there are so many outputs that four rows need a longer buffer than an array can be. Nothing has been written.</exception>
    public static void Build<TBin, T>(
        BinMatrix<TBin> bins,
        ReadOnlySpan<T> weights,
        ReadOnlySpan<T> gradients,
        ReadOnlySpan<T> hessians,
        GradientHistogramSpan destination,
        RowSet rows = default,
        int degreeOfParallelism = 1)
        where TBin : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Sum(bins, weights, gradients, hessians, destination, [], rows, degreeOfParallelism);

    /// <summary>Copies the cells of one feature out of a histogram of columns that features share.</summary>
    /// <param name="histogram">One histogram, of the columns.</param>
    /// <param name="bundles">Which features share a column.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="cells">Where the cells go, bin after bin: <see cref="FeatureBundles.BinCount"/> times <see cref="GradientHistogramShape.CellLength"/> numbers.</param>
    /// <exception cref="ArgumentNullException">There are no bundles.</exception>
    /// <exception cref="ArgumentException">There is not one histogram, its columns or bins are not those of the bundles, the length does not fit, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such feature.</exception>
    public static void CopyFeature(GradientHistogramView histogram, FeatureBundles bundles, int feature, Span<long> cells)
    {
        ArgumentNullException.ThrowIfNull(bundles);
        GradientHistogramChecks.Feature(histogram, bundles, cells);
        var places = bundles.PlacesOf(feature);
        var length = histogram.Shape.CellLength;
        var column = histogram.Cells[histogram.Shape.IndexOf(bundles.ColumnOf(feature), 0)..];
        if (places.IsEmpty)
        {
            column[..cells.Length].CopyTo(cells);
            return;
        }

        cells.Clear();
        var common = bundles.CommonBin(feature);
        for (var bin = 0; bin < bundles.ColumnBinCount; bin++)
        {
            var place = places.IndexOf((short)bin);
            var own = place < 0 ? common : bundles.BinOf(feature, place);
            var to = cells.Slice(own * length, length);
            Add(to, column.Slice(bin * length, length), to);
        }
    }

    /// <summary>
    /// Sums the rows of one child of a node and takes them from the node's own histogram, which becomes that of the other child: the
    /// same as <see cref="Build"/>, then <see cref="Subtract"/>. It takes less time where the child has few rows.
    /// </summary>
    /// <typeparam name="TBin"><see cref="byte"/> or <see cref="ushort"/>.</typeparam>
    /// <typeparam name="T">Type of weights, gradients and Hessians, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="bins">Bin numbers of all rows, each below the destination's bin count.</param>
    /// <param name="weights">One weight a row of the whole data, finite and at least 0, or empty: all 1.</param>
    /// <param name="gradients">K gradients a row of the whole data, row r, output k at r · K + k, not weighted.</param>
    /// <param name="hessians">K Hessians a row of the whole data, likewise.</param>
    /// <param name="parent">The node's histogram, of the child's shape and scale, that holds these rows; it is overwritten by the other child's.</param>
    /// <param name="destination">The child's histogram: memory for its numbers, its shape, and the tree's scale. What it held is overwritten.</param>
    /// <param name="rows">The child's rows; take the smaller child. Of a list only the rows listed are read and checked.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included; each takes memory for a histogram of its own from the shared pool of arrays.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a histogram overlaps an input or the other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">As of <see cref="Build"/>. Nothing has been written.</exception>
    public static void Divide<TBin, T>(
        BinMatrix<TBin> bins,
        ReadOnlySpan<T> weights,
        ReadOnlySpan<T> gradients,
        ReadOnlySpan<T> hessians,
        Span<long> parent,
        GradientHistogramSpan destination,
        RowSet rows,
        int degreeOfParallelism = 1)
        where TBin : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (parent.Length != destination.Cells.Length)
        {
            throw new ArgumentException(Guard.Text($"parent has {parent.Length} elements, destination {destination.Cells.Length}."), nameof(parent));
        }

        Guard.Disjoint<long, long>(parent, destination.Cells, nameof(parent), nameof(destination));
        Guard.Disjoint<long, TBin>(parent, bins.Bins, nameof(parent), nameof(bins));
        Guard.Disjoint<long, T>(parent, weights, nameof(parent), nameof(weights));
        Guard.Disjoint<long, T>(parent, gradients, nameof(parent), nameof(gradients));
        Guard.Disjoint<long, T>(parent, hessians, nameof(parent), nameof(hessians));
        Guard.Disjoint<long, int>(parent, rows.Rows, nameof(parent), nameof(rows));
        Sum(bins, weights, gradients, hessians, destination, parent, rows, degreeOfParallelism);
    }

    private static unsafe void Sum<TBin, T>(
        BinMatrix<TBin> bins,
        ReadOnlySpan<T> weights,
        ReadOnlySpan<T> gradients,
        ReadOnlySpan<T> hessians,
        GradientHistogramSpan destination,
        Span<long> parent,
        RowSet rows,
        int degreeOfParallelism)
        where TBin : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var cells = destination.Cells;
        var (shape, scale) = (destination.Shape, destination.Scale);
        Guard.ElementType<T>();
        HistogramChecks.Operands(bins, rows, cells, shape.FeatureCount, degreeOfParallelism);
        GradientHistogramChecks.Rows(weights.Length, gradients.Length, hessians.Length, shape.OutputCount, bins.RowCount);
        HistogramChecks.Apart(cells, weights, nameof(weights));
        HistogramChecks.Apart(cells, gradients, nameof(gradients));
        HistogramChecks.Apart(cells, hessians, nameof(hessians));
        var one = T.One;
        fixed (TBin* b = bins.Bins)
        fixed (int* r = rows.Rows)
        fixed (T* w = weights, g = gradients, h = hessians)
        fixed (long* d = cells, p = parent)
        {
            var data = new HistogramOperands<TBin>(bins, b, rows.Count(bins.RowCount), shape.BinCount)
            {
                FeatureBytes = (nint)shape.FeatureStride * sizeof(long),
                Length = shape.Length,
                Destination = d,
                Parent = p,
            };
            var quantizer = new GradientQuantizer<T>(
                weights.IsEmpty ? &one : w, weights.IsEmpty ? 0 : -1, g, h, shape.OutputCount, scale.WeightFactor, scale.GradientFactor, scale.HessianFactor);
            var outcome = shape.OutputCount > 1 ? HistogramRun.Sum<GradientVectorIncrement<T>, nint, TBin>(in data, new(quantizer), rows.IsList, r, degreeOfParallelism)
                : TryPacked(in data, in quantizer, !weights.IsEmpty, scale, rows, r, degreeOfParallelism) ? HistogramRun.Outcome.Done
                : HistogramRun.Sum<GradientIncrement<T>, Vector256<long>, TBin>(in data, new(quantizer), rows.IsList, r, degreeOfParallelism);
            if (outcome == HistogramRun.Outcome.BadRow)
            {
                GradientHistogramChecks.ThrowFirst(bins, shape, rows, weights, gradients, hessians, scale);
            }

            if (outcome == HistogramRun.Outcome.TooLarge)
            {
                throw new ArgumentOutOfRangeException(nameof(destination), shape.OutputCount, Guard.Text($"Four rows of {shape.OutputCount} outputs need a longer buffer than an array can be."));
            }

            if (outcome == HistogramRun.Outcome.Overflow)
            {
                throw GradientHistogramChecks.Overflow(scale, nameof(destination));
            }
        }
    }

    /// <summary>Sums rows in packed cells, where these hold them: rows without weights, or of one of two weights. Otherwise nothing is written.</summary>
    private static unsafe bool TryPacked<TBin, T>(in HistogramOperands<TBin> data, in GradientQuantizer<T> quantizer, bool isWeighted, GradientHistogramScale scale, RowSet rows, int* list, int degreeOfParallelism)
        where TBin : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!HistogramRun.SumsApart(in data, degreeOfParallelism))
        {
            return false;
        }

        if (!isWeighted)
        {
            return PackedGradientIncrement<T>.Holds(data.Count, scale.WeightExponent)
                && HistogramRun.Sum<PackedGradientIncrement<T>, Vector128<long>, TBin>(in data, new(quantizer, scale.WeightExponent), rows.IsList, list, degreeOfParallelism) == HistogramRun.Outcome.Done;
        }

        return (long)data.Count * data.Features >= data.Length * HistogramTuning.TwoWeightsShare
            && PackedGradientIncrement<T>.Counts(data.Count)
            && WeightPair.TryFind(in quantizer, rows, data.RowCount, out var pair)
            && HistogramRun.Sum<TwoWeightIncrement<T>, Vector128<long>, TBin>(in data, new(quantizer, pair, data.Length / 2 * sizeof(long)), rows.IsList, list, degreeOfParallelism) == HistogramRun.Outcome.Done;
    }

    /// <summary>The histogram of the rows of <paramref name="parent"/> that are not in <paramref name="child"/>.</summary>
    /// <param name="parent">Histogram of a node.</param>
    /// <param name="child">Histogram of one of its children, of the same shape and scale.</param>
    /// <param name="sibling">The other child's; may be the parent's or the child's own memory.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the memory overlaps without being the same.</exception>
    public static void Subtract(ReadOnlySpan<long> parent, ReadOnlySpan<long> child, Span<long> sibling) =>
        HistogramSums.Subtract(parent, child, nameof(child), sibling, nameof(sibling));

    /// <summary>The histogram of the rows of two histograms, such as two parts of the training set.</summary>
    /// <param name="left">A histogram.</param>
    /// <param name="right">Another of the same shape and scale.</param>
    /// <param name="destination">The sum; may be the memory of either.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the memory overlaps without being the same.</exception>
    public static void Add(ReadOnlySpan<long> left, ReadOnlySpan<long> right, Span<long> destination) =>
        HistogramSums.Add(left, right, nameof(right), destination, nameof(destination));
}
