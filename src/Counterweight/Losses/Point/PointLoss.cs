using System.Buffers;
using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Losses.Point;

/// <summary>Evaluates point losses, built in or a user's own, over a batch.</summary>
public static class PointLoss
{
    /// <summary>Rows of a work item. Batches cut at its multiples merge to the very bits of the whole.</summary>
    public const int RowsPerWorkItem = LossTuning.RowsPerItem;

    /// <summary>Loss, gradient and Hessian of every score in one pass, each if <paramref name="outputs"/> has a place for it.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="loss">The loss and its parameters.</param>
    /// <param name="scores">Scores (logits), n. Any value; NaN stays in its row.</param>
    /// <param name="targets">Targets, n, in the loss's domain; empty where the loss has a default for all.</param>
    /// <param name="sampleWeights">Weights, n, finite and not negative; empty for all ones.</param>
    /// <param name="outputs">Where to write, each part n long or empty.</param>
    /// <param name="degreeOfParallelism">Threads to use, at least 1. One allocates nothing. The bits are the same for any.</param>
    /// <returns>Σ w·loss, Σ w and the number of rows of positive weight.</returns>
    /// <exception cref="ArgumentException">Lengths differ, a target or weight is out of its domain, or a product of the loss's own weight and a sample weight is not finite (the message names parameter, index and value), or an output partly overlaps another span. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="degreeOfParallelism"/> is less than 1.</exception>
    public static LossSum Evaluate<TLoss, T>(
        TLoss loss,
        ReadOnlySpan<T> scores,
        ReadOnlySpan<T> targets,
        ReadOnlySpan<T> sampleWeights = default,
        LossOutputs<T> outputs = default,
        int degreeOfParallelism = 1)
        where TLoss : struct, IPointLoss<TLoss, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        if (targets.Length != 0 || TLoss.DefaultTarget is null)
        {
            Guard.SameLength(targets.Length, scores.Length, nameof(targets), nameof(scores));
        }

