using System.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Decisions;

/// <summary>Runs a <see cref="LeastCostLoop{TBlock, T}"/> on the block of this machine.</summary>
internal readonly struct LeastCostJob<T>(LeastCostOperands<T> operands, int degreeOfParallelism) : IBlockJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LeastCostOperands<T> operands = operands;

    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var loop = new LeastCostLoop<TBlock, T>(operands);
        WorkItems.Run(ref loop, loop.Items, degreeOfParallelism);
    }
}
