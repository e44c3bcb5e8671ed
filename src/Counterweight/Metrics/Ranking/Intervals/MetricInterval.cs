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
