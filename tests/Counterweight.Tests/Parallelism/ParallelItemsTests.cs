using System.Diagnostics;
using Counterweight.Threading;
using Xunit;

namespace Counterweight.Tests.Parallelism;

/// <summary>Items that threads share: each runs once, in the caller's context; errors come out, and helpers come whenever they are called.</summary>
public sealed class ParallelItemsTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    // Other tests hold the pool's threads: without more of them the caller is mostly alone.
    public ParallelItemsTests()
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, 16), ports);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    public void EveryItemRunsOnce(int threads)
    {
        foreach (var count in (int[])[0, 1, 2, 3, 7, 64, 1000])
        {
            var done = new int[count];
            ParallelItems.Run(count, threads, item => Interlocked.Increment(ref done[item]));
            Assert.All(done, times => Assert.Equal(1, times));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void NoMoreThreadsRunThanAreAskedFor(int threads)
    {
        var (running, most) = (0, 0);
        var gate = new Lock();
        ParallelItems.Run(60, threads, _ =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++running);
            }

            Thread.Sleep(1);
            lock (gate)
            {
                running--;
            }
        });
        Assert.InRange(most, 1, threads);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnErrorOfAnyThreadComesOutAsItIs(bool ofCaller)
    {
        var caller = Environment.CurrentManagedThreadId;
        using var both = new Barrier(2);
        Assert.Throws<InvalidTimeZoneException>(() => ParallelItems.Run(2, 2, _ =>
        {
            // Neither thread goes on before the other has an item too.
            Assert.True(both.SignalAndWait(Long, TestContext.Current.CancellationToken));
            if (Environment.CurrentManagedThreadId == caller == ofCaller)
            {
                throw new InvalidTimeZoneException();
            }
        }));
    }

    [Fact]
    public void AfterAnErrorNoItemBegins()
    {
        var begun = 0;
        Assert.Throws<InvalidTimeZoneException>(() => ParallelItems.Run(2000, 2, item =>
        {
            if (item > 0)
            {
                Interlocked.Increment(ref begun);
                Thread.Sleep(1);
                return;
            }

            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref begun) > 0, Long));
            throw new InvalidTimeZoneException();
        }));
        Assert.InRange(begun, 1, 900);
    }

    // A helper leaves some 300 µs after its last job: those who call it then must not miss it.
    [Fact]
    public void AHelperComesHoweverLongItHasWaited()
    {
        using var both = new Barrier(2);
        for (var run = 0; run < 3000; run++)
        {
            var since = Stopwatch.GetTimestamp();
            var idle = TimeSpan.FromMicroseconds(run % 100 == 0 ? 2000 : 280 + (run % 60));
            while (Stopwatch.GetElapsedTime(since) < idle)
            {
                Thread.SpinWait(1);
            }

            ParallelItems.Run(2, 2, _ => Assert.True(both.SignalAndWait(Long, TestContext.Current.CancellationToken)));
        }
    }

    [Fact]
    public void ManyCallersAndItemsWithinItems()
    {
        var sums = new long[8];
        Thread[] callers = [.. Enumerable.Range(0, sums.Length).Select(caller => new Thread(() =>
        {
            for (var run = 0; run < 300; run++)
            {
                ParallelItems.Run(5, 1 + caller, outer => ParallelItems.Run(4, 3, inner => Interlocked.Add(ref sums[caller], (10 * outer) + inner)));
            }
        }))];
        Array.ForEach(callers, caller => caller.Start());
        Array.ForEach(callers, caller => caller.Join());
        Assert.All(sums, sum => Assert.Equal(300 * ((10 * 4 * 10) + (5 * 6)), sum));
    }

    [Fact]
    public void ItemsRunInTheCallersContext()
    {
        var local = new AsyncLocal<int> { Value = 7 };
        using var both = new Barrier(2);
        ParallelItems.Run(2, 2, _ =>
        {
            Assert.True(both.SignalAndWait(Long, TestContext.Current.CancellationToken));
            Assert.Equal(7, local.Value);
        });
        using (ExecutionContext.SuppressFlow())
        {
            var here = Environment.CurrentManagedThreadId;
            ParallelItems.Run(2, 2, _ =>
            {
                Assert.True(both.SignalAndWait(Long, TestContext.Current.CancellationToken));
                Assert.Equal(Environment.CurrentManagedThreadId == here ? 7 : 0, local.Value);
            });
        }
    }

    [Fact]
    public void AnInterruptedCallerWaitsForTheItemsOfOthers()
    {
        using var begun = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var (ended, wasInterrupted) = (0, false);
        var caller = new Thread(() =>
        {
            var own = Environment.CurrentManagedThreadId;
            ParallelItems.Run(2, 2, _ =>
            {
                if (Environment.CurrentManagedThreadId == own)
                {
                    while (!begun.IsSet)
                    {
                        Thread.SpinWait(1);
                    }

                    return;
                }

                begun.Set();
                goOn.Wait(Long, TestContext.Current.CancellationToken);
                Interlocked.Increment(ref ended);
            });
            var endedFirst = Volatile.Read(ref ended) == 1;
            try
            {
                Thread.Sleep(Long);
            }
            catch (ThreadInterruptedException)
            {
                wasInterrupted = endedFirst;
            }
        });
        caller.Start();
        Assert.True(begun.Wait(Long, TestContext.Current.CancellationToken));

        // It sleeps by then.
        Thread.Sleep(50);
        caller.Interrupt();
        Assert.False(caller.Join(50));
        goOn.Set();
        Assert.True(caller.Join(Long));
        Assert.True(wasInterrupted);
    }

    [Fact]
    public void BadArgumentsAreNamed()
    {
        Assert.Throws<ArgumentNullException>("body", () => ParallelItems.Run(1, 1, null!));
        Assert.Throws<ArgumentNullException>("body", () => ParallelItems.Run(0, 1, null!));
        Assert.Equal(-1, Assert.Throws<ArgumentOutOfRangeException>("count", () => ParallelItems.Run(-1, 1, _ => Assert.Fail())).ActualValue);
        Assert.Equal(0, Assert.Throws<ArgumentOutOfRangeException>("degreeOfParallelism", () => ParallelItems.Run(1, 0, _ => Assert.Fail())).ActualValue);
    }
}
