using Counterweight.Benchmarks.Timing;

namespace Counterweight.Peers.Measuring;

/// <summary>What one run took.</summary>
/// <param name="Processor">Seconds of processors, all threads of the process together.</param>
/// <param name="Wall">Seconds of the day.</param>
internal readonly record struct Times(double Processor, double Wall)
{
    /// <summary>The median of each clock.</summary>
    public static Times Median(IReadOnlyCollection<Times> all) =>
        new(Benchmarks.Timing.Median.Of([.. all.Select(one => one.Processor)]), Benchmarks.Timing.Median.Of([.. all.Select(one => one.Wall)]));
}
