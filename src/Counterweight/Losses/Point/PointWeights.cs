using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;

namespace Counterweight.Losses.Point;

/// <summary>Weights of the rows of the point loop: of target times sample.</summary>
internal readonly unsafe struct PointWeights<TLoss, T>(TLoss loss, in PointOperands<T> operands) : IRowWeights<T>
    where TLoss : struct, IPointLoss<TLoss, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PointOperands<T> operands = operands;

    public nint Rows => operands.Rows;

    public int RowsPerItem => LossTuning.RowsPerItem;

    public nint AtOnce<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T> => LossTuning.BlocksAtOnce * TBlock.Count;

    [SkipLocalsInit]
    public void Write<TBlock>(nint first, int count, T* weights)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var size = TBlock.Count;
        var targets = operands.Targets == null ? null : operands.Targets + first;
        var samples = operands.Weights == null ? null : operands.Weights + first;
        var whole = count - (count % size);
        Blocks<TBlock>(targets, samples, whole, weights);
        if (whole < count)
        {
            var padded = stackalloc T[2 * size];
            new Span<T>(padded, size).Fill(operands.DefaultTarget);
            new Span<T>(padded + size, size).Clear();
            Scratch.CopyOrFill(targets == null ? null : targets + whole, padded, count - whole, operands.DefaultTarget);
            Scratch.CopyOrFill(samples == null ? null : samples + whole, padded + size, count - whole, T.One);
            Blocks<TBlock>(padded, padded + size, size, weights + whole);
        }
    }

    /// <summary>The weights of whole blocks of rows.</summary>
    private void Blocks<TBlock>(T* targets, T* samples, int rows, T* weights)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var own = loss;
        var target = TBlock.Create(operands.DefaultTarget);
        for (nint row = 0; row < rows; row += TBlock.Count)
        {
            target = targets == null ? target : TBlock.Load(in targets[row]);
            var sample = samples == null ? TBlock.One : TBlock.Load(in samples[row]);
            TBlock.Store(TLoss.Weight(own, target) * sample, ref weights[row]);
        }
    }
}
