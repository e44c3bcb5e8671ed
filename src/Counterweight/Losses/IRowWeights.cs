using System.Numerics;
using Counterweight.Core.Simd;

namespace Counterweight.Losses;

/// <summary>The weights of the rows of a batch, in the groups and work items of the loop that evaluates them.</summary>
internal unsafe interface IRowWeights<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    int Items { get; }

    nint RowsOf(int item);

    /// <summary>Rows of a group, at most <see cref="WeightSumLoop{TRows, T}.MaxBlocks"/> blocks.</summary>
    nint AtOnce<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T>;

    /// <summary>Writes the weights of a group, and zeros up to whole blocks.</summary>
    /// <param name="item">The item.</param>
    /// <param name="first">The group's first row within the item.</param>
    /// <param name="count">Rows of the group.</param>
    /// <param name="weights">A buffer for a group.</param>
    void Write<TBlock>(int item, nint first, int count, T* weights)
        where TBlock : struct, ISimdBlock<TBlock, T>;
}
