using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Features;
using Counterweight.Sorting;

namespace Counterweight.Binning;

/// <summary>Weighted quantiles: bins of equal weight over sorted values.</summary>
public static class QuantileBins
{
    /// <summary>
    /// Cuts values into at most <paramref name="maxBins"/> bins: one for each distinct value where there are no more of
    /// them, else by weight.
    /// </summary>
    /// <typeparam name="T">Type of the values, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TWeight">Type of the weights, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="sortedValues">Values in ascending order without NaN, as <see cref="FeatureSort.Argsort"/> gives them; ±∞ are values.</param>
    /// <param name="rows">The row of each value.</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0, or empty: all 1. A row of weight 0 is no row.</param>
    /// <param name="maxBins">Most bins, 2 … 65,535.</param>
    /// <param name="lowest">A buffer for the lowest value of each bin: at least min(<paramref name="maxBins"/>, values) elements.</param>
    /// <param name="highest">A buffer as long for the highest values.</param>
    /// <returns>How many bins there are, 0 where no row has weight.</returns>
    /// <remarks>
    /// With W the weight not yet in a bin and b the bins left, a bin ends after the value at which it holds W/b, and
    /// before a value that weighs W/b alone, so that heavy values have bins of their own and the others divide the rest
    /// evenly. Weights are summed exactly while they lie within a factor of 2⁴³ of the largest (2⁷² where they are
    /// floats), and otherwise cut at 2⁻⁹⁶ of it: the order of rows changes nothing, nor does a power of two in all
    /// weights, weight 2 is the row twice and weight m the row m times.
    /// </remarks>
    /// <exception cref="ArgumentException">A length does not fit, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row has no weight of its own, a weight is negative, NaN or infinite, a value is NaN or below the one before it, or there are too few or too many bins (the message names index and value). Nothing has been written.</exception>
    public static int Find<T, TWeight>(
        ReadOnlySpan<T> sortedValues,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<TWeight> sampleWeights,
        int maxBins,
        Span<T> lowest,
        Span<T> highest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TWeight : unmanaged, IBinaryFloatingPointIeee754<TWeight>
    {
        Guard.SameLength(rows.Length, sortedValues.Length, nameof(rows), nameof(sortedValues));
        FeatureChecks.BinLimit(maxBins, FeatureBins.MaxBins);
        var most = Math.Min(maxBins, sortedValues.Length);
        FeatureChecks.AtLeast(lowest.Length, most, nameof(lowest));
        FeatureChecks.AtLeast(highest.Length, most, nameof(highest));
        Apart(lowest, nameof(lowest), sortedValues, rows, sampleWeights);
        Apart(highest, nameof(highest), sortedValues, rows, sampleWeights);
        Guard.Disjoint<T, T>(lowest, highest, nameof(lowest), nameof(highest));
        CheckOrder(sortedValues);
        var largest = 1.0;
        if (!sampleWeights.IsEmpty)
        {
            largest = Guard.Weights(sampleWeights, nameof(sampleWeights));
            CheckRows(rows, sampleWeights.Length);
        }

        if (sortedValues.IsEmpty || largest == 0)
        {
            return 0;
        }

        using var ordered = new OrderedWeights<TWeight>(sampleWeights, rows);
        return new QuantileLoop<T, TWeight>(sortedValues, ordered.Weights, largest).Run(maxBins, lowest, highest);
    }

    private static void Apart<T, TWeight>(Span<T> output, string name, ReadOnlySpan<T> values, ReadOnlySpan<int> rows, ReadOnlySpan<TWeight> weights)
        where T : unmanaged
        where TWeight : unmanaged
    {
        Guard.Disjoint<T, T>(output, values, name, "sortedValues");
        Guard.Disjoint<T, int>(output, rows, name, nameof(rows));
        Guard.Disjoint<T, TWeight>(output, weights, name, "sampleWeights");
    }

    private static void CheckOrder<T>(ReadOnlySpan<T> sortedValues)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < sortedValues.Length; i++)
        {
            if (!(sortedValues[i] >= sortedValues[Math.Max(i - 1, 0)]))
            {
                throw new ArgumentOutOfRangeException(nameof(sortedValues), sortedValues[i], Guard.Text($"sortedValues[{i}] is {sortedValues[i]}; values must ascend and be no NaN."));
            }
        }
    }

    private static void CheckRows(ReadOnlySpan<int> rows, int rowCount)
    {
        var bad = LabelLoop.FirstRejected(rows, rowCount, null);
        if (bad >= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(rows), rows[bad], Guard.Text($"rows[{bad}] is {rows[bad]}; a row must be in [0, {rowCount})."));
        }
    }
}
