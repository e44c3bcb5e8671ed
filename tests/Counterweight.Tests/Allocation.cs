namespace Counterweight.Tests;

/// <summary>What a call allocates on its own thread.</summary>
internal static class Allocation
{
    /// <summary>
    /// Bytes that a call allocates, after one to warm up. A collection that another test causes charges this thread
    /// with the rest of its allocation window, and empties shared pools: the least of a few calls counts.
    /// </summary>
    public static long Of(Action call)
    {
        call();
        var least = long.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
