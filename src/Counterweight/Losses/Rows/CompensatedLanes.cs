using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;

namespace Counterweight.Losses.Rows;

/// <summary>
/// Sums over rows so long that plain sums of lanes would lose their last digits. Each part of a row is summed by itself,
/// and what adding up the parts rounds away is kept beside their sum. The sum of one part alone has the bits of a plain sum.
/// </summary>
internal static unsafe class CompensatedLanes<TBlock, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Terms that a lane sums before what is rounded away is kept.</summary>
    private const int Terms = 128;

    /// <summary>Elements of a part that is summed 64 bytes a step.</summary>
    public static int PartOfOneBlock => Terms * LaneSums<TBlock, T>.Lanes;

    /// <summary>Elements of a part that is summed twice 64 bytes a step.</summary>
    public static int PartOfTwoBlocks => 2 * Terms * LaneSums<TBlock, T>.Lanes;

    /// <summary>
    /// Where the part ends that starts at <paramref name="start"/>. The last one of a row is whole or has at least a block
    /// more than the others, so that its masked last block reads nothing of another part.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint EndOfPart(nint start, nint count, int part) => start + part + LaneSums<TBlock, T>.Lanes <= count ? start + part : count;

    /// <summary>Adds a part.</summary>
    /// <param name="part">The sum of a part, lane by lane.</param>
    /// <param name="sum">The sum so far.</param>
    /// <param name="lost">What it has rounded away.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(TBlock part, ref T sum, ref T lost)
    {
        var old = TBlock.Load(in sum);
        var next = old + part;
        var added = next - old;
        TBlock.Store(next, ref sum);
        TBlock.Store(TBlock.Load(in lost) + ((old - (next - added)) + (part - added)), ref lost);
    }

    /// <summary>The sum of all parts, and of what it has rounded away where it is finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock Total(ref readonly T sum, ref readonly T lost)
    {
        var all = TBlock.Load(in sum);
        return TBlock.SelectEqual(all - all, TBlock.Zero, all + TBlock.Load(in lost), all);
    }
}
