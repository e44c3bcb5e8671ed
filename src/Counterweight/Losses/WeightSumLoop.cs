using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;

namespace Counterweight.Losses;

/// <summary>The loop that sums the weights of the rows of a batch without reading a score. It gives the bits of the loop that evaluates them.</summary>
internal unsafe ref struct WeightSumLoop<TRows, T>(TRows rows) : IBlockJob<T>
    where TRows : struct, IRowWeights<T>, allows ref struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Blocks of a group.</summary>
    public const int MaxBlocks = LossTuning.BlocksAtOnce;

    private readonly TRows rows = rows;
    private LossAccumulator sum;

    public static LossAccumulator Of(TRows rows)
    {
        var loop = new WeightSumLoop<TRows, T>(rows);
        BlockDispatch.Run<WeightSumLoop<TRows, T>, T>(ref loop);
        return loop.sum;
    }

    [SkipLocalsInit]
    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var lanes = stackalloc double[LaneSums<TBlock, T>.Size];
        var buffer = stackalloc T[2 * MaxBlocks * TBlock.Count];
        T* losses = buffer, weights = buffer + (MaxBlocks * TBlock.Count);
        new Span<T>(losses, MaxBlocks * TBlock.Count).Clear();
        var atOnce = rows.AtOnce<TBlock>();
        Debug.Assert(atOnce > 0 && atOnce <= MaxBlocks * TBlock.Count, "A group has no rows, or more than the buffer holds.");
        for (var item = 0; item < rows.Items; item++)
        {
            var sums = new LaneSums<TBlock, T>(lanes);
            var length = rows.RowsOf(item);
            for (nint first = 0; first < length; first += atOnce)
            {
                var count = (int)nint.Min(atOnce, length - first);
                rows.Write<TBlock>(item, first, count, weights);
                sums.Add(losses, weights, Rounding.Steps(count, TBlock.Count));
            }

            sums.AddTo(ref sum);
        }
    }
}
