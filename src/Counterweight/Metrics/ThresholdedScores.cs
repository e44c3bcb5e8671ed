using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;

namespace Counterweight.Metrics;

/// <summary>Class 1 where a score reaches a threshold, class 0 below; none where the score is NaN.</summary>
internal readonly unsafe struct ThresholdedScores<T>(T* scores, T threshold) : IPredictions<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* scores = scores;
    private readonly T threshold = threshold;

    public int RowsBehind => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Of<TBlock>(nint row)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        DebugChecks.Present(scores, row);
        return Class(TBlock.Load(in scores[row]));
    }

    [SkipLocalsInit]
    public TBlock OfFew<TBlock>(nint row, int rows)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var buffer = stackalloc T[TBlock.Count];
        Scratch.Pad(scores + row, rows, buffer, TBlock.Count, T.Zero);
        return Class(TBlock.Load(in *buffer));
    }

    /// <summary>One value a row is a stream that the hardware sees coming.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(nint row, nint rows)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TBlock Class<TBlock>(TBlock score)
        where TBlock : struct, ISimdBlock<TBlock, T> =>
        TBlock.SelectEqual(score, score, TBlock.SelectLess(score, TBlock.Create(threshold), TBlock.Zero, TBlock.One), TBlock.Constant(2));
}
