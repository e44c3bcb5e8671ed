namespace Counterweight.Randomness;

/// <summary>
/// Lanes of 64 bits, each with one word of 32 bits of one block in its lower half. The upper half of a lane may hold
/// anything where an operation does not say otherwise.
/// </summary>
/// <typeparam name="TSelf">The implementing register.</typeparam>
internal interface IPhiloxLanes<TSelf>
    where TSelf : struct, IPhiloxLanes<TSelf>
{
    /// <summary>Lanes, and so blocks that are made together.</summary>
    static abstract int Count { get; }

    /// <summary>The number of each lane's block less that of the first: the order that <see cref="Store"/> undoes.</summary>
    static abstract TSelf Offsets { get; }

    static abstract TSelf Create(ulong value);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator ^(TSelf left, TSelf right);

    /// <summary>The product of the lower halves, 64 bits.</summary>

    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>The upper half of each lane, moved down.</summary>
    static abstract TSelf Upper(TSelf value);

    /// <summary>Writes the blocks in their order, four words each.</summary>
    static abstract void Store(TSelf word0, TSelf word1, TSelf word2, TSelf word3, ref uint destination);
}
