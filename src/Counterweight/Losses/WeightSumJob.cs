using System.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Losses;

/// <summary>Runs a <see cref="WeightSumLoop{TRows, TBlock, T}"/> on the block of this machine.</summary>
internal struct WeightSumJob<TRows, T>(TRows rows, int degreeOfParallelism) : IBlockJob<T>
    where TRows : struct, IRowWeights<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private LossAccumulator sum;

    public static LossAccumulator Sum(TRows rows, int degreeOfParallelism)
    {
        var job = new WeightSumJob<TRows, T>(rows, degreeOfParallelism);
        BlockDispatch.Run<WeightSumJob<TRows, T>, T>(ref job);
        return job.sum;
    }

    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var loop = new WeightSumLoop<TRows, TBlock, T>(rows);
        WorkItems.Run(ref loop, WorkItems.Count(rows.Rows, rows.RowsPerItem), degreeOfParallelism);
        sum = loop.Sum;
    }
}
