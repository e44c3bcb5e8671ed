namespace Counterweight.Training.Boosting;

/// <summary>The weighted area under the ROC curve: the share of pairs in their order, ties counting one half.</summary>
internal static class GradientAuc
{
    /// <summary>The area; NaN where a class has no weight.</summary>
    public static double Of(ReadOnlySpan<double> scores, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights)
    {
        var keys = scores.ToArray();
        int[] rows = [.. Enumerable.Range(0, keys.Length)];
        Array.Sort(keys, rows);
        double below = 0, pairs = 0, positive = 0;
        for (var start = 0; start < rows.Length;)
        {
            double tiedPositive = 0, tiedNegative = 0;
            var end = start;
            for (; end < rows.Length && keys[end] == keys[start]; end++)
            {
                double weight = weights.IsEmpty ? 1 : weights[rows[end]];
                (tiedPositive, tiedNegative) = labels[rows[end]] == 1 ? (tiedPositive + weight, tiedNegative) : (tiedPositive, tiedNegative + weight);
            }

            pairs += tiedPositive * (below + (tiedNegative / 2));
            positive += tiedPositive;
            below += tiedNegative;
            start = Math.Max(end, start + 1);
        }

        return pairs / (positive * below);
    }
}
