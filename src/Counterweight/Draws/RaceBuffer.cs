using System.Diagnostics;
using Counterweight.Core.Memory;

namespace Counterweight.Draws;

/// <summary>
/// The earliest arrivals so far, and later candidates up to twice as many: when the buffer is full, it is sorted and the earliest are kept.
/// Of the k that are kept, the last sets the time that a candidate must beat.
/// </summary>
internal unsafe ref struct RaceBuffer
{
    /// <summary>Room for candidates, where k is small.</summary>
    private const int LeastRoom = 32;

    private readonly int kept;
    private readonly Span<double> times;
    private readonly Span<int> categories;
    private int count;

    /// <param name="kept">k, at least 1.</param>
    /// <param name="workspace">At least <see cref="Length"/> numbers.</param>
    public RaceBuffer(int kept, long* workspace)
    {
        this.kept = kept;
        var capacity = Capacity(kept);
        var cursor = new ScratchCursor(workspace);
        times = new(cursor.Take<double>(capacity), capacity);
        categories = new(cursor.Take<int>(capacity), capacity);
        Limit = double.PositiveInfinity;
    }

    /// <summary>Candidates arrive before this time; categories come in ascending order, so one of the same time is too late.</summary>
    public double Limit { get; private set; }

    /// <summary>Numbers of 64 bits that a race for k places takes.</summary>
    public static long Length(int kept)
    {
        var cursor = default(ScratchCursor);
        cursor.Take<double>(Capacity(kept));
        cursor.Take<int>(Capacity(kept));
        return cursor.Length;
    }

    public void Add(double time, int category)
    {
        Debug.Assert(time < Limit, "A category has arrived too late.");
        if (count == times.Length)
        {
            Cut();
            if (time >= Limit)
            {
                return;
            }
        }

        times[count] = time;
        categories[count] = category;
        count++;
    }

    /// <summary>The k that have arrived first.</summary>
    public ReadOnlySpan<int> First()
    {
        Cut();
        return categories[..kept];
    }

    private static int Capacity(int kept) => (int)Math.Min(Math.Max(2L * kept, kept + LeastRoom), Array.MaxLength);

    private void Cut()
    {
        Debug.Assert(count >= kept, "Fewer categories have arrived than are asked for.");
        var sorted = times[..count];
        var order = categories[..count];
        sorted.Sort(order);
        for (var from = 0; from < count;)
        {
            var to = from + 1;
            while (to < count && sorted[to] == sorted[from])
            {
                to++;
            }

            // The sort does not keep the order of equal times.
            if (to - from > 1)
            {
                order[from..to].Sort();
            }

            from = to;
        }

        count = kept;
        Limit = sorted[kept - 1];
    }
}
