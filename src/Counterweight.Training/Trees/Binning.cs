namespace Counterweight.Training.Trees;

/// <summary>
/// Cuts one feature into bins: one for each value where there are few, else by weighted quantiles, so that classes of
/// few but heavy rows keep their share of the bins.
/// </summary>
internal static class Binning
{
    /// <param name="column">Values, NaN where missing.</param>
    /// <param name="rows">Rows that count.</param>
    /// <param name="weights">Weights of rows and classes.</param>
    /// <param name="maxBins">Most bins, at least 2.</param>
    public static FeatureBins Find(ReadOnlySpan<double> column, ReadOnlySpan<int> rows, RowWeights weights, int maxBins)
    {
        var distinct = new DistinctValues(maxBins);
        foreach (var row in rows)
        {
            if (!distinct.TryAdd(column[row]))
            {
                return ByQuantiles(column, rows, weights, maxBins);
            }
        }

        var values = distinct.Sorted();
        return new FeatureBins(values, values, distinct.HasMissing);
    }

    // A bin ends at the value where it holds its equal part of the weight not yet in a bin, and before a value that
    // weighs as much alone.
    private static FeatureBins ByQuantiles(ReadOnlySpan<double> column, ReadOnlySpan<int> rows, RowWeights weights, int maxBins)
    {
        var (values, order) = SortPresent(column, rows);
        var total = CumulativeWeight.Of(weights, order);
        var reached = new CumulativeWeight(weights);
        var lowest = new List<double>(maxBins) { values[0] };
        var highest = new List<double>(maxBins);
        double binned = 0;
        double before = 0;
        for (var i = 0; i < values.Length; i++)
        {
            reached.Add(order[i]);
            if (i + 1 < values.Length && values[i] == values[i + 1])
            {
                continue;
            }

            var weight = reached.Value;
            if (lowest[^1] < values[i] && IsFull(before, weight))
            {
                highest.Add(values[FirstOf(values, i) - 1]);
                lowest.Add(values[i]);
                binned = before;
            }

            if (i + 1 < values.Length && IsFull(binned, weight))
            {
                highest.Add(values[i]);
                lowest.Add(values[i + 1]);
                binned = weight;
            }

            before = weight;
        }

        highest.Add(values[^1]);
        return new FeatureBins([.. lowest], [.. highest], values.Length < rows.Length);

        bool IsFull(double from, double to)
        {
            var binsLeft = maxBins - highest.Count;
            return binsLeft > 1 && to - from >= (total - binned) / binsLeft;
        }
    }

    private static int FirstOf(double[] values, int last)
    {
        var first = last;
        while (values[first - 1] == values[last])
        {
            first--;
        }

        return first;
    }

    private static (double[] Values, int[] Rows) SortPresent(ReadOnlySpan<double> column, ReadOnlySpan<int> rows)
    {
        var values = new double[rows.Length];
        var order = new int[rows.Length];
        var count = 0;
        foreach (var row in rows)
        {
            if (!double.IsNaN(column[row]))
            {
                values[count] = column[row];
                order[count++] = row;
            }
        }

        Array.Resize(ref values, count);
        Array.Resize(ref order, count);
        Array.Sort(values, order);
        return (values, order);
    }
}
