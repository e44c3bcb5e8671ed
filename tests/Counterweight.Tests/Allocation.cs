using System.Diagnostics;

namespace Counterweight.Tests;

/// <summary>What a call allocates on its own thread.</summary>
internal static class Allocation
{
    private const int LeastCalls = 5;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Bytes that a call allocates, after one to warm up. A collection that another test causes charges this thread
    /// with the rest of its allocation window, and empties shared pools. Beside a test that allocates large arrays this
    /// befalls many calls in turn, so calls go on until one allocates nothing or time is up; the least counts.
    /// </summary>
    public static long Of(Action call)
    {
        call();
        var least = long.MaxValue;
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; least > 0 && (i < LeastCalls || Stopwatch.GetElapsedTime(start) < Limit); i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
