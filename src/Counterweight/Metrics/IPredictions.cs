using System.Numerics;
using Counterweight.Core.Simd;

namespace Counterweight.Metrics;

/// <summary>What predicts the classes of rows, one row a lane; the number of classes stands for none.</summary>
internal interface IPredictions<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The classes of as many rows as a block has lanes; NaN of rows for which <see cref="OfFew"/> must be asked.</summary>
    TBlock Of<TBlock>(nint row)
        where TBlock : struct, ISimdBlock<TBlock, T>;

    /// <summary>The classes of fewer rows; what the other lanes hold does not matter.</summary>
    TBlock OfFew<TBlock>(nint row, int rows)
        where TBlock : struct, ISimdBlock<TBlock, T>;

    /// <summary>Asks for what some rows need. They may lie outside the data.</summary>
    void Prefetch(nint row, nint rows);
}
