using Counterweight.Benchmarks.Timing;

namespace Counterweight.Benchmarks.FirstCalls;

/// <summary>How long the same call takes from the start of a process on, in milliseconds.</summary>
/// <param name="First">The first call.</param>
/// <param name="Second">The second.</param>
/// <param name="Full">The median of the later half.</param>
/// <param name="UntilFull">All calls together before the first that takes at most a fifth more than that, as most of the five from it on do.</param>
internal readonly record struct CallTimes(double First, double Second, double Full, double UntilFull)
{
    private const int Together = 5;
    private const double Near = 1.2;

    /// <param name="calls">Times of the calls in their order, at least five.</param>
    public static CallTimes Of(IReadOnlyList<double> calls)
    {
        var full = Median.Of([.. calls.Skip(calls.Count / 2)]);
        var untilFull = 0.0;
        for (var call = 0; call + Together <= calls.Count && !IsFull(call); call++)
        {
            untilFull += calls[call];
        }

        return new(calls[0], calls[1], full, untilFull);

        bool IsFull(int call) => calls[call] <= Near * full && Median.Of([.. calls.Skip(call).Take(Together)]) <= Near * full;
    }
}
