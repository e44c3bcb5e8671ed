namespace Counterweight.Benchmarks.Timing;

/// <summary>Calls of one variant between two readings of a clock, or of several clocks.</summary>
/// <remarks>
/// Each round calls from another depth of the stack. Where a vector that a loop spills happens to straddle two pages,
/// the loop is several times slower: at one depth in 64, and otherwise for the whole life of one process in 64.
/// </remarks>
internal static class Sample
{
    private const int PageSize = 4096;
    private const int StackStep = 1088;

    /// <summary>Warms up, then finds how many calls fill a sample.</summary>
    /// <param name="variant">What to time; repeatable.</param>
    /// <param name="clock">What seconds are.</param>
    /// <param name="length">Seconds of a sample at least.</param>
    public static int Calls(Action variant, Clock clock, double length)
    {
        variant();
        var calls = 1;
        for (var seconds = Seconds(variant, calls, clock, 0); seconds < length; seconds = Seconds(variant, calls, clock, 0))
        {
            calls *= Math.Clamp((int)(length / Math.Max(seconds, 1e-9)), 2, 16);
        }

        return calls;
    }

    /// <summary>What some calls take by one clock.</summary>
    public static double Seconds(Action variant, int calls, Clock clock, int round)
    {
        Span<double> seconds = [0];
        Take(variant, calls, round, [clock], seconds);
        return seconds[0];
    }

    /// <summary>What some calls take by each clock.</summary>
    /// <param name="variant">What to time.</param>
    /// <param name="calls">How often it is called.</param>
    /// <param name="round">Number of the round, which says how deep in the stack.</param>
    /// <param name="clocks">What seconds are.</param>
    /// <param name="seconds">Of all calls together, one for each clock.</param>
    public static unsafe void Take(Action variant, int calls, int round, ReadOnlySpan<Clock> clocks, Span<double> seconds)
    {
        var depth = stackalloc byte[(round * StackStep % PageSize) + 1];
        Volatile.Write(ref *depth, 1);
        for (var i = 0; i < clocks.Length; i++)
        {
            seconds[i] = -clocks[i].Seconds();
        }

        for (var i = 0; i < calls; i++)
        {
            variant();
        }

        for (var i = 0; i < clocks.Length; i++)
        {
            seconds[i] += clocks[i].Seconds();
        }
    }
}
