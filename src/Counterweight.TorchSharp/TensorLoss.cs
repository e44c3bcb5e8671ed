using System.Numerics;
using Counterweight.Losses.Overlap;
using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;
using Counterweight.Losses.SoftTargets;
using Counterweight.TorchSharp.Evaluation;
using Counterweight.TorchSharp.Memory;
using static TorchSharp.torch;

namespace Counterweight.TorchSharp;

/// <summary>Any loss, built in or a user's own, as a differentiable function of tensors. Value and gradient are computed in one pass, in place on the tensors' memory.</summary>
/// <remarks>
/// <para>Tensors lie on the processor, are dense and contiguous; scores, targets and weights are all float32 or all float64. Labels are int64 or int32.
/// A call uses as many threads as torch does (<c>torch.set_num_threads</c>); the bits are the same for any number.</para>
/// <para>Gradients flow to the input alone: targets and weights are constants. They are first derivatives: torch refuses to differentiate them again
/// («the derivative for 'nextafter' is not implemented»).</para>
/// </remarks>
public static class TensorLoss
{
    /// <summary>A loss of each element and its target, such as a binary or a regression loss.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, the type of the tensors' elements.</typeparam>
    /// <param name="loss">The loss and its parameters.</param>
    /// <param name="input">Scores, of any shape.</param>
    /// <param name="target">Targets, of the shape of <paramref name="input"/>.</param>
    /// <param name="weight">Weights of the elements, of the same shape, finite and at least 0; null: all 1.</param>
    /// <param name="reduction"><c>Mean</c> divides by the number of elements, whatever their weights; a mean of nothing is 0.</param>
    /// <returns>A scalar, or with <c>None</c> one loss an element.</returns>
    /// <exception cref="ArgumentException">A tensor has another device, layout, type or shape, or an element is outside its domain: the message names tensor, index and value.</exception>
    public static Tensor Point<TLoss, T>(TLoss loss, Tensor input, Tensor target, Tensor? weight = null, nn.Reduction reduction = nn.Reduction.Mean)
        where TLoss : struct, IPointLoss<TLoss, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(Batch(input, target, null, weight), input, input.shape, reduction, batch => BatchLoss.Point<TLoss, T>(loss, batch));

    /// <summary>A loss of rows of logits and their labels.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, the type of the logits and the weights.</typeparam>
    /// <param name="loss">The loss and its parameters.</param>
    /// <param name="input">Logits, [n, K], or [K] for one row.</param>
    /// <param name="target">Labels, int64 or int32, [n] or a scalar: in [0, K) or the loss's label to ignore.</param>
    /// <param name="weight">Weights of the classes, [K]; null: all 1.</param>
    /// <param name="sample_weight">Weights of the rows, [n]; null: all 1.</param>
    /// <param name="reduction"><c>Mean</c> divides by the sum of the weights of the labels, as torch does; a mean of nothing is 0.</param>
    /// <returns>A scalar, or with <c>None</c> one loss a row.</returns>
    /// <exception cref="ArgumentException">A tensor has another device, layout, type or shape, or an element is outside its domain: the message names tensor, index and value.</exception>
    public static Tensor Softmax<TLoss, T>(TLoss loss, Tensor input, Tensor target, Tensor? weight = null, Tensor? sample_weight = null, nn.Reduction reduction = nn.Reduction.Mean)
        where TLoss : struct, ISoftmaxLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(Batch(input, target, weight, sample_weight), input, RowShape(input), reduction, batch => BatchLoss.Softmax<TLoss, T>(loss, batch));

    /// <summary>A loss of rows of logits and probabilities of their classes.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, the type of the tensors' elements.</typeparam>
    /// <param name="loss">The loss and its parameters.</param>
    /// <param name="input">Logits, [n, K], or [K] for one row.</param>
    /// <param name="target">Probabilities, of the shape of <paramref name="input"/>.</param>
    /// <param name="weight">Weights of the classes, [K]; null: all 1.</param>
    /// <param name="sample_weight">Weights of the rows, [n]; null: all 1.</param>
    /// <param name="reduction"><c>Mean</c> divides by the number of rows, as torch does for probabilities; a mean of nothing is 0.</param>
    /// <returns>A scalar, or with <c>None</c> one loss a row.</returns>
    /// <exception cref="ArgumentException">A tensor has another device, layout, type or shape, or an element is outside its domain: the message names tensor, index and value.</exception>
    public static Tensor SoftTargets<TLoss, T>(TLoss loss, Tensor input, Tensor target, Tensor? weight = null, Tensor? sample_weight = null, nn.Reduction reduction = nn.Reduction.Mean)
        where TLoss : struct, ISoftTargetLoss<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(Batch(input, target, weight, sample_weight), input, RowShape(input), reduction, batch => BatchLoss.SoftTargets<TLoss, T>(loss, batch));

    /// <summary>Tversky or Dice loss of the whole batch.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, the type of the tensors' elements.</typeparam>
    /// <param name="loss">The loss and its parameters.</param>
    /// <param name="input">Scores, of any shape.</param>
    /// <param name="target">Targets in [0, 1], of the shape of <paramref name="input"/>.</param>
    /// <param name="weight">Weights of the elements, of the same shape; null: all 1.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">A tensor has another device, layout, type or shape, or an element is outside its domain: the message names tensor, index and value.</exception>
    public static Tensor Overlap<T>(TverskyLoss loss, Tensor input, Tensor target, Tensor? weight = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(Batch(input, target, null, weight), input, [], nn.Reduction.Sum, batch => BatchLoss.Overlap<T>(loss, batch));

    private static Batch Batch(Tensor input, Tensor target, Tensor? weight, Tensor? sample_weight)
    {
        Constant(target, nameof(target));
        Constant(weight, nameof(weight));
        Constant(sample_weight, nameof(sample_weight));
        return new(TorchMemory.Of(input, nameof(input)), TorchMemory.Of(target, nameof(target)))
        {
            ClassWeights = TorchMemory.OfOptional(weight),
            SampleWeights = TorchMemory.OfOptional(sample_weight),
            Threads = Math.Max(1, get_num_threads()),
        };
    }

    private static void Constant(Tensor? tensor, string name)
    {
        if (tensor is not null && tensor.requires_grad && is_grad_enabled())
        {
            throw new ArgumentException($"{name} requires a gradient, and the losses have none by it: call detach().", name);
        }
    }

    private static long[] RowShape(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.dim() == 0 ? [] : input.shape[..^1];
    }

    private static Tensor Run(Batch batch, Tensor input, long[] shape, nn.Reduction reduction, Func<Batch, double> evaluate)
    {
        var (values, gradient) = (default(Tensor), default(Tensor));
        try
        {
            if (reduction == nn.Reduction.None)
            {
                values = empty(shape, dtype: input.dtype);
            }

            if (input.requires_grad && is_grad_enabled())
            {
                gradient = empty(input.shape, dtype: input.dtype);
            }

            var sum = evaluate(batch with
            {
                Value = TorchMemory.OfOptional(values),
                Gradient = TorchMemory.OfOptional(gradient),
                IsMean = reduction == nn.Reduction.Mean,
            });
            values ??= input.dtype == ScalarType.Float32 ? tensor((float)sum) : tensor(sum);
        }
        catch
        {
            values?.Dispose();
            gradient?.Dispose();
            throw;
        }

        return gradient is null ? values : LossFunction.Apply(input, values, gradient);
    }
}
