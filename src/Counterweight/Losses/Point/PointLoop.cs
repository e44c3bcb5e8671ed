using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Losses.Point;

/// <summary>The loop over independent elements of one score, one target and one weight each.</summary>
internal unsafe struct PointLoop<TLoss, TBlock, T, TGradient, THessian> : IWorkJob<PointLoop<TLoss, TBlock, T, TGradient, THessian>>
    where TLoss : struct, IPointLoss<TLoss, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TGradient : struct, IStaticFlag
    where THessian : struct, IStaticFlag
{
    private readonly TLoss loss;
    private readonly PointOperands<T> operands;
    private LossAccumulator sum;

    public PointLoop(TLoss loss, PointOperands<T> operands)
    {
        this.loss = loss;
        this.operands = operands;
    }

    public readonly LossAccumulator Sum => sum;

    [SkipLocalsInit]
    public void Run(int item)
    {
        var lanes = stackalloc double[LaneSums<TBlock, T>.Size];
        var sums = new LaneSums<TBlock, T>(lanes);
        var buffer = stackalloc byte[(2 * LossTuning.BlocksAtOnce * 64) + Scratch.Alignment];
        var losses = (T*)Scratch.Align(buffer);
        var group = LaneSums<TBlock, T>.Lanes;
        var rowsAtOnce = LossTuning.BlocksAtOnce * group;
        var rowWeights = losses + rowsAtOnce;
        var here = operands.Item(item);
        DebugChecks.Aligned(losses);
        DebugChecks.Present(here.Scores, here.Rows);
        DebugChecks.Weights(new ReadOnlySpan<T>(here.Weights, here.Weights == null ? 0 : (int)here.Rows));
        for (nint row = 0; row < here.Rows; row += rowsAtOnce)
        {
            var rows = here.Slice(row, nint.Min(rowsAtOnce, here.Rows - row));
            var whole = rows.Rows - (rows.Rows % group);
            Rows(in loss, rows.Slice(0, whole), losses, rowWeights);
            if (whole < rows.Rows)
            {
                Tail(rows.Slice(whole, rows.Rows - whole), losses + whole, rowWeights + whole);
            }

            sums.Add(losses, rowWeights, Rounding.Steps(rows.Rows, group));
        }

        sums.AddTo(ref sum);
    }

    public void Merge(in PointLoop<TLoss, TBlock, T, TGradient, THessian> other) => sum.Add(in other.sum);

    /// <summary>The tail is padded with rows of weight 0 to 64 bytes on the stack, and goes through the same loop.</summary>
    [SkipLocalsInit]
    private readonly void Tail(PointOperands<T> here, T* losses, T* rowWeights)
    {
        var size = LaneSums<TBlock, T>.Lanes;
        var rows = (int)here.Rows;
        var scratch = stackalloc T[6 * size];
        new Span<T>(scratch, 6 * size).Clear();
        var padded = here with
        {
            Scores = scratch,
            Targets = scratch + size,
            Weights = scratch + (2 * size),
            Value = scratch + (3 * size),
            Gradient = scratch + (4 * size),
            Hessian = scratch + (5 * size),
            Rows = size,
        };
        Scratch.CopyOrFill(here.Scores, padded.Scores, rows, T.Zero);
        Scratch.CopyOrFill(here.Targets, padded.Targets, rows, here.DefaultTarget);
        Scratch.CopyOrFill(here.Weights, padded.Weights, rows, T.One);
        Rows(in loss, in padded, losses, rowWeights);
        Scratch.CopyBack(padded.Value, here.Value, rows);
        Scratch.CopyBack(padded.Gradient, here.Gradient, rows);
        Scratch.CopyBack(padded.Hessian, here.Hessian, rows);
    }

    /// <summary>Evaluates whole blocks of rows. The caller sums their losses and weights, which are 0 where a row does not count.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Rows(in TLoss parameters, in PointOperands<T> operands, T* losses, T* rowWeights)
    {
        DebugChecks.Whole(operands.Rows, TBlock.Count);
        Debug.Assert((!TGradient.IsOn || operands.Gradient != null) && (!THessian.IsOn || operands.Hessian != null), "There is no place for a derivative.");
        var own = parameters;
        T* scores = operands.Scores, targets = operands.Targets, weights = operands.Weights;
        T* values = operands.Value, gradients = operands.Gradient, hessians = operands.Hessian;
        var rows = operands.Rows;
        var factor = TBlock.Create(operands.GradientFactor);
        var isScaled = operands.GradientFactor != T.One;
        var defaultTarget = TBlock.Create(operands.DefaultTarget);
        for (nint i = 0; i < rows; i += TBlock.Count)
        {
            var target = targets == null ? defaultTarget : TBlock.Load(in targets[i]);
            var weight = TLoss.Weight(own, target);
            own.Evaluate(TBlock.Load(in scores[i]), target, out var value, out var gradient, out var hessian);
            if (weights != null)
            {
                var sample = TBlock.Load(in weights[i]);
                weight *= sample;
                value *= sample;
                gradient *= sample;
                hessian *= sample;
            }

            if (isScaled)
            {
                gradient *= factor;
                hessian *= factor;
            }

            // Weight 0 is no row: infinities and NaN in it count for nothing.
            value = TBlock.SelectLess(TBlock.Zero, weight, value, TBlock.Zero);
            TBlock.Store(value, ref losses[i]);
            TBlock.Store(weight, ref rowWeights[i]);
            if (values != null)
            {
                TBlock.Store(value, ref values[i]);
            }

            if (TGradient.IsOn)
            {
                TBlock.Store(TBlock.SelectLess(TBlock.Zero, weight, gradient, TBlock.Zero), ref gradients[i]);
            }

            if (THessian.IsOn)
            {
                TBlock.Store(TBlock.SelectLess(TBlock.Zero, weight, hessian, TBlock.Zero), ref hessians[i]);
            }
        }
    }
}
