using System.Diagnostics;
using Counterweight.Core.Work;
using Xunit;

namespace Counterweight.Tests.Parallelism;

/// <summary>Threads of the pool that come to a job: as many as are called, once each, and none for ever.</summary>
/// <remarks>The jobs are the tests' own, so that a thread without a processor changes nothing.</remarks>
[Collection(nameof(SmallPoolTests))]
[Trait("Registers", "any")]
public sealed class HelperTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void AsManyHelpAsAreCalledAndOnceEach(int count)
    {
        for (var run = 0; run < 20; run++)
        {
            var job = new CountedJob(count);
            Helper.Call(job, count);
            Assert.True(SpinWait.SpinUntil(() => job.IsOver, Long));

            // Whoever came too would have come by then.
            Thread.Sleep(2);
            Assert.Equal(count, job.Helped);
        }
    }

    /// <summary>A helper finds the next job whenever it has done one, and yet it stands in line again.</summary>
    [Fact]
    public void NoTurnIsForEver()
    {
        var turns = new Turns(TimeSpan.FromSeconds(3));
        Helper.Call(new Link(turns), 1);
        Assert.True(turns.Ended.Wait(Long, TestContext.Current.CancellationToken));
        Assert.Equal(2, turns.Count);
    }

    private sealed class CountedJob(int count) : IHelperJob
    {
        private int helped;

        public int Helped => Volatile.Read(ref helped);

        public bool IsOver => Helped >= count;

        public void Help() => Interlocked.Increment(ref helped);
    }

    /// <summary>A job that calls the next one before it ends, up to the helper's second turn or the end of the time.</summary>
    private sealed class Link(Turns turns) : IHelperJob
    {
        public bool IsOver => true;

        public void Help()
        {
            if (turns.GoOn())
            {
                Helper.Call(new Link(turns), 1);
            }
            else
            {
                turns.Ended.Set();
            }
        }
    }

    private sealed class Turns(TimeSpan most)
    {
        private readonly long start = Stopwatch.GetTimestamp();

        public ManualResetEventSlim Ended { get; } = new();

        public int Count { get; private set; }

        public bool GoOn()
        {
            // The pool takes a thread's name away behind each of its turns.
            if (!string.Equals(Thread.CurrentThread.Name, nameof(Turns), StringComparison.Ordinal))
            {
                Thread.CurrentThread.Name = nameof(Turns);
                Count++;
            }

            return Count < 2 && Stopwatch.GetElapsedTime(start) < most;
        }
    }
}