        Guard.SameLengthOrEmpty(sampleWeights.Length, scores.Length, nameof(sampleWeights), nameof(scores));
        OutputChecks.Outputs(outputs, scores.Length, scores.Length);
        OutputChecks.NoPartialOverlap(outputs, scores, nameof(scores));
        OutputChecks.NoPartialOverlap(outputs, targets, nameof(targets));
        OutputChecks.NoPartialOverlap(outputs, sampleWeights, nameof(sampleWeights));
        WeightChecks.Points(loss, targets, sampleWeights, nameof(targets), nameof(sampleWeights));
        return (outputs.Gradient.IsEmpty, outputs.Hessian.IsEmpty) switch
        {
            (true, true) => Run<TLoss, T, Off, Off>(loss, scores, targets, sampleWeights, outputs, degreeOfParallelism),
            (false, true) => Run<TLoss, T, On, Off>(loss, scores, targets, sampleWeights, outputs, degreeOfParallelism),
            (true, false) => Run<TLoss, T, Off, On>(loss, scores, targets, sampleWeights, outputs, degreeOfParallelism),
            (false, false) => Run<TLoss, T, On, On>(loss, scores, targets, sampleWeights, outputs, degreeOfParallelism),
        };
    }

    private static unsafe LossSum Run<TLoss, T, TGradient, THessian>(
        TLoss loss,
        ReadOnlySpan<T> scores,
        ReadOnlySpan<T> targets,
        ReadOnlySpan<T> sampleWeights,
        LossOutputs<T> outputs,
        int degreeOfParallelism)
        where TLoss : struct, IPointLoss<TLoss, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TGradient : struct, IStaticFlag
        where THessian : struct, IStaticFlag
    {
        fixed (T* s = scores, t = targets, w = sampleWeights, value = outputs.Value, gradient = outputs.Gradient, hessian = outputs.Hessian)
        {
            var operands = new PointOperands<T>
            {
                Scores = s,
                Targets = t,
                Weights = w,
                Value = value,
                Gradient = gradient,
                Hessian = hessian,
                Rows = scores.Length,
                DefaultTarget = TLoss.DefaultTarget ?? T.Zero,
                GradientFactor = T.One,
            };
            if (TGradient.IsOn || THessian.IsOn)
            {
                var rows = WeighRows(loss, in operands, outputs.Scale, degreeOfParallelism);
                if (WeightRescaling.IsNeeded<T>(outputs.Scale, in rows))
                {
                    return RunRescaled(loss, scores, targets, sampleWeights, outputs, degreeOfParallelism);
                }

                operands.GradientFactor = GradientScale.Checked<T>(outputs.Scale.Factor(in rows));
            }

            var job = new PointJob<TLoss, T, TGradient, THessian>(loss, in operands, degreeOfParallelism);
            if (default(TLoss) is IShortOperator)
            {
                BlockDispatch.RunByLane<PointJob<TLoss, T, TGradient, THessian>, T, Registers.Two>(ref job);
            }
            else
            {
                BlockDispatch.RunByLane<PointJob<TLoss, T, TGradient, THessian>, T, Registers.One>(ref job);
            }

            return new LossSum(job.Sum);
        }
    }

    /// <summary>Computes derivatives from copies of the weights, and then the values. Derivatives first go to a buffer: values may overwrite what they are computed from.</summary>
    private static unsafe LossSum RunRescaled<TLoss, T>(
        TLoss loss,
        ReadOnlySpan<T> scores,
        ReadOnlySpan<T> targets,
        ReadOnlySpan<T> sampleWeights,
        LossOutputs<T> outputs,
        int degreeOfParallelism)
        where TLoss : struct, IPointLoss<TLoss, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var count = scores.Length;
        var copy = WeightRescaling.Rent(sampleWeights, count);
        var buffer = ArrayPool<T>.Shared.Rent(checked(outputs.Gradient.Length + outputs.Hessian.Length));
        try
        {
            var weights = copy.AsSpan(0, count);
            WeightRescaling.ScaleToMeanOne(weights, Weigh(loss, targets, weights, degreeOfParallelism));
            var derivatives = new LossOutputs<T>
            {
                Gradient = buffer.AsSpan(0, outputs.Gradient.Length),
                Hessian = buffer.AsSpan(outputs.Gradient.Length, outputs.Hessian.Length),
                Scale = GradientScale.By(GradientScale.PerWeight.Factor(Weigh(loss, targets, weights, degreeOfParallelism))),
            };
            Evaluate(loss, scores, targets, weights, derivatives, degreeOfParallelism);
            var sum = Evaluate(loss, scores, targets, sampleWeights, new LossOutputs<T> { Value = outputs.Value }, degreeOfParallelism);
            derivatives.Gradient.CopyTo(outputs.Gradient);
            derivatives.Hessian.CopyTo(outputs.Hessian);
            return sum;
        }
        finally
        {
            ArrayPool<T>.Shared.Return(copy);
            ArrayPool<T>.Shared.Return(buffer);
        }
    }

    private static unsafe LossAccumulator Weigh<TLoss, T>(TLoss loss, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, int degreeOfParallelism)
        where TLoss : struct, IPointLoss<TLoss, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* t = targets, w = weights)
        {
            return WeighRows(
                loss, new PointOperands<T> { Targets = t, Weights = w, Rows = weights.Length, DefaultTarget = TLoss.DefaultTarget ?? T.Zero }, GradientScale.PerWeight, degreeOfParallelism);
        }
    }

    private static LossAccumulator WeighRows<TLoss, T>(TLoss loss, in PointOperands<T> operands, GradientScale scale, int degreeOfParallelism)
        where TLoss : struct, IPointLoss<TLoss, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        scale.NeedsRows ? WeightSumJob<PointWeights<TLoss, T>, T>.Sum(new(loss, in operands), degreeOfParallelism) : default;
}
