using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Blocks;
using Counterweight.Numerics;

namespace Counterweight.Engine;

/// <summary>
/// The loop over rows of few logits, one row a lane: a block of rows is transposed into one block a class on the
/// stack, reduced lane by lane, and transposed back.
/// </summary>
/// <remarks>
/// A few blocks of rows go through each step together: the logarithm of one is a chain of a hundred and fifty cycles
/// with nothing else to do.
/// </remarks>
internal unsafe struct NarrowSoftmaxLoop<TLoss, TBlock, T, TGradient, THessian, TSmoothing> : ISoftmaxLoop<NarrowSoftmaxLoop<TLoss, TBlock, T, TGradient, THessian, TSmoothing>, TLoss, T>
    where TLoss : struct, ISoftmaxLoss<T>
    where TBlock : struct, IBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TGradient : struct, IOption
    where THessian : struct, IOption
    where TSmoothing : struct, IOption
{
    // Blocks of a set's state: the sums, then, in the place of those no longer needed, the coefficients.
    private const int Rest = 0;
    private const int TargetExp = 1;
    private const int TargetShift = 2;
    private const int Weight = 3;
    private const int Spread = 4;
    private const int Factor = TargetShift;
    private const int Target = Weight;
    private const int Curvature = Spread;
    private const int Counts = 5;

    private TLoss loss;
    private SoftmaxOperands<T> operands;
    private SoftmaxRow<TLoss, TBlock, T, TSmoothing> stage;
    private LossAccumulator sum;

    public readonly LossAccumulator Sum => sum;

    public static NarrowSoftmaxLoop<TLoss, TBlock, T, TGradient, THessian, TSmoothing> Create(TLoss loss, SoftmaxOperands<T> operands) =>
        new()
        {
            loss = loss,
            operands = operands,
            stage = new(loss.LabelSmoothing, operands.ClassWeightSpan, operands.Classes),
        };

    [SkipLocalsInit]
    public void Run(int item)
    {
        var lanes = stackalloc double[LaneSums<TBlock, T>.Size];
        var sums = new LaneSums<TBlock, T>(lanes);
        var scratch = stackalloc byte[NarrowSets<TBlock, T>.ScratchBytes];
        var sets = new NarrowSets<TBlock, T>(operands.Item(item), scratch, loss.IgnoreLabel);
        for (nint row = 0; sets.MoveTo(row); row = sets.Next)
        {
            SumRows(in sets);
            Evaluate(in sets, ref sums);
            if (THessian.IsOn)
            {
                WriteHessian(in sets);
            }

            if (TGradient.IsOn)
            {
                WriteGradient(in sets);
            }
        }

        sums.AddTo(ref sum);
    }

    public void Merge(in NarrowSoftmaxLoop<TLoss, TBlock, T, TGradient, THessian, TSmoothing> other) => sum.Add(in other.sum);

    /// <summary>Turns the rows into exponentials and sums these.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SumRows(in NarrowSets<TBlock, T> sets)
    {
        var classes = sets.Columns;
        var classWeights = sets.ClassWeights;
        for (nint set = 0; set < sets.Count; set++)
        {
            sets.Prefetch(set);
            sets.LoadColumns(set);
            var state = sets.State(set);
            var exps = state + (NarrowSets<TBlock, T>.States * TBlock.Count);
            var max = TBlock.Load(in exps[0]);
            for (nint j = 1; j < classes; j++)
            {
                max = TBlock.Max(TBlock.Load(in exps[j * TBlock.Count]), max);
            }

            var label = sets.Labels(set);
            var rest = TBlock.Zero;
            var targetExp = TBlock.Zero;
            var targetShift = TBlock.Zero;
            var weight = TBlock.One;
            var spread = TBlock.Zero;
            var index = TBlock.Zero;
            for (nint j = 0; j < classes; j++)
            {
                ref var column = ref exps[j * TBlock.Count];
                var shifted = TBlock.Load(in column) - max;
                var e = BlockMath.ExpNonPositive<TBlock, T>(shifted);
                TBlock.Store(e, ref column);
                var isTarget = TBlock.Equal(label, index);
                rest += TBlock.Select(isTarget, TBlock.Zero, e);
                targetExp = TBlock.Select(isTarget, e, targetExp);
                targetShift = TBlock.Select(isTarget, shifted, targetShift);
                if (classWeights != null)
                {
                    weight = TBlock.Select(isTarget, TBlock.Create(classWeights[j]), weight);
                }

                if (TSmoothing.IsOn)
                {
                    spread = Smoothing<TBlock, T>.AddSpread(spread, shifted, ClassWeight(classWeights, j));
                }

                index += TBlock.One;
            }

            TBlock.Store(rest, ref state[Rest * TBlock.Count]);
            TBlock.Store(targetExp, ref state[TargetExp * TBlock.Count]);
            TBlock.Store(targetShift, ref state[TargetShift * TBlock.Count]);
            TBlock.Store(weight, ref state[Weight * TBlock.Count]);
            TBlock.Store(spread, ref state[Spread * TBlock.Count]);
        }
    }

    /// <summary>From the sums to losses and to the coefficients of the outputs, which take the place of what they come from.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Evaluate(in NarrowSets<TBlock, T> sets, ref LaneSums<TBlock, T> result)
    {
        var ignore = TBlock.Create(T.CreateTruncating(loss.IgnoreLabel));
        var added = result;
        for (nint set = 0; set < sets.Count; set++)
        {
            var state = sets.State(set);
            stage.Evaluate(
                in loss,
                TBlock.Load(in state[Rest * TBlock.Count]),
                TBlock.Load(in state[TargetShift * TBlock.Count]),
                TBlock.Load(in state[TargetExp * TBlock.Count]),
                TBlock.Load(in state[Weight * TBlock.Count]),
                sets.SampleWeights(set),
                TBlock.Load(in state[Spread * TBlock.Count]),
                TBlock.Equal(sets.Labels(set), ignore),
                out var value, out var weight, out var factor, out var target, out var curvature, out var counts);
            added.Add(value, weight);
            TBlock.Store(value, ref sets.Values(set));
            TBlock.Store(factor, ref state[Factor * TBlock.Count]);
            TBlock.Store(target, ref state[Target * TBlock.Count]);
            TBlock.Store(curvature, ref state[Curvature * TBlock.Count]);
            TBlock.Store(counts, ref state[Counts * TBlock.Count]);
        }

        result = added;
        sets.CopyShortValues();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteHessian(in NarrowSets<TBlock, T> sets)
    {
        var width = nint.Min(RowBlock<TBlock, T>.GroupWidth, sets.Columns);
        for (nint set = 0; set < sets.Count; set++)
        {
            var state = sets.State(set);
            var exps = state + (NarrowSets<TBlock, T>.States * TBlock.Count);
            var label = sets.Labels(set);
            var rest = TBlock.Load(in state[Rest * TBlock.Count]);
            var all = rest + TBlock.Load(in state[TargetExp * TBlock.Count]);
            var curvature = TBlock.Load(in state[Curvature * TBlock.Count]);
            var counts = TBlock.Load(in state[Counts * TBlock.Count]);
            for (nint first = 0; first < sets.Columns; first = RowBlock<TBlock, T>.NextGroup(first, sets.Columns))
            {
                for (nint c = 0; c < width; c++)
                {
                    var e = TBlock.Load(in exps[(first + c) * TBlock.Count]);
                    var isTarget = TBlock.Equal(label, TBlock.Create(T.CreateTruncating(first + c)));
                    var others = TBlock.Select(isTarget, rest, all - e);
                    TBlock.Store((e * curvature * others) & counts, ref sets.Group[c * TBlock.Count]);
                }

                sets.StoreHessian(set, first, width);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void WriteGradient(in NarrowSets<TBlock, T> sets)
    {
        var classes = sets.Columns;
        var classWeights = sets.ClassWeights;
        var share = TBlock.Create(stage.Share);
        for (nint set = 0; set < sets.Count; set++)
        {
            var state = sets.State(set);
            var exps = state + (NarrowSets<TBlock, T>.States * TBlock.Count);
            var label = sets.Labels(set);
            var sample = sets.SampleWeights(set);
            var factor = TBlock.Load(in state[Factor * TBlock.Count]);
            var target = TBlock.Load(in state[Target * TBlock.Count]);
            var counts = TBlock.Load(in state[Counts * TBlock.Count]);
            var index = TBlock.Zero;
            for (nint j = 0; j < classes; j++)
            {
                ref var column = ref exps[j * TBlock.Count];
                var gradient = TBlock.Load(in column) * factor;
                gradient = TBlock.SelectEqual(label, index, target, gradient);
                if (TSmoothing.IsOn)
                {
                    gradient = Smoothing<TBlock, T>.TakeShare(gradient, share, sample, ClassWeight(classWeights, j));
                }

                TBlock.Store(gradient & counts, ref column);
                index += TBlock.One;
            }

            sets.StoreGradient(set);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock ClassWeight(T* classWeights, nint j) =>
        classWeights == null ? TBlock.One : TBlock.Create(classWeights[j]);
}
