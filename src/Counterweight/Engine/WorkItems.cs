namespace Counterweight.Engine;

/// <summary>
/// Cuts work into items of a fixed size, never into one share a thread, so that the number of threads cannot change
/// what is added to what.
/// </summary>
internal static class WorkItems
{
    /// <summary>Runs items 0 … count − 1 on at most <paramref name="degreeOfParallelism"/> threads, the caller's included.</summary>
    /// <remarks>
    /// Each thread works on its own copy of <paramref name="job"/> and takes the next item that is free; the copies
    /// are merged one after the other in no particular order, so <see cref="IWorkJob{TSelf}.Merge"/> must be exact.
    /// One thread allocates nothing.
    /// </remarks>
    public static void Run<TJob>(ref TJob job, int count, int degreeOfParallelism)
        where TJob : struct, IWorkJob<TJob>
    {
        var threads = Math.Min(degreeOfParallelism, count);
        if (threads <= 1)
        {
            for (var item = 0; item < count; item++)
            {
                job.Run(item);
            }

            return;
        }

        job = RunParallel(job, count, threads);
    }

    private static TJob RunParallel<TJob>(TJob job, int count, int threads)
        where TJob : struct, IWorkJob<TJob>
    {
        var result = job;
        var next = -1;
        var gate = new Lock();
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            var own = job;
            var worked = false;
            for (int item; (item = Interlocked.Increment(ref next)) < count; worked = true)
            {
                own.Run(item);
            }

            if (worked)
            {
                lock (gate)
                {
                    result.Merge(in own);
                }
            }
        });
        return result;
    }
}
