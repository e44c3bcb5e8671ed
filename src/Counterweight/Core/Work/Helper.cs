using System.Diagnostics;

namespace Counterweight.Core.Work;

/// <summary>
/// A thread of the pool that helps with jobs. After a job it stays and looks for the next one for a while, before it goes
/// back to the pool. One fewer than processors stay, so that those who look never keep a caller from its processor.
/// </summary>
internal sealed class Helper : IThreadPoolWorkItem
{
    private const int Absent = 0;
    private const int Present = 1;

    /// <summary>After so long a helper stands in line again, behind what else the pool has to do.</summary>
    /// <remarks>
    /// To stand in line takes some µs where the pool has nothing else to do. Chosen, not measured: a pool of two threads, of which
    /// one calls kernels, did nothing else for seconds.
    /// </remarks>
    private const int TurnMilliseconds = 10;

    /// <summary>Callers of all threads that find helpers at the same time. Those of a job that is over are free.</summary>
    private const int Callers = 16;

    private static readonly long TurnTicks = TurnMilliseconds * Stopwatch.Frequency / 1000;

    private static readonly Helper[] All = [.. Enumerable.Range(1, checked(Callers * WorkItems.MostThreads)).Select(number => new Helper(number < Environment.ProcessorCount || number == 1))];

    private readonly bool stays;

    // What it works on, or what it is to find.
    private IHelperJob? job;
    private int state;

    private Helper(bool stays)
    {
        this.stays = stays;
    }

    /// <summary>Asks so many threads to come. Nobody may wait for them: who comes late finds the job over.</summary>
    /// <remarks>Each is asked once: where the pool has no thread for them, no more than they wait in its line.</remarks>
    public static void Call(IHelperJob job, int count)
    {
        for (var i = 0; i < All.Length && count > 0; i++)
        {
            count -= All[i].TryTake(job) ? 1 : 0;
        }
    }

    /// <inheritdoc/>
    public void Execute()
    {
        // What a job leaves in the context of its thread is no business of the next one.
        var context = ExecutionContext.Capture()!;
        var start = Stopwatch.GetTimestamp();
        do
        {
            var patience = new Patience();
            do
            {
                if (Volatile.Read(ref job) is { } next)
                {
                    ExecutionContext.Run(context, static state => ((IHelperJob)state!).Help(), next);
                    Interlocked.CompareExchange(ref job, null, next);
                    if (Stopwatch.GetTimestamp() - start > TurnTicks)
                    {
                        Queue();
                        return;
                    }

                    patience = new Patience();
                }
            }
            while (stays && patience.Spin());

            // A job may have come between the last look and this.
            Interlocked.Exchange(ref state, Absent);
        }
        while (Volatile.Read(ref job) is not null && Interlocked.Exchange(ref state, Present) == Absent);
    }

    private void Queue() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    // A job that is over may lie here still: its helper has not come yet, or is about to leave it. A helper in the middle of one
    // may be the caller.
    private bool TryTake(IHelperJob next)
    {
        var last = Volatile.Read(ref job);
        if (last is { IsOver: false } || Interlocked.CompareExchange(ref job, next, last) != last)
        {
            return false;
        }

        if (Interlocked.Exchange(ref state, Present) == Absent)
        {
            Queue();
        }

        return true;
    }
}
