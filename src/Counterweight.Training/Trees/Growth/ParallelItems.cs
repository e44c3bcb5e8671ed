namespace Counterweight.Training.Trees.Growth;

/// <summary>Runs items that do not depend on each other.</summary>
internal static class ParallelItems
{
    /// <summary>Threads beyond which asking for more only fills the pool's queue.</summary>
    private static readonly int MostThreads = Math.Max(64, Environment.ProcessorCount);

    /// <summary>Runs all items on the caller's thread and others; the first exception comes out as it is.</summary>
    public static void Run(int count, int degreeOfParallelism, Action<int> body)
    {
        var threads = Math.Min(Math.Min(degreeOfParallelism, MostThreads), count);
        if (threads > 1)
        {
            new ItemTeam(count, body).Run(threads - 1);
            return;
        }

        for (var item = 0; item < count; item++)
        {
            body(item);
        }
    }
}
