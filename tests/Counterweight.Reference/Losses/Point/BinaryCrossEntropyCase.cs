using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Losses.Point;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Point;

/// <summary>Binary cross-entropy; every second element has a soft target.</summary>
public sealed class BinaryCrossEntropyCase<T>(LossVariant variant = LossVariant.Plain) : PointLossCase<T, BinaryCrossEntropy<T>, BinaryCrossEntropyReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T Positive = T.CreateChecked(3);
    private static readonly T Negative = T.CreateChecked(0.5);

    private readonly T smoothing = T.CreateChecked(variant == LossVariant.Full ? 0.1 : 0);

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 2;

    /// <inheritdoc/>
    protected override string LossName => "binary-cross-entropy";

    /// <inheritdoc/>
    protected override BinaryCrossEntropy<T> Loss => new(Positive, Negative, smoothing);

    /// <inheritdoc/>
    protected override BinaryCrossEntropyReference Definition =>
        new(double.CreateChecked(Positive), double.CreateChecked(Negative), double.CreateChecked(smoothing));

    /// <summary>
    /// Smoothing rounds the target to half a last place of 1, which is 20 halves of ε/2 = 0.05, the least part of a
    /// class: 5 ε in that part; exp, log1p, weights and products add 3 to 4 more.
    /// </summary>
    protected override double Epsilons => IsFull ? 10 : 4;

    /// <inheritdoc/>
    protected override Composition Composed => Compose;

    /// <inheritdoc/>
    protected override double Target(Random random, InputKind kind) => random.Next(2) == 0 ? random.Next(2) : random.NextDouble();

    /// <inheritdoc/>
    protected override PointElement<double> Scale(double score, double target, PointElement<double> element) => Definition.Scale(score, target);

    /// <summary>Loss = zero·z + total·softplus(−z), gradient = total·σ(z) − one.</summary>
    private static (double Loss, double Weight) Compose(ReadOnlySpan<T> z, ReadOnlySpan<T> y, Span<T> g, Span<T> scratch)
    {
        var one = scratch[..z.Length];
        var total = scratch.Slice(Chunk, z.Length);
        var work = scratch.Slice(2 * Chunk, z.Length);
        TensorPrimitives.Multiply(y, Positive, one);
        TensorPrimitives.Multiply(y, Positive - Negative, total);
        TensorPrimitives.Add(total, Negative, total);
        var weight = double.CreateTruncating(TensorPrimitives.Sum<T>(total));

        // softplus(z) = max(z, 0) + log1p(e^−|z|); loss = total·softplus(z) − one·z.
        TensorPrimitives.Abs(z, work);
        TensorPrimitives.Negate(work, work);
        TensorPrimitives.Exp(work, work);
        TensorPrimitives.LogP1(work, work);
        var loss = double.CreateTruncating(TensorPrimitives.Dot<T>(total, work) - TensorPrimitives.Dot(one, z));
        TensorPrimitives.Max(z, T.Zero, work);
        loss += double.CreateTruncating(TensorPrimitives.Dot<T>(total, work));
        TensorPrimitives.Sigmoid(z, work);
        TensorPrimitives.Multiply(total, work, work);
        TensorPrimitives.Subtract(work, one, g);
        return (loss, weight);
    }
}
