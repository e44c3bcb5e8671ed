using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;
using Counterweight.Core.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.SoftTargets;

/// <summary>The loop over rows of few logits with soft targets, one row a lane: scores and targets are transposed to one block a class each.</summary>
/// <remarks>A few sets of rows, a block each, go through each step together, as in the loop of labels.</remarks>
internal unsafe struct RowPerLaneSoftTargetLoop<TBlock, T, TDivergence> : ISoftTargetLoop<RowPerLaneSoftTargetLoop<TBlock, T, TDivergence>, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TDivergence : struct, IStaticFlag
{
    private const int ScratchBlocks = TransposedRows<TBlock, T>.GroupWidth + SoftTargetSlots.Count + (2 * LossTuning.MaxRowPerLaneSoftClasses);
    private const int ScratchBytes = (ScratchBlocks * 64) + Scratch.Alignment;

    private SoftTargetOperands<T> operands;
    private LossAccumulator sum;

    public readonly LossAccumulator Sum => sum;

    public static RowPerLaneSoftTargetLoop<TBlock, T, TDivergence> Create(SoftTargetOperands<T> operands) => new() { operands = operands };

    [SkipLocalsInit]
    public void Run(int item)
    {
        var lanes = stackalloc double[LaneSums<TBlock, T>.Size];
        var sums = new LaneSums<TBlock, T>(lanes);
        var buffer = stackalloc byte[ScratchBytes];
        var group = (T*)Scratch.Align(buffer);
        var sets = group + (TransposedRows<TBlock, T>.GroupWidth * LaneSums<TBlock, T>.Lanes);
        var here = operands.Item(item);
        DebugChecks.Aligned(group);
        DebugChecks.Present(here.Scores, here.Rows);
        DebugChecks.Present(here.Targets, here.Rows);
        Debug.Assert(here.IsRowPerLane, "A row has more classes than there is scratch for.");
        var setBlocks = SoftTargetSlots.Count + (2 * here.Classes);
        var atOnce = Math.Min((SoftTargetSlots.Count + (2 * LossTuning.MaxRowPerLaneSoftClasses)) / setBlocks, LossTuning.MaxSets) * LaneSums<TBlock, T>.Lanes;
        for (nint row = 0; row < here.Rows; row += atOnce)
        {
            var rows = here.Slice(row, nint.Min(atOnce, here.Rows - row));
            SumRows(in rows, sets);
            Evaluate(in rows, sets, group, ref sums);
            Write(in rows, sets, group);
        }

        sums.AddTo(ref sum);
    }

