using System.Numerics;
using Counterweight.Core.Simd;

namespace Counterweight.Metrics;

/// <summary>What predicts the classes of rows, one row a lane; the number of classes stands for none.</summary>
internal interface IPredictions<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many rows must follow those that <see cref="Of"/> is asked for: it may read into them.</summary>
    int RowsBehind { get; }

    /// <summary>The classes of as many rows as a block has lanes. Where a lane is NaN, of whichever row, <see cref="OfFew"/> must be asked for all of them.</summary>
    TBlock Of<TBlock>(nint row)
        where TBlock : struct, ISimdBlock<TBlock, T>;

    /// <summary>The classes of fewer rows; what the other lanes hold does not matter.</summary>
    TBlock OfFew<TBlock>(nint row, int rows)
        where TBlock : struct, ISimdBlock<TBlock, T>;

    /// <summary>Asks for what some rows need. They may lie outside the data.</summary>
    void Prefetch(nint row, nint rows);
}
