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
    private readonly Gate gate = new();
    private TJob job;
    private TJob result;
    private WorkSlice[] slices;
    private int joined;
    private int present;
    private volatile bool isOver;
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
    public bool IsOver => isOver;

    /// <summary>Runs all items.</summary>
    public TJob Run()
    {
        try
        {
            Helper.Call(this, slices.Length - 1);
            Work(slice: 0);
        }
        finally
        {
            // Whatever ends the caller's work, an abort too: others write to its memory.
            isTaken = true;
            Close();
        }

        failure?.Throw();
        var sums = result;
        result = default;
        return sums;
    }

    /// <inheritdoc/>
    public void Help()
    {
        gate.Enter();
        var joins = !isOver;
        var slice = ++joined;
        present += joins ? 1 : 0;
        gate.Exit();
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
        finally
        {
            isTaken = true;
            Leave(slice, in own, worked, caught);
        }
    }

    private void Leave(int slice, in TJob own, bool worked, ExceptionDispatchInfo? caught)
    {
        gate.Enter();
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
        present -= slice > 0 ? 1 : 0;
        gate.Tell();
        gate.Exit();
    }

    // Items may take minutes: who waits for them for longer sleeps.
    private void Close()
    {
        for (var patience = new Patience(); Volatile.Read(ref present) > 0 && patience.Spin();)
        {
        }

        gate.Enter();
        gate.WaitWhile(this, static team => team.present > 0);

        // A helper that has not come may hold this until it comes.
        job = default;
        slices = [];
        isOver = true;
        gate.Exit();
    }
}
