using System.Diagnostics;

namespace Counterweight.Core.Work;

/// <summary>How long a thread that waits keeps its processor. To sleep and to wake up takes longer than most waits.</summary>
internal struct Patience
{
    /// <remarks>
    /// A thread sleeps and wakes up in some 100 µs (Zen 5, virtual machine), of which the waker pays 35. 100, 300, 1000 and 3000 µs
    /// could not be told apart by boosting on two threads. Benchmark: none; boosting in <c>Counterweight.Peers</c>.
    /// </remarks>
    private const long Microseconds = 300;

    /// <summary>Looks between two offers of the processor to threads that have none.</summary>
    private const int LooksPerYield = 16;

    private static readonly long Ticks = Microseconds * Stopwatch.Frequency / 1_000_000;

    private readonly long start;
    private int looks;

    public Patience()
    {
        start = Stopwatch.GetTimestamp();
    }

    /// <summary>Waits for a moment; false where the thread has waited long enough.</summary>
    public bool Spin()
    {
        Thread.SpinWait(4);
        if (++looks % LooksPerYield == 0)
        {
            Thread.Yield();
        }

        return Stopwatch.GetTimestamp() - start < Ticks;
    }
}
