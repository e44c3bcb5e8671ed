namespace Counterweight.Cli.Reading.Columns;

/// <summary>A list that grows without moving what it holds, so that it never takes twice its memory.</summary>
internal sealed class ChunkedList<T>
    where T : unmanaged
{
    private const int ChunkLength = 1 << 15;

    private readonly List<T[]> chunks = [];
    private int used = ChunkLength;

    /// <summary>Number of elements.</summary>
    public int Count => ((chunks.Count - 1) * ChunkLength) + used;

    public T this[int index] => chunks[index / ChunkLength][index % ChunkLength];

    public void Add(T item)
    {
        if (used == ChunkLength)
        {
            chunks.Add(GC.AllocateUninitializedArray<T>(ChunkLength));
            used = 0;
        }

        chunks[^1][used++] = item;
    }

    public void CopyTo(Span<T> destination)
    {
        for (var chunk = 0; chunk < chunks.Count; chunk++)
        {
            chunks[chunk].AsSpan(0, chunk + 1 < chunks.Count ? ChunkLength : used).CopyTo(destination[(chunk * ChunkLength)..]);
        }
    }

    /// <summary>Forgets all elements, so that their memory may be used again.</summary>
    public void Clear()
    {
        chunks.Clear();
        used = ChunkLength;
    }
}
