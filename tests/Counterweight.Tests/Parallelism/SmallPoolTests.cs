using System.Diagnostics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Work;
using Counterweight.Threading;
using Xunit;

namespace Counterweight.Tests.Parallelism;

/// <summary>A pool that has not one thread for helpers, or none but helpers.</summary>
[Collection(nameof(SmallPoolTests))]
public sealed class SmallPoolTests
{
    [Theory]
    [InlineData(16, 16)]
    [InlineData(2000, int.MaxValue)]
    public void HelpersThatDoNotComeWaitOnceAndKeepNothing(int items, int threads)
    {
        using var pool = new SmallPool(free: 0);
        var before = ThreadPool.PendingWorkItemCount;
        for (var run = 0; run < 500; run++)
        {
            ParallelItems.Run(items, threads, _ => { });
        }

        Assert.InRange(ThreadPool.PendingWorkItemCount - before, 0, WorkItems.MostThreads);
        var kept = Use();
        GC.Collect();
        Assert.False(kept.IsAlive, "A helper that has not come keeps the job.");
    }

    /// <summary>A thread of the pool calls kernels without end, and helpers have the others.</summary>
    [Fact]
    [Trait("Registers", "any")]
    public void WhatElseThePoolHasToDoHasItsTurn()
    {
        var threads = Math.Max(2, Environment.ProcessorCount);
        using var pool = new SmallPool(free: threads);
        using var isOver = new ManualResetEventSlim();
        var worst = TimeSpan.Zero;
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                for (var turn = 0; turn < 3; turn++)
                {
                    var done = false;
                    var start = Stopwatch.GetTimestamp();
                    for (var run = 0; !Volatile.Read(ref done) && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2); run++)
                    {
                        ParallelItems.Run(8 * threads, threads, _ => Thread.SpinWait(200));

                        // The helpers have come by then.
                        if (run == 20)
                        {
                            ThreadPool.UnsafeQueueUserWorkItem(_ => Volatile.Write(ref done, true), null);
                        }
                    }

                    worst = TimeSpan.FromTicks(Math.Max(worst.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
                }

                isOver.Set();
            },
            null);
        Assert.True(isOver.Wait(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        Assert.InRange(worst, TimeSpan.Zero, TimeSpan.FromSeconds(1.5));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Use()
    {
        var counts = new int[1 << 16];
        ParallelItems.Run(16, 16, item => counts[item]++);
        Assert.Equal(16, counts.Sum());
        return new WeakReference(counts);
    }
}
