using System.Buffers;
using Counterweight.Core.Simd;
using Counterweight.Resampling.Over.Interpolation;

namespace Counterweight.Resampling.Over.Clusters;

/// <summary>The mean Euclidean distance of the pairs of some points.</summary>
internal static unsafe class MeanDistance
{
    /// <summary>Of at least two points. A row of pairs is summed in double, and the rows in their order.</summary>
    public static double Of(in PointGroup group, int degreeOfParallelism)
    {
        var rented = ArrayPool<double>.Shared.Rent(group.Count);
        try
        {
            fixed (float* points = group.Points)
            fixed (double* sums = rented)
            {
                var job = new MeanDistanceJob(points, group.Count, group.FeatureCount, sums, degreeOfParallelism);
                BlockDispatch.Run<MeanDistanceJob, float>(ref job);
            }

            var sum = 0.0;
            foreach (var row in rented.AsSpan(0, group.Count))
            {
                sum += row;
            }

            return sum / (0.5 * group.Count * (group.Count - 1.0));
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }
}
