namespace Counterweight.Cli.Reading.Columns;

/// <summary>A list that grows without moving more than its first 32,768 elements, so that it never takes twice its memory.</summary>
internal sealed class ChunkedList<T>
    where T : unmanaged
{
    private const int ChunkLength = 1 << 15;
    private const int FirstLength = 4;

    private List<T[]>? full;
    private T[] last = [];
    private int used;

    /// <summary>Number of elements.</summary>
    public int Count => (FullChunks * ChunkLength) + used;

    private int FullChunks => full?.Count ?? 0;

    public T this[int index] => Chunk(index / ChunkLength)[index % ChunkLength];

    public void Add(T item)
    {
        if (used == last.Length)
        {
            Grow();
        }

        last[used++] = item;
    }

    public void CopyTo(Span<T> destination)
    {
        for (var chunk = 0; chunk < FullChunks; chunk++)
        {
            full![chunk].CopyTo(destination[(chunk * ChunkLength)..]);
        }

        last.AsSpan(0, used).CopyTo(destination[(FullChunks * ChunkLength)..]);
    }

    /// <summary>Forgets all elements, so that their memory may be used again.</summary>
    public void Clear()
    {
        full = null;
        last = [];
        used = 0;
    }

    private T[] Chunk(int index) => index < FullChunks ? full![index] : last;

    // A file of many columns has few rows: a whole chunk for each would be gigabytes.
    private void Grow()
    {
        if (used < ChunkLength)
        {
            Array.Resize(ref last, Math.Max(FirstLength, 2 * used));
            return;
        }

        (full ??= []).Add(last);
        last = GC.AllocateUninitializedArray<T>(ChunkLength);
        used = 0;
    }
}
