using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Simd;

namespace Counterweight.Core.Checks;

/// <summary>The loop that looks for the first element that a check rejects.</summary>
internal ref struct CheckLoop<TCheck, T> : IBlockJob<T>
    where TCheck : struct, IElementCheck<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Blocks judged by one branch.</summary>
    private const int Together = 8;

    private readonly TCheck check;
    private readonly ReadOnlySpan<T> elements;
    private int rejected;

    private CheckLoop(TCheck check, ReadOnlySpan<T> elements)
    {
        this.check = check;
        this.elements = elements;
        rejected = -1;
    }

    /// <summary>Index of the first element that is rejected, −1 when there is none.</summary>
    public static int FirstRejected(TCheck check, ReadOnlySpan<T> elements)
    {
        var loop = new CheckLoop<TCheck, T>(check, elements);
        BlockDispatch.Run<CheckLoop<TCheck, T>, T>(ref loop);
        return loop.rejected;
    }

    [SkipLocalsInit]
    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        ref var first = ref MemoryMarshal.GetReference(elements);
        var step = Together * TBlock.Count;
        var whole = elements.Length - (elements.Length % step);
        Debug.Assert(rejected < 0, "The loop has run before.");
        for (var i = 0; i < whole; i += step)
        {
            var accepted = TBlock.Equal(TBlock.Zero, TBlock.Zero);
            for (var j = i; j < i + step; j += TBlock.Count)
            {
                accepted &= check.Accepts(TBlock.Load(ref Unsafe.Add(ref first, j)));
            }

            if (TBlock.Any(Not(accepted)))
            {
                Find<TBlock>(i, i + step);
                return;
            }
        }

        Find<TBlock>(whole, elements.Length);
    }

    private void Find<TBlock>(int from, int to)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        for (var i = from; i < to; i++)
        {
            if (TBlock.Any(Not(check.Accepts(TBlock.Create(elements[i])))))
            {
                rejected = i;
                return;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Not<TBlock>(TBlock mask)
        where TBlock : struct, ISimdBlock<TBlock, T> => TBlock.Equal(mask & TBlock.One, TBlock.Zero);
}