    public void Merge(in RowPerLaneSoftTargetLoop<TBlock, T, TDivergence> other) => sum.Add(in other.sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T* Exponentials(T* set) => set + (SoftTargetSlots.Count * TBlock.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T* Targets(T* set, nint classes) => Exponentials(set) + (classes * TBlock.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T* Next(T* set, nint classes) => Targets(set, classes) + (classes * TBlock.Count);

    private static void SumRows(in SoftTargetOperands<T> rows, T* set)
    {
        var size = TBlock.Count;
        nint classes = rows.Classes;
        for (nint first = 0; first < rows.Rows; first += size, set = Next(set, classes))
        {
            var count = (int)nint.Min(size, rows.Rows - first);
            var scores = rows.Scores + (first * rows.Stride);
            var targets = rows.Targets + (first * rows.TargetStride);
            Cache.PrefetchRows(scores + (size * rows.Stride), size, rows.Stride, classes);
            Cache.PrefetchRows(targets + (size * rows.TargetStride), size, rows.TargetStride, classes);
            if (rows.Gradient != null)
            {
                Cache.PrefetchRows(rows.Gradient + (first * rows.Stride), size, rows.Stride, classes);
            }

            TransposedRows<TBlock, T>.Load(scores, rows.Stride, classes, count, Exponentials(set));
            TransposedRows<TBlock, T>.Load(targets, rows.TargetStride, classes, count, Targets(set, classes));
            var sampleWeights = rows.SampleWeights == null ? null : rows.SampleWeights + first;
            var weights = set + (SoftTargetSlots.SampleWeight * size);
            if (count < size)
            {
                TBlock.Store(TBlock.Zero, ref *weights);
                Scratch.CopyOrFill(sampleWeights, weights, count, T.One);
            }
            else
            {
                TBlock.Store(sampleWeights == null ? TBlock.One : TBlock.Load(in *sampleWeights), ref *weights);
            }

            SumColumns(in rows, set);
        }
    }

    /// <summary>Replaces a set's logits by exponentials and its targets by weighted ones, and sums both.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SumColumns(in SoftTargetOperands<T> rows, T* set)
    {
        var size = TBlock.Count;
        nint classes = rows.Classes;
        T* exps = Exponentials(set), targets = Targets(set, classes), bias = rows.Bias, classWeights = rows.ClassWeights;
        var max = TBlock.Constant(double.NegativeInfinity);
        for (nint j = 0; j < classes; j++)
        {
            var x = TBlock.Load(in exps[j * size]);
            if (bias != null)
            {
                x += TBlock.Create(bias[j]);
                TBlock.Store(x, ref exps[j * size]);
            }

            max = TBlock.Max(x, max);
        }

        var scale = TBlock.Create(rows.LogitScale);
        var targetFraction = TBlock.Create(rows.TargetFraction);
        var uniformFraction = TBlock.Create(rows.UniformFraction);
        var rest = TBlock.Zero;
        var greatest = -TBlock.One;
        var targetWeight = TBlock.Zero;
        var spread = TBlock.Zero;
        for (nint j = 0; j < classes; j++)
        {
            var shifted = (TBlock.Load(in exps[j * size]) - max) * scale;
            var e = BlockMath.ExpNonPositive<TBlock, T>(shifted);
            TBlock.Store(e, ref exps[j * size]);
            rest += TBlock.SelectEqual(shifted, TBlock.Zero, TBlock.Zero, e);
            greatest += TBlock.SelectEqual(shifted, TBlock.Zero, TBlock.One, TBlock.Zero);
            var target = TBlock.FusedMultiplyAdd(TBlock.Load(in targets[j * size]), targetFraction, uniformFraction);
            var weighted = classWeights == null ? target : target * TBlock.Create(classWeights[j]);
            TBlock.Store(weighted, ref targets[j * size]);
            targetWeight += weighted;
            spread = SoftTargetRow<TBlock, T>.AddSpread<TDivergence>(spread, weighted, shifted, target);
        }

        TBlock.Store(rest + greatest, ref set[SoftTargetSlots.Rest * size]);
        TBlock.Store(targetWeight, ref set[SoftTargetSlots.TargetWeight * size]);
        TBlock.Store(spread, ref set[SoftTargetSlots.Spread * size]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Evaluate(in SoftTargetOperands<T> rows, T* sets, T* group, ref LaneSums<TBlock, T> sums)
    {
        var size = TBlock.Count;
        var lanes = LaneSums<TBlock, T>.Lanes;
        var added = sums;
        var set = sets;
        for (nint first = 0; first < rows.Rows; first += size, set = Next(set, rows.Classes))
        {
            SoftTargetRow<TBlock, T>.Evaluate(in rows, set);
            T* values = set + (SoftTargetSlots.Value * size), weights = set + (SoftTargetSlots.Weight * size);
            if (size < lanes)
            {
                var isLast = first + size >= rows.Rows;
                var lane = first & (lanes - size);
                Gather(values, group + lane, isLast ? lanes - lane : size);
                Gather(weights, group + lanes + lane, isLast ? lanes - lane : size);
                if (lane + size < lanes && !isLast)
                {
                    continue;
                }

                values = group;
                weights = group + lanes;
            }

            added.Add(values, weights, 1);
        }

        sums = added;
        set = sets;
        for (nint first = 0; first < rows.Rows && rows.Value != null; first += TBlock.Count, set = Next(set, rows.Classes))
        {
            Scratch.CopyBack(set + (SoftTargetSlots.Value * TBlock.Count), rows.Value + first, (int)nint.Min(TBlock.Count, rows.Rows - first));
        }
    }

    /// <summary>A block to its lanes of 64 bytes, and 0 to the lanes behind it.</summary>
    private static void Gather(T* block, T* group, nint lanes)
    {
        TBlock.Store(TBlock.Load(in *block), ref *group);
        for (nint lane = TBlock.Count; lane < lanes; lane += TBlock.Count)
        {
            TBlock.Store(TBlock.Zero, ref group[lane]);
        }
    }

    private static void Write(in SoftTargetOperands<T> rows, T* set, T* group)
    {
        for (nint first = 0; first < rows.Rows; first += TBlock.Count, set = Next(set, rows.Classes))
        {
            var count = (int)nint.Min(TBlock.Count, rows.Rows - first);
            if (rows.Hessian != null)
            {
                WriteHessian(set, rows.Classes, group, count, rows.Hessian + (first * rows.Stride), rows.Stride);
            }

            if (rows.Gradient != null)
            {
                MakeGradient(set, rows.Classes);
                TransposedRows<TBlock, T>.Store(Exponentials(set), rows.Classes, count, rows.Gradient + (first * rows.Stride), rows.Stride);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteHessian(T* set, nint classes, T* group, int count, T* hessian, nint stride)
    {
        var size = TBlock.Count;
        var exps = Exponentials(set);
        var width = nint.Min(TransposedRows<TBlock, T>.GroupWidth, classes);
        for (nint first = 0; first < classes; first = TransposedRows<TBlock, T>.NextGroup(first, classes))
        {
            var rest = TBlock.Load(in set[SoftTargetSlots.Rest * size]);
            var ofHessian = TBlock.Load(in set[SoftTargetSlots.OfHessian * size]);
            var weight = TBlock.Load(in set[SoftTargetSlots.Weight * size]);
            for (nint c = 0; c < width; c++)
            {
                var value = SoftTargetRow<TBlock, T>.Hessian(TBlock.Load(in exps[(first + c) * size]), rest, ofHessian);
                TBlock.Store(TBlock.SelectLess(TBlock.Zero, weight, value, TBlock.Zero), ref group[c * size]);
            }

            TransposedRows<TBlock, T>.StoreGroup(group, width, count, hessian + first, stride);
        }
    }

    /// <summary>Replaces a set's exponentials by its gradient.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MakeGradient(T* set, nint classes)
    {
        var size = TBlock.Count;
        T* exps = Exponentials(set), targets = Targets(set, classes);
        var rest = TBlock.Load(in set[SoftTargetSlots.Rest * size]);
        var targetWeight = TBlock.Load(in set[SoftTargetSlots.TargetWeight * size]);
        var ofGradient = TBlock.Load(in set[SoftTargetSlots.OfGradient * size]);
        var weight = TBlock.Load(in set[SoftTargetSlots.Weight * size]);
        for (nint i = 0; i < classes * size; i += size)
        {
            var gradient = SoftTargetRow<TBlock, T>.Gradient(TBlock.Load(in exps[i]), TBlock.Load(in targets[i]), rest, targetWeight, ofGradient);
            TBlock.Store(TBlock.SelectLess(TBlock.Zero, weight, gradient, TBlock.Zero), ref exps[i]);
        }
    }
}
