using System.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Losses.SoftTargets;

/// <summary>Chooses the loop by the length of the rows, and runs it on the block of this machine.</summary>
internal ref struct SoftTargetJob<T, TDivergence>(ref readonly SoftTargetOperands<T> operands, int degreeOfParallelism) : IBlockJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TDivergence : struct, IStaticFlag
{
    private readonly ref readonly SoftTargetOperands<T> operands = ref operands;

    public LossAccumulator Sum { get; private set; }

    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T> =>
        Sum = operands.IsRowPerLane
            ? RunLoop<RowPerLaneSoftTargetLoop<TBlock, T, TDivergence>>()
            : RunLoop<LongRowSoftTargetLoop<TBlock, T, TDivergence>>();

    private readonly LossAccumulator RunLoop<TLoop>()
        where TLoop : struct, ISoftTargetLoop<TLoop, T>
    {
        var loop = TLoop.Create(operands);
        WorkItems.Run(ref loop, operands.Items, degreeOfParallelism);
        return loop.Sum;
    }
}
