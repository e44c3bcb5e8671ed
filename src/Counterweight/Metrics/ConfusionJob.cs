using System.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Metrics;

/// <summary>Runs a <see cref="ConfusionLoop{TPredictions, TBlock, T, TWeighted}"/> on the block of this machine.</summary>
internal struct ConfusionJob<TPredictions, T>(TPredictions predictions, ConfusionOperands<T> operands, ExactSums sums, int degreeOfParallelism) : IBlockJob<T>
    where TPredictions : struct, IPredictions<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether rows were added: no label was rejected.</summary>
    public bool IsAdded { get; private set; }

    public unsafe void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        if (operands.Weights == null)
        {
            Run<TBlock, Off>();
        }
        else
        {
            Run<TBlock, On>();
        }
    }

    private void Run<TBlock, TWeighted>()
        where TBlock : struct, ISimdBlock<TBlock, T>
        where TWeighted : struct, IStaticFlag
    {
        var loop = new ConfusionLoop<TPredictions, TBlock, T, TWeighted>(predictions, operands, sums);
        WorkItems.Run(ref loop, loop.Items, degreeOfParallelism);
        IsAdded = loop.End();
    }
}
