using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Blocks;

namespace Counterweight.Engine;

/// <summary>The loop that weighs the rows of a batch without reading a score: the sums of weights and rows of the point loop, to the bit.</summary>
internal unsafe ref struct PointWeights<TLoss, T> : IBlockJob<T>
    where TLoss : struct, IPointLoss<T>
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
        where TBlock : struct, IBlock<TBlock, T>
    {
        var lanes = stackalloc double[LaneSums<TBlock, T>.Size];
        var size = TBlock.Count;
        var room = stackalloc T[2 * size];
        for (var item = 0; item < operands.Items; item++)
        {
            var sums = new LaneSums<TBlock, T>(lanes);
            var rows = operands.Item(item);
            for (nint first = 0; first < rows.Rows; first += size)
            {
                var count = (int)nint.Min(size, rows.Rows - first);
                new Span<T>(room, size).Fill(rows.DefaultTarget);
                new Span<T>(room + size, size).Clear();
                Scratch.CopyOrFill(rows.Targets == null ? null : rows.Targets + first, room, count, rows.DefaultTarget);
                Scratch.CopyOrFill(rows.Weights == null ? null : rows.Weights + first, room + size, count, T.One);
                sums.Add(TBlock.Zero, loss.Weight(TBlock.Load(in *room)) * TBlock.Load(in room[size]));
            }

            sums.AddTo(ref sum);
        }
    }
}
