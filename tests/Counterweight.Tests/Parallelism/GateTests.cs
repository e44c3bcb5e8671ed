using Counterweight.Core.Work;
using Xunit;

namespace Counterweight.Tests.Parallelism;

/// <summary>A gate: one thread at a time, and nobody that is interrupted turns away from it.</summary>
public sealed class GateTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OneThreadAtATime(bool isInterrupted)
    {
        var gate = new Gate();
        var (sum, ended) = (0, 0);
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (var run = 0; run < 2000; run++)
            {
                gate.Enter();
                sum++;
                gate.Exit();
            }

            Interlocked.Increment(ref ended);
        }))];
        Array.ForEach(threads, thread => thread.Start());
        while (isInterrupted && Volatile.Read(ref ended) < threads.Length)
        {
            Array.ForEach(threads, thread => thread.Interrupt());

            // They come to sleep.
            gate.Enter();
            Thread.Sleep(1);
            gate.Exit();
        }

        Array.ForEach(threads, thread => Assert.True(thread.Join(Long)));
        Assert.Equal(8000, sum);
    }

    [Fact]
    public void AllWhoWaitAreTold()
    {
        var gate = new Gate();
        var isClosed = true;
        Thread[] threads = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            gate.Enter();
            gate.WaitWhile(0, _ => Volatile.Read(ref isClosed));
            gate.Exit();
        })
        {
            IsBackground = true,
        })];
        Array.ForEach(threads, thread => thread.Start());
        Assert.All(threads, thread => Assert.True(SpinWait.SpinUntil(() => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin), Long)));
        gate.Enter();
        Volatile.Write(ref isClosed, false);
        gate.Tell();
        gate.Exit();
        Assert.All(threads, thread => Assert.True(thread.Join(TimeSpan.FromSeconds(20))));
    }

    /// <summary>A thread that waits longer than the gate is ever held sleeps: whoever holds it may need its processor.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhoIsInterruptedWaitsOnAndLearnsOfItLater(bool isInside)
    {
        var gate = new Gate();
        var isClosed = true;
        var (entered, wasInterrupted) = (false, false);
        var thread = new Thread(() =>
        {
            gate.Enter();
            if (isInside)
            {
                gate.WaitWhile(0, _ => Volatile.Read(ref isClosed));
            }

            entered = true;
            gate.Exit();
            try
            {
                Thread.Sleep(Long);
            }
            catch (ThreadInterruptedException)
            {
                wasInterrupted = true;
            }
        });
        gate.Enter();
        thread.Start();
        if (isInside)
        {
            gate.Exit();
        }

        Assert.True(SpinWait.SpinUntil(() => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin), Long));
        thread.Interrupt();
        Assert.False(thread.Join(20));
        Assert.False(Volatile.Read(ref entered));
        if (isInside)
        {
            gate.Enter();
        }

        Volatile.Write(ref isClosed, false);
        gate.Tell();
        gate.Exit();
        Assert.True(thread.Join(Long));
        Assert.Equal((true, true), (entered, wasInterrupted));
    }
}
