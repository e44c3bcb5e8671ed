using System.Numerics;
using Counterweight.Losses.Point;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Point.Regression;

/// <summary>Pinball loss at the quantile 0.9.</summary>
public sealed class QuantileLossCase<T>(LossVariant variant = LossVariant.Plain) : PointLossCase<T, QuantileLoss<T>, QuantileLossReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T Parameter = T.CreateChecked(0.9);

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    protected override string LossName => "quantile-loss";

    /// <inheritdoc/>
    protected override QuantileLoss<T> Loss => new(Parameter);

    /// <inheritdoc/>
    protected override QuantileLossReference Definition => new(double.CreateChecked(Parameter));

    /// <summary>Half an ε for each of residual, 1 − τ, product and weight.</summary>
    protected override double Epsilons => 2;

    /// <inheritdoc/>
    protected override double Target(Random random, InputKind kind) => RealTargets.Draw(random, kind);
}
