namespace Counterweight.Neighbors;

/// <summary>One register of 32-bit integers, each of which is a sum, or two 16-bit coordinates of a point on a grid.</summary>
internal unsafe interface IGridLanes<TSelf>
    where TSelf : struct, IGridLanes<TSelf>
{
    static abstract int Count { get; }

    static abstract TSelf Create(int value);

    static abstract TSelf Load(int* from);

    static abstract void Store(TSelf lanes, int* to);

    /// <summary>Sums plus the products of both coordinates.</summary>
    static abstract TSelf AddProducts(TSelf sums, TSelf one, TSelf other);

    static abstract TSelf Max(TSelf one, TSelf other);

    /// <summary>A bit a lane: whether it is at least the bound.</summary>
    static abstract uint AtLeast(TSelf lanes, int bound);
}
