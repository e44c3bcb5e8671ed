using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

/// <summary>The checks of a batch of softmax rows before anything is written.</summary>
internal static class SoftmaxChecks
{
    /// <summary>Checks all but the degree of parallelism and the extents of scores, gradient and Hessian, which the caller names.</summary>
    public static void Check<TLoss, T>(
        TLoss loss,
        int classCount,
        ReadOnlySpan<T> scores,
        ClassLabels labels,
        LossWeights<T> weights,
        LossOutputs<T> outputs,
        RowOutputs<T> rowOutputs,
        (string Gradient, string Hessian) names)
        where TLoss : struct, ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (gradient, hessian) = names;
        Guard.SameLengthOrEmpty(weights.PerClass.Length, classCount, "weights.PerClass", nameof(classCount));
        Guard.SameLengthOrEmpty(weights.PerSample.Length, labels.Length, "weights.PerSample", nameof(labels));
        Guard.SameLengthOrEmpty(loss.Transform.Bias.Length, classCount, "loss.Transform.Bias", nameof(classCount));
        Guard.SameLengthOrEmpty(loss.Transform.Margins.Length, classCount, "loss.Transform.Margins", nameof(classCount));
        Guard.SameLengthOrEmpty(outputs.Value.Length, labels.Length, "outputs.Value", nameof(labels));
        Guard.Disjoint<T, T>(outputs.Value, outputs.Gradient, "outputs.Value", gradient);
        Guard.Disjoint<T, T>(outputs.Value, outputs.Hessian, "outputs.Value", hessian);
        Guard.Disjoint<T, T>(outputs.Gradient, outputs.Hessian, gradient, hessian);
        Guard.Disjoint<T, T>(outputs.Value, scores, "outputs.Value", nameof(scores));
        Guard.NoPartialOverlap(outputs.Gradient, scores, gradient, nameof(scores));
        Guard.NoPartialOverlap(outputs.Hessian, scores, hessian, nameof(scores));
        Apart<T, T>(outputs.Value, labels, weights, "outputs.Value");
        Apart<T, T>(outputs.Gradient, labels, weights, gradient);
        Apart<T, T>(outputs.Hessian, labels, weights, hessian);
        CheckRowOutputs(classCount, labels.Length, rowOutputs);
        Apart<T, T>(rowOutputs.LogSumExp, scores, labels, weights, outputs, "rowOutputs.LogSumExp", gradient, hessian);
        Apart<T, int>(rowOutputs.ArgMax, scores, labels, weights, outputs, "rowOutputs.ArgMax", gradient, hessian);
        Apart<T, LossSum>(rowOutputs.PerClass, scores, labels, weights, outputs, "rowOutputs.PerClass", gradient, hessian);
        labels.Check(classCount, loss.IgnoreLabel, nameof(labels));
        WeightChecks.Labels(weights, labels, loss.IgnoreLabel, loss.LabelSmoothing);
    }

    private static void CheckRowOutputs<T>(int classCount, int rows, RowOutputs<T> rowOutputs)
        where T : unmanaged
    {
        if (!Enum.IsDefined(rowOutputs.HessianFactor))
        {
            throw new ArgumentOutOfRangeException(nameof(rowOutputs), rowOutputs.HessianFactor, Guard.Text($"rowOutputs.HessianFactor is {(int)rowOutputs.HessianFactor}; it must be a value of HessianFactor."));
        }

        Guard.SameLengthOrEmpty(rowOutputs.LogSumExp.Length, rows, "rowOutputs.LogSumExp", "labels");
        Guard.SameLengthOrEmpty(rowOutputs.ArgMax.Length, rows, "rowOutputs.ArgMax", "labels");
        Guard.SameLengthOrEmpty(rowOutputs.PerClass.Length, classCount, "rowOutputs.PerClass", nameof(classCount));
        Guard.Disjoint<T, int>(rowOutputs.LogSumExp, rowOutputs.ArgMax, "rowOutputs.LogSumExp", "rowOutputs.ArgMax");
        Guard.Disjoint<T, LossSum>(rowOutputs.LogSumExp, rowOutputs.PerClass, "rowOutputs.LogSumExp", "rowOutputs.PerClass");
        Guard.Disjoint<int, LossSum>(rowOutputs.ArgMax, rowOutputs.PerClass, "rowOutputs.ArgMax", "rowOutputs.PerClass");
    }

    private static void Apart<T, TOutput>(
        ReadOnlySpan<TOutput> output,
        ReadOnlySpan<T> scores,
        ClassLabels labels,
        LossWeights<T> weights,
        LossOutputs<T> outputs,
        string name,
        string gradient,
        string hessian)
        where T : unmanaged
        where TOutput : unmanaged
    {
        Apart(output, labels, weights, name);
        Guard.Disjoint(output, scores, name, nameof(scores));
        Guard.Disjoint<TOutput, T>(output, outputs.Value, name, "outputs.Value");
        Guard.Disjoint<TOutput, T>(output, outputs.Gradient, name, gradient);
        Guard.Disjoint<TOutput, T>(output, outputs.Hessian, name, hessian);
    }

    private static void Apart<T, TOutput>(ReadOnlySpan<TOutput> output, ClassLabels labels, LossWeights<T> weights, string name)
        where T : unmanaged
        where TOutput : unmanaged
    {
        labels.CheckDisjoint(output, name, nameof(labels));
        Guard.Disjoint(output, weights.PerClass, name, "weights.PerClass");
        Guard.Disjoint(output, weights.PerSample, name, "weights.PerSample");
    }
}
