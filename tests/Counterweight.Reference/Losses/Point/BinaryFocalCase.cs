using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Losses.Point;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Point;

/// <summary>Focal loss with γ = 2: hard targets in the plain variant, every second one soft in the full one.</summary>
public sealed class BinaryFocalCase<T>(LossVariant variant = LossVariant.Plain) : PointLossCase<T, BinaryFocalLoss<T>, BinaryFocalReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T Positive = T.CreateChecked(0.75);
    private static readonly T Negative = T.CreateChecked(0.25);
    private static readonly T Two = T.CreateChecked(2);

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 2;

    /// <inheritdoc/>
    protected override string LossName => "binary-focal";

    /// <inheritdoc/>
    protected override BinaryFocalLoss<T> Loss => new(Two, Positive, Negative);

    /// <inheritdoc/>
    protected override BinaryFocalReference Definition => new(2, 0.75, 0.25);

    /// <summary>exp and division give q to 2 ε, its square to 4; log1p, weights, products and sums add the rest.</summary>
    protected override double Epsilons => 6;

    /// <inheritdoc/>
    protected override Composition Composed => Compose;

    /// <inheritdoc/>
    protected override double Target(Random random, InputKind kind) => IsFull && random.Next(2) == 0 ? random.NextDouble() : random.Next(2);

    /// <inheritdoc/>
    protected override PointElement<double> Scale(double score, double target, PointElement<double> element) => Definition.Scale(score, target);

    /// <summary>With s = 2y − 1 and m = s·z: loss α·q²·L, gradient −s·α·q²·(2L − 2Lq + q).</summary>
    private static (double Loss, double Weight) Compose(ReadOnlySpan<T> z, ReadOnlySpan<T> y, Span<T> g, Span<T> scratch)
    {
        var sign = scratch[..z.Length];
        var alpha = scratch.Slice(Chunk, z.Length);
        var loss = scratch.Slice(2 * Chunk, z.Length);
        var work = scratch.Slice(3 * Chunk, z.Length);
        TensorPrimitives.Multiply(y, Positive - Negative, alpha);
        TensorPrimitives.Add(alpha, Negative, alpha);
        var weight = double.CreateTruncating(TensorPrimitives.Sum<T>(alpha));
        TensorPrimitives.Multiply(y, -Two, sign);
        TensorPrimitives.Add(sign, T.One, sign);
        TensorPrimitives.Multiply(sign, z, g);

        // g = −m. L = softplus(−m) = max(−m, 0) + log1p(e^−|m|).
        TensorPrimitives.Abs(g, loss);
        TensorPrimitives.Negate(loss, loss);
        TensorPrimitives.Exp(loss, loss);
        TensorPrimitives.LogP1(loss, loss);
        TensorPrimitives.Max(g, T.Zero, work);
        TensorPrimitives.Add(loss, work, loss);
        TensorPrimitives.Sigmoid(g, g);

        // g = q, alpha = α·q², gradient = −s·α·q²·(2L(1 − q) + q).
        TensorPrimitives.Multiply(alpha, g, alpha);
        TensorPrimitives.Multiply(alpha, g, alpha);
        var sum = double.CreateTruncating(TensorPrimitives.Dot<T>(alpha, loss));
        TensorPrimitives.Multiply(loss, Two, loss);
        TensorPrimitives.Subtract(T.One, g, work);
        TensorPrimitives.MultiplyAdd<T>(loss, work, g, loss);
        TensorPrimitives.Multiply(alpha, sign, alpha);
        TensorPrimitives.Multiply(alpha, loss, g);
        return (sum, weight);
    }
}
