using System.Buffers;
using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

/// <summary>Runs a batch of softmax rows that has been checked.</summary>
internal static class SoftmaxRun
{
    /// <param name="loss">The loss.</param>
    /// <param name="operands">Scores, gradient, Hessian, how they lie; the rest comes from the other parameters.</param>
    /// <param name="labels">Labels.</param>
    /// <param name="weights">Weights.</param>
    /// <param name="outputs">Values and the scale.</param>
    /// <param name="rowOutputs">More of each row.</param>
    /// <param name="degreeOfParallelism">Threads.</param>
    public static unsafe LossSum Run<TLoss, T>(
        TLoss loss,
        SoftmaxOperands<T> operands,
        ClassLabels labels,
        LossWeights<T> weights,
        LossOutputs<T> outputs,
        RowOutputs<T> rowOutputs,
        int degreeOfParallelism)
        where TLoss : struct, ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var transform = loss.Transform;
        fixed (T* perClass = weights.PerClass, perSample = weights.PerSample, value = outputs.Value, logSumExp = rowOutputs.LogSumExp, bias = transform.Bias, margins = transform.Margins)
        fixed (int* ints = labels.Ints, argMax = rowOutputs.ArgMax)
        fixed (long* longs = labels.Longs)
        fixed (LossSum* classSums = rowOutputs.PerClass)
        {
            operands.Labels = LabelColumn.Of(ints, longs);
            operands.ClassWeights = perClass;
            operands.SampleWeights = perSample;
            operands.Value = value;
            operands.LogSumExp = logSumExp;
            operands.ArgMax = argMax;
            operands.PerClass = (LossAccumulator*)classSums;
            operands.Bias = bias;
            operands.Margins = margins;
            operands.IsTransformed = !transform.IsIdentity;
            operands.LogitScale = transform.Scale;
            operands.CountsCorrect = rowOutputs.CountsCorrect;
            operands.ClampHessian = rowOutputs.ClampHessian;
            operands.Rows = labels.Length;
            operands.IgnoreLabel = loss.IgnoreLabel;

            operands.GradientFactor = operands.HessianFactor = T.One;
            if (operands.Gradient != null || operands.Hessian != null)
            {
                var rows = WeighRows(loss, in operands, outputs.Scale, degreeOfParallelism);
                if (WeightRescaling.IsNeeded<T>(outputs.Scale, in rows))
                {
                    return RunRescaled(loss, operands, labels, weights, outputs, rowOutputs, degreeOfParallelism);
                }

                var logitScale = double.CreateTruncating(transform.Scale);
                var scale = outputs.Scale.Factor(in rows);
                operands.GradientFactor = operands.Gradient == null ? T.One : GradientScale.Checked<T>(scale * logitScale);
                operands.HessianFactor = operands.Hessian == null ? T.One : GradientScale.Checked<T>(scale * logitScale * logitScale * Factor(rowOutputs.HessianFactor, operands.Classes));
            }

            rowOutputs.PerClass.Clear();
            return loss.LabelSmoothing == T.Zero
                ? Run<TLoss, T, Off>(loss, in operands, degreeOfParallelism)
                : Run<TLoss, T, On>(loss, in operands, degreeOfParallelism);
        }
    }

    /// <summary>Computes values from the weights themselves, and then derivatives, which may replace the scores, from copies of the weights.</summary>
    private static unsafe LossSum RunRescaled<TLoss, T>(
        TLoss loss,
        SoftmaxOperands<T> operands,
        ClassLabels labels,
        LossWeights<T> weights,
        LossOutputs<T> outputs,
        RowOutputs<T> rowOutputs,
        int degreeOfParallelism)
        where TLoss : struct, ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var ofClasses = WeightRescaling.Rent(weights.PerClass, operands.Classes);
        var ofSamples = WeightRescaling.Rent(weights.PerSample, labels.Length);
        try
        {
            var copies = new LossWeights<T> { PerClass = ofClasses.AsSpan(0, operands.Classes), PerSample = ofSamples.AsSpan(0, labels.Length) };
            fixed (T* perClass = copies.PerClass, perSample = copies.PerSample)
            {
                var weighed = operands with { ClassWeights = perClass, SampleWeights = perSample };
                WeightRescaling.ScaleToMeanOne(ofClasses.AsSpan(0, operands.Classes), WeighRows(loss, in weighed, outputs.Scale, degreeOfParallelism));
                var scale = GradientScale.By(outputs.Scale.Factor(WeighRows(loss, in weighed, outputs.Scale, degreeOfParallelism)));
                var values = operands with { Gradient = null, Hessian = null };
                var sum = Run(loss, values, labels, weights, new LossOutputs<T> { Value = outputs.Value }, rowOutputs, degreeOfParallelism);
                var derivatives = new RowOutputs<T> { HessianFactor = rowOutputs.HessianFactor, ClampHessian = rowOutputs.ClampHessian };
                Run(loss, operands, labels, copies, new LossOutputs<T> { Scale = scale }, derivatives, degreeOfParallelism);
                return sum;
            }
        }
        finally
        {
            ArrayPool<T>.Shared.Return(ofClasses);
            ArrayPool<T>.Shared.Return(ofSamples);
        }
    }

    private static double Factor(HessianFactor factor, int classes) => factor switch
    {
        HessianFactor.Two => 2,
        HessianFactor.ClassRatio when classes > 1 => classes / (classes - 1.0),
        _ => 1,
    };

    private static LossAccumulator WeighRows<TLoss, T>(TLoss loss, in SoftmaxOperands<T> operands, GradientScale scale, int degreeOfParallelism)
        where TLoss : struct, ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        scale.NeedsRows ? WeightSumJob<SoftmaxWeights<T>, T>.Sum(new(in operands, loss.LabelSmoothing), degreeOfParallelism) : default;

    private static LossSum Run<TLoss, T, TSmoothing>(TLoss loss, in SoftmaxOperands<T> operands, int degreeOfParallelism)
        where TLoss : struct, ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TSmoothing : struct, IStaticFlag
    {
        var job = new SoftmaxJob<TLoss, T, TSmoothing>(loss, in operands, degreeOfParallelism);
        if (operands.IsRowPerLane)
        {
            BlockDispatch.RunByLane<SoftmaxJob<TLoss, T, TSmoothing>, T, Registers.One>(ref job);
        }
        else
        {
            BlockDispatch.Run<SoftmaxJob<TLoss, T, TSmoothing>, T>(ref job);
        }

        return new LossSum(job.Sum);
    }
}
