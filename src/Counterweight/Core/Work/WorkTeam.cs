using System.Runtime.ExceptionServices;

namespace Counterweight.Core.Work;

/// <summary>
/// The threads that work on one job: the caller, and helpers that come in time. Who comes when nothing is left is not
/// waited for, as <see cref="Parallel"/> would: a batch takes less time than a thread may need to wake up.
/// </summary>
/// <remarks>
/// Each thread begins with a slice of the items of its own, the caller with the first. Jobs on the same rows follow each
/// other, and what a thread wrote in one of them is in its caches in the next.
/// </remarks>
internal sealed class WorkTeam<TJob> : IHelperJob
    where TJob : struct, IWorkJob<TJob>
{
    private readonly object gate = new();
    private readonly TJob job;
    private readonly WorkSlice[] slices;
    private TJob result;
    private int joined;
    private int present = 1;
    private bool isOver;
    private volatile bool isTaken;
    private ExceptionDispatchInfo? failure;

    /// <param name="job">What each thread works on a copy of.</param>
    /// <param name="count">Items.</param>
    /// <param name="threads">Threads at most, the caller's included.</param>
    public WorkTeam(TJob job, int count, int threads)
    {
        this.job = job;
        result = job;
        slices = new WorkSlice[threads];
        for (var slice = 0; slice < threads; slice++)
        {
            slices[slice] = new WorkSlice((int)((long)count * slice / threads), (int)((long)count * (slice + 1) / threads));
        }
    }

    /// <inheritdoc/>
    public bool IsTaken => isTaken;

    /// <summary>Runs all items.</summary>
    public TJob Run()
    {
        Helper.Call(this, slices.Length - 1);
        Work(slice: 0);
        for (var patience = new Patience(); Volatile.Read(ref present) > 0 && patience.Spin();)
        {
        }

        Close();
        failure?.Throw();
        return result;
    }

    /// <inheritdoc/>
    public void Execute()
    {
        Enter();
        var joins = !isOver;
        var slice = ++joined;
        present += joins ? 1 : 0;
        Monitor.Exit(gate);
        if (joins)
        {
            Work(slice);
        }
    }

    // Who is done with its own slice takes from the next ones.
    private void Work(int slice)
    {
        var own = job;
        var worked = false;
        ExceptionDispatchInfo? caught = null;
        try
        {
            for (var turn = 0; turn < slices.Length; turn++)
            {
                ref var from = ref slices[(slice + turn) % slices.Length];
                while (!isTaken && from.TryTake(out var item))
                {
                    own.Run(item);
                    worked = true;
                }
            }
        }
        catch (Exception exception)
        {
            caught = ExceptionDispatchInfo.Capture(exception);
        }

        isTaken = true;
        Leave(in own, worked, caught);
    }

    private void Leave(in TJob own, bool worked, ExceptionDispatchInfo? caught)
    {
        Enter();
        try
        {
            if (worked)
            {
                result.Merge(in own);
            }
        }
        catch (Exception exception)
        {
            caught ??= ExceptionDispatchInfo.Capture(exception);
        }

        failure ??= caught;
        present--;
        Monitor.Pulse(gate);
        Monitor.Exit(gate);
    }

    // Items may take minutes: who still waits sleeps, and goes on to wait when it is interrupted, as others write to its memory.
    private void Close()
    {
        var isInterrupted = false;
        Enter();
        while (present > 0)
        {
            try
            {
                Monitor.Wait(gate);
            }
            catch (ThreadInterruptedException)
            {
                isInterrupted = true;
            }
        }

        isOver = true;
        Monitor.Exit(gate);
        if (isInterrupted)
        {
            Thread.CurrentThread.Interrupt();
        }
    }

    // A thread that sleeps at a lock wakes up later than what the lock guards takes.
    private void Enter()
    {
        for (var wait = default(SpinWait); !Monitor.TryEnter(gate);)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }
}
