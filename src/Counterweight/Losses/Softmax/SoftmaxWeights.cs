using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

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
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var lanes = stackalloc double[LaneSums<TBlock, T>.Size];
        var size = TBlock.Count;
        var group = NarrowSets<TBlock, T>.MostSets * size;
        var room = stackalloc T[3 * group];
        T* losses = room, classWeights = losses + group, weights = classWeights + group;
        new Span<T>(losses, group).Clear();
        var atOnce = operands.IsNarrow ? NarrowSets<TBlock, T>.SetsAtOnce(in operands) * size : operands.LongRowsAtOnce(size);
        var rowWeight = new RowWeight<TBlock, T>(smoothing, in operands);
        for (var item = 0; item < operands.Items; item++)
        {
            var sums = new LaneSums<TBlock, T>(lanes);
            var rows = operands.Item(item);
            for (nint first = 0; first < rows.Rows; first += atOnce)
            {
                var count = nint.Min(atOnce, rows.Rows - first);
                var blocks = Rounding.Steps(count, size);
                for (nint i = 0; i < blocks * size; i++)
                {
                    var row = first + i;
                    var counts = i < count && rows.Labels[row] != ignoreLabel;
                    classWeights[i] = counts && rows.ClassWeights != null ? rows.ClassWeights[rows.Labels[row]] : T.One;
                    weights[i] = !counts ? T.Zero : rows.SampleWeights == null ? T.One : rows.SampleWeights[row];
                }

                for (nint i = 0; i < blocks * size; i += size)
                {
                    TBlock.Store(rowWeight.Of(TBlock.Load(in classWeights[i]), TBlock.Load(in weights[i])), ref weights[i]);
                }

                sums.Add(losses, weights, blocks);
            }

            sums.AddTo(ref sum);
        }
    }
}
