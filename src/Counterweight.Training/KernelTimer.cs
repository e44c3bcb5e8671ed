using System.Diagnostics;

namespace Counterweight.Training;

/// <summary>Counts what fits ask of the kernels. Give one to any number of fits, also at the same time: each adds to it.</summary>
public sealed class KernelTimer
{
    private long rowCount;
    private long ticks;

    /// <summary>Rows read, counted once a pass.</summary>
    public long RowCount => Interlocked.Read(ref rowCount);

    /// <summary>Time spent inside the kernels. Calls that run side by side add up; a call that several threads share counts once.</summary>
    public double Seconds => (double)Interlocked.Read(ref ticks) / Stopwatch.Frequency;

    /// <summary>Rows a second; 0 where nothing was measured.</summary>
    public double RowsPerSecond => Seconds > 0 ? RowCount / Seconds : 0;

    /// <summary>Adds a measurement of one's own.</summary>
    /// <param name="rows">Rows read, at least 0.</param>
    /// <param name="time">Time spent, at least 0.</param>
    /// <remarks>A count stays at the greatest <see cref="long"/> once it is there: rows, or ticks of <see cref="Stopwatch"/>.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">One of them is negative.</exception>
    public void Add(long rows, TimeSpan time)
    {
        Require.AtLeast(rows, 0, nameof(rows));
        Require.That(time >= TimeSpan.Zero, time, nameof(time), "at least 0");
        Add(ref rowCount, rows);
        Add(ref ticks, (long)(time.TotalSeconds * Stopwatch.Frequency));
    }

    /// <summary>The time now; 0 where nothing is timed.</summary>
    internal static long Now(KernelTimer? timer) => timer is null ? 0 : Stopwatch.GetTimestamp();

    /// <summary>Adds the time since <paramref name="started"/>.</summary>
    internal void AddSince(long started, long rows)
    {
        Add(ref rowCount, rows);
        Add(ref ticks, Stopwatch.GetTimestamp() - started);
    }

    private static void Add(ref long total, long more)
    {
        long before;
        do
        {
            before = Interlocked.Read(ref total);
        }
        while (Interlocked.CompareExchange(ref total, before + Math.Min(more, long.MaxValue - before), before) != before);
    }
}
