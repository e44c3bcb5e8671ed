using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Counterweight.Draws;

/// <summary>The loop in which all categories arrive, in the order of their numbers.</summary>
internal static unsafe class RaceLoop
{
    /// <summary>Times that lie on the stack: 4 KiB.</summary>
    private const int AtOnce = 512;

    /// <summary>Writes the first to arrive. At least as many have a finite time.</summary>
    [SkipLocalsInit]
    public static void Run<TTimes>(TTimes arrivals, int categoryCount, Span<int> destination, Span<long> workspace)
        where TTimes : IArrivalTimes, allows ref struct
    {
        Debug.Assert(categoryCount >= destination.Length && !destination.IsEmpty, "Fewer categories than are asked for, or none.");
        fixed (long* memory = workspace)
        {
            var race = new RaceBuffer(destination.Length, memory);
            Span<double> buffer = stackalloc double[AtOnce];
            for (var first = 0; first < categoryCount;)
            {
                var times = buffer[..Math.Min(AtOnce, categoryCount - first)];
                arrivals.Fill(first, times);
                for (var i = 0; i < times.Length; i++)
                {
                    if (times[i] < race.Limit)
                    {
                        race.Add(times[i], first + i);
                    }
                }

                first += times.Length;
            }

            race.First().CopyTo(destination);
        }
    }
}
