using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax.RowPerLane;

/// <summary>The passes that compute the gradient of sets of rows from their exponentials, column by column.</summary>
internal static unsafe class ColumnGradients<TBlock, T, TSmoothing>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSmoothing : struct, IStaticFlag
{
    /// <summary>Replaces the exponentials of a set by its gradient.</summary>
    /// <typeparam name="TGeneral">On where columns are short.</typeparam>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Write<TGeneral>(in RowSets<TBlock, T> sets, nint set, T uniformFraction)
        where TGeneral : struct, IStaticFlag
    {
        var size = TBlock.Count;
        var classWeights = sets.Operands.ClassWeights;
        var state = sets.State(set);
        var column = sets.Exponentials(set);
        var expStride = sets.ExpStride;
        var label = sets.Labels(set);
        var sample = sets.SampleWeights(set);
        var uniform = TBlock.Create(uniformFraction);
        var factor = TBlock.Load(in state[SoftmaxSlots.Factor * size]);
        var target = TBlock.Load(in state[SoftmaxSlots.Target * size]);
        var weight = TBlock.Load(in sets.Weights[set * size]);
        var index = TBlock.Zero;
        var classes = sets.Columns;
        for (nint j = 0; j < classes; j++, column += expStride)
        {
            var gradient = ShortColumns<TBlock, T>.Load<TGeneral>(in sets, set, column) * factor;
            gradient = TBlock.SelectEqual(label, index, target, gradient);
            gradient = Finish(gradient, weight, uniform, sample, classWeights, j);
            ShortColumns<TBlock, T>.Store<TGeneral>(in sets, set, column, gradient);
            index += TBlock.One;
        }
    }

    /// <summary>Writes the gradient of full sets of rows of two logits without gaps.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WriteTwo(in RowSets<TBlock, T> sets, T uniformFraction)
    {
        var uniform = TBlock.Create(uniformFraction);
        for (nint set = 0; set < sets.FullCount; set++)
        {
            var first = OfColumn(in sets, set, 0, uniform);
            TBlock.StoreInterleaved(ref *RowMajorSets<TBlock, T>.Gradient(in sets, set), first, OfColumn(in sets, set, 1, uniform));
        }
    }

    /// <summary>Writes the gradient of full sets of rows of three logits without gaps.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WriteThree(in RowSets<TBlock, T> sets, T uniformFraction)
    {
        var uniform = TBlock.Create(uniformFraction);
        for (nint set = 0; set < sets.FullCount; set++)
        {
            var first = OfColumn(in sets, set, 0, uniform);
            var second = OfColumn(in sets, set, 1, uniform);
            TBlock.StoreInterleaved(ref *RowMajorSets<TBlock, T>.Gradient(in sets, set), first, second, OfColumn(in sets, set, 2, uniform));
        }
    }

    /// <summary>
    /// Writes the gradient of the full row-major sets of four columns and more, four neighbouring columns at a time. The last
    /// four overlap those before.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WriteGroups(in RowSets<TBlock, T> sets, nint stride, T uniformFraction)
    {
        var size = TBlock.Count;
        var classes = sets.Columns;
        var classWeights = sets.Operands.ClassWeights;
        var uniform = TBlock.Create(uniformFraction);
        for (nint set = 0; set < sets.FullCount; set++)
        {
            var state = sets.State(set);
            var exps = sets.Exponentials(set);
            var gradient = RowMajorSets<TBlock, T>.Gradient(in sets, set);
            var label = sets.Labels(set);
            var sample = sets.SampleWeights(set);
            var factor = TBlock.Load(in state[SoftmaxSlots.Factor * size]);
            var target = TBlock.Load(in state[SoftmaxSlots.Target * size]);
            var weight = TBlock.Load(in sets.Weights[set * size]);
            for (nint j = 0; j < classes; j = TransposedRows<TBlock, T>.NextGroup(j, classes))
            {
                var column = exps + (j * size);
                var index = TBlock.Create(T.CreateTruncating(j));
                var c0 = Finish(TBlock.SelectEqual(label, index, target, TBlock.Load(in *column) * factor), weight, uniform, sample, classWeights, j);
                index += TBlock.One;
                var c1 = Finish(TBlock.SelectEqual(label, index, target, TBlock.Load(in column[size]) * factor), weight, uniform, sample, classWeights, j + 1);
                index += TBlock.One;
                var c2 = Finish(TBlock.SelectEqual(label, index, target, TBlock.Load(in column[2 * size]) * factor), weight, uniform, sample, classWeights, j + 2);
                index += TBlock.One;
                var c3 = Finish(TBlock.SelectEqual(label, index, target, TBlock.Load(in column[3 * size]) * factor), weight, uniform, sample, classWeights, j + 3);
                TBlock.StoreColumns(ref gradient[j], stride, c0, c1, c2, c3);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock OfColumn(in RowSets<TBlock, T> sets, nint set, int column, TBlock uniform)
    {
        var size = TBlock.Count;
        var state = sets.State(set);
        var gradient = TBlock.Load(in sets.Exponentials(set)[column * size]) * TBlock.Load(in state[SoftmaxSlots.Factor * size]);
        gradient = TBlock.SelectEqual(sets.Labels(set), TBlock.Create(T.CreateTruncating(column)), TBlock.Load(in state[SoftmaxSlots.Target * size]), gradient);
        return Finish(gradient, TBlock.Load(in sets.Weights[set * size]), uniform, sets.SampleWeights(set), sets.Operands.ClassWeights, column);
    }

    /// <summary>The gradient of class <paramref name="j"/>, smoothed, and 0 in rows that do not count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Finish(TBlock gradient, TBlock weight, TBlock uniform, TBlock sample, T* classWeights, nint j)
    {
        if (TSmoothing.IsOn)
        {
            gradient = Smoothing<TBlock, T>.SubtractUniform(gradient, uniform, sample, Smoothing<TBlock, T>.ClassWeight(classWeights, j));
        }

        return TBlock.SelectLess(TBlock.Zero, weight, gradient, TBlock.Zero);
    }
}
