using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Blocks;

namespace Counterweight.Engine;

/// <summary>The loop that weighs the rows of a batch without reading a score: the sums of weights and rows of the softmax loops, to the bit.</summary>
internal unsafe ref struct SoftmaxWeights<T> : IBlockJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SoftmaxOperands<T> operands;
    private readonly int ignoreLabel;
    private readonly T smoothing;
    private LossAccumulator sum;

    public SoftmaxWeights(in SoftmaxOperands<T> operands, int ignoreLabel, T smoothing)
    {
        this.operands = operands;
        this.ignoreLabel = ignoreLabel;
        this.smoothing = smoothing;
    }

    public readonly LossAccumulator Sum => sum;

    [SkipLocalsInit]
    public void Run<TBlock>()
        where TBlock : struct, IBlock<TBlock, T>
    {
        var lanes = stackalloc double[LaneSums<TBlock, T>.Size];
        var size = TBlock.Count;
        var room = stackalloc T[2 * size];
        var atOnce = operands.RowsAtOnce(size);
        var weights = new RowWeight<TBlock, T>(smoothing, in operands);
        for (var item = 0; item < operands.Items; item++)
        {
            var sums = new LaneSums<TBlock, T>(lanes);
            var rows = operands.Item(item);
            for (nint first = 0; first < rows.Rows; first += atOnce)
            {
                for (nint i = 0; i < size; i++)
                {
                    var row = first + i;
                    var counts = i < atOnce && row < rows.Rows && rows.Labels[row] != ignoreLabel;
                    room[i] = counts && rows.ClassWeights != null ? rows.ClassWeights[rows.Labels[row]] : T.One;
                    room[size + i] = !counts ? T.Zero : rows.SampleWeights == null ? T.One : rows.SampleWeights[row];
                }

                sums.Add(TBlock.Zero, weights.Of(TBlock.Load(in *room), TBlock.Load(in room[size])));
            }

            sums.AddTo(ref sum);
        }
    }
}
