using System.Buffers;
using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;

namespace Counterweight.Losses.SoftTargets;

/// <summary>Evaluates losses of softmax rows against rows of target probabilities over a batch.</summary>
/// <remarks>Batches cut at multiples of <see cref="SoftmaxLoss.RowsPerWorkItem"/> merge to the very bits of the whole.</remarks>
public static class SoftTargetLoss
{
    /// <summary>Loss, gradient and Hessian diagonal of every row in one pass, each if <paramref name="outputs"/> has a place for it.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="loss">The loss and its parameters.</param>
    /// <param name="scores">Logits, n × K. Any value; NaN stays in its row.</param>
    /// <param name="layout">K, and how logits, gradient and Hessian lie: row-major.</param>
    /// <param name="targets">Target probabilities, n × K without gaps: finite, not negative. Rows need not sum to 1: the loss is linear in them. A row of zeros does not count, unless the loss smooths it: to leave out a row for certain, give it the sample weight 0.</param>
    /// <param name="weights">Class and sample weights, each optional; both multiply.</param>
    /// <param name="outputs">Where to write: values n long, gradient and Hessian as long as the scores, each or empty. The gradient may overwrite the scores.</param>
    /// <param name="degreeOfParallelism">Threads to use, at least 1. One allocates nothing. The bits are the same for any.</param>
    /// <returns>Σ w·loss, Σ w and the number of rows whose weight Σ_k w_k·t_k times the sample weight is positive.</returns>
    /// <exception cref="ArgumentException">Lengths differ, the layout is class-major, a target or weight is out of its domain (the message names parameter, index and value), or an output overlaps another span, unless the gradient or the Hessian is the very span of the scores. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="degreeOfParallelism"/> is less than 1.</exception>
    public static unsafe LossSum Evaluate<TLoss, T>(
        TLoss loss,
        ReadOnlySpan<T> scores,
        LogitLayout layout,
        ReadOnlySpan<T> targets,
        LossWeights<T> weights = default,
        LossOutputs<T> outputs = default,
        int degreeOfParallelism = 1)
        where TLoss : struct, ISoftTargetLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = Check(loss, scores, layout, targets, weights, outputs, degreeOfParallelism);
        var transform = loss.Transform;
        fixed (T* s = scores, t = targets, perClass = weights.PerClass, perSample = weights.PerSample, bias = transform.Bias)
        fixed (T* value = outputs.Value, gradient = outputs.Gradient, hessian = outputs.Hessian)
        {
            var operands = new SoftTargetOperands<T>
            {
                Scores = s,
                Targets = t,
                ClassWeights = perClass,
                SampleWeights = perSample,
                Bias = bias,
                Value = value,
                Gradient = gradient,
                Hessian = hessian,
                Stride = layout.StrideFor(rows),
                TargetStride = layout.ClassCount,
                Rows = rows,
                Classes = layout.ClassCount,
                LogitScale = transform.Scale,
                TargetFraction = T.One - loss.LabelSmoothing,
                UniformFraction = loss.LabelSmoothing / T.CreateTruncating(layout.ClassCount),
                ValueFactor = loss.Factor,
            };

            operands.GradientFactor = operands.HessianFactor = T.One;
            if (gradient == null && hessian == null)
            {
                return new LossSum(Run<T>(TLoss.IsDivergence, operands, degreeOfParallelism));
            }

            // The weight of a row is in its targets: the loss alone is the pass over them.
            var counted = outputs.Scale.NeedsRows ? Run<T>(TLoss.IsDivergence, operands.WithoutOutputs, degreeOfParallelism) : default;
            if (WeightRescaling.IsNeeded<T>(outputs.Scale, in counted))
            {
                return EvaluateRescaled(loss, scores, layout, targets, weights, outputs, degreeOfParallelism);
            }

            var scale = outputs.Scale.Factor(in counted);
            var derivativeScale = double.CreateTruncating(loss.Factor) * double.CreateTruncating(transform.Scale);
            operands.GradientFactor = gradient == null ? T.One : GradientScale.Checked<T>(scale * derivativeScale);
            operands.HessianFactor = hessian == null ? T.One : GradientScale.Checked<T>(scale * derivativeScale * double.CreateTruncating(transform.Scale));
            return new LossSum(Run<T>(TLoss.IsDivergence, operands, degreeOfParallelism));
        }
    }

    /// <summary>Computes values from the weights themselves, and then derivatives, which may replace the scores, from copies of the weights.</summary>
    private static LossSum EvaluateRescaled<TLoss, T>(
        TLoss loss,
        ReadOnlySpan<T> scores,
        LogitLayout layout,
        ReadOnlySpan<T> targets,
        LossWeights<T> weights,
        LossOutputs<T> outputs,
        int degreeOfParallelism)
        where TLoss : struct, ISoftTargetLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (classes, rows) = (layout.ClassCount, targets.Length / layout.ClassCount);
        var ofClasses = WeightRescaling.Rent(weights.PerClass, classes);
        var ofSamples = WeightRescaling.Rent(weights.PerSample, rows);
        try
        {
            var copies = new LossWeights<T> { PerClass = ofClasses.AsSpan(0, classes), PerSample = ofSamples.AsSpan(0, rows) };
            var first = Evaluate(loss, scores, layout, targets, copies, default, degreeOfParallelism);
            WeightRescaling.ScaleToMeanOne(ofClasses.AsSpan(0, classes), first.Weight, first.Rows);
            var second = Evaluate(loss, scores, layout, targets, copies, default, degreeOfParallelism);
            var sum = Evaluate(loss, scores, layout, targets, weights, new LossOutputs<T> { Value = outputs.Value }, degreeOfParallelism);
            var derivatives = new LossOutputs<T> { Gradient = outputs.Gradient, Hessian = outputs.Hessian, Scale = GradientScale.By(second.Rows == 0 ? 0 : 1 / second.Weight) };
            Evaluate(loss, scores, layout, targets, copies, derivatives, degreeOfParallelism);
            return sum;
        }
        finally
        {
            ArrayPool<T>.Shared.Return(ofClasses);
            ArrayPool<T>.Shared.Return(ofSamples);
        }
    }

    private static int Check<TLoss, T>(
        TLoss loss,
        ReadOnlySpan<T> scores,
        LogitLayout layout,
        ReadOnlySpan<T> targets,
        LossWeights<T> weights,
        LossOutputs<T> outputs,
        int degreeOfParallelism)
        where TLoss : struct, ISoftTargetLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        layout.CheckMade(nameof(layout));
        if (layout.IsClassMajor)
        {
            throw new ArgumentException("Soft targets are taken row-major: layout.IsClassMajor must be false.", nameof(layout));
        }

        var classes = layout.ClassCount;
        if (targets.Length % classes != 0)
        {
            throw new ArgumentException(Guard.Text($"{nameof(targets)} has {targets.Length} elements, which is no multiple of the {classes} classes."), nameof(targets));
        }

        var rows = targets.Length / classes;
        layout.Check(scores.Length, rows, nameof(scores));
        Guard.SameLengthOrEmpty(loss.Transform.Bias.Length, classes, "loss.Transform.Bias", "layout.ClassCount");
        if (!loss.Transform.Margins.IsEmpty)
        {
            throw new ArgumentException("Soft targets have no label that could lead by a margin: loss.Transform.Margins must be empty.", nameof(loss));
        }

        Guard.SameLengthOrEmpty(weights.PerClass.Length, classes, "weights.PerClass", "layout.ClassCount");
        Guard.SameLengthOrEmpty(weights.PerSample.Length, rows, "weights.PerSample", "the number of rows");
        OutputChecks.Outputs(outputs, rows, scores.Length);
        Guard.Disjoint<T, T>(outputs.Value, scores, "outputs.Value", nameof(scores));
        Guard.NoPartialOverlap(outputs.Gradient, scores, "outputs.Gradient", nameof(scores));
        Guard.NoPartialOverlap(outputs.Hessian, scores, "outputs.Hessian", nameof(scores));
        OutputChecks.NoOverlap(outputs, targets, nameof(targets));
        OutputChecks.NoOverlap(outputs, weights.PerClass, "weights.PerClass");
        OutputChecks.NoOverlap(outputs, weights.PerSample, "weights.PerSample");
        WeightChecks.Targets(weights, targets, classes, loss.LabelSmoothing);
        return rows;
    }

    private static LossAccumulator Run<T>(bool isDivergence, in SoftTargetOperands<T> operands, int degreeOfParallelism)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => isDivergence
        ? Run<T, On>(in operands, degreeOfParallelism)
        : Run<T, Off>(in operands, degreeOfParallelism);

    private static LossAccumulator Run<T, TDivergence>(in SoftTargetOperands<T> operands, int degreeOfParallelism)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TDivergence : struct, IStaticFlag
    {
        var job = new SoftTargetJob<T, TDivergence>(in operands, degreeOfParallelism);
        if (operands.IsRowPerLane)
        {
            BlockDispatch.RunByLane<SoftTargetJob<T, TDivergence>, T, Registers.One>(ref job);
        }
        else
        {
            BlockDispatch.Run<SoftTargetJob<T, TDivergence>, T>(ref job);
        }

        return job.Sum;
    }
}
