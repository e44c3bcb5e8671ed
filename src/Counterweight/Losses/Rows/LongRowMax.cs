using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;

namespace Counterweight.Losses.Rows;

/// <summary>The pass that finds the greatest logit of one long row, of at least a block.</summary>
internal static class LongRowMax<TLogits, TBlock, T>
    where TLogits : struct, ILogits<TBlock, T>, allows ref struct
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The greatest logit of each lane. It ignores NaN, whose exponential is NaN again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock OfLanes(TLogits logits, nint classes)
    {
        var size = TBlock.Count;
        var max0 = logits.Load(classes - size);
        var max1 = max0;
        nint i = 0;
        for (; i + (2 * size) <= classes; i += 2 * size)
        {
            max0 = TBlock.Max(logits.Load(i), max0);
            max1 = TBlock.Max(logits.Load(i + size), max1);
        }

        if (i + size <= classes)
        {
            max0 = TBlock.Max(logits.Load(i), max0);
        }

        return TBlock.Max(max1, max0);
    }
}
