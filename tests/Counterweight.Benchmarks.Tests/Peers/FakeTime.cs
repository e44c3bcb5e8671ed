using Counterweight.Benchmarks.Timing;
using Counterweight.Peers.Measuring;

namespace Counterweight.Benchmarks.Tests.Peers;

/// <summary>Time that only the timed work moves.</summary>
/// <param name="processors">Seconds of processors in a second of the day.</param>
internal sealed class FakeTime(double processors = 2)
{
    private double now = 1000;

    public Turns Turns => new(new Clock(() => processors * now), new Clock(() => now));

    public void Pass(double seconds) => now += seconds;
}
