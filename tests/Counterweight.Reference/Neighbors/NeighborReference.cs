namespace Counterweight.Reference.Neighbors;

/// <summary>Neighbors by their definition: the distances of all candidates, sorted.</summary>
public static class NeighborReference
{
    /// <summary>The squared difference of a feature, or null where either value is missing.</summary>
    public delegate double? Difference(int feature, double one, double other);

    /// <summary>The squared difference of numbers.</summary>
    public static double? OfNumbers(int feature, double one, double other) =>
        double.IsNaN(one) || double.IsNaN(other) ? null : (one - other) * (one - other);

    /// <summary>The squared distance: Σ w_f d_f over the features that both have, times Σ w_f over the sum of theirs; +∞ where there are none.</summary>
    public static double SquaredDistance(ReadOnlySpan<float> one, ReadOnlySpan<float> other, ReadOnlySpan<float> weights, Difference difference)
    {
        var (sum, all, present) = (0.0, 0.0, 0.0);
        for (var feature = 0; feature < one.Length; feature++)
        {
            var weight = weights.IsEmpty ? 1.0 : weights[feature];
            all += weight;
            if (weight > 0 && difference(feature, one[feature], other[feature]) is { } squared)
            {
                sum += weight * squared;
                present += weight;
            }
        }

        return all == 0 ? 0 : present == 0 ? double.PositiveInfinity : present == all ? sum : sum * all / present;
    }

    /// <summary>The k nearest candidates, the nearest first, then the lowest. Distances are equal where they are the same float.</summary>
    public static (int Candidate, float Squared)[] Nearest(int candidates, int k, int self, Func<int, double> squaredDistance) =>
        [
            .. Enumerable.Range(0, candidates).Where(candidate => candidate != self)
                .Select(candidate => (candidate, Squared: (float)squaredDistance(candidate)))
                .OrderBy(pair => pair.Squared).ThenBy(pair => pair.candidate).Take(k),
        ];
}
