using Counterweight.Benchmarks.Timing;
using Counterweight.Peers.Measuring;

namespace Counterweight.Benchmarks.Tests.Peers;

/// <summary>Time that only the timed work moves: that of processors twice as fast as that of the day.</summary>
internal sealed class FakeTime
{
    private double now = 1000;

    public FakeTime() => Turns = new(new Clock(() => 2 * now), new Clock(() => now));

    public Turns Turns { get; }

    public void Pass(double seconds) => now += seconds;
}
