using System.Numerics;
using Counterweight.Core.Simd;

namespace Counterweight.Metrics;

/// <summary>What predicts the classes of rows, one row a lane; the number of classes stands for none.</summary>
internal interface IPredictions<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The classes of as many rows as a block has lanes.</summary>
    TBlock Of<TBlock>(nint row)
        where TBlock : struct, ISimdBlock<TBlock, T>;

    /// <summary>The classes of fewer rows; what the other lanes hold does not matter.</summary>
    TBlock OfFew<TBlock>(nint row, int rows)
        where TBlock : struct, ISimdBlock<TBlock, T>;
}
