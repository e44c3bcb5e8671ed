using Xunit;

namespace Counterweight.Tests.Parallelism;

/// <summary>The pool of this process with some of its threads free and all others held, as long as this lives.</summary>
internal sealed class SmallPool : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim release = new(0);
    private readonly (int Workers, int Ports) least;
    private readonly (int Workers, int Ports) most;
    private readonly int size = Environment.ProcessorCount + 8;
    private int held;
    private int ended;
    private bool isFull;

    public SmallPool(int free)
    {
        ThreadPool.GetMinThreads(out least.Workers, out least.Ports);
        ThreadPool.GetMaxThreads(out most.Workers, out most.Ports);
        Assert.True(ThreadPool.SetMinThreads(1, least.Ports) && ThreadPool.SetMaxThreads(size, most.Ports) && ThreadPool.SetMinThreads(size, least.Ports));
        for (var thread = 0; thread < size; thread++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => Hold(), null);
        }

        // The runner of tests has some of the threads itself.
        for (var seen = 0; seen == 0 || seen < Volatile.Read(ref held);)
        {
            seen = Volatile.Read(ref held);
            Thread.Sleep(50);
        }

        Volatile.Write(ref isFull, true);
        if (free > 0)
        {
            release.Release(free);
        }
    }

    public void Dispose()
    {
        release.Release(size);
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref ended) == size, Long));
        Assert.True(ThreadPool.SetMaxThreads(most.Workers, most.Ports) && ThreadPool.SetMinThreads(least.Workers, least.Ports));
        release.Dispose();
    }

    private void Hold()
    {
        if (!Volatile.Read(ref isFull))
        {
            Interlocked.Increment(ref held);
            release.Wait(Long);
        }

        Interlocked.Increment(ref ended);
    }
}
