using System.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Losses.SoftTargets;

/// <summary>Runs the loop that suits the length of the rows on the block of this machine.</summary>
internal ref struct SoftTargetJob<T, TDivergence>(ref readonly SoftTargetOperands<T> operands, int degreeOfParallelism) : IBlockJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TDivergence : struct, IOption
{
    private readonly ref readonly SoftTargetOperands<T> operands = ref operands;

    public LossAccumulator Sum { get; private set; }

    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T> =>
        Sum = operands.Classes <= LossTuning.MostSoftColumns
            ? RunLoop<NarrowSoftTargetLoop<TBlock, T, TDivergence>>()
            : RunLoop<WideSoftTargetLoop<TBlock, T, TDivergence>>();

    private readonly LossAccumulator RunLoop<TLoop>()
        where TLoop : struct, ISoftTargetLoop<TLoop, T>
    {
        var loop = TLoop.Create(operands);
        WorkItems.Run(ref loop, operands.Items, degreeOfParallelism);
        return loop.Sum;
    }
}
