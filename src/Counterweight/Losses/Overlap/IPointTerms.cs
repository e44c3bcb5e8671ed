using System.Numerics;

namespace Counterweight.Losses.Overlap;

/// <summary>Three terms of a score and a target, for quantities that are no mean of rows but a function of sums over the batch.</summary>
internal interface IPointTerms<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The terms of each lane, without sample weight.</summary>
    void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock first, out TBlock second, out TBlock third)
        where TBlock : struct, IBlock<TBlock, T>;
}
