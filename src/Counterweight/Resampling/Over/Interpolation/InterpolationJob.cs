using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Resampling.Over.Interpolation;

/// <summary>Runs an <see cref="InterpolationLoop{TBlock}"/> on the block of this machine.</summary>
internal readonly struct InterpolationJob(InterpolationOperands operands, int degreeOfParallelism) : IBlockJob<float>
{
    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, float>
    {
        var loop = new InterpolationLoop<TBlock>(operands);
        WorkItems.Run(ref loop, WorkItems.Count(operands.NewCount, OverTuning.RowsPerItem), degreeOfParallelism);
    }
}
