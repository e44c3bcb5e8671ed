using System.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Neighbors;

/// <summary>Runs a <see cref="SearchLoop{TBlock, TLanes, TWeights, TMissing}"/> on the registers of this machine.</summary>
internal readonly struct SearchJob<TWeights, TMissing>(SearchOperands operands, int degreeOfParallelism) : IBlockJob<float>
    where TWeights : struct, IStaticFlag
    where TMissing : struct, IStaticFlag
{
    private readonly SearchOperands operands = operands;

    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, float>
    {
        if (BlockDispatch.IsVector512<TBlock, float>() || Vector<byte>.Count == 64)
        {
            Run<TBlock, GridLanes512>();
        }
        else if (Vector<byte>.Count == 32)
        {
            Run<TBlock, GridLanes256>();
        }
        else
        {
            Run<TBlock, GridLanes128>();
        }
    }

    private void Run<TBlock, TLanes>()
        where TBlock : struct, ISimdBlock<TBlock, float>
        where TLanes : struct, IGridLanes<TLanes>
    {
        var loop = new SearchLoop<TBlock, TLanes, TWeights, TMissing>(operands);
        WorkItems.Run(ref loop, WorkItems.Count(operands.Scratch.Queries.Count, NeighborTuning.QueriesPerItem), degreeOfParallelism);
    }
}
