using System.Diagnostics;

namespace Counterweight.Benchmarks.Timing;

/// <summary>
/// Times variants in turn, A B C A B C …, so that whatever else the machine does meets all of them alike, and
/// reports the median of many short samples.
/// </summary>
internal static class InterleavedTimer
{
    private const double SecondsPerSample = 0.0003;
    private const int LeastRounds = 5;
    private const int MostRounds = 150;

    /// <summary>Seconds a call of each variant, by the time of day.</summary>
    /// <param name="variants">What to time; each must be repeatable.</param>
    /// <param name="budget">Time to spend, exceeded only where five rounds take longer.</param>
    public static double[] SecondsPerCall(IReadOnlyList<Action> variants, TimeSpan budget) => SecondsPerCall(variants, budget, Clock.Wall);

    /// <summary>Seconds a call of each variant.</summary>
    /// <param name="variants">What to time; each must be repeatable.</param>
    /// <param name="budget">Time to spend, exceeded only where five rounds take longer.</param>
    /// <param name="clock">What seconds are.</param>
    public static double[] SecondsPerCall(IReadOnlyList<Action> variants, TimeSpan budget, Clock clock)
    {
        var start = Stopwatch.GetTimestamp();
        var calls = variants.Select(variant => Sample.Calls(variant, clock, SecondsPerSample)).ToArray();
        var samples = variants.Select(_ => new List<double>(MostRounds)).ToArray();
        for (var round = 0; round < LeastRounds || (round < MostRounds && Stopwatch.GetElapsedTime(start) < budget); round++)
        {
            for (var i = 0; i < calls.Length; i++)
            {
                // The variant before has left its own data in the caches.
                variants[i]();
                samples[i].Add(Sample.Seconds(variants[i], calls[i], clock, round) / calls[i]);
            }
        }

        return [.. samples.Select(Median.Of)];
    }
}
