using System.Runtime.ExceptionServices;

namespace Counterweight.Training.Trees.Growth;

/// <summary>
/// The threads that run some items: the caller, and pool threads that come in time. Who comes when no item is left is not
/// waited for: a small tree takes less time than a thread may need to wake up. Items may take minutes, so that the caller
/// sleeps until the others are done.
/// </summary>
/// <param name="count">Items.</param>
/// <param name="body">Runs one.</param>
internal sealed class ItemTeam(int count, Action<int> body)
{
    private readonly object gate = new();
    private int next = -1;
    private int helping;
    private ExceptionDispatchInfo? failure;

    /// <summary>Runs all items on the caller's thread and at most <paramref name="helpers"/> others; throws the first exception.</summary>
    public void Run(int helpers)
    {
        for (var helper = 0; helper < helpers; helper++)
        {
            ThreadPool.QueueUserWorkItem(static team => team.Help(), this, preferLocal: false);
        }

        Work();
        var wait = default(SpinWait);
        while (Volatile.Read(ref helping) > 0 && !wait.NextSpinWillYield)
        {
            wait.SpinOnce();
        }

        // Who joins from here on finds no item.
        lock (gate)
        {
            while (helping > 0)
            {
                Monitor.Wait(gate);
            }
        }

        failure?.Throw();
    }

    private void Help()
    {
        lock (gate)
        {
            helping++;
        }

        Work();
        lock (gate)
        {
            helping--;
            Monitor.Pulse(gate);
        }
    }

    private void Work()
    {
        try
        {
            for (int item; (item = Interlocked.Increment(ref next)) < count;)
            {
                body(item);
            }
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
            Interlocked.Exchange(ref next, count);
        }
    }
}
