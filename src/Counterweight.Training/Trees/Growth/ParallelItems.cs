namespace Counterweight.Training.Trees.Growth;

/// <summary>Runs items that do not depend on each other.</summary>
internal static class ParallelItems
{
    /// <summary>Runs all items on the caller's thread and others; the first exception comes out as it is.</summary>
    public static void Run(int count, int degreeOfParallelism, Action<int> body)
    {
        var threads = Math.Min(degreeOfParallelism, count);
        var next = -1;
        void Work()
        {
            var isDone = false;
            try
            {
                for (int item; (item = Interlocked.Increment(ref next)) < count;)
                {
                    body(item);
                }

                isDone = true;
            }
            finally
            {
                if (!isDone)
                {
                    Interlocked.Exchange(ref next, count);
                }
            }
        }

        var helpers = new Task[Math.Max(0, threads - 1)];
        for (var i = 0; i < helpers.Length; i++)
        {
            helpers[i] = Task.Run(Work, CancellationToken.None);
        }

        try
        {
            Work();
        }
        finally
        {
            ((IAsyncResult)Task.WhenAll(helpers)).AsyncWaitHandle.WaitOne();
        }

        foreach (var helper in helpers)
        {
            helper.GetAwaiter().GetResult();
        }
    }
}
