namespace Counterweight.Histograms.Increments;

/// <summary>What a row adds to its cell of every feature.</summary>
/// <typeparam name="TSelf">The implementing struct.</typeparam>
/// <typeparam name="TValue">The increment as the innermost loop holds it, in registers where it is short.</typeparam>
/// <remarks>Increments of a block of rows are made first and kept, then added: making them needs the registers that adding wants.</remarks>
internal unsafe interface IRowIncrement<TSelf, TValue>
    where TSelf : struct, IRowIncrement<TSelf, TValue>
    where TValue : unmanaged
{
    /// <summary>Bytes from a bin to the next.</summary>
    nint CellBytes { get; }

    /// <summary>Numbers kept of a row.</summary>
    nint KeptLength { get; }

    /// <summary>Numbers of the histogram for each number of the loop's own cells; more than 1 where these are packed.</summary>
    nint Packing { get; }

    /// <summary>Arrays of the loop's own cells, one after the other: rows are told apart by the one they are added to.</summary>
    nint Planes { get; }

    /// <summary>Whether sums of the rows made so far are what they must be: none can overflow, and no row is of another kind.</summary>
    bool Fits { get; }

    /// <summary>Prefetches what a row needs. The row may lie outside the data.</summary>
    void Prefetch(nint row);

    /// <summary>Checks rows, which lie within the data, and makes their increments; false where one is bad. The buffer is for a multiple of four rows.</summary>
    bool Make<TRows>(TRows order, nint first, nint count, long* kept)
        where TRows : struct, IRowOrder;

    /// <summary>The increment kept.</summary>
    TValue Load(long* kept);

    /// <summary>Where a row's cells begin among those of its bins.</summary>
    nint OffsetOf(TValue value);

    /// <summary>Adds it at the cell of one bin, from the offset on.</summary>
    void Add(byte* cell, TValue value);

    /// <summary>Writes the loop's own cells to the histogram, and takes them from its parent, where there is one.</summary>
    void Unpack(ReadOnlySpan<long> cells, Span<long> histogram, Span<long> parent);

    /// <summary>Takes over what another found in its rows.</summary>
    void Merge(in TSelf other);
}
