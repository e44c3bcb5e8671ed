using System.Numerics;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;

namespace Counterweight.Losses.Point;

/// <summary>Weights of the rows of the point loop: of target times sample.</summary>
internal readonly unsafe ref struct PointWeights<TLoss, T>(TLoss loss, ref readonly PointOperands<T> operands) : IRowWeights<T>
    where TLoss : struct, IPointLoss<TLoss, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ref readonly PointOperands<T> operands = ref operands;

    public int Items => operands.Items;

    public nint RowsOf(int item) => operands.Item(item).Rows;

    public nint AtOnce<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T> => LossTuning.BlocksAtOnce * TBlock.Count;

    public void Write<TBlock>(int item, nint first, int count, T* weights)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var rows = operands.Item(item).Slice(first, count);
        var size = TBlock.Count;
        var padded = (int)Rounding.Up(count, size);
        var targets = stackalloc T[LossTuning.BlocksAtOnce * size];
        new Span<T>(targets, padded).Fill(rows.DefaultTarget);
        new Span<T>(weights, padded).Clear();
        Scratch.CopyOrFill(rows.Targets, targets, count, rows.DefaultTarget);
        Scratch.CopyOrFill(rows.Weights, weights, count, T.One);
        for (nint i = 0; i < padded; i += size)
        {
            TBlock.Store(TLoss.Weight(loss, TBlock.Load(in targets[i])) * TBlock.Load(in weights[i]), ref weights[i]);
        }
    }
}
