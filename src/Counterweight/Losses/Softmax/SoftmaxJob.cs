using System.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

/// <summary>Chooses the loop by the length and the layout of the rows, and runs it on the block of this machine.</summary>
internal ref struct SoftmaxJob<TLoss, T, TSmoothing>(TLoss loss, ref readonly SoftmaxOperands<T> operands, int degreeOfParallelism) : IBlockJob<T>
    where TLoss : struct, ISoftmaxLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSmoothing : struct, IStaticFlag
{
    private readonly TLoss loss = loss;
    private readonly ref readonly SoftmaxOperands<T> operands = ref operands;

    public LossAccumulator Sum { get; private set; }

    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T> =>
        Sum = operands.IsRowPerLane
            ? RunLoop<RowPerLaneSoftmaxLoop<TLoss, TBlock, T, TSmoothing>>()
            : RunLoop<LongRowSoftmaxLoop<TLoss, TBlock, T, TSmoothing>>();

    private readonly LossAccumulator RunLoop<TLoop>()
        where TLoop : struct, ISoftmaxLoop<TLoop, TLoss, T>
    {
        var loop = TLoop.Create(loss, operands);
        WorkItems.Run(ref loop, operands.Items, degreeOfParallelism);
        return loop.Sum;
    }
}
