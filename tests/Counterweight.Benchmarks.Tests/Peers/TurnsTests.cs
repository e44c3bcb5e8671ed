using Counterweight.Peers.Measuring;
using Xunit;

namespace Counterweight.Benchmarks.Tests.Peers;

/// <summary>Variants beside each other by two clocks.</summary>
public class TurnsTests
{
    [Fact]
    public void LongRunsAreTimedOneByOneInTurnAfterOneThatIsNotCounted()
    {
        var time = new FakeTime();
        var order = "";

        var times = time.Turns.Run([Scripted("A", 100, 1, 3), Scripted("B", 200, 5, 4)], rounds: 2);

        Assert.Equal("ABABAB", order);
        Assert.Equal([[new(2, 1), new(6, 3)], [new(10, 5), new(8, 4)]], times);

        Action Scripted(string name, params double[] seconds)
        {
            var calls = 0;
            return () =>
            {
                order += name;
                time.Pass(seconds[calls++]);
            };
        }
    }

    [Fact]
    public void ShortRunsAreWarmedUpAndTimedManyAtATime()
    {
        const double Second = 1.0 / 1024;
        var time = new FakeTime();
        var calls = 0;

        var times = time.Turns.Run([Call], rounds: 3);

        Assert.Equal([[new(2 * Second, Second), new(2 * Second, Second), new(2 * Second, Second)]], times);

        // A second; then a call and samples until one is long enough; then a call and a sample in each round.
        Assert.Equal(1024 + (1 + 1 + 16 + 48 + 96) + (3 * (1 + 96)), calls);

        void Call()
        {
            calls++;
            time.Pass(Second);
        }
    }

    [Fact]
    public void TheClocksOfTheMachineAreThose()
    {
        var spins = 0;
        var times = Turns.Real.Run([Spin], rounds: 1);

        Assert.True(spins > 1);
        Assert.InRange(times[0][0].Wall, 1e-3, 10);
        Assert.InRange(times[0][0].Processor, 1e-6, 10);

        void Spin()
        {
            spins++;
            for (var start = Environment.TickCount64; Environment.TickCount64 - start < 5;)
            {
                Thread.SpinWait(100);
            }
        }
    }
}
