using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;

namespace Counterweight.Metrics;

/// <summary>Predictions that are known; −1 is none.</summary>
internal readonly unsafe struct GivenPredictions<T>(LabelColumn predicted, int classes) : IPredictions<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LabelColumn predicted = predicted;
    private readonly int classes = classes;

    public int RowsBehind => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Of<TBlock>(nint row)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var ints = predicted.Packed(row);
        return ints == null ? OfFew<TBlock>(row, TBlock.Count) : Class(TBlock.Load(in *ints));
    }

    [SkipLocalsInit]
    public TBlock OfFew<TBlock>(nint row, int rows)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var buffer = stackalloc int[TBlock.Count];
        (predicted + row).Pad(rows, buffer, TBlock.Count, 0);
        return Class(TBlock.Load(in *buffer));
    }

    /// <summary>One value a row is a stream that the hardware sees coming.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(nint row, nint rows)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TBlock Class<TBlock>(TBlock given)
        where TBlock : struct, ISimdBlock<TBlock, T> =>
        TBlock.SelectLess(given, TBlock.Zero, TBlock.Create(T.CreateTruncating(classes)), given);
}
