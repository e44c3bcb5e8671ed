using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

/// <summary>Evaluates losses over softmax rows, built in or a user's own, over a batch.</summary>
public static class SoftmaxLoss
{
    /// <summary>Rows of a work item. Batches cut at its multiples merge to the very bits of the whole.</summary>
    /// <param name="classCount">K, 1 to 2²⁴.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classCount"/> is outside its range.</exception>
    public static int RowsPerWorkItem(int classCount) => SoftmaxOperands<float>.RowsPerItem(LogitLayout.RowMajor(classCount).ClassCount);

    /// <summary>Loss, gradient and Hessian diagonal of every row of a row-major matrix in one pass, each if it is requested.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="loss">The loss and its parameters.</param>
    /// <param name="scores">Logits, n × K row-major. Any value; NaN stays in its row.</param>
    /// <param name="classCount">K, 1 to 2²⁴.</param>
    /// <param name="labels">Labels, n, in [0, K) or the loss's label to ignore.</param>
    /// <param name="weights">Class and sample weights, each optional; both multiply.</param>
    /// <param name="outputs">Where to write: values n long, gradient and Hessian as long as the scores, each or empty. The gradient may overwrite the scores.</param>
    /// <param name="rowOutputs">Further outputs of each row.</param>
    /// <param name="degreeOfParallelism">Threads to use, at least 1. One allocates nothing. The bits are the same for any.</param>
    /// <returns>Σ w·loss, Σ w and the number of rows that are neither ignored nor of weight 0.</returns>
    /// <exception cref="ArgumentException">Lengths differ, a label or weight is out of its domain (the message names parameter, index and value), or an output overlaps another span, unless the gradient or the Hessian is the very span of the scores. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of classes or <paramref name="degreeOfParallelism"/> is out of range.</exception>
    public static LossSum Evaluate<TLoss, T>(
        TLoss loss,
        ReadOnlySpan<T> scores,
        int classCount,
        ReadOnlySpan<int> labels,
        LossWeights<T> weights = default,
        LossOutputs<T> outputs = default,
        RowOutputs<T> rowOutputs = default,
        int degreeOfParallelism = 1)
        where TLoss : struct, ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        EvaluateRows(loss, scores, LogitLayout.RowMajor(classCount), labels, weights, outputs, rowOutputs, degreeOfParallelism);

    /// <inheritdoc cref="Evaluate{TLoss, T}(TLoss, ReadOnlySpan{T}, int, ReadOnlySpan{int}, LossWeights{T}, LossOutputs{T}, RowOutputs{T}, int)"/>
    [OverloadResolutionPriority(-1)]
    public static LossSum Evaluate<TLoss, T>(
        TLoss loss,
        ReadOnlySpan<T> scores,
        int classCount,
        ReadOnlySpan<long> labels,
        LossWeights<T> weights = default,
        LossOutputs<T> outputs = default,
        RowOutputs<T> rowOutputs = default,
        int degreeOfParallelism = 1)
        where TLoss : struct, ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        EvaluateRows(loss, scores, LogitLayout.RowMajor(classCount), labels, weights, outputs, rowOutputs, degreeOfParallelism);

    /// <summary>Loss, gradient and Hessian diagonal of every row in one pass, each if it is requested.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="loss">The loss and its parameters.</param>
    /// <param name="scores">Logits, n × K. Any value; NaN stays in its row.</param>
    /// <param name="layout">K, and how the logits lie; gradient and Hessian lie the same way.</param>
    /// <param name="labels">Labels, n, in [0, K) or the loss's label to ignore.</param>
    /// <param name="weights">Class and sample weights, each optional; both multiply.</param>
    /// <param name="outputs">Where to write: values n long, gradient and Hessian as long as the scores, each or empty. The gradient may overwrite the scores.</param>
    /// <param name="rowOutputs">Further outputs of each row.</param>
    /// <param name="degreeOfParallelism">Threads to use, at least 1. One allocates nothing. The bits are the same for any.</param>
    /// <returns>Σ w·loss, Σ w and the number of rows that are neither ignored nor of weight 0.</returns>
    /// <exception cref="ArgumentException">Lengths differ, a label or weight is out of its domain (the message names parameter, index and value), or an output overlaps another span, unless the gradient or the Hessian is the very span of the scores. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of classes or <paramref name="degreeOfParallelism"/> is out of range.</exception>
    public static LossSum Evaluate<TLoss, T>(
        TLoss loss,
        ReadOnlySpan<T> scores,
        LogitLayout layout,
        ReadOnlySpan<int> labels,
        LossWeights<T> weights = default,
        LossOutputs<T> outputs = default,
        RowOutputs<T> rowOutputs = default,
        int degreeOfParallelism = 1)
        where TLoss : struct, ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        EvaluateRows(loss, scores, layout, labels, weights, outputs, rowOutputs, degreeOfParallelism);

