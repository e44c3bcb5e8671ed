using Counterweight.Histograms;

namespace Counterweight.Training.Boosting;

/// <summary>
/// The weighted area under the ROC curve: the fraction of pairs in their order, ties counting one half. Pairs are counted in
/// integers, so that scores of the same order have the same area, however the rows lie and whatever rows of weight 0 there are.
/// </summary>
internal static class GradientAuc
{
    /// <summary>The area; NaN where a class has no weight.</summary>
    public static double Of(ReadOnlySpan<double> scores, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights)
    {
        var (negatives, positives) = (Scale(labels, weights, 0), Scale(labels, weights, 1));
        var keys = scores.ToArray();
        int[] rows = [.. Enumerable.Range(0, keys.Length)];
        Array.Sort(keys, rows);

        // Sums of a class stay within 2⁶², pairs within 2¹²⁴.
        var (pairs, positive, below) = (UInt128.Zero, 0L, 0L);
        for (var start = 0; start < rows.Length;)
        {
            var (tiedPositive, tiedNegative) = (0L, 0L);
            var end = start;
            for (; end < rows.Length && keys[end] == keys[start]; end++)
            {
                var weight = weights.IsEmpty ? 1 : weights[rows[end]];
                if (labels[rows[end]] == 1)
                {
                    tiedPositive += positives.ToUnits(weight);
                }
                else
                {
                    tiedNegative += negatives.ToUnits(weight);
                }
            }

            pairs += (UInt128)tiedPositive * ((2 * (UInt128)below) + (UInt128)tiedNegative);
            positive += tiedPositive;
            below += tiedNegative;
            start = Math.Max(end, start + 1);
        }

        return (double)pairs / ((double)positive * below * 2);
    }

    private static WeightScale Scale(ReadOnlySpan<int> labels, ReadOnlySpan<float> weights, int label)
    {
        var (greatest, count) = (0f, 0L);
        for (var row = 0; row < labels.Length; row++)
        {
            var weight = labels[row] != label ? 0 : weights.IsEmpty ? 1 : weights[row];
            greatest = Math.Max(greatest, weight);
            count += weight > 0 ? 1 : 0;
        }

        return WeightScale.Create(greatest, count);
    }
}
