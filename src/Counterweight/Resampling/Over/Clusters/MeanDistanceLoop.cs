using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Resampling.Over.Clusters;

/// <summary>The loop over points that sums the distances of each from those behind it. A block lies behind the last point.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct MeanDistanceLoop<TBlock>(float* points, int count, int featureCount, double* sums) : IWorkJob<MeanDistanceLoop<TBlock>>
    where TBlock : struct, ISimdBlock<TBlock, float>
{
    /// <summary>Points of a work item.</summary>
    public const int RowsPerItem = 16;

    private readonly float* points = points;
    private readonly double* sums = sums;
    private readonly nint count = count;
    private readonly nint length = featureCount;

    public void Run(int item)
    {
        var (first, here) = WorkItems.Range(item, RowsPerItem, count);
        DebugChecks.Present(points, count);
        for (var i = first; i < first + here; i++)
        {
            var sum = 0.0;
            for (var j = i + 1; j < count; j++)
            {
                sum += Math.Sqrt(SquaredDistance(points + (i * length), points + (j * length)));
            }

            sums[i] = sum;
        }
    }

    private double SquaredDistance(float* a, float* b)
    {
        var sum = TBlock.Zero;
        nint i = 0;
        for (; i <= length - TBlock.Count; i += TBlock.Count)
        {
            var difference = TBlock.Load(in a[i]) - TBlock.Load(in b[i]);
            sum = TBlock.FusedMultiplyAdd(difference, difference, sum);
        }

        if (i < length)
        {
            var difference = (TBlock.Load(in a[i]) - TBlock.Load(in b[i])) & TBlock.LessThan(TBlock.LaneIndex, TBlock.Create(length - i));
            sum = TBlock.FusedMultiplyAdd(difference, difference, sum);
        }

        return TBlock.Sum(sum);
    }
}
