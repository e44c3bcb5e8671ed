using System.Numerics;
using System.Numerics.Tensors;
using Counterweight.Losses.Point;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Point.Regression;

/// <summary>Squared error of real targets.</summary>
public sealed class SquaredLossCase<T>(LossVariant variant = LossVariant.Plain) : PointLossCase<T, SquaredLoss<T>, SquaredLossReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    protected override string LossName => "squared-loss";

    /// <inheritdoc/>
    protected override SquaredLoss<T> Loss => new();

    /// <inheritdoc/>
    protected override SquaredLossReference Definition => default;

    /// <summary>Residual, square and weight are rounded to half an ε each, the residual twice in the square.</summary>
    protected override double Epsilons => 2;

    /// <inheritdoc/>
    protected override Composition Composed => Compose;

    /// <inheritdoc/>
    protected override double Target(Random random, InputKind kind) => RealTargets.Draw(random, kind);

    private static (double Loss, double Weight) Compose(ReadOnlySpan<T> z, ReadOnlySpan<T> y, Span<T> g, Span<T> scratch)
    {
        TensorPrimitives.Subtract(z, y, g);
        return (double.CreateTruncating(TensorPrimitives.SumOfSquares<T>(g)) / 2, z.Length);
    }
}
