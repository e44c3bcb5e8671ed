namespace Counterweight.Benchmarks.Timing;

/// <summary>Shares a total of time out among what is left to measure, so that slow cases shorten the later ones.</summary>
/// <param name="total">All there is.</param>
/// <param name="items">What it is shared out among.</param>
/// <param name="clock">What it is counted by; the time of day unless told.</param>
internal sealed class TimeBudget(TimeSpan total, int items, Clock? clock = null)
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(1);

    private readonly Clock clock = clock ?? Clock.Wall;
    private readonly double start = (clock ?? Clock.Wall).Seconds();
    private int left = items;

    /// <summary>The next item's share.</summary>
    public TimeSpan Next()
    {
        var share = (total - TimeSpan.FromSeconds(clock.Seconds() - start)) / Math.Max(1, left--);
        return share < Least ? Least : share > Most ? Most : share;
    }
}
