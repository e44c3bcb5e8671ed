using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax.RowPerLane;

/// <summary>The sums of full sets of rows of two or three logits without gaps, which stay in registers between memory and exponentials.</summary>
internal static unsafe class FewColumns<TBlock, T, TSmoothing>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSmoothing : struct, IStaticFlag
{
    /// <summary>Computes the exponentials of rows of two logits, one of which is 1, and sums them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void SumTwo(in RowSets<TBlock, T> sets)
    {
        Weights(sets.Operands.ClassWeights, 2, out var w0, out var w1, out _);
        for (nint set = 0; set < sets.FullCount; set++)
        {
            TBlock.LoadInterleaved(in *RowMajorSets<TBlock, T>.Scores(in sets, set), out var first, out var second);
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
            StoreSums(sets.State(set), rest, targetExp, targetShift, TBlock.SelectEqual(label, TBlock.Zero, TBlock.Create(w0), TBlock.Create(w1)));
            TBlock.Store(max, ref sets.State(set)[SoftmaxSlots.Max * TBlock.Count]);
            if (TSmoothing.IsOn)
            {
                var spread = Smoothing<TBlock, T>.AddSpread(TBlock.Zero, first, TBlock.Create(w0));
                spread = Smoothing<TBlock, T>.AddSpread(spread, second, TBlock.Create(w1));
                TBlock.Store(spread, ref sets.State(set)[SoftmaxSlots.Spread * TBlock.Count]);
            }
        }
    }

    /// <summary>Computes the exponentials of rows of three logits, and sums them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void SumThree(in RowSets<TBlock, T> sets)
    {
        Weights(sets.Operands.ClassWeights, 3, out var w0, out var w1, out var w2);
        for (nint set = 0; set < sets.FullCount; set++)
        {
            TBlock.LoadInterleaved(in *RowMajorSets<TBlock, T>.Scores(in sets, set), out var first, out var second, out var third);
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
            StoreSums(sets.State(set), rest, targetExp, targetShift, weight);
            TBlock.Store(max, ref sets.State(set)[SoftmaxSlots.Max * TBlock.Count]);
            if (TSmoothing.IsOn)
            {
                var spread = Smoothing<TBlock, T>.AddSpread(TBlock.Zero, first, TBlock.Create(w0));
                spread = Smoothing<TBlock, T>.AddSpread(spread, second, TBlock.Create(w1));
                spread = Smoothing<TBlock, T>.AddSpread(spread, third, TBlock.Create(w2));
                TBlock.Store(spread, ref sets.State(set)[SoftmaxSlots.Spread * TBlock.Count]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreSums(T* state, TBlock rest, TBlock targetExp, TBlock targetShift, TBlock classWeight)
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
}
