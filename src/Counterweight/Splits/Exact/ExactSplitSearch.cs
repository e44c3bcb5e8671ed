using System.Buffers;
using System.Numerics;
using Counterweight.Binning;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;
using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Sorting;

namespace Counterweight.Splits.Exact;

/// <summary>
/// The best split of a node over all thresholds between the values of its rows, without bins: the feature and threshold
/// of greatest gain W_t/W·(I − W_L/W_t·I_L − W_R/W_t·I_R).
/// </summary>
/// <remarks>
/// <para>
/// Values that are equal as floating-point numbers, −0 and 0 among them, are never told apart. Missing values (NaN) are
/// tried on both sides of every threshold; that only they go right is a candidate behind the last value.
/// </para>
/// <para>
/// Ties are never random: of equal gains the lowest feature wins, then the lowest threshold, then missing
/// values to the right. Sums are exact integers, so that the result depends on nothing but which rows have which values:
/// it is the same whatever the register width, the number of threads and the order of equal rows, and the same when all
/// weights are multiplied by a power of two. What a candidate gains is computed as in <see cref="SplitSearch"/>.
/// </para>
/// <para>
/// The rows of every feature are read once. Source: Mehta, Agrawal, Rissanen, SLIQ: A Fast Scalable Classifier for Data
/// Mining, EDBT 1996 (presorting); Breiman et al., Classification and Regression Trees, 1984 (criteria).
/// </para>
/// </remarks>
public static class ExactSplitSearch
{
    /// <summary>Searches all features of a node.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TImpurity">The impurity, built in or your own.</typeparam>
    /// <param name="rows">The node's rows in the order of each feature; values of features that it says are distinct are not read.</param>
    /// <param name="data">The values of all rows, by which <paramref name="rows"/> are in order.</param>
    /// <param name="labels">A label and weight for each row of <paramref name="data"/>.</param>
    /// <param name="totals">The node's rows and weight of each class, as <see cref="WeightedLabels.Sum"/> makes them.</param>
    /// <param name="scale">The scale of the weights.</param>
    /// <param name="impurity">The impurity to reduce.</param>
    /// <param name="options">Minimums and the root's weight; all else is not read.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included; one allocates nothing.</param>
    /// <returns>The split; <see cref="ExactSplit.IsValid"/> is false where there is none.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or the totals are not those of as many rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row does not exist, a total is negative, or an option, the number of classes or the degree of parallelism is outside its range, or there are so many features that the search needs a longer buffer than an array can be.</exception>
    public static unsafe ExactSplit Find<T, TImpurity>(
        SortedRows rows,
        FeatureMatrix<T> data,
        ReadOnlySpan<WeightedLabel> labels,
        ReadOnlySpan<ClassCell> totals,
        WeightScale scale,
        TImpurity impurity,
        SplitOptions options = default,
        int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TImpurity : struct, IImpurity
    {
        options.Check(nameof(options));
        Check(rows, data, labels, totals, degreeOfParallelism);
        var cells = new SplitScanOperands
        {
            NodeCount = 1,
            Features = 1,
            BinCount = 1,
            Components = totals.Length,
            MinRowCount = Math.Max(1, options.MinRowCount),
            MinWeight = Math.ScaleB(options.MinWeight, scale.Exponent),
        };
        var rented = ArrayPool<long>.Shared.Rent(ScratchLength(rows, totals.Length));
        fixed (long* scratch = rented)
        fixed (ClassCell* node = totals)
        fixed (int* orders = rows.Orders)
        fixed (WeightedLabel* packed = labels)
        fixed (T* values = data.Values)
        fixed (bool* distinct = rows.IsDistinct)
        {
            var parts = new ExactNodeScratch(scratch, totals.Length, rows.FeatureCount);
            cells.Histograms = (long*)node;
            cells.Nodes = parts.Node;
            cells.Totals = parts.Totals;
            var operands = new ExactOperands<T>(rows, data, in parts)
            {
                Orders = orders + rows.Start,
                Values = values,
                Distinct = distinct,
                Labels = (long*)packed,
                Classes = totals.Length,
                MinRowCount = cells.MinRowCount,
                MinWeight = cells.MinWeight,
            };
            var job = new ExactJob<ClassCriterion<TImpurity>, T>(cells, operands, new(impurity), degreeOfParallelism);
            BlockDispatch.Run<ExactJob<ClassCriterion<TImpurity>, T>, double>(ref job);
            var bad = BadFeature(in operands);
            var split = bad < 0 ? Best(in operands, scale, impurity, in options) : default;
            ArrayPool<long>.Shared.Return(rented);
            if (bad >= 0)
            {
                WeightedLabels.CheckRows(rows.Rows(bad), data.RowCount, nameof(rows));
            }

            return split;
        }
    }

    private static unsafe int ScratchLength(SortedRows rows, int classes)
    {
        var length = new ExactNodeScratch(null, classes, rows.FeatureCount).Length;
        return length <= Array.MaxLength ? (int)length
            : throw new ArgumentOutOfRangeException(nameof(rows), rows.FeatureCount, Guard.Text($"rows are of {rows.FeatureCount} features, which need a longer buffer for the search than an array can be."));
    }

    private static void Check<T>(SortedRows rows, FeatureMatrix<T> data, ReadOnlySpan<WeightedLabel> labels, ReadOnlySpan<ClassCell> totals, int degreeOfParallelism)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        WeightedLabels.CheckClasses(totals.Length);
        Guard.SameLength(data.FeatureCount, rows.FeatureCount, nameof(data), nameof(rows));
        Guard.SameLength(labels.Length, data.RowCount, nameof(labels), nameof(data));
        Int128 sum = 0;
        for (var label = 0; label < totals.Length; label++)
        {
            if (totals[label].RowCount < 0 || totals[label].Weight < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(totals), totals[label], Guard.Text($"totals[{label}] is of {totals[label].RowCount} rows and {totals[label].Weight} units of weight; neither may be negative."));
            }

            sum += totals[label].RowCount;
        }

