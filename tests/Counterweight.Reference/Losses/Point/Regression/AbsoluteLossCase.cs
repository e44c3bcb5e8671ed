using System.Numerics;
using Counterweight.Losses.Point;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Point.Regression;

/// <summary>Absolute error of real targets.</summary>
public sealed class AbsoluteLossCase<T>(LossVariant variant = LossVariant.Plain) : PointLossCase<T, AbsoluteLoss<T>, AbsoluteLossReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    protected override string LossName => "absolute-loss";

    /// <inheritdoc/>
    protected override AbsoluteLoss<T> Loss => new();

    /// <inheritdoc/>
    protected override AbsoluteLossReference Definition => default;

    /// <summary>Residual and weight are rounded to half an ε each.</summary>
    protected override double Epsilons => 1;

    /// <inheritdoc/>
    protected override double Target(Random random, InputKind kind) => RealTargets.Draw(random, kind);
}
