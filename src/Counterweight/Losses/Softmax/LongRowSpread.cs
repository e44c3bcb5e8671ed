using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

/// <summary>The pass over one long row that label smoothing needs.</summary>
/// <remarks>Parameters as of <see cref="LongRow{TBlock, T, TTransformed}"/>.</remarks>
internal static unsafe class LongRowSpread<TBlock, T, TTransformed>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTransformed : struct, IStaticFlag
{
    /// <summary>Σ_k w_k(max − x_k).</summary>
    [SkipLocalsInit]
    public static T Sum(in SoftmaxOperands<T> operands, T* scores, nint label, T max)
    {
        nint classes = operands.Classes;
        var end = CompensatedLanes<TBlock, T>.EndOfPart(0, classes, CompensatedLanes<TBlock, T>.PartOfOneBlock);
        var sum = Sum(in operands, scores, label, max, 0, end);
        if (end == classes)
        {
            return TBlock.Sum(sum);
        }

        var buffer = stackalloc T[2 * TBlock.Count];
        T* all = buffer, lost = buffer + TBlock.Count;
        TBlock.Store(sum, ref *all);
        TBlock.Store(TBlock.Zero, ref *lost);
        for (var start = end; start < classes; start = end)
        {
            end = CompensatedLanes<TBlock, T>.EndOfPart(start, classes, CompensatedLanes<TBlock, T>.PartOfOneBlock);
            CompensatedLanes<TBlock, T>.Add(Sum(in operands, scores, label, max, start, end), ref *all, ref *lost);
        }

        return TBlock.Sum(CompensatedLanes<TBlock, T>.Total(in *all, in *lost));
    }

    /// <summary>The same over a part of the classes, lane by lane; the last part ends in the masked block.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TBlock Sum(in SoftmaxOperands<T> operands, T* scores, nint label, T max, nint start, nint end)
    {
        var size = TBlock.Count;
        var maximum = TBlock.Create(max);
        var whole = end - (end % size);
        var sum = TBlock.Zero;
        for (var i = start; i < whole; i += size)
        {
            sum = Smoothing<TBlock, T>.AddSpread(sum, LongRow<TBlock, T, TTransformed>.Load(in operands, scores, label, i) - maximum, LongRowOutput<TBlock, T>.Weights(operands.ClassWeights, i));
        }

        if (whole < end)
        {
            var i = end - size;
            var last = Smoothing<TBlock, T>.AddSpread(TBlock.Zero, LongRow<TBlock, T, TTransformed>.Load(in operands, scores, label, i) - maximum, LongRowOutput<TBlock, T>.Weights(operands.ClassWeights, i));
            sum += TBlock.Select(LongRowOutput<TBlock, T>.IsRepeated(end), TBlock.Zero, last);
        }

        return sum;
    }
}
