using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

/// <summary>The passes over the columns of a set of rows, one row a lane. Two and three columns stay in registers.</summary>
internal static unsafe class ColumnStep<TLoss, TBlock, T, TSmoothing>
    where TLoss : struct, ISoftmaxLoss<T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSmoothing : struct, IOption
{
    /// <summary>
    /// Columns summed apart, so that the error of a sum over many does not grow with their number; more than a
    /// row-major set has.
    /// </summary>
    private const int ColumnsPerPart = 64;

    /// <summary>Columns from which on the sums of those summed apart keep what is rounded away.</summary>
    private const int CompensatedFrom = 32 * ColumnsPerPart;

    // What sums over many columns have rounded away, in the place of what is written after them.
    private const int LostRest = SoftmaxSlots.TargetExp;
    private const int LostSpread = SoftmaxSlots.TargetShift;

    /// <summary>Transforms the logits of a set whose columns are a copy.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Transform(in RowSets<TBlock, T> sets, nint set, in SoftmaxOperands<T> operands)
    {
        var label = sets.Labels(set);
        var column = sets.Scores(set);
        for (nint j = 0; j < operands.Classes; j++, column += TBlock.Count)
        {
            TBlock.Store(Column<On>(in sets, set, in operands, column, j, label), ref *column);
        }
    }

    /// <summary>Turns a set of any width into exponentials.</summary>
    /// <typeparam name="TGeneral">On where logits are yet to be transformed or columns are short.</typeparam>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Sum<TGeneral>(in RowSets<TBlock, T> sets, nint set, in SoftmaxOperands<T> operands)
        where TGeneral : struct, IOption
    {
        nint classes = operands.Classes;
        var classWeights = operands.ClassWeights;
        var scores = sets.Scores(set);
        var scoreStride = sets.ScoreStride;
        var exps = sets.Exponentials(set);
        var expStride = sets.ExpStride;
        var label = sets.Labels(set);
        var max = Column<TGeneral>(in sets, set, in operands, scores, 0, label);
        var column = scores + scoreStride;
        for (nint j = 1; j < classes; j++, column += scoreStride)
        {
            max = TBlock.Max(Column<TGeneral>(in sets, set, in operands, column, j, label), max);
        }

        var state = sets.State(set);
        if (classes >= ColumnsPerPart)
        {
            TBlock.Store(TBlock.Zero, ref state[SoftmaxSlots.Rest * TBlock.Count]);
            TBlock.Store(TBlock.Zero, ref state[LostRest * TBlock.Count]);
            TBlock.Store(TBlock.Zero, ref state[SoftmaxSlots.Spread * TBlock.Count]);
            TBlock.Store(TBlock.Zero, ref state[LostSpread * TBlock.Count]);
        }

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
            var shifted = Column<TGeneral>(in sets, set, in operands, column, j, label) - max;
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

            if (TGeneral.IsOn)
            {
                sets.StoreColumn(set, exps, e);
            }
            else
            {
                TBlock.Store(e, ref *exps);
            }

            part += TBlock.SelectEqual(label, index, TBlock.Zero, e);
            targetExp = TBlock.SelectEqual(label, index, e, targetExp);
            targetShift = TBlock.SelectEqual(label, index, shifted, targetShift);
            if (classWeights != null)
            {
                weight = TBlock.SelectEqual(label, index, TBlock.Create(classWeights[j]), weight);
            }

            if (TSmoothing.IsOn)
            {
                spread = Smoothing<TBlock, T>.AddSpread(spread, shifted, ClassWeight(classWeights, j));
            }

            if (j % ColumnsPerPart == ColumnsPerPart - 1)
            {
                rest += part;
                part = TBlock.Zero;
                if (TSmoothing.IsOn)
                {
                    CompensatedLanes<TBlock, T>.Add(spread, ref state[SoftmaxSlots.Spread * TBlock.Count], ref state[LostSpread * TBlock.Count]);
                    spread = TBlock.Zero;
                }

                if (j % CompensatedFrom == CompensatedFrom - 1)
                {
                    CompensatedLanes<TBlock, T>.Add(rest, ref state[SoftmaxSlots.Rest * TBlock.Count], ref state[LostRest * TBlock.Count]);
                    rest = TBlock.Zero;
                }
            }

            index += TBlock.One;
        }

        rest += part;
        if (classes >= CompensatedFrom)
        {
            CompensatedLanes<TBlock, T>.Add(rest, ref state[SoftmaxSlots.Rest * TBlock.Count], ref state[LostRest * TBlock.Count]);
            rest = CompensatedLanes<TBlock, T>.Total(in state[SoftmaxSlots.Rest * TBlock.Count], in state[LostRest * TBlock.Count]);
        }

        if (TSmoothing.IsOn && classes >= ColumnsPerPart)
        {
            CompensatedLanes<TBlock, T>.Add(spread, ref state[SoftmaxSlots.Spread * TBlock.Count], ref state[LostSpread * TBlock.Count]);
            spread = CompensatedLanes<TBlock, T>.Total(in state[SoftmaxSlots.Spread * TBlock.Count], in state[LostSpread * TBlock.Count]);
        }

        Store(state, rest, targetExp, targetShift, weight);
        TBlock.Store(spread, ref state[SoftmaxSlots.Spread * TBlock.Count]);
        TBlock.Store(max, ref state[SoftmaxSlots.Max * TBlock.Count]);
    }

    /// <summary>Turns the full sets of rows of two logits into exponentials, one of which is 1.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void SumTwoColumns(in RowSets<TBlock, T> sets)
    {
        Weights(sets.ClassWeights, 2, out var w0, out var w1, out _);
        for (nint set = 0; set < sets.FullCount; set++)
        {
            TBlock.LoadInterleaved(in *sets.RowScores(set), out var first, out var second);
            var max = TBlock.Max(second, first);
            first -= max;
            second -= max;

            // One is zero; adding it takes NaN along.
            var small = BlockMath.ExpNonPositive<TBlock, T>(first + second);
            var e0 = TBlock.SelectEqual(first, TBlock.Zero, TBlock.One, small);
            var e1 = TBlock.SelectEqual(second, TBlock.Zero, TBlock.One, small);
            var exps = sets.Exponentials(set);
            TBlock.Store(e0, ref *exps);
            TBlock.Store(e1, ref exps[TBlock.Count]);
            var label = sets.Labels(set);
            var rest = TBlock.SelectEqual(label, TBlock.Zero, e1, TBlock.SelectEqual(label, TBlock.One, e0, e0 + e1));
            var targetExp = TBlock.SelectEqual(label, TBlock.Zero, e0, TBlock.SelectEqual(label, TBlock.One, e1, TBlock.Zero));
            var targetShift = TBlock.SelectEqual(label, TBlock.Zero, first, TBlock.SelectEqual(label, TBlock.One, second, TBlock.Zero));
            Store(sets.State(set), rest, targetExp, targetShift, TBlock.SelectEqual(label, TBlock.Zero, TBlock.Create(w0), TBlock.Create(w1)));
            TBlock.Store(max, ref sets.State(set)[SoftmaxSlots.Max * TBlock.Count]);
        }
    }

    /// <summary>Turns the full sets of rows of three logits into exponentials.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void SumThreeColumns(in RowSets<TBlock, T> sets)
    {
        Weights(sets.ClassWeights, 3, out var w0, out var w1, out var w2);
        for (nint set = 0; set < sets.FullCount; set++)
        {
            TBlock.LoadInterleaved(in *sets.RowScores(set), out var first, out var second, out var third);
            var max = TBlock.Max(third, TBlock.Max(second, first));
            first -= max;
            second -= max;
            third -= max;
            var e0 = BlockMath.ExpNonPositive<TBlock, T>(first);
            var e1 = BlockMath.ExpNonPositive<TBlock, T>(second);
            var e2 = BlockMath.ExpNonPositive<TBlock, T>(third);
            var exps = sets.Exponentials(set);
            TBlock.Store(e0, ref *exps);
            TBlock.Store(e1, ref exps[TBlock.Count]);
            TBlock.Store(e2, ref exps[2 * TBlock.Count]);
            var label = sets.Labels(set);
            var two = TBlock.Constant(2);
            var rest = TBlock.SelectEqual(label, TBlock.Zero, TBlock.Zero, e0);
            rest += TBlock.SelectEqual(label, TBlock.One, TBlock.Zero, e1);
            rest += TBlock.SelectEqual(label, two, TBlock.Zero, e2);
            var targetExp = TBlock.SelectEqual(label, TBlock.Zero, e0, TBlock.SelectEqual(label, TBlock.One, e1, TBlock.SelectEqual(label, two, e2, TBlock.Zero)));
            var targetShift = TBlock.SelectEqual(label, TBlock.Zero, first, TBlock.SelectEqual(label, TBlock.One, second, TBlock.SelectEqual(label, two, third, TBlock.Zero)));
            var weight = TBlock.SelectEqual(label, TBlock.Zero, TBlock.Create(w0), TBlock.SelectEqual(label, TBlock.One, TBlock.Create(w1), TBlock.Create(w2)));
            Store(sets.State(set), rest, targetExp, targetShift, weight);
            TBlock.Store(max, ref sets.State(set)[SoftmaxSlots.Max * TBlock.Count]);
        }
    }

    /// <summary>Turns a set's exponentials into its gradient, in place.</summary>
    /// <typeparam name="TGeneral">On where columns are short.</typeparam>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Write<TGeneral>(in RowSets<TBlock, T> sets, nint set, T uniformFraction)
        where TGeneral : struct, IOption
    {
        var size = TBlock.Count;
        var classWeights = sets.ClassWeights;
        var state = sets.State(set);
        var column = sets.Exponentials(set);
        var expStride = sets.ExpStride;
        var label = sets.Labels(set);
        var sample = sets.SampleWeights(set);
        var part = TBlock.Create(uniformFraction);
        var factor = TBlock.Load(in state[SoftmaxSlots.Factor * size]);
        var target = TBlock.Load(in state[SoftmaxSlots.Target * size]);
        var weight = TBlock.Load(in sets.Weights[set * size]);
        var index = TBlock.Zero;
        var classes = sets.Columns;
        for (nint j = 0; j < classes; j++, column += expStride)
        {
            var gradient = (TGeneral.IsOn ? sets.LoadColumn(set, column) : TBlock.Load(in *column)) * factor;
            gradient = TBlock.SelectEqual(label, index, target, gradient);
            if (TSmoothing.IsOn)
            {
                gradient = Smoothing<TBlock, T>.SubtractUniform(gradient, part, sample, ClassWeight(classWeights, j));
            }

            gradient = TBlock.SelectLess(TBlock.Zero, weight, gradient, TBlock.Zero);
            if (TGeneral.IsOn)
            {
                sets.StoreColumn(set, column, gradient);
            }
            else
            {
                TBlock.Store(gradient, ref *column);
            }

            index += TBlock.One;
        }
    }

    /// <summary>Writes the gradient of the full sets of rows of two logits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WriteTwoColumns(in RowSets<TBlock, T> sets)
    {
        for (nint set = 0; set < sets.FullCount; set++)
        {
            var first = Gradient(in sets, set, 0);
            TBlock.StoreInterleaved(ref *sets.RowGradient(set), first, Gradient(in sets, set, 1));
        }
    }

    /// <summary>Writes the gradient of the full sets of rows of three logits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WriteThreeColumns(in RowSets<TBlock, T> sets)
    {
        for (nint set = 0; set < sets.FullCount; set++)
        {
            var first = Gradient(in sets, set, 0);
            var second = Gradient(in sets, set, 1);
            TBlock.StoreInterleaved(ref *sets.RowGradient(set), first, second, Gradient(in sets, set, 2));
        }
    }

    /// <summary>Writes the gradient of the full sets of rows of four logits and more, four neighbouring columns at a time; the last four overlap those before.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WriteGroups(in RowSets<TBlock, T> sets, nint stride, T uniformFraction)
    {
        var size = TBlock.Count;
        var classes = sets.Columns;
        var classWeights = sets.ClassWeights;
        var part = TBlock.Create(uniformFraction);
        for (nint set = 0; set < sets.FullCount; set++)
        {
            var state = sets.State(set);
            var exps = sets.Exponentials(set);
            var gradient = sets.RowGradient(set);
            var label = sets.Labels(set);
            var sample = sets.SampleWeights(set);
            var factor = TBlock.Load(in state[SoftmaxSlots.Factor * size]);
            var target = TBlock.Load(in state[SoftmaxSlots.Target * size]);
            var weight = TBlock.Load(in sets.Weights[set * size]);
            for (nint j = 0; j < classes; j = TransposedRows<TBlock, T>.NextGroup(j, classes))
            {
                var column = exps + (j * size);
                var index = TBlock.Create(T.CreateTruncating(j));
                var c0 = Gradient(column, index, label, factor, target, weight, part, sample, classWeights, j);
                index += TBlock.One;
                var c1 = Gradient(column + size, index, label, factor, target, weight, part, sample, classWeights, j + 1);
                index += TBlock.One;
                var c2 = Gradient(column + (2 * size), index, label, factor, target, weight, part, sample, classWeights, j + 2);
                index += TBlock.One;
                var c3 = Gradient(column + (3 * size), index, label, factor, target, weight, part, sample, classWeights, j + 3);
                TBlock.StoreColumns(ref gradient[j], stride, c0, c1, c2, c3);
            }
        }
    }

    /// <summary>The gradient of a class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Gradient(T* exps, TBlock index, TBlock label, TBlock factor, TBlock target, TBlock weight, TBlock uniformFraction, TBlock sample, T* classWeights, nint j)
    {
        var gradient = TBlock.SelectEqual(label, index, target, TBlock.Load(in *exps) * factor);
        if (TSmoothing.IsOn)
        {
            gradient = Smoothing<TBlock, T>.SubtractUniform(gradient, uniformFraction, sample, ClassWeight(classWeights, j));
        }

        return TBlock.SelectLess(TBlock.Zero, weight, gradient, TBlock.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Gradient(in RowSets<TBlock, T> sets, nint set, int column)
    {
        var size = TBlock.Count;
        var state = sets.State(set);
        var gradient = TBlock.Load(in sets.Exponentials(set)[column * size]) * TBlock.Load(in state[SoftmaxSlots.Factor * size]);
        gradient = TBlock.SelectEqual(TBlock.Load(in state[SoftmaxSlots.Label * size]), TBlock.Create(T.CreateTruncating(column)), TBlock.Load(in state[SoftmaxSlots.Target * size]), gradient);
        return TBlock.SelectLess(TBlock.Zero, TBlock.Load(in sets.Weights[set * size]), gradient, TBlock.Zero);
    }

    /// <summary>The logits of a class, transformed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Column<TGeneral>(in RowSets<TBlock, T> sets, nint set, in SoftmaxOperands<T> operands, T* column, nint j, TBlock label)
        where TGeneral : struct, IOption
    {
        if (!TGeneral.IsOn)
        {
            return TBlock.Load(in *column);
        }

        var bias = operands.Bias == null ? T.Zero : operands.Bias[j];
        var targetBias = operands.Margins == null ? bias : bias - operands.Margins[j];
        var moved = TBlock.SelectEqual(label, TBlock.Create(T.CreateTruncating(j)), TBlock.Create(targetBias), TBlock.Create(bias));
        return (sets.LoadColumn(set, column) + moved) * TBlock.Create(operands.LogitScale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(T* state, TBlock rest, TBlock targetExp, TBlock targetShift, TBlock classWeight)
    {
        TBlock.Store(rest, ref state[SoftmaxSlots.Rest * TBlock.Count]);
        TBlock.Store(targetExp, ref state[SoftmaxSlots.TargetExp * TBlock.Count]);
        TBlock.Store(targetShift, ref state[SoftmaxSlots.TargetShift * TBlock.Count]);
        TBlock.Store(classWeight, ref state[SoftmaxSlots.ClassWeight * TBlock.Count]);
    }

    private static void Weights(T* classWeights, int count, out T first, out T second, out T third)
    {
        first = second = third = T.One;
        if (classWeights != null)
        {
            first = classWeights[0];
            second = classWeights[1];
            third = count == 3 ? classWeights[2] : T.One;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock ClassWeight(T* classWeights, nint j) =>
        classWeights == null ? TBlock.One : TBlock.Create(classWeights[j]);
}
