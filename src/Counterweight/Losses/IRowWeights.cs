using System.Numerics;
using Counterweight.Core.Simd;

namespace Counterweight.Losses;

/// <summary>The weights of the rows of a batch, in the groups and work items of the loop that evaluates them.</summary>
internal unsafe interface IRowWeights<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    nint Rows { get; }

    int RowsPerItem { get; }

    /// <summary>Rows of a group, at most <see cref="LossTuning.BlocksAtOnce"/> blocks.</summary>
    nint AtOnce<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T>;

    /// <summary>Writes the weights of a group, and zeros up to whole blocks.</summary>
    /// <param name="first">The group's first row.</param>
    /// <param name="count">Rows of the group.</param>
    /// <param name="weights">A buffer for a group.</param>
    void Write<TBlock>(nint first, int count, T* weights)
        where TBlock : struct, ISimdBlock<TBlock, T>;
}
