using System.Buffers;
using Counterweight.Core.Checks;

namespace Counterweight.Metrics.Ranking.Intervals;

/// <summary>Bounds of a metric.</summary>
/// <param name="Low">The lower bound.</param>
/// <param name="High">The upper bound.</param>
public readonly record struct MetricInterval(double Low, double High)
{
    /// <summary>Between two quantiles of replicates, which leave the same share out at either side; between neighbors by the straight line. Replicates that are NaN are left out.</summary>
    /// <param name="replicates">Values of replicates.</param>
    /// <param name="level">The share between the bounds, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is outside (0, 1).</exception>
    public static MetricInterval Percentile(ReadOnlySpan<double> replicates, double level = 0.95)
    {
        Guard.Parameter(level is > 0 and < 1, level, nameof(level), "lie in (0, 1)");
        var buffer = ArrayPool<double>.Shared.Rent(replicates.Length);
        var count = 0;
        foreach (var value in replicates)
        {
            if (!double.IsNaN(value))
            {
                buffer[count++] = value;
            }
        }

        var sorted = buffer.AsSpan(0, count);
        sorted.Sort();
        var interval = new MetricInterval(Quantile(sorted, (1 - level) / 2), Quantile(sorted, (1 + level) / 2));
        ArrayPool<double>.Shared.Return(buffer);
        return interval;
    }

    /// <summary>Wilson's interval of a share (Journal of the American Statistical Association 22, 1927): within [0, 1], and wider than a point where the share is 0 or 1. NaN without trials.</summary>
    /// <param name="share">The share of the trials, in [0, 1].</param>
    /// <param name="trials">Trials, at least 0; of weighted rows what they are worth, (Σw)²/Σw².</param>
    /// <param name="level">Its coverage, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static MetricInterval Wilson(double share, double trials, double level = 0.95)
    {
        Guard.Parameter(level is > 0 and < 1, level, nameof(level), "lie in (0, 1)");
        Guard.Parameter(trials is >= 0 and < double.PositiveInfinity, trials, nameof(trials), "be finite and at least 0");
        if (trials == 0)
        {
            return new(double.NaN, double.NaN);
        }

        Guard.Parameter(share is >= 0 and <= 1, share, nameof(share), "lie in [0, 1]");
        var z = NormalTail.Quantile((1 + level) / 2);
        var correction = z * z / trials;
        var center = (share + (correction / 2)) / (1 + correction);
        var half = Math.Sqrt((share * (1 - share) * correction) + (correction * correction / 4)) / (1 + correction);
        return new(share == 0 ? 0 : Math.Max(0, center - half), share == 1 ? 1 : Math.Min(1, center + half));
    }

    /// <summary>The normal interval of an estimate, estimate ± z·(its standard error). NaN where either is.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="standardError">Its standard error, at least 0.</param>
    /// <param name="level">Its coverage, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is outside (0, 1), or the standard error is below 0.</exception>
    public static MetricInterval Normal(double estimate, double standardError, double level = 0.95)
    {
        Guard.Parameter(level is > 0 and < 1, level, nameof(level), "lie in (0, 1)");
        Guard.Parameter(standardError is not < 0, standardError, nameof(standardError), "be at least 0");
        var half = NormalTail.Quantile((1 + level) / 2) * standardError;
        return new(estimate - half, estimate + half);
    }

    /// <summary>The normal interval of a mean, mean ± z·√(Σw²(x − mean)²·n/(n − 1))/Σw over n rows of positive weight. NaN of fewer than two.</summary>
    /// <param name="values">One value a row.</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0; empty: all 1.</param>
    /// <param name="level">Its coverage, in (0, 1).</param>
    /// <exception cref="ArgumentException">There are not as many weights as values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is outside (0, 1), or a weight is out of its range.</exception>
    public static MetricInterval OfMean(ReadOnlySpan<double> values, ReadOnlySpan<double> sampleWeights = default, double level = 0.95)
    {
        Guard.Parameter(level is > 0 and < 1, level, nameof(level), "lie in (0, 1)");
        Guard.SameLengthOrEmpty(sampleWeights.Length, values.Length, nameof(sampleWeights), nameof(values));
        var greatest = sampleWeights.IsEmpty ? 1 : Guard.Weights(sampleWeights, nameof(sampleWeights));
        var (rows, weight, mean) = (0L, 0.0, 0.0);
        for (var row = 0; row < values.Length; row++)
        {
            var own = sampleWeights.IsEmpty ? 1 : sampleWeights[row] / greatest;
            if (own > 0)
            {
                rows++;
                weight += own;
                mean += (values[row] - mean) * (own / weight);
            }
        }

        var squares = 0.0;
        for (var row = 0; row < values.Length; row++)
        {
            var own = sampleWeights.IsEmpty ? 1 : sampleWeights[row] / greatest;
            squares += own > 0 ? own * (values[row] - mean) * (own * (values[row] - mean)) : 0;
        }

        return rows < 2 ? new(double.NaN, double.NaN) : Normal(mean, Math.Sqrt(squares * rows / (rows - 1)) / weight, level);
    }

    private static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        if (sorted.IsEmpty)
        {
            return double.NaN;
        }

        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        var (low, high, part) = (sorted[below], sorted[above], place - below);
        if (part == 0 || low == high)
        {
            return low;
        }

        var step = high - low;
        return double.IsFinite(step) ? Math.Min(low + (part * step), high) : ((1 - part) * low) + (part * high);
    }
}