    /// <inheritdoc cref="Evaluate{TLoss, T}(TLoss, ReadOnlySpan{T}, LogitLayout, ReadOnlySpan{int}, LossWeights{T}, LossOutputs{T}, RowOutputs{T}, int)"/>
    [OverloadResolutionPriority(-1)]
    public static LossSum Evaluate<TLoss, T>(
        TLoss loss,
        ReadOnlySpan<T> scores,
        LogitLayout layout,
        ReadOnlySpan<long> labels,
        LossWeights<T> weights = default,
        LossOutputs<T> outputs = default,
        RowOutputs<T> rowOutputs = default,
        int degreeOfParallelism = 1)
        where TLoss : struct, ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        EvaluateRows(loss, scores, layout, labels, weights, outputs, rowOutputs, degreeOfParallelism);

    /// <summary>Loss, gradient and Hessian diagonal of every row of a matrix of any layout, each if it is requested.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="loss">The loss and its parameters.</param>
    /// <param name="scores">Logits, n × K, of which either the rows or the columns are contiguous.</param>
    /// <param name="labels">Labels, n, in [0, K) or the loss's label to ignore.</param>
    /// <param name="gradient">n × K or empty, contiguous the way the scores are; may be the very memory of the scores.</param>
    /// <param name="hessian">n × K or empty, contiguous the way the scores are; may be the very memory of the scores.</param>
    /// <param name="weights">Class and sample weights, each optional; both multiply.</param>
    /// <param name="outputs">Where to write values, and the scale; its gradient and Hessian are empty.</param>
    /// <param name="rowOutputs">Further outputs of each row.</param>
    /// <param name="degreeOfParallelism">Threads to use, at least 1. One allocates nothing. The bits are the same for any.</param>
    /// <returns>Σ w·loss, Σ w and the number of rows that are neither ignored nor of weight 0.</returns>
    /// <exception cref="ArgumentException">A tensor is no matrix, its strides are none that is supported, or as for spans. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="degreeOfParallelism"/> is out of range.</exception>
    public static LossSum Evaluate<TLoss, T>(
        TLoss loss,
        ReadOnlyTensorSpan<T> scores,
        ReadOnlySpan<int> labels,
        TensorSpan<T> gradient = default,
        TensorSpan<T> hessian = default,
        LossWeights<T> weights = default,
        LossOutputs<T> outputs = default,
        RowOutputs<T> rowOutputs = default,
        int degreeOfParallelism = 1)
        where TLoss : struct, ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        EvaluateTensor(loss, scores, labels, gradient, hessian, weights, outputs, rowOutputs, degreeOfParallelism);

    /// <inheritdoc cref="Evaluate{TLoss, T}(TLoss, ReadOnlyTensorSpan{T}, ReadOnlySpan{int}, TensorSpan{T}, TensorSpan{T}, LossWeights{T}, LossOutputs{T}, RowOutputs{T}, int)"/>
    [OverloadResolutionPriority(-1)]
    public static LossSum Evaluate<TLoss, T>(
        TLoss loss,
        ReadOnlyTensorSpan<T> scores,
        ReadOnlySpan<long> labels,
        TensorSpan<T> gradient = default,
        TensorSpan<T> hessian = default,
        LossWeights<T> weights = default,
        LossOutputs<T> outputs = default,
        RowOutputs<T> rowOutputs = default,
        int degreeOfParallelism = 1)
        where TLoss : struct, ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        EvaluateTensor(loss, scores, labels, gradient, hessian, weights, outputs, rowOutputs, degreeOfParallelism);

