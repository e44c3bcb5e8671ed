using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax.RowPerLane;

/// <summary>The pass that computes the Hessian of a set of rows from its exponentials, one row a lane.</summary>
/// <typeparam name="TBlock">Rows a set.</typeparam>
/// <typeparam name="T">Elements.</typeparam>
/// <typeparam name="TClamped">On where a negative Hessian is written as 0.</typeparam>
internal static unsafe class ColumnHessians<TBlock, T, TClamped>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TClamped : struct, IStaticFlag
{
    /// <summary>A set of any width.</summary>
    /// <typeparam name="TGeneral">On where columns are short.</typeparam>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Write<TGeneral>(in RowSets<TBlock, T> sets, nint set)
        where TGeneral : struct, IStaticFlag
    {
        var size = TBlock.Count;
        var exps = sets.Exponentials(set);
        var expStride = sets.ExpStride;
        var group = sets.Group;
        var columns = sets.Columns;

        // Class-major columns may replace their exponentials: each is made once. Groups of row-major ones overlap.
        var isClassMajor = sets.Operands.IsClassMajor;
        var width = isClassMajor ? 1 : nint.Min(TransposedRows<TBlock, T>.GroupWidth, columns);
        for (nint first = 0; first < columns; first = isClassMajor ? first + 1 : TransposedRows<TBlock, T>.NextGroup(first, columns))
        {
            var label = sets.Labels(set);
            Load(in sets, set, out var rest, out var all, out var ofProducts, out var ofSquares, out var weight);
            for (nint c = 0; c < width; c++)
            {
                var column = exps + ((first + c) * expStride);
                var e = ShortColumns<TBlock, T>.Load<TGeneral>(in sets, set, column);
                var hessian = Of(e, TBlock.Create(T.CreateTruncating(first + c)), label, rest, all, ofProducts, ofSquares, weight);
                TBlock.Store(hessian, ref group[c * size]);
            }

            if (isClassMajor)
            {
                var column = sets.Operands.Hessian + sets.Start(set) + (first * sets.Operands.HessianStride);
                ShortColumns<TBlock, T>.Store<TGeneral>(in sets, set, column, TBlock.Load(in *group));
            }
            else
            {
                RowMajorSets<TBlock, T>.StoreHessian(in sets, set, first, width);
            }
        }
    }

    /// <summary>The full sets of rows of two logits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WriteTwo(in RowSets<TBlock, T> sets)
    {
        for (nint set = 0; set < sets.FullCount; set++)
        {
            var exps = sets.Exponentials(set);
            var label = sets.Labels(set);
            Load(in sets, set, out var rest, out var all, out var ofProducts, out var ofSquares, out var weight);
            TBlock.StoreInterleaved(
                ref *RowMajorSets<TBlock, T>.Hessian(in sets, set),
                Of(TBlock.Load(in *exps), TBlock.Zero, label, rest, all, ofProducts, ofSquares, weight),
                Of(TBlock.Load(in exps[TBlock.Count]), TBlock.One, label, rest, all, ofProducts, ofSquares, weight));
        }
    }

    /// <summary>The full sets of rows of three logits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WriteThree(in RowSets<TBlock, T> sets)
    {
        for (nint set = 0; set < sets.FullCount; set++)
        {
            var exps = sets.Exponentials(set);
            var label = sets.Labels(set);
            Load(in sets, set, out var rest, out var all, out var ofProducts, out var ofSquares, out var weight);
            TBlock.StoreInterleaved(
                ref *RowMajorSets<TBlock, T>.Hessian(in sets, set),
                Of(TBlock.Load(in *exps), TBlock.Zero, label, rest, all, ofProducts, ofSquares, weight),
                Of(TBlock.Load(in exps[TBlock.Count]), TBlock.One, label, rest, all, ofProducts, ofSquares, weight),
                Of(TBlock.Load(in exps[2 * TBlock.Count]), TBlock.Constant(2), label, rest, all, ofProducts, ofSquares, weight));
        }
    }

    /// <summary>The full sets of rows of four logits and more, four neighbouring columns at a time; the last four overlap those before.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WriteGroups(in RowSets<TBlock, T> sets, nint stride)
    {
        var size = TBlock.Count;
        var classes = sets.Columns;
        for (nint set = 0; set < sets.FullCount; set++)
        {
            var exps = sets.Exponentials(set);
            var hessian = RowMajorSets<TBlock, T>.Hessian(in sets, set);
            var label = sets.Labels(set);
            Load(in sets, set, out var rest, out var all, out var ofProducts, out var ofSquares, out var weight);
            for (nint j = 0; j < classes; j = TransposedRows<TBlock, T>.NextGroup(j, classes))
            {
                var column = exps + (j * size);
                var index = TBlock.Create(T.CreateTruncating(j));
                var c0 = Of(TBlock.Load(in *column), index, label, rest, all, ofProducts, ofSquares, weight);
                index += TBlock.One;
                var c1 = Of(TBlock.Load(in column[size]), index, label, rest, all, ofProducts, ofSquares, weight);
                index += TBlock.One;
                var c2 = Of(TBlock.Load(in column[2 * size]), index, label, rest, all, ofProducts, ofSquares, weight);
                index += TBlock.One;
                var c3 = Of(TBlock.Load(in column[3 * size]), index, label, rest, all, ofProducts, ofSquares, weight);
                TBlock.StoreColumns(ref hessian[j], stride, c0, c1, c2, c3);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(
        in RowSets<TBlock, T> sets,
        nint set,
        out TBlock rest,
        out TBlock all,
        out TBlock ofProducts,
        out TBlock ofSquares,
        out TBlock weight)
    {
        var state = sets.State(set);
        rest = TBlock.Load(in state[SoftmaxSlots.Rest * TBlock.Count]);
        all = rest + TBlock.Load(in state[SoftmaxSlots.TargetExp * TBlock.Count]);
        ofProducts = TBlock.Load(in state[SoftmaxSlots.OfProducts * TBlock.Count]);
        ofSquares = TBlock.Load(in state[SoftmaxSlots.OfSquares * TBlock.Count]);
        weight = TBlock.Load(in sets.Weights[set * TBlock.Count]);
    }

    /// <summary>One column: a combination of e_j·(Σe − e_j) and e_j², with Σe − e_y in the place of e_j at the label.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Of(TBlock e, TBlock index, TBlock label, TBlock rest, TBlock all, TBlock ofProducts, TBlock ofSquares, TBlock weight)
    {
        var own = TBlock.SelectEqual(label, index, rest, e);
        var others = TBlock.SelectEqual(label, index, e, all - e);
        var hessian = own * TBlock.FusedMultiplyAdd(ofSquares, own, ofProducts * others);
        hessian = TClamped.IsOn ? TBlock.Max(TBlock.Zero, hessian) : hessian;
        return TBlock.SelectLess(TBlock.Zero, weight, hessian, TBlock.Zero);
    }
}
