using System.Numerics;
using Counterweight.Blocks;
using Counterweight.Engine;

namespace Counterweight.Losses;

/// <summary>Evaluates losses over softmax rows, built in or a user's own, over a batch.</summary>
public static class SoftmaxLoss
{
    /// <summary>Rows of a work item. Batches cut at its multiples merge to the very bits of the whole.</summary>
    /// <param name="classCount">K.</param>
    public static int RowsPerWorkItem(int classCount) => SoftmaxOperands<float>.RowsPerItem(classCount);

    /// <summary>Loss, gradient and Hessian diagonal of every row in one pass, each as far as <paramref name="outputs"/> asks for it.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="loss">The loss and its parameters.</param>
    /// <param name="scores">Logits, n × K row-major. Any value; NaN stays in its row.</param>
    /// <param name="classCount">K, 1 to 2²⁴.</param>
    /// <param name="labels">Labels, n, in [0, K) or the loss's label to ignore.</param>
    /// <param name="weights">Class and sample weights, each optional; both multiply.</param>
    /// <param name="outputs">Where to write: values n long, gradient and Hessian n × K, each or empty. The gradient may overwrite the scores.</param>
    /// <param name="degreeOfParallelism">Threads to use, at least 1. One allocates nothing. The bits are the same for any.</param>
    /// <returns>Σ w·loss, Σ w and the number of rows that are neither ignored nor of weight 0.</returns>
    /// <exception cref="ArgumentException">Lengths differ, a label or weight is out of its domain (the message names parameter, index and value), or an output overlaps another span, unless the gradient or the Hessian is the very span of the scores. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classCount"/> or <paramref name="degreeOfParallelism"/> is out of range.</exception>
    public static LossSum Evaluate<TLoss, T>(
        TLoss loss,
        ReadOnlySpan<T> scores,
        int classCount,
        ReadOnlySpan<int> labels,
        LossWeights<T> weights = default,
        LossOutputs<T> outputs = default,
        int degreeOfParallelism = 1)
        where TLoss : struct, ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classCount, 1 << 24);
        Guard.SameLength(scores.Length, (long)labels.Length * classCount, nameof(scores), "labels × classCount");
        Guard.SameLengthOrEmpty(weights.PerClass.Length, classCount, "weights.PerClass", nameof(classCount));
        Guard.SameLengthOrEmpty(weights.PerSample.Length, labels.Length, "weights.PerSample", nameof(labels));
        Guard.Outputs(outputs, labels.Length, scores.Length);
        Guard.Disjoint<T, T>(outputs.Value, scores, "outputs.Value", nameof(scores));
        Guard.NoPartialOverlap(outputs.Gradient, scores, "outputs.Gradient", nameof(scores));
        Guard.NoPartialOverlap(outputs.Hessian, scores, "outputs.Hessian", nameof(scores));
        Guard.NoOverlap(outputs, labels, nameof(labels));
        Guard.NoOverlap(outputs, weights.PerClass, "weights.PerClass");
        Guard.NoOverlap(outputs, weights.PerSample, "weights.PerSample");
        Guard.Labels(labels, classCount, loss.IgnoreLabel, nameof(labels));
        Guard.Weights(weights.PerClass, "weights.PerClass");
        Guard.Weights(weights.PerSample, "weights.PerSample");
        return (outputs.Gradient.IsEmpty, outputs.Hessian.IsEmpty) switch
        {
            (true, true) => Run<TLoss, T, Off, Off>(loss, scores, classCount, labels, weights, outputs, degreeOfParallelism),
            (false, true) => Run<TLoss, T, On, Off>(loss, scores, classCount, labels, weights, outputs, degreeOfParallelism),
            (true, false) => Run<TLoss, T, Off, On>(loss, scores, classCount, labels, weights, outputs, degreeOfParallelism),
            (false, false) => Run<TLoss, T, On, On>(loss, scores, classCount, labels, weights, outputs, degreeOfParallelism),
        };
    }

    private static unsafe LossSum Run<TLoss, T, TGradient, THessian>(
        TLoss loss,
        ReadOnlySpan<T> scores,
        int classCount,
        ReadOnlySpan<int> labels,
        LossWeights<T> weights,
        LossOutputs<T> outputs,
        int degreeOfParallelism)
        where TLoss : struct, ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TGradient : struct, IOption
        where THessian : struct, IOption
    {
        fixed (T* s = scores, perClass = weights.PerClass, perSample = weights.PerSample, value = outputs.Value, gradient = outputs.Gradient, hessian = outputs.Hessian)
        fixed (int* l = labels)
        {
            var operands = new SoftmaxOperands<T>
            {
                Scores = s,
                Labels = l,
                ClassWeights = perClass,
                SampleWeights = perSample,
                Value = value,
                Gradient = gradient,
                Hessian = hessian,
                Rows = labels.Length,
                Classes = classCount,
            };
            return loss.LabelSmoothing == T.Zero
                ? PickBlock<TLoss, T, TGradient, THessian, Off>(loss, in operands, degreeOfParallelism)
                : PickBlock<TLoss, T, TGradient, THessian, On>(loss, in operands, degreeOfParallelism);
        }
    }

    private static LossSum PickBlock<TLoss, T, TGradient, THessian, TSmoothing>(TLoss loss, in SoftmaxOperands<T> operands, int degreeOfParallelism)
        where TLoss : struct, ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TGradient : struct, IOption
        where THessian : struct, IOption
        where TSmoothing : struct, IOption =>
        BlockDispatch.UsesVector512
            ? PickLoop<TLoss, Vector512Block<T>, T, TGradient, THessian, TSmoothing>(loss, in operands, degreeOfParallelism)
            : PickLoop<TLoss, VectorBlock<T>, T, TGradient, THessian, TSmoothing>(loss, in operands, degreeOfParallelism);

    private static LossSum PickLoop<TLoss, TBlock, T, TGradient, THessian, TSmoothing>(TLoss loss, in SoftmaxOperands<T> operands, int degreeOfParallelism)
        where TLoss : struct, ISoftmaxLoss<T>
        where TBlock : struct, IBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TGradient : struct, IOption
        where THessian : struct, IOption
        where TSmoothing : struct, IOption =>
        operands.Classes <= NarrowSets<TBlock, T>.MostColumns
            ? Loop<NarrowSoftmaxLoop<TLoss, TBlock, T, TGradient, THessian, TSmoothing>, TLoss, T>(loss, in operands, degreeOfParallelism)
            : Loop<WideSoftmaxLoop<TLoss, TBlock, T, TGradient, THessian, TSmoothing>, TLoss, T>(loss, in operands, degreeOfParallelism);

    private static LossSum Loop<TLoop, TLoss, T>(TLoss loss, in SoftmaxOperands<T> operands, int degreeOfParallelism)
        where TLoop : struct, ISoftmaxLoop<TLoop, TLoss, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var loop = TLoop.Create(loss, operands);
        WorkItems.Run(ref loop, operands.Items, degreeOfParallelism);
        return new LossSum(loop.Sum);
    }
}