    internal static unsafe LossSum EvaluateRows<TLoss, T>(
        TLoss loss,
        ReadOnlySpan<T> scores,
        LogitLayout layout,
        ClassLabels labels,
        LossWeights<T> weights,
        LossOutputs<T> outputs,
        RowOutputs<T> rowOutputs,
        int degreeOfParallelism)
        where TLoss : struct, ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        layout.Check(scores.Length, labels.Length, nameof(scores));
        Guard.SameLengthOrEmpty(outputs.Gradient.Length, scores.Length, "outputs.Gradient", nameof(scores));
        Guard.SameLengthOrEmpty(outputs.Hessian.Length, scores.Length, "outputs.Hessian", nameof(scores));
        Guard.DegreeOfParallelism(degreeOfParallelism);
        SoftmaxChecks.Check(loss, layout.ClassCount, scores, labels, weights, outputs, rowOutputs, ("outputs.Gradient", "outputs.Hessian"));
        fixed (T* s = scores, gradient = outputs.Gradient, hessian = outputs.Hessian)
        {
            var stride = layout.StrideFor(labels.Length);
            var operands = new SoftmaxOperands<T>
            {
                Scores = s,
                Gradient = gradient,
                Hessian = hessian,
                ScoreStride = stride,
                GradientStride = stride,
                HessianStride = stride,
                Classes = layout.ClassCount,
                IsClassMajor = layout.IsClassMajor,
            };
            return SoftmaxRun.Run(loss, operands, labels, weights, outputs, rowOutputs, degreeOfParallelism);
        }
    }

    private static unsafe LossSum EvaluateTensor<TLoss, T>(
        TLoss loss,
        ReadOnlyTensorSpan<T> scores,
        ClassLabels labels,
        TensorSpan<T> gradient,
        TensorSpan<T> hessian,
        LossWeights<T> weights,
        LossOutputs<T> outputs,
        RowOutputs<T> rowOutputs,
        int degreeOfParallelism)
        where TLoss : struct, ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // It has nine parameters: gradient and Hessian are tensors, for which outputs has no place.
        if (!outputs.Gradient.IsEmpty || !outputs.Hessian.IsEmpty)
        {
            throw new ArgumentException("Gradient and Hessian of a tensor go to tensors: outputs.Gradient and outputs.Hessian must be empty.", nameof(outputs));
        }

        var matrix = LogitMatrix.Of(scores, nameof(scores));
        matrix.CheckRows(labels.Length, nameof(labels));
        var gradientMatrix = LogitMatrix.Like<T>(matrix, gradient, nameof(gradient));
        var hessianMatrix = LogitMatrix.Like<T>(matrix, hessian, nameof(hessian));
        fixed (T* s = scores, g = gradient, h = hessian)
        {
            LogitMatrix.CheckReplacement(s == g, matrix, gradientMatrix, nameof(gradient));
            LogitMatrix.CheckReplacement(s == h, matrix, hessianMatrix, nameof(hessian));
            var written = new LossOutputs<T>
            {
                Value = outputs.Value,
                Gradient = new Span<T>(g, g == null ? 0 : gradientMatrix.Length),
                Hessian = new Span<T>(h, h == null ? 0 : hessianMatrix.Length),
                Scale = outputs.Scale,
            };
            Guard.DegreeOfParallelism(degreeOfParallelism);
            SoftmaxChecks.Check(loss, matrix.Classes, new ReadOnlySpan<T>(s, matrix.Length), labels, weights, written, rowOutputs, (nameof(gradient), nameof(hessian)));
            var operands = new SoftmaxOperands<T>
            {
                Scores = s,
                Gradient = g,
                Hessian = h,
                ScoreStride = matrix.Stride,
                GradientStride = gradientMatrix.Stride,
                HessianStride = hessianMatrix.Stride,
                Classes = matrix.Classes,
                IsClassMajor = matrix.IsClassMajor,
            };
            return SoftmaxRun.Run(loss, operands, labels, weights, written, rowOutputs, degreeOfParallelism);
        }
    }
}
