using System.Diagnostics;

namespace Counterweight.Benchmarks.Timing;

/// <summary>
/// Times variants in turn, A B C A B C …, so that whatever else the machine does meets all of them alike, and
/// reports the median of many short samples.
/// </summary>
/// <remarks>
/// Each round calls from another depth of the stack. Where a vector that a loop spills happens to straddle two pages,
/// the loop is several times slower: at one depth in 64, and otherwise for the whole life of one process in 64.
/// </remarks>
internal static class InterleavedTimer
{
    private const double SecondsPerSample = 0.0003;
    private const int LeastRounds = 5;
    private const int MostRounds = 150;
    private const int PageSize = 4096;
    private const int StackStep = 1088;

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
        var calls = variants.Select(variant => CallsPerSample(variant, clock)).ToArray();
        var samples = variants.Select(_ => new List<double>(MostRounds)).ToArray();
        for (var round = 0; round < LeastRounds || (round < MostRounds && Stopwatch.GetElapsedTime(start) < budget); round++)
        {
            for (var i = 0; i < calls.Length; i++)
            {
                // The variant before has left its own data in the caches.
                variants[i]();
                samples[i].Add(Seconds(variants[i], calls[i], clock, round) / calls[i]);
            }
        }

        return [.. samples.Select(Median.Of)];
    }

    /// <summary>Warms up, then finds how many calls fill a sample.</summary>
    private static int CallsPerSample(Action variant, Clock clock)
    {
        variant();
        var calls = 1;
        for (var seconds = Seconds(variant, calls, clock); seconds < SecondsPerSample; seconds = Seconds(variant, calls, clock))
        {
            calls *= Math.Clamp((int)(SecondsPerSample / Math.Max(seconds, 1e-9)), 2, 16);
        }

        return calls;
    }

    private static unsafe double Seconds(Action variant, int calls, Clock clock, int round = 0)
    {
        var depth = stackalloc byte[(round * StackStep % PageSize) + 1];
        Volatile.Write(ref *depth, 1);
        var start = clock.Seconds();
        for (var i = 0; i < calls; i++)
        {
            variant();
        }

        return clock.Seconds() - start;
    }
}
