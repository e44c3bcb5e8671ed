using System.Diagnostics;

namespace Counterweight.Benchmarks.Timing;

/// <summary>What time is counted by.</summary>
/// <param name="Seconds">Seconds since some moment.</param>
internal sealed record Clock(Func<double> Seconds)
{
    /// <summary>The time of day.</summary>
    public static Clock Wall { get; } = new(() => Stopwatch.GetElapsedTime(0).TotalSeconds);

    /// <summary>The time that processors have spent on this process, all threads together: of one thread, the time it would take alone.</summary>
    public static Clock Processor { get; } = new(() => Environment.CpuUsage.TotalTime.TotalSeconds);
}
