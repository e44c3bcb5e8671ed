using System.Globalization;
using System.Runtime;
using Counterweight.Core.Work;
using Counterweight.Threading;
using Xunit;

namespace Counterweight.Tests.Parallelism;

/// <summary>Threads of one job: what ends the caller's part, what items leave behind, and whom a helper may call.</summary>
public sealed class WorkTeamTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    // Other tests hold the pool's threads: without more of them the caller is mostly alone.
    public WorkTeamTests()
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, 16), ports);
    }

    /// <summary>Each thread looks once at an empty slice. Behind the greatest number lies the least one.</summary>
    [Fact]
    public void NoItemIsBehindTheGreatestNumber()
    {
        var slice = new WorkSlice(int.MaxValue - 2, int.MaxValue);
        for (var item = int.MaxValue - 2; item < int.MaxValue; item++)
        {
            Assert.True(slice.TryTake(out var taken));
            Assert.Equal(item, taken);
        }

        for (var thread = 0; thread < 100; thread++)
        {
            Assert.False(slice.TryTake(out _));
        }
    }

    [Fact]
    public void OneErrorOfManyComesOut()
    {
        using var all = new Barrier(3);
        for (var run = 0; run < 100; run++)
        {
            var error = Assert.Throws<InvalidTimeZoneException>(() => ParallelItems.Run(3, 3, item =>
            {
                Assert.True(all.SignalAndWait(Long, TestContext.Current.CancellationToken));
                throw new InvalidTimeZoneException(item.ToString(CultureInfo.InvariantCulture));
            }));
            Assert.InRange(int.Parse(error.Message, CultureInfo.InvariantCulture), 0, 2);
        }
    }

    [Fact]
    public void AnErrorOfAMergeComesOutAndNobodyWaits()
    {
        using var both = new Barrier(2);
        var job = new BadSums(both);
        Assert.Throws<InvalidTimeZoneException>(() => WorkItems.Run(ref job, 2, 2));
    }

    /// <summary>All items are begun and one goes on. What it calls is helped by another thread than itself.</summary>
    [Fact]
    public void AHelperInTheLastItemCallsOthers()
    {
        var caller = Environment.CurrentManagedThreadId;
        using var begun = new ManualResetEventSlim();
        using var both = new Barrier(2);
        ParallelItems.Run(2, 2, _ =>
        {
            if (Environment.CurrentManagedThreadId == caller)
            {
                Assert.True(begun.Wait(Long, TestContext.Current.CancellationToken));
                return;
            }

            begun.Set();

            // The caller has found no other item by then.
            Thread.Sleep(20);
            for (var run = 0; run < 10; run++)
            {
                ParallelItems.Run(2, 2, _ => Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken)));
            }
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void WhatAnItemChangesInItsContextEndsWithIt(int threads)
    {
        var local = new AsyncLocal<int> { Value = 7 };
        using var all = new Barrier(threads);
        for (var run = 0; run < 20; run++)
        {
            ParallelItems.Run(2 * threads, threads, item =>
            {
                Assert.True(all.SignalAndWait(Long, TestContext.Current.CancellationToken));
                Assert.Equal(7, local.Value);
                local.Value = 8 + item;
            });
            Assert.Equal(7, local.Value);
            Assert.Throws<InvalidTimeZoneException>(() => ParallelItems.Run(1, threads, _ =>
            {
                local.Value = 9;
                throw new InvalidTimeZoneException();
            }));
            Assert.Equal(7, local.Value);
        }
    }

    /// <summary>A thread that stays for the next job has forgotten the last one's context.</summary>
    [Fact]
    public void AHelperBringsNoContextAlong()
    {
        var local = new AsyncLocal<int>();
        var caller = Environment.CurrentManagedThreadId;
        using var both = new Barrier(2);
        using (ExecutionContext.SuppressFlow())
        {
            for (var run = 0; run < 50; run++)
            {
                ParallelItems.Run(2, 2, _ =>
                {
                    Assert.True(both.SignalAndWait(Long, TestContext.Current.CancellationToken));
                    if (Environment.CurrentManagedThreadId != caller)
                    {
                        Assert.Equal((0, null), (local.Value, SynchronizationContext.Current));
                        local.Value = 1;
                        SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
                    }
                });
            }
        }
    }

    [Fact]
    public void AnAbortedCallerWaitsForTheItemsOfOthers()
    {
        using var begun = new Barrier(2);
        using var goOn = new ManualResetEventSlim();
        using var abort = new CancellationTokenSource();
        var (ended, endedFirst) = (0, false);
        var caller = new Thread(() =>
        {
            var own = Environment.CurrentManagedThreadId;
            try
            {
#pragma warning disable SYSLIB0046 // It is what this is about: other people's code may be aborted.
                ControlledExecution.Run(
                    () =>
                    {
                        try
                        {
                            ParallelItems.Run(2, 2, _ =>
                            {
                                begun.SignalAndWait(Long);
                                if (Environment.CurrentManagedThreadId == own)
                                {
                                    // An abort waits for a thread that sleeps.
                                    SpinWait.SpinUntil(() => false, Long);
                                }

                                goOn.Wait(Long);
                                Interlocked.Increment(ref ended);
                            });
                        }
                        finally
                        {
                            endedFirst = Volatile.Read(ref ended) == 1;
                        }
                    },
                    abort.Token);
#pragma warning restore SYSLIB0046
            }
            catch (OperationCanceledException)
            {
            }
        });
        caller.Start();
        var canceller = new Thread(() =>
        {
            SpinWait.SpinUntil(() => begun.CurrentPhaseNumber > 0, Long);
            abort.Cancel();
        });
        canceller.Start();
        Assert.True(SpinWait.SpinUntil(() => begun.CurrentPhaseNumber > 0, Long));
        Assert.False(caller.Join(50));
        goOn.Set();
        Assert.True(caller.Join(Long));
        Assert.True(canceller.Join(Long));
        Assert.True(endedFirst);
    }

    private readonly struct BadSums(Barrier both) : IWorkJob<BadSums>
    {
        public void Run(int item) => Assert.True(both.SignalAndWait(Long, TestContext.Current.CancellationToken));

        public void Merge(in BadSums other) => throw new InvalidTimeZoneException();
    }
}
