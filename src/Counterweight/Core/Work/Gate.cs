namespace Counterweight.Core.Work;

/// <summary>
/// A lock that no interruption keeps a thread from, for what must be said to others: they would wait for ever. A thread that
/// was interrupted stays so, and learns of it where it next sleeps.
/// </summary>
internal sealed class Gate
{
    /// <remarks>
    /// A thread that sleeps at the gate wakes up later than what the gate guards takes. But who holds it may have no processor, and
    /// under Windows a thread of higher priority that only offers its own gets it none. <see cref="SpinWait"/> would sleep, which
    /// an interruption ends.
    /// </remarks>
    public void Enter()
    {
        if (Monitor.TryEnter(this))
        {
            return;
        }

        for (var patience = new Patience(); !Monitor.TryEnter(this);)
        {
            if (!patience.Spin())
            {
                Sleep();
                return;
            }
        }
    }

    public void Exit() => Monitor.Exit(this);

    /// <summary>Wakes up those who wait inside.</summary>
    public void Tell() => Monitor.PulseAll(this);

    /// <summary>Waits inside, for others to change that this holds and to tell.</summary>
    public void WaitWhile<TState>(TState state, Func<TState, bool> holds)
    {
        var isInterrupted = false;
        while (holds(state))
        {
            try
            {
                Monitor.Wait(this);
            }
            catch (ThreadInterruptedException)
            {
                isInterrupted = true;
            }
        }

        Remember(isInterrupted);
    }

    private static void Remember(bool isInterrupted)
    {
        if (isInterrupted)
        {
            Thread.CurrentThread.Interrupt();
        }
    }

    private void Sleep()
    {
        var isInterrupted = false;
        for (var isInside = false; !isInside;)
        {
            try
            {
                Monitor.Enter(this, ref isInside);
            }
            catch (ThreadInterruptedException)
            {
                isInterrupted = true;
            }
        }

        Remember(isInterrupted);
    }
}
