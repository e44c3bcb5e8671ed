using Counterweight.Benchmarks.Timing;

namespace Counterweight.Peers.Measuring;

/// <summary>Lets variants run in turn, A B C A B C …, by two clocks at once.</summary>
/// <param name="processor">The time of processors.</param>
/// <param name="wall">The time of day.</param>
internal sealed class Turns(Clock processor, Clock wall)
{
    /// <summary>Shorter runs are repeated until a sample is as long.</summary>
    public const double SampleSeconds = 0.05;

    /// <summary>How long a variant runs before it is timed, once at least.</summary>
    public const double WarmUpSeconds = 1;

    private readonly Clock[] clocks = [processor, wall];

    /// <summary>By the clocks of this machine.</summary>
    public static Turns Real { get; } = new(Clock.Processor, Clock.Wall);

    /// <summary>Times of each variant, round after round.</summary>
    /// <param name="variants">What to time; each must be repeatable.</param>
    /// <param name="rounds">Turns of each.</param>
    public Times[][] Run(IReadOnlyList<Action> variants, int rounds)
    {
        int[] calls = [.. variants.Select(WarmUp)];
        var times = Array.ConvertAll(calls, _ => new Times[rounds]);
        Span<double> seconds = stackalloc double[2];
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < calls.Length; i++)
            {
                GC.Collect();
                if (calls[i] > 1)
                {
                    // The variant before has left its own data in the caches.
                    variants[i]();
                }

                Sample.Take(variants[i], calls[i], round, clocks, seconds);
                times[i][round] = new(seconds[0] / calls[i], seconds[1] / calls[i]);
            }
        }

        return times;
    }

    /// <summary>Runs a variant for a while, and finds how many calls fill a sample.</summary>
    private int WarmUp(Action variant)
    {
        var passed = Sample.Seconds(variant, 1, wall, 0);
        if (passed >= WarmUpSeconds)
        {
            return 1;
        }

        while (passed < WarmUpSeconds)
        {
            passed += Sample.Seconds(variant, 1, wall, 0);
        }

        return Sample.Calls(variant, wall, SampleSeconds);
    }
}
