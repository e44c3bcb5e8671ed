using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;

namespace Counterweight.Losses.Point;

/// <summary>The loop that weighs the rows of a batch without reading a score: the sums of weights and rows of the point loop, to the bit.</summary>
internal unsafe ref struct PointWeights<TLoss, T> : IBlockJob<T>
    where TLoss : struct, IPointLoss<TLoss, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TLoss loss;
    private readonly PointOperands<T> operands;
    private LossAccumulator sum;

    public PointWeights(TLoss loss, in PointOperands<T> operands)
    {
        this.loss = loss;
        this.operands = operands;
    }

    public readonly LossAccumulator Sum => sum;

    [SkipLocalsInit]
    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var lanes = stackalloc double[LaneSums<TBlock, T>.Size];
        var size = TBlock.Count;
        var atOnce = PointOperands<T>.BlocksAtOnce * size;
        var room = stackalloc T[3 * atOnce];
        T* losses = room, targets = losses + atOnce, weights = targets + atOnce;
        new Span<T>(losses, atOnce).Clear();
        for (var item = 0; item < operands.Items; item++)
        {
            var sums = new LaneSums<TBlock, T>(lanes);
            var rows = operands.Item(item);
            for (nint first = 0; first < rows.Rows; first += atOnce)
            {
                var count = (int)nint.Min(atOnce, rows.Rows - first);
                var blocks = (int)Rounding.Steps(count, size);
                new Span<T>(targets, blocks * size).Fill(rows.DefaultTarget);
                new Span<T>(weights, blocks * size).Clear();
                Scratch.CopyOrFill(rows.Targets == null ? null : rows.Targets + first, targets, count, rows.DefaultTarget);
                Scratch.CopyOrFill(rows.Weights == null ? null : rows.Weights + first, weights, count, T.One);
                for (nint i = 0; i < blocks * size; i += size)
                {
                    TBlock.Store(TLoss.Weight(loss, TBlock.Load(in targets[i])) * TBlock.Load(in weights[i]), ref weights[i]);
                }

                sums.Add(losses, weights, blocks);
            }

            sums.AddTo(ref sum);
        }
    }
}
