using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Losses;

/// <summary>The loop that sums the weights of the rows of a batch without reading a score. It gives the bits of the loop that evaluates them.</summary>
internal unsafe struct WeightSumLoop<TRows, TBlock, T>(TRows rows) : IWorkJob<WeightSumLoop<TRows, TBlock, T>>
    where TRows : struct, IRowWeights<T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TRows rows = rows;
    private LossAccumulator sum;

    public readonly LossAccumulator Sum => sum;

    [SkipLocalsInit]
    public void Run(int item)
    {
        var lanes = stackalloc double[LaneSums<TBlock, T>.Size];
        var sums = new LaneSums<TBlock, T>(lanes);
        var buffer = stackalloc byte[(LossTuning.BlocksAtOnce * 64) + Scratch.Alignment];
        var weights = (T*)Scratch.Align(buffer);
        var atOnce = rows.AtOnce<TBlock>();
        Debug.Assert(atOnce > 0 && atOnce <= LossTuning.BlocksAtOnce * TBlock.Count, "A group has no rows, or more than the buffer holds.");
        var (start, length) = WorkItems.Range(item, rows.RowsPerItem, rows.Rows);
        for (nint first = 0; first < length; first += atOnce)
        {
            var count = (int)nint.Min(atOnce, length - first);
            rows.Write<TBlock>(start + first, count, weights);
            sums.AddWeights(weights, Rounding.Steps(count, TBlock.Count));
        }

        sums.AddTo(ref sum);
    }

    public void Merge(in WeightSumLoop<TRows, TBlock, T> other) => sum.Add(in other.sum);
}
