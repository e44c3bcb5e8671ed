using System.Numerics;
using Counterweight.Losses;
using Counterweight.Losses.Overlap;
using Counterweight.Losses.Point;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Counterweight.Losses.SoftTargets;
using Counterweight.TorchSharp.Memory;

namespace Counterweight.TorchSharp.Evaluation;

/// <summary>Evaluates losses over the memory of tensors: checks shapes and types, and calls the kernels.</summary>
internal static class BatchLoss
{
    /// <summary>A loss of elements; its mean is over elements, whatever their weights.</summary>
    public static double Point<TLoss, T>(TLoss loss, Batch batch)
        where TLoss : struct, IPointLoss<TLoss, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> scores = TensorElements.Of<T>(batch.Input, "input"), targets = TensorElements.Of<T>(batch.Target, "target");
        TensorElements.SameShape(batch.Target, batch.Input, "target", "input");
        if (batch.SampleWeights is { } weights)
        {
            TensorElements.SameShape(weights, batch.Input, "weight", "input");
        }

        var scale = batch.IsMean && scores.Length > 0 ? GradientScale.By(1.0 / scores.Length) : GradientScale.None;
        var sum = PointLoss.Evaluate(loss, scores, targets, TensorElements.OfOptional<T>(batch.SampleWeights, "weight"), Outputs<T>(batch, scale), batch.Threads);
        return batch.IsMean ? sum.Loss / Math.Max(1, scores.Length) : sum.Loss;
    }

    /// <summary>A loss of labels; its mean is over the weight of the labels, 0 where none has any.</summary>
    public static double Softmax<TLoss, T>(TLoss loss, Batch batch)
        where TLoss : struct, ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> scores = TensorElements.Of<T>(batch.Input, "input");
        var (_, classes) = TensorElements.Rows(batch.Input, "input");
        TensorElements.OnePerRow(batch.Target, batch.Input, "target");
        var weights = Weights<T>(batch, classes);
        return string.Equals(batch.Target.ElementType, TensorElements.Name<int>(), StringComparison.Ordinal)
            ? Softmax(loss, scores, classes, TensorElements.Of<int>(batch.Target, "target"), weights, batch)
            : Softmax(loss, scores, classes, TensorElements.Of<long>(batch.Target, "target"), weights, batch);
    }

    /// <summary>A loss of probabilities of the classes; its mean is over rows, whatever their weights.</summary>
    public static double SoftTargets<TLoss, T>(TLoss loss, Batch batch)
        where TLoss : struct, ISoftTargetLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> scores = TensorElements.Of<T>(batch.Input, "input"), targets = TensorElements.Of<T>(batch.Target, "target");
        var (rows, classes) = TensorElements.Rows(batch.Input, "input");
        TensorElements.SameShape(batch.Target, batch.Input, "target", "input");
        var scale = batch.IsMean && rows > 0 ? GradientScale.By(1.0 / rows) : GradientScale.None;
        var sum = SoftTargetLoss.Evaluate(loss, scores, LogitLayout.RowMajor(classes), targets, Weights<T>(batch, classes), Outputs<T>(batch, scale), batch.Threads);
        return batch.IsMean ? sum.Loss / Math.Max(1, rows) : sum.Loss;
    }

    /// <summary>A loss of the whole batch.</summary>
    public static double Overlap<T>(TverskyLoss loss, Batch batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> scores = TensorElements.Of<T>(batch.Input, "input"), targets = TensorElements.Of<T>(batch.Target, "target");
        TensorElements.SameShape(batch.Target, batch.Input, "target", "input");
        if (batch.SampleWeights is { } given)
        {
            TensorElements.SameShape(given, batch.Input, "weight", "input");
        }

        ReadOnlySpan<T> weights = TensorElements.OfOptional<T>(batch.SampleWeights, "weight");
        var sum = batch.Gradient is null
            ? OverlapLoss.Sum(scores, targets, weights, batch.Threads)
            : OverlapLoss.Evaluate(loss, scores, targets, weights, TensorElements.OfOptional<T>(batch.Gradient, "gradient"), batch.Threads);
        return loss.Value(sum);
    }

    private static double Softmax<TLoss, T>(TLoss loss, ReadOnlySpan<T> scores, int classes, ReadOnlySpan<int> labels, LossWeights<T> weights, Batch batch)
        where TLoss : struct, ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var divisor = LabelWeight(loss, labels, classes, weights, batch);
        return Mean(SoftmaxLoss.Evaluate(loss, scores, classes, labels, weights, Outputs<T>(batch, Scale(divisor, batch)), default, batch.Threads), divisor, batch);
    }

    private static double Softmax<TLoss, T>(TLoss loss, ReadOnlySpan<T> scores, int classes, ReadOnlySpan<long> labels, LossWeights<T> weights, Batch batch)
        where TLoss : struct, ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var divisor = LabelWeight(loss, labels, classes, weights, batch);
        return Mean(SoftmaxLoss.Evaluate(loss, scores, classes, labels, weights, Outputs<T>(batch, Scale(divisor, batch)), default, batch.Threads), divisor, batch);
    }

    /// <summary>
    /// What torch divides by where labels are smoothed and classes weighed: the weights of the labels as they are, where the kernels' sum has those of
    /// the smoothed targets. Null where both are the same. Bad labels are left to the kernel.
    /// </summary>
    private static double? LabelWeight<TLoss, T, TLabel>(TLoss loss, ReadOnlySpan<TLabel> labels, int classes, LossWeights<T> weights, Batch batch)
        where TLoss : struct, ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        if (!batch.IsMean || loss.LabelSmoothing == T.Zero || weights.PerClass.IsEmpty)
        {
            return null;
        }

        var sum = 0.0;
        for (var row = 0; row < labels.Length; row++)
        {
            var label = long.CreateTruncating(labels[row]);
            if (label != loss.IgnoreLabel && label >= 0 && label < classes)
            {
                sum += double.CreateTruncating(weights.PerClass[(int)label]) * (weights.PerSample.IsEmpty ? 1 : double.CreateTruncating(weights.PerSample[row]));
            }
        }

        return sum;
    }

    private static GradientScale Scale(double? divisor, Batch batch) =>
        !batch.IsMean ? GradientScale.None
        : divisor is not { } weight ? GradientScale.PerWeight
        : weight > 0 && double.IsFinite(1 / weight) ? GradientScale.By(1 / weight) : GradientScale.None;

    private static double Mean(LossSum sum, double? divisor, Batch batch) =>
        !batch.IsMean ? sum.Loss
        : divisor is not { } weight ? sum.WeightedMean
        : weight > 0 ? sum.Loss / weight : 0;

    private static LossWeights<T> Weights<T>(Batch batch, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (batch.ClassWeights is { } perClass)
        {
            TensorElements.Vector(perClass, classes, "weight");
        }

        if (batch.SampleWeights is { } perRow)
        {
            TensorElements.OnePerRow(perRow, batch.Input, "sample_weight");
        }

        return new() { PerClass = TensorElements.OfOptional<T>(batch.ClassWeights, "weight"), PerSample = TensorElements.OfOptional<T>(batch.SampleWeights, "sample_weight") };
    }

    private static LossOutputs<T> Outputs<T>(Batch batch, GradientScale scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new()
        {
            Value = TensorElements.OfOptional<T>(batch.Value, "value"),
            Gradient = TensorElements.OfOptional<T>(batch.Gradient, "gradient"),
            Scale = scale,
        };
}
