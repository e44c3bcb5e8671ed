using System.Runtime.InteropServices;

namespace Counterweight.Core.Work;

/// <summary>Neighbouring items of a job, which threads take one after the other.</summary>
/// <remarks>It fills two cache lines, so that threads that take from different slices do not wait for each other.</remarks>
/// <param name="start">The first item.</param>
/// <param name="end">What follows the last.</param>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct WorkSlice(int start, int end)
{
    [FieldOffset(0)]
    private int last = start - 1;

    [FieldOffset(4)]
    private readonly int end = end;

    public bool TryTake(out int item)
    {
        // Each thread looks once more at the end, and behind the greatest number lies the least one.
        item = Interlocked.Increment(ref last);
        return (uint)item < (uint)end;
    }
}
