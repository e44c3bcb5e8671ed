using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;

namespace Counterweight.Losses.Softmax;

/// <summary>
/// Folds as many blocks as a block has lanes, one a row, into one block with a row a lane, by the tree of
/// <see cref="ISimdBlock{TSelf, T}.Sum"/> and <see cref="ISimdBlock{TSelf, T}.MaxAcross"/>. Folded one by one, each row would
/// wait for its own fold.
/// </summary>
internal static unsafe class HorizontalReduction<TBlock, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private interface IFold
    {
        static abstract TBlock Of(TBlock left, TBlock right);
    }

    /// <summary>The sum of each row's lanes.</summary>
    /// <param name="rows">A block for each lane.</param>
    /// <param name="sums">One lane a row.</param>
    public static void Sum(T* rows, T* sums) => Fold<Sums>(rows, sums);

    /// <summary>The greatest of each row's lanes.</summary>
    /// <param name="rows">A block for each lane.</param>
    /// <param name="maxima">One lane a row.</param>
    public static void Max(T* rows, T* maxima) => Fold<Maxima>(rows, maxima);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Fold<TFold>(T* rows, T* folded)
        where TFold : struct, IFold
    {
        FourLanes<TFold>(rows, out var a, out var b, out var c, out var d);
        if (TBlock.Count == 16)
        {
            FourLanes<TFold>(rows + 4, out var e, out var f, out var g, out var h);
            a = TFold.Of(a, e);
            b = TFold.Of(b, f);
            c = TFold.Of(c, g);
            d = TFold.Of(d, h);
        }

        TBlock.Store(TFold.Of(TFold.Of(a, c), TFold.Of(b, d)), ref *folded);
    }

    /// <summary>Four lanes of every row, folded with the four that lie half a block beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourLanes<TFold>(T* rows, out TBlock a, out TBlock b, out TBlock c, out TBlock d)
        where TFold : struct, IFold
    {
        TBlock.LoadColumns(in *rows, TBlock.Count, out a, out b, out c, out d);
        TBlock.LoadColumns(in rows[TBlock.Count / 2], TBlock.Count, out var e, out var f, out var g, out var h);
        a = TFold.Of(a, e);
        b = TFold.Of(b, f);
        c = TFold.Of(c, g);
        d = TFold.Of(d, h);
    }

    private readonly struct Sums : IFold
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TBlock Of(TBlock left, TBlock right) => left + right;
    }

    private readonly struct Maxima : IFold
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TBlock Of(TBlock left, TBlock right) => TBlock.Max(left, right);
    }
}
