using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Losses.Softmax.RowPerLane;

/// <summary>
/// Columns of sets of class-major rows. The last set may have fewer rows than a block has lanes. Its columns are then no
/// blocks but a few numbers, which numbers of the next class follow.
/// </summary>
internal static unsafe class ShortColumns<TBlock, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether the columns of a set are short.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Has(in RowSets<TBlock, T> sets, nint set) => sets.Operands.IsClassMajor && sets.IsShort(set);

    /// <summary>A column of a set, 0 in the rows it lacks.</summary>
    /// <typeparam name="TGeneral">Off where columns are known to be whole blocks.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock Load<TGeneral>(in RowSets<TBlock, T> sets, nint set, T* column)
        where TGeneral : struct, IStaticFlag => TGeneral.IsOn && Has(in sets, set) ? LoadShort(in sets, column) : TBlock.Load(in *column);

    /// <summary>Writes a column of a set, except for the rows it lacks.</summary>
    /// <typeparam name="TGeneral">Off where columns are known to be whole blocks.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TGeneral>(in RowSets<TBlock, T> sets, nint set, T* column, TBlock block)
        where TGeneral : struct, IStaticFlag
    {
        if (TGeneral.IsOn && Has(in sets, set))
        {
            StoreShort(in sets, column, block);
        }
        else
        {
            TBlock.Store(block, ref *column);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TBlock LoadShort(in RowSets<TBlock, T> sets, T* column)
    {
        Scratch.Pad(column, sets.LastRows, sets.ShortColumn, TBlock.Count, T.Zero);
        return TBlock.Load(in *sets.ShortColumn);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreShort(in RowSets<TBlock, T> sets, T* column, TBlock block)
    {
        TBlock.Store(block, ref *sets.ShortColumn);
        Scratch.CopyBack(sets.ShortColumn, column, sets.LastRows);
    }
}
