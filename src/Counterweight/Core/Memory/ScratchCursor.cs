namespace Counterweight.Core.Memory;

/// <summary>
/// Cuts a scratch buffer into parts, one after the other, from its first cache line boundary on. Without a buffer it counts
/// what the parts need: one layout both sizes and cuts.
/// </summary>
/// <param name="buffer">The buffer, or null to count.</param>
internal unsafe struct ScratchCursor(long* buffer)
{
    private readonly long* start = Scratch.Align(buffer);
    private long taken;

    /// <summary>Numbers of 64 bits that a buffer of the parts taken must have, wherever it begins.</summary>
    public readonly long Length => taken + (Scratch.Alignment / sizeof(long));

    /// <summary>The next part; null where nothing but the length is asked for.</summary>
    /// <param name="count">Elements of it.</param>
    public T* Take<T>(long count)
        where T : unmanaged
    {
        var part = start == null ? null : (T*)(start + (nint)taken);
        taken += ((count * sizeof(T)) + sizeof(long) - 1) / sizeof(long);
        return part;
    }
}
