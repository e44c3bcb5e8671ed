using System.Numerics;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax.RowPerLane;

namespace Counterweight.Losses.Softmax;

/// <summary>Weights of the rows of the softmax loops: of target times sample, 0 where the label is to be ignored.</summary>
internal readonly unsafe ref struct SoftmaxWeights<T>(ref readonly SoftmaxOperands<T> operands, int ignoreLabel, T smoothing) : IRowWeights<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ref readonly SoftmaxOperands<T> operands = ref operands;
    private readonly T weightSum = ClassWeightSum.Of(smoothing, in operands);

    public int Items => operands.Items;

    public nint RowsOf(int item) => operands.Item(item).Rows;

    public nint AtOnce<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T> =>
        operands.IsRowPerLane ? RowSets<TBlock, T>.SetsAtOnce(in operands) * TBlock.Count : operands.LongRowsAtOnce(TBlock.Count);

    public void Write<TBlock>(int item, nint first, int count, T* weights)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var rows = operands.Item(item).Slice(first, count);
        var size = TBlock.Count;
        var classWeights = stackalloc T[LossTuning.MaxSets * size];
        var padded = Rounding.Up(count, size);
        for (nint i = 0; i < padded; i++)
        {
            var counts = i < count && rows.Labels[i] != ignoreLabel;
            classWeights[i] = counts && rows.ClassWeights != null ? rows.ClassWeights[rows.Labels[i]] : T.One;
            weights[i] = !counts ? T.Zero : rows.SampleWeights == null ? T.One : rows.SampleWeights[i];
        }

        var rowWeight = new RowWeight<TBlock, T>(smoothing, operands.Classes, weightSum);
        for (nint i = 0; i < padded; i += size)
        {
            TBlock.Store(rowWeight.Of(TBlock.Load(in classWeights[i]), TBlock.Load(in weights[i])), ref weights[i]);
        }
    }
}
