using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Resampling.Over.Clusters;

/// <summary>Runs a <see cref="MeanDistanceLoop{TBlock}"/> on the block of this machine.</summary>
internal readonly unsafe struct MeanDistanceJob(float* points, int count, int featureCount, double* sums, int degreeOfParallelism) : IBlockJob<float>
{
    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, float>
    {
        var loop = new MeanDistanceLoop<TBlock>(points, count, featureCount, sums);
        WorkItems.Run(ref loop, WorkItems.Count(count, MeanDistanceLoop<TBlock>.RowsPerItem), degreeOfParallelism);
    }
}
