using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Neighbors;

/// <summary>Runs a <see cref="SearchLoop{TBlock, TWeights, TMissing}"/> on the block of this machine.</summary>
internal readonly struct SearchJob<TWeights, TMissing>(SearchOperands operands, int degreeOfParallelism) : IBlockJob<float>
    where TWeights : struct, IStaticFlag
    where TMissing : struct, IStaticFlag
{
    private readonly SearchOperands operands = operands;

    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, float>
    {
        var loop = new SearchLoop<TBlock, TWeights, TMissing>(operands);
        WorkItems.Run(ref loop, WorkItems.Count(operands.Scratch.Queries.Count, NeighborTuning.QueriesPerItem), degreeOfParallelism);
    }
}