        if (sum != rows.Count)
        {
            throw new ArgumentException(Guard.Text($"totals are those of {sum} rows; the node has {rows.Count}."), nameof(totals));
        }
    }

    private static unsafe int BadFeature<T>(in ExactOperands<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var feature = 0; data.Node->IsOpen && feature < data.Features; feature++)
        {
            if (data.Found[feature].BadRow >= 0)
            {
                return feature;
            }
        }

        return -1;
    }

    private static unsafe ExactSplit Best<T, TImpurity>(in ExactOperands<T> data, WeightScale scale, TImpurity impurity, in SplitOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TImpurity : struct, IImpurity
    {
        if (!data.Node->IsOpen)
        {
            return default;
        }

        var (best, numbers) = (default(SplitCandidate), 0);
        for (var feature = 0; feature < data.Features; feature++)
        {
            if (data.Found[feature].Best.IsBetterThan(in best))
            {
                (best, numbers) = (data.Found[feature].Best, data.Found[feature].Numbers);
            }
        }

        // The node's total is the negative of its score.
        var node = *data.Node;
        var gain = best.Key > 0 ? impurity.Gain(best.Gain, -node.Score, node.Weight) : 0;
        if (options.RootWeight > 0)
        {
            gain *= node.Weight / node.Unit * scale.Quantum / options.RootWeight;
        }

        if (!(best.Key > 0 && gain > options.MinGain))
        {
            return default;
        }

        return Describe(in data, scale, in best, numbers, gain);
    }

    private static unsafe ExactSplit Describe<T>(in ExactOperands<T> data, WeightScale scale, in SplitCandidate best, int numbers, double gain)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = data.Orders + (best.Feature * data.OrderStride);
        var values = data.Values + (best.Feature * data.FeatureStride);
        var leftValues = best.Bin + 1;
        var (left, all) = (0L, 0L);
        for (nint c = 0; c < data.Classes; c++)
        {
            all += data.Totals[(2 * c) + 1];
        }

        for (var i = 0; i < leftValues; i++)
        {
            left += ((WeightedLabel*)data.Labels)[rows[i]].Units;
        }

        for (var i = numbers; i < data.Count && best.MissingGoesLeft; i++)
        {
            left += ((WeightedLabel*)data.Labels)[rows[i]].Units;
        }

        var leftRows = leftValues + (best.MissingGoesLeft ? data.Count - numbers : 0);
        return new()
        {
            Feature = best.Feature,
            Threshold = leftValues == numbers ? double.PositiveInfinity : Midpoint.Between(
                double.CreateTruncating(values[rows[best.Bin] * data.RowStride]),
                double.CreateTruncating(values[rows[leftValues] * data.RowStride])),
            MissingGoesLeft = best.MissingGoesLeft,
            LeftValueCount = leftValues,
            ValueCount = numbers,
            Gain = gain,
            LeftRowCount = leftRows,
            RightRowCount = data.Count - leftRows,
            LeftWeight = scale.ToWeight(left),
            RightWeight = scale.ToWeight(all - left),
        };
    }
}
