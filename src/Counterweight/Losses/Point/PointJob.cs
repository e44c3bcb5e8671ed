using System.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Losses.Point;

/// <summary>Runs a <see cref="PointLoop{TLoss, TBlock, T, TGradient, THessian}"/> on the block of this machine.</summary>
internal ref struct PointJob<TLoss, T, TGradient, THessian>(TLoss loss, ref readonly PointOperands<T> operands, int degreeOfParallelism) : IBlockJob<T>
    where TLoss : struct, IPointLoss<TLoss, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TGradient : struct, IStaticFlag
    where THessian : struct, IStaticFlag
{
    private readonly ref readonly PointOperands<T> operands = ref operands;

    public LossAccumulator Sum { get; private set; }

    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var loop = new PointLoop<TLoss, TBlock, T, TGradient, THessian>(loss, operands);
        WorkItems.Run(ref loop, operands.Items, degreeOfParallelism);
        Sum = loop.Sum;
    }
}
