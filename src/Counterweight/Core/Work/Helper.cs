namespace Counterweight.Core.Work;

/// <summary>
/// A thread of the pool that helps with jobs. After a job it stays and looks for the next one for a while, before it goes
/// back to the pool. There are one fewer than processors, so that those who look never keep a caller from its processor.
/// </summary>
internal sealed class Helper : IThreadPoolWorkItem
{
    private const int Absent = 0;
    private const int Present = 1;

    private static readonly Helper[] All = [.. Enumerable.Range(1, Math.Max(1, Environment.ProcessorCount - 1)).Select(_ => new Helper())];

    // What it works on, or what it is to find.
    private IHelperJob? job;
    private int state;

    /// <summary>Asks so many threads to come. Nobody may wait for them: who comes late finds the job over.</summary>
    /// <remarks>Where the helpers are busy with other callers' jobs, threads of the pool come that do not stay.</remarks>
    public static void Call(IHelperJob job, int count)
    {
        for (var i = 0; i < All.Length && count > 0; i++)
        {
            count -= All[i].TryTake(job) ? 1 : 0;
        }

        for (; count > 0; count--)
        {
            ThreadPool.UnsafeQueueUserWorkItem(job, preferLocal: false);
        }
    }

    /// <inheritdoc/>
    public void Execute()
    {
        do
        {
            for (var patience = new Patience(); patience.Spin();)
            {
                if (Volatile.Read(ref job) is { } next)
                {
                    next.Execute();
                    Interlocked.CompareExchange(ref job, null, next);
                    patience = new Patience();
                }
            }

            // A job may have come between the last look and this.
            Interlocked.Exchange(ref state, Absent);
        }
        while (Volatile.Read(ref job) is not null && Interlocked.Exchange(ref state, Present) == Absent);
    }

    // A job that nothing is left of may lie here still: its helper has not come yet, or is about to leave it.
    private bool TryTake(IHelperJob next)
    {
        var last = Volatile.Read(ref job);
        if (last is { IsTaken: false } || Interlocked.CompareExchange(ref job, next, last) != last)
        {
            return false;
        }

        if (Interlocked.Exchange(ref state, Present) == Absent)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return true;
    }
}
