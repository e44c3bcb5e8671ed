using System.Numerics;
using Counterweight.Core.Numerics;
using Counterweight.Core.Sums;
using Counterweight.Sorting;

namespace Counterweight.Calibration;

/// <summary>Rows pooled by equal scores, and then by pools that fall.</summary>
internal static class PooledRows
{
    /// <summary>The scores that rows of weight have, ascending, with the sums of their weighted targets and of their weights: exact, and rounded once.</summary>
    public static void Of<T>(
        ReadOnlySpan<T> scores, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, WeightScaling scaling, out double[] places, out double[] sums, out double[] pooled)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var count = 0;
        var (rows, own) = (new int[scores.Length], new double[scores.Length]);
        for (var row = 0; row < scores.Length; row++)
        {
            if (CalibrationChecks.Weight(weights, row, scaling) > 0)
            {
                (rows[count], own[count]) = (row, double.CreateTruncating(scores[row]));
                count++;
            }
        }

        var (order, sorted) = (new int[count], new double[count]);
        FeatureSort.Argsort(own.AsSpan(0, count), order, new long[FeatureSort.WorkspaceLength<double>(count)], sorted);
        (places, sums, pooled) = (new double[count], new double[count], new double[count]);
        var pools = 0;
        for (var first = 0; first < count;)
        {
            var (sum, weight) = (default(ReproducibleSum), default(ReproducibleSum));
            var next = first;
            for (; next < count && sorted[next] == sorted[first]; next++)
            {
                var row = rows[order[next]];
                var each = CalibrationChecks.Weight(weights, row, scaling);
                weight.Add(each);
                sum.AddProduct(each, double.CreateTruncating(targets[row]));
            }

            (places[pools], sums[pools], pooled[pools]) = (sorted[first], sum.Value, weight.Value);
            pools++;
            first = next;
        }

        (places, sums, pooled) = (places[..pools], sums[..pools], pooled[..pools]);
    }

    /// <summary>Means of the pools that never fall: where one falls below the one before, both become one.</summary>
    public static double[] Isotonic(double[] sums, double[] weights)
    {
        var (starts, means) = (new int[sums.Length], new double[sums.Length]);
        var (pooledSums, pooledWeights, blocks) = (new double[sums.Length], new double[sums.Length], 0);
        for (var i = 0; i < sums.Length; i++)
        {
            var (sum, weight, start) = (sums[i], weights[i], i);
            while (blocks > 0 && means[blocks - 1] >= sum / weight)
            {
                blocks--;
                (sum, weight, start) = (sum + pooledSums[blocks], weight + pooledWeights[blocks], starts[blocks]);
            }

            (pooledSums[blocks], pooledWeights[blocks], starts[blocks], means[blocks]) = (sum, weight, start, sum / weight);
            blocks++;
        }

        var fitted = new double[sums.Length];
        for (var block = 0; block < blocks; block++)
        {
            fitted.AsSpan(starts[block]..(block + 1 < blocks ? starts[block + 1] : sums.Length)).Fill(means[block]);
        }

        return fitted;
    }
}
