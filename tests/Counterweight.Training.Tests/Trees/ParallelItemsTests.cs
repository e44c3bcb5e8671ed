using Counterweight.Training.Trees;
using Counterweight.Training.Trees.Growth;
using Xunit;

namespace Counterweight.Training.Tests.Trees;

/// <summary>Work shared by threads: an error comes out whichever of them meets it.</summary>
public class ParallelItemsTests
{
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
            Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
            if (Environment.CurrentManagedThreadId == caller == ofCaller)
            {
                throw new InvalidTimeZoneException();
            }
        }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    public void EveryItemIsDoneOnce(int threads)
    {
        var done = new int[1000];
        ParallelItems.Run(done.Length, threads, item => Interlocked.Increment(ref done[item]));
        Assert.All(done, times => Assert.Equal(1, times));
    }
}
