using Counterweight.Metrics.Ranking.Intervals;

namespace Counterweight.Training.Tuning;

/// <summary>A mean cost a row, or a mean difference of two, and how sure it is.</summary>
/// <param name="Mean">Mean over rows by their weights.</param>
/// <param name="StandardError">
/// Of the mean over rows, or over groups of rows where there are some, as if models were given: it tells nothing of how much other training rows
/// would have changed them.
/// </param>
public readonly record struct CostEstimate(double Mean, double StandardError)
{
    /// <summary>The lower end of the interval that holds the mean of all rows to come with probability 0.95, by the normal distribution.</summary>
    public double Lower => Interval.Low;

    /// <summary>Its upper end.</summary>
    public double Upper => Interval.High;

    private MetricInterval Interval => MetricInterval.Normal(Mean, StandardError);

    /// <summary>The mean of some costs.</summary>
    /// <param name="costs">One a row.</param>
    /// <param name="weights">One a row, not all 0, or empty: all 1.</param>
    /// <param name="unit">A power of two that makes the weights some 1 at most.</param>
    /// <param name="groups">One a row, or empty: every row is by itself.</param>
    internal static CostEstimate Of(double[] costs, double[] weights, double unit, ReadOnlySpan<int> groups)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var row = 0; row < costs.Length; row++)
        {
            var own = weights.Length == 0 ? 1 : weights[row] * unit;
            sum += own * costs[row];
            weight += own;
        }

        var mean = sum / weight;
        var deviations = new Dictionary<int, double>();
        for (var row = 0; row < costs.Length; row++)
        {
            var own = weights.Length == 0 ? 1 : weights[row] * unit;
            var group = groups.IsEmpty ? row : groups[row];
            if (own > 0)
            {
                deviations[group] = deviations.GetValueOrDefault(group) + (own / weight * (costs[row] - mean));
            }
        }

        // Linearisation of a ratio of sums, with the correction for the mean: NaN of a single group.
        var count = (double)deviations.Count;
        var exponent = deviations.Values.Max(Math.Abs) is var greatest and > 0 ? Math.ILogB(greatest) : 0;
        var squares = deviations.Values.Sum(deviation => Math.ScaleB(deviation, -exponent) * Math.ScaleB(deviation, -exponent));
        return new(mean, Math.ScaleB(Math.Sqrt(count / (count - 1) * squares), exponent));
    }
}
