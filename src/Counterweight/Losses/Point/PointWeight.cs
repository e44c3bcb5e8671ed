using System.Numerics;
using Counterweight.Core.Simd;

namespace Counterweight.Losses.Point;

/// <summary>The weight that a point loss gives to one target, outside of loops.</summary>
internal static class PointWeight
{
    public static double Of<TLoss, T>(TLoss loss, T target)
        where TLoss : struct, IPointLoss<TLoss, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var job = new Job<TLoss, T>(loss, target);
        BlockDispatch.Run<Job<TLoss, T>, T>(ref job);
        return double.CreateTruncating(job.Weight);
    }

    private struct Job<TLoss, T>(TLoss loss, T target) : IBlockJob<T>
        where TLoss : struct, IPointLoss<TLoss, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T Weight { get; private set; }

        public void Run<TBlock>()
            where TBlock : struct, ISimdBlock<TBlock, T> => Weight = TBlock.MaxAcross(TLoss.Weight(loss, TBlock.Create(target)));
    }
}
