using System.Runtime.ExceptionServices;

namespace Counterweight.Core.Work;

/// <summary>
/// The threads that work on one job: the caller, and pool threads that come in time. Who comes when nothing is left is
/// not waited for, as <see cref="Parallel"/> would: a batch takes less time than a thread may need to wake up.
/// </summary>
internal sealed class WorkTeam<TJob> : IThreadPoolWorkItem
    where TJob : struct, IWorkJob<TJob>
{
    private readonly Lock gate = new();
    private readonly TJob job;
    private readonly int count;
    private TJob result;
    private int next = -1;
    private int present;
    private bool isOver;
    private ExceptionDispatchInfo? failure;

    /// <param name="job">What each thread works on a copy of.</param>
    /// <param name="count">Items.</param>
    public WorkTeam(TJob job, int count)
    {
        this.job = job;
        this.count = count;
        result = job;
    }

    /// <summary>Runs all items on the caller's thread and at most <paramref name="helpers"/> others.</summary>
    public TJob Run(int helpers)
    {
        for (var helper = 0; helper < helpers; helper++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        Execute();
        var wait = default(SpinWait);
        while (!TryEnd())
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        failure?.Throw();
        return result;
    }

    /// <inheritdoc/>
    public void Execute()
    {
        if (!TryJoin())
        {
            return;
        }

        var own = job;
        var worked = false;
        ExceptionDispatchInfo? caught = null;
        try
        {
            for (int item; (item = Interlocked.Increment(ref next)) < count; worked = true)
            {
                own.Run(item);
            }
        }
        catch (Exception exception)
        {
            Volatile.Write(ref next, count);
            caught = ExceptionDispatchInfo.Capture(exception);
        }

        Leave(in own, worked, caught);
    }

    private bool TryJoin()
    {
        lock (gate)
        {
            present += isOver ? 0 : 1;
            return !isOver;
        }
    }

    private void Leave(in TJob own, bool worked, ExceptionDispatchInfo? caught)
    {
        lock (gate)
        {
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
        }
    }

    private bool TryEnd()
    {
        lock (gate)
        {
            isOver = present == 0;
            return isOver;
        }
    }
}
