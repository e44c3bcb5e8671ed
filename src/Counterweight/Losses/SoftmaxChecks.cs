using System.Numerics;
using Counterweight.Engine;

namespace Counterweight.Losses;

/// <summary>What a batch of softmax rows must be before anything is written.</summary>
internal static class SoftmaxChecks
{
    /// <summary>All but the extents of scores, gradient and Hessian.</summary>
    public static void Check<TLoss, T>(
        TLoss loss,
        int classCount,
        ReadOnlySpan<T> scores,
        ReadOnlySpan<int> labels,
        LossWeights<T> weights,
        LossOutputs<T> outputs,
        RowOutputs<T> rowOutputs,
        int degreeOfParallelism)
        where TLoss : struct, ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        Guard.SameLengthOrEmpty(weights.PerClass.Length, classCount, "weights.PerClass", nameof(classCount));
        Guard.SameLengthOrEmpty(weights.PerSample.Length, labels.Length, "weights.PerSample", nameof(labels));
        Guard.SameLengthOrEmpty(loss.Transform.Bias.Length, classCount, "loss.Transform.Bias", nameof(classCount));
        Guard.SameLengthOrEmpty(loss.Transform.Margins.Length, classCount, "loss.Transform.Margins", nameof(classCount));
        Guard.SameLengthOrEmpty(outputs.Value.Length, labels.Length, "outputs.Value", nameof(labels));
        Guard.OutputsApart(outputs);
        Guard.Disjoint<T, T>(outputs.Value, scores, "outputs.Value", nameof(scores));
        Guard.NoPartialOverlap(outputs.Gradient, scores, "outputs.Gradient", nameof(scores));
        Guard.NoPartialOverlap(outputs.Hessian, scores, "outputs.Hessian", nameof(scores));
        Guard.NoOverlap(outputs, labels, nameof(labels));
        Guard.NoOverlap(outputs, weights.PerClass, "weights.PerClass");
        Guard.NoOverlap(outputs, weights.PerSample, "weights.PerSample");
        CheckRowOutputs(classCount, scores, labels, weights, outputs, rowOutputs);
        Guard.Labels(labels, classCount, loss.IgnoreLabel, nameof(labels));
        Guard.Weights(weights.PerClass, "weights.PerClass");
        Guard.Weights(weights.PerSample, "weights.PerSample");
    }

    private static void CheckRowOutputs<T>(
        int classCount,
        ReadOnlySpan<T> scores,
        ReadOnlySpan<int> labels,
        LossWeights<T> weights,
        LossOutputs<T> outputs,
        RowOutputs<T> rowOutputs)
        where T : unmanaged
    {
        if (!Enum.IsDefined(rowOutputs.HessianFactor))
        {
            throw new ArgumentOutOfRangeException(nameof(rowOutputs), rowOutputs.HessianFactor, Guard.Text($"rowOutputs.HessianFactor is {(int)rowOutputs.HessianFactor}; there is no such factor."));
        }

        Guard.SameLengthOrEmpty(rowOutputs.LogSumExp.Length, labels.Length, "rowOutputs.LogSumExp", nameof(labels));
        Guard.SameLengthOrEmpty(rowOutputs.ArgMax.Length, labels.Length, "rowOutputs.ArgMax", nameof(labels));
        Guard.SameLengthOrEmpty(rowOutputs.PerClass.Length, classCount, "rowOutputs.PerClass", nameof(classCount));
        Apart<T, T>(rowOutputs.LogSumExp, scores, labels, weights, outputs, "rowOutputs.LogSumExp");
        Apart<T, int>(rowOutputs.ArgMax, scores, labels, weights, outputs, "rowOutputs.ArgMax");
        Apart<T, LossSum>(rowOutputs.PerClass, scores, labels, weights, outputs, "rowOutputs.PerClass");
        Guard.Disjoint<T, int>(rowOutputs.LogSumExp, rowOutputs.ArgMax, "rowOutputs.LogSumExp", "rowOutputs.ArgMax");
        Guard.Disjoint<T, LossSum>(rowOutputs.LogSumExp, rowOutputs.PerClass, "rowOutputs.LogSumExp", "rowOutputs.PerClass");
        Guard.Disjoint<int, LossSum>(rowOutputs.ArgMax, rowOutputs.PerClass, "rowOutputs.ArgMax", "rowOutputs.PerClass");
    }

    private static void Apart<T, TOutput>(
        ReadOnlySpan<TOutput> output,
        ReadOnlySpan<T> scores,
        ReadOnlySpan<int> labels,
        LossWeights<T> weights,
        LossOutputs<T> outputs,
        string name)
        where T : unmanaged
        where TOutput : unmanaged
    {
        Guard.Disjoint(output, scores, name, nameof(scores));
        Guard.Disjoint(output, labels, name, nameof(labels));
        Guard.Disjoint(output, weights.PerClass, name, "weights.PerClass");
        Guard.Disjoint(output, weights.PerSample, name, "weights.PerSample");
        Guard.Disjoint<TOutput, T>(output, outputs.Value, name, "outputs.Value");
        Guard.Disjoint<TOutput, T>(output, outputs.Gradient, name, "outputs.Gradient");
        Guard.Disjoint<TOutput, T>(output, outputs.Hessian, name, "outputs.Hessian");
    }
}
