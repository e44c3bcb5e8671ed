using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax.RowPerLane;

/// <summary>The passes that replace the logits of a set of rows by exponentials and sum these, column by column.</summary>
internal static unsafe class ColumnSums<TLoss, TBlock, T, TSmoothing>
    where TLoss : struct, ISoftmaxLoss<T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSmoothing : struct, IStaticFlag
{
    /// <summary>
    /// Columns of a part that is summed by itself, so that the error of a sum over many does not grow with their number.
    /// A row-major set has fewer.
    /// </summary>
    private const int ColumnsPerPart = 64;

    /// <summary>The number of columns from which on the sum of the parts keeps what is rounded away.</summary>
    private const int CompensatedFrom = 32 * ColumnsPerPart;

    // What sums over many columns have rounded away. These slots receive their own numbers after the last column.
    private const int LostRest = SoftmaxSlots.TargetExp;
    private const int LostSpread = SoftmaxSlots.TargetShift;

    /// <summary>Transforms the logits of a row-major set, which are a copy.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Transform(in RowSets<TBlock, T> sets, nint set, in SoftmaxOperands<T> operands)
    {
        var label = sets.Labels(set);
        var column = sets.Scores(set);
        for (nint j = 0; j < operands.Classes; j++, column += TBlock.Count)
        {
            TBlock.Store(Logits<On>(in sets, set, in operands, column, j, label), ref *column);
        }
    }

    /// <summary>Replaces the logits of a set of any number of columns by exponentials and sums them.</summary>
    /// <typeparam name="TGeneral">On where logits are yet to be transformed or columns are short.</typeparam>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Sum<TGeneral>(in RowSets<TBlock, T> sets, nint set, in SoftmaxOperands<T> operands)
        where TGeneral : struct, IStaticFlag
    {
        // Longer than other methods: in one piece all sums stay in registers from column to column.
        nint classes = operands.Classes;
        var classWeights = operands.ClassWeights;
        var scores = sets.Scores(set);
        var scoreStride = sets.ScoreStride;
        var exps = sets.Exponentials(set);
        var expStride = sets.ExpStride;
        var label = sets.Labels(set);
        var max = Logits<TGeneral>(in sets, set, in operands, scores, 0, label);
        var column = scores + scoreStride;
        for (nint j = 1; j < classes; j++, column += scoreStride)
        {
            max = TBlock.Max(Logits<TGeneral>(in sets, set, in operands, column, j, label), max);
        }

        var state = sets.State(set);
        ClearSums(state, classes);
        var rest = TBlock.Zero;
        var part = TBlock.Zero;
        var targetExp = TBlock.Zero;
        var targetShift = TBlock.Zero;
        var weight = TBlock.One;
        var spread = TBlock.Zero;
        var index = TBlock.Zero;
        var found = TBlock.Zero;
        column = scores;
        for (nint j = 0; j < classes; j++, column += scoreStride, exps += expStride)
        {
            var shifted = Logits<TGeneral>(in sets, set, in operands, column, j, label) - max;
            TBlock e;
            if (TLoss.TakesHardmax)
            {
                // NaN goes on as NaN.
                e = TBlock.SelectEqual(shifted, TBlock.Zero, TBlock.One - found, TBlock.Zero);
                found += e;
                e = TBlock.SelectEqual(shifted, shifted, e, shifted);
            }
            else
            {
                e = BlockMath.ExpNonPositive<TBlock, T>(shifted);
            }

            ShortColumns<TBlock, T>.Store<TGeneral>(in sets, set, exps, e);
            part += TBlock.SelectEqual(label, index, TBlock.Zero, e);
            targetExp = TBlock.SelectEqual(label, index, e, targetExp);
            targetShift = TBlock.SelectEqual(label, index, shifted, targetShift);
            if (classWeights != null)
            {
                weight = TBlock.SelectEqual(label, index, TBlock.Create(classWeights[j]), weight);
            }

            if (TSmoothing.IsOn)
            {
                spread = Smoothing<TBlock, T>.AddSpread(spread, shifted, Smoothing<TBlock, T>.ClassWeight(classWeights, j));
            }

            if (j % ColumnsPerPart == ColumnsPerPart - 1)
            {
                rest += part;
                part = TBlock.Zero;
                spread = KeepSpread(spread, state);
                rest = j % CompensatedFrom == CompensatedFrom - 1 ? KeepRest(rest, state) : rest;
            }

            index += TBlock.One;
        }

        rest = TotalRest(rest + part, state, classes);
        spread = TotalSpread(spread, state, classes);
        TBlock.Store(rest, ref state[SoftmaxSlots.Rest * TBlock.Count]);
        TBlock.Store(targetExp, ref state[SoftmaxSlots.TargetExp * TBlock.Count]);
        TBlock.Store(targetShift, ref state[SoftmaxSlots.TargetShift * TBlock.Count]);
        TBlock.Store(weight, ref state[SoftmaxSlots.ClassWeight * TBlock.Count]);
        TBlock.Store(spread, ref state[SoftmaxSlots.Spread * TBlock.Count]);
        TBlock.Store(max, ref state[SoftmaxSlots.Max * TBlock.Count]);
    }

    /// <summary>The logits of a class, transformed if <typeparamref name="TGeneral"/> is on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Logits<TGeneral>(in RowSets<TBlock, T> sets, nint set, in SoftmaxOperands<T> operands, T* column, nint j, TBlock label)
        where TGeneral : struct, IStaticFlag
    {
        if (!TGeneral.IsOn)
        {
            return TBlock.Load(in *column);
        }

        var bias = operands.Bias == null ? T.Zero : operands.Bias[j];
        var targetBias = operands.Margins == null ? bias : bias - operands.Margins[j];
        var shift = TBlock.SelectEqual(label, TBlock.Create(T.CreateTruncating(j)), TBlock.Create(targetBias), TBlock.Create(bias));
        return (ShortColumns<TBlock, T>.Load<On>(in sets, set, column) + shift) * TBlock.Create(operands.LogitScale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ClearSums(T* state, nint classes)
    {
        if (classes >= ColumnsPerPart)
        {
            TBlock.Store(TBlock.Zero, ref state[SoftmaxSlots.Rest * TBlock.Count]);
            TBlock.Store(TBlock.Zero, ref state[LostRest * TBlock.Count]);
            TBlock.Store(TBlock.Zero, ref state[SoftmaxSlots.Spread * TBlock.Count]);
            TBlock.Store(TBlock.Zero, ref state[LostSpread * TBlock.Count]);
        }
    }

    /// <summary>Adds the sums of some parts to the state, and returns 0 for the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock KeepRest(TBlock rest, T* state)
    {
        CompensatedLanes<TBlock, T>.Add(rest, ref state[SoftmaxSlots.Rest * TBlock.Count], ref state[LostRest * TBlock.Count]);
        return TBlock.Zero;
    }

    /// <summary>Adds the spread of a part to the state, and returns 0 for the next; without smoothing the spread as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock KeepSpread(TBlock spread, T* state)
    {
        if (!TSmoothing.IsOn)
        {
            return spread;
        }

        CompensatedLanes<TBlock, T>.Add(spread, ref state[SoftmaxSlots.Spread * TBlock.Count], ref state[LostSpread * TBlock.Count]);
        return TBlock.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock TotalRest(TBlock rest, T* state, nint classes)
    {
        if (classes < CompensatedFrom)
        {
            return rest;
        }

        CompensatedLanes<TBlock, T>.Add(rest, ref state[SoftmaxSlots.Rest * TBlock.Count], ref state[LostRest * TBlock.Count]);
        return CompensatedLanes<TBlock, T>.Total(in state[SoftmaxSlots.Rest * TBlock.Count], in state[LostRest * TBlock.Count]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock TotalSpread(TBlock spread, T* state, nint classes)
    {
        if (!TSmoothing.IsOn || classes < ColumnsPerPart)
        {
            return spread;
        }

        CompensatedLanes<TBlock, T>.Add(spread, ref state[SoftmaxSlots.Spread * TBlock.Count], ref state[LostSpread * TBlock.Count]);
        return CompensatedLanes<TBlock, T>.Total(in state[SoftmaxSlots.Spread * TBlock.Count], in state[LostSpread * TBlock.Count]);
    }
}
