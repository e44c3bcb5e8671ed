using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Losses.Point;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Point.Regression;

/// <summary>Huber's loss; most residuals lie beyond δ.</summary>
public sealed class HuberLossCase<T>(LossVariant variant = LossVariant.Plain) : PointLossCase<T, HuberLoss<T>, HuberLossReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T Parameter = T.CreateChecked(1.25);

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    protected override string LossName => "huber-loss";

    /// <inheritdoc/>
    protected override HuberLoss<T> Loss => new(Parameter);

    /// <inheritdoc/>
    protected override HuberLossReference Definition => new(double.CreateChecked(Parameter));

    /// <summary>Half an ε for the residual, as much for half the clipped residual subtracted from it (where that cancels half, twice), for the product and for the weight.</summary>
    protected override double Epsilons => 3;

    /// <inheritdoc/>
    protected override Composition Composed => Compose;

    /// <inheritdoc/>
    protected override double Target(Random random, InputKind kind) => RealTargets.Draw(random, kind);

    /// <summary>g·r − ½g² is ½r² on the near side and δ(|r| − ½δ) on the far.</summary>
    private static (double Loss, double Weight) Compose(ReadOnlySpan<T> z, ReadOnlySpan<T> y, Span<T> g, Span<T> scratch)
    {
        var residual = scratch[..z.Length];
        TensorPrimitives.Subtract(z, y, residual);
        TensorPrimitives.Clamp(residual, -Parameter, Parameter, g);
        var loss = TensorPrimitives.Dot<T>(g, residual) - (TensorPrimitives.SumOfSquares<T>(g) / T.CreateChecked(2));
        return (double.CreateTruncating(loss), z.Length);
    }
}
