using System.Diagnostics;

namespace Counterweight.Benchmarks.Timing;

/// <summary>Shares a total of time out among what is left to measure, so that slow cases shorten the later ones.</summary>
internal sealed class TimeBudget(TimeSpan total, int items)
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(1);

    private readonly long start = Stopwatch.GetTimestamp();
    private int left = items;

    /// <summary>The next item's share.</summary>
    public TimeSpan Next()
    {
        var share = (total - Stopwatch.GetElapsedTime(start)) / Math.Max(1, left--);
        return share < Least ? Least : share > Most ? Most : share;
    }
}
